"""Mail files (RFC 5322, MIME): headers, text and HTML parts, attachments, each read as what it is."""

import collections
import email
import email.errors
import re
from collections.abc import Iterator
from email.header import Header, decode_header, make_header
from email.message import Message
from typing import Any, NamedTuple, cast

from lightyear.guard import fields, markup
from lightyear.guard.detectors.base import listed
from lightyear.guard.redact import redact
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding

_ADDRESSES = listed(
    "from to cc bcc reply-to sender return-path delivered-to x-original-to envelope-to x-forwarded-to"
)
_WORDS = listed("subject comments keywords thread-topic content-description x-originating-ip")
# What programs tell each other; numbers of mails look like addresses.
_OF_MACHINES = listed(
    "message-id in-reply-to references resent-message-id date resent-date mime-version content-type "
    "content-transfer-encoding content-id content-disposition content-length content-language lines "
    "thread-index"
)
_TRACES = ("email", "phone", "fax")
# Signatures no longer hold over a mail that was changed.
_SIGNATURES = listed("dkim-signature arc-seal arc-message-signature domainkey-signature")
_ENCODED = ("base64", "quoted-printable", "x-uuencode")
_ENCODED_WORDS = re.compile(r"(?i)=\?[^?\s]++\?[bq]\?[^?]*+\?=(?:\s+=\?[^?\s]++\?[bq]\?[^?]*+\?=)*+")
_LINE_BREAK = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+(?![ \t\r\n])")
_DISPLAY = re.compile(r'(?:^|,)\s*"?([^"<>,@]{2,80}?)"?\s*<')
_ORGANIZATION = re.compile(
    r"(?i)\b(?:clinic|hospital|health|care|center|centre|team|support|no-?reply|info|news|service|office|desk|inc|"
    r"group|system|notification|admin|staff)|医院|诊所|中心|集团|公司|通知|客服"
)
_CHANNELS = {"text": "email", "filename": "filename", "csv": "csv", "header": "title"}


class MailUnreadable(ValueError):
    """The file holds no mail."""


class Part(NamedTuple):
    """A header or a part of a mail, decoded; `header` is the number of the header in `message`.

    `kind` is address, header (all of it is read), trace (read for e-mail and telephone), filename, text,
    html or csv.
    """

    path: str
    kind: str
    text: str
    message: Message
    header: int | None = None


def scan_mail(raw: bytes) -> list[Finding]:
    """Scan a mail: headers, text and HTML parts, attachments by name and, where they are text, by content.

    `path` is the header's name, "text", "html", "attachment[1].name" or "attachment[1]" (counted from 1).
    Mails within the mail are read too ("message[1].Subject"), and reports of delivery (RFC 3464:
    "status[1].Final-Recipient"). Headers of a part are like "part[2].Content-Description". Offsets are code
    points of the decoded header or part. Raises MailUnreadable.
    """
    found: list[Finding] = []
    for part in parts(read(raw)):
        found.extend(findings(part))
    return found


def findings(part: Part) -> list[Finding]:
    """Give the findings in one part, with its path; in HTML it goes on, like "html.img[alt]"."""
    return [
        Finding(one.start, one.end, one.category, one.score, one.detector, _path(part, one))
        for one in _scan(part.kind, part.text)
    ]


def clean_mail(raw: bytes) -> bytes:
    """Give the mail with what `scan_mail` finds redacted, until it finds nothing.

    Attachments that are no text can't be checked: their content is taken out. Signatures over the mail (DKIM)
    are dropped, since they no longer hold. Raises MailUnreadable.
    """
    message = read(raw)
    headers: dict[int, dict[int, str]] = {}
    for part in list(parts(message)):
        cleaned = _cleaned(part)
        if cleaned == part.text:
            continue
        if part.header is None:
            _write(part, cleaned)
        else:
            headers.setdefault(id(part.message), {})[part.header] = _on_one_line(cleaned)
    for one in list(_walk(message, into_mails=True)):
        _write_headers(one, headers.get(id(one), {}))
        if is_unread(one):
            _empty(one)
    return message.as_bytes()


def read(raw: bytes) -> Message:
    """Parse a mail. Raises MailUnreadable."""
    message = email.message_from_bytes(raw)
    if not message.keys():
        raise MailUnreadable("this is no mail")
    for part in _walk(message, into_mails=True):
        _recover_parameters(part)
    return message


def problems(message: Message) -> list[str]:
    """Say what of the mail could not be read."""
    walked = list(_walk(message, into_mails=True))
    said = [f"{type(defect).__name__}" for one in walked for defect in one.defects if not is_unread(one)]
    unread = sum(is_unread(one) for one in walked)
    return [*said, *([f"{unread} attachments are no text: only their names were read"] if unread else ())]


def is_unread(part: Message) -> bool:
    """Say whether a part is neither text nor made of parts that can be read."""
    if part.get_content_maintype() == "message" and part.is_multipart():
        # A mail within the mail is not encoded (RFC 2046, 5.2.1); one that is was not read as one.
        return str(part.get("Content-Transfer-Encoding", "")).strip().lower() in _ENCODED
    return not part.is_multipart() and part.get_content_maintype() != "text"


def parts(message: Message, within: str = "") -> Iterator[Part]:
    """Give each header and part that is read, in order."""
    count: collections.Counter[str] = collections.Counter()
    for part in _walk(message):
        kind = _kind_of_part(part)
        count[kind] += 1
        place = f"{within}{kind}[{count[kind]}]"
        yield from _headers(part, within if part is message else f"{place}.")
        if kind == "status":
            for block in part.get_payload():
                yield from _headers(cast("Message", block), f"{place}.")
        elif kind == "message":
            for one in part.get_payload():
                yield from parts(cast("Message", one), f"{place}.")
        elif kind == "attachment":
            yield Part(f"{place}.name", "filename", _decoded(part.get_filename() or ""), part)
            if part.get_content_maintype() == "text":
                yield Part(place, _kind(part), _content(part), part)
        elif part.get_content_maintype() == "text":
            yield Part(f"{within}{_kind(part)}", _kind(part), _content(part), part)


def _recover_parameters(part: Message) -> None:
    # What the parser makes of a file name in bare bytes can be neither read nor changed.
    for header in ("Content-Type", "Content-Disposition"):
        value = next((str(one) for name, one in part.raw_items() if name.lower() == header.lower()), "")
        if value.isascii():
            continue
        del part[header]
        part.set_raw(header, _on_one_line(_decoded(value), encode=False))
        for key, one in part.get_params(failobj=[], header=header)[1:]:
            part.set_param(key, one, header=header)
        settled = str(part[header])
        if not settled.isascii():
            part.replace_header(header, settled.encode("ascii", "replace").decode())


def _kind_of_part(part: Message) -> str:
    if part.get_content_maintype() == "message" and part.is_multipart() and not is_unread(part):
        return "status" if part.get_content_type() == "message/delivery-status" else "message"
    if part.get_filename() or part.get_content_disposition() == "attachment":
        return "attachment"
    return "part"


def _headers(message: Message, within: str) -> Iterator[Part]:
    for at, (name, value) in enumerate(message.raw_items()):
        key = name.lower()
        if key not in _OF_MACHINES | _SIGNATURES:
            kind = "address" if key in _ADDRESSES else "header" if key in _WORDS else "trace"
            yield Part(f"{within}{name}", kind, _decoded(value), message, at)


def _path(part: Part, one: Finding) -> str:
    return f"{part.path}.{one.path}" if one.path and one.path != "text" else part.path


def _walk(message: Message, *, into_mails: bool = False) -> Iterator[Message]:
    # As message.walk(), but into mails within the mail only if asked, and never into those that are encoded.
    yield message
    is_mail = message.get_content_maintype() == "message"
    if message.is_multipart() and not is_unread(message) and (into_mails or not is_mail):
        for part in message.get_payload():
            yield from _walk(cast("Message", part), into_mails=into_mails)


def _kind(part: Message) -> str:
    return {"html": "html", "csv": "csv"}.get(part.get_content_subtype(), "text")


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        text = _guessed(raw)
    return text.encode("utf-8", "replace").decode()


def _guessed(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _decoded(value: Any) -> str:
    """Give a header as text: unfolded, encoded words (RFC 2047) decoded, bare bytes guessed."""
    text = re.sub(r"\r?\n(?=[ \t])", "", str(value))
    if not text.isascii():
        text = _guessed(_bytes_of(text))
    text = _ENCODED_WORDS.sub(_word, text)
    return text.encode("utf-8", "replace").decode()


def _bytes_of(text: str) -> bytes:
    """Undo how bare bytes became characters: as surrogates or, in parameters of a header, as Latin-1."""
    try:
        raw = text.encode("latin-1")
        raw.decode("utf-8")
    except UnicodeError:
        return text.encode("utf-8", "surrogateescape")
    return raw


def _word(run: re.Match[str]) -> str:
    try:
        return str(make_header(decode_header(run.group())))
    except (LookupError, UnicodeError, ValueError, email.errors.MessageError):
        return run.group()


def _scan(kind: str, text: str) -> list[Finding]:
    if kind == "html":
        return markup.scan_markup(text)
    if kind == "trace":
        found = scan(text, channel="url" if "%" in text else "title")
        return [one for one in found if one.category in _TRACES]
    found = scan(text, channel=_CHANNELS.get(kind, "email"))
    if kind == "address":
        found = [*[one for one in found if one.category != "name"], *_display_names(text)]
    return found


def _display_names(text: str) -> list[Finding]:
    return [
        Finding(*match.span(1), "name", 0.9, "field.header")
        for match in _DISPLAY.finditer(text)
        if fields.fits("name", match[1]) and not _ORGANIZATION.search(match[1])
    ]


def _cleaned(part: Part) -> str:
    text = part.text
    if part.kind == "html":
        return markup.clean_markup(text)
    for _ in range(4):
        found = _scan(part.kind, text)
        if not found:
            break
        text = redact(text, found)
    return text


def _write(part: Part, text: str) -> None:
    message = part.message
    if part.kind == "filename":
        message.set_param("filename", text, header="Content-Disposition")
        if message.get_param("name") is not None:
            message.set_param("name", text)
    else:
        del message["Content-Transfer-Encoding"]
        message.set_payload(text, "utf-8")


def _write_headers(message: Message, changed: dict[int, str]) -> None:
    """Write headers again in their order, those that changed as they are now, signatures not at all."""
    items = [(name, _LINE_BREAK.sub(" ", str(value))) for name, value in message.raw_items()]
    for name in {name.lower() for name, _ in items}:
        del message[name]
    for at, (name, value) in enumerate(items):
        if name.lower() not in _SIGNATURES:
            message.set_raw(name, changed.get(at, value))


def _on_one_line(text: str, *, encode: bool = True) -> str:
    # A line break in what an encoded word held would begin a header of its own.
    text = " ".join(text.splitlines())
    return text if text.isascii() or not encode else Header(text, "utf-8").encode()


def _empty(part: Message) -> None:
    name = part.get_filename()
    for header in ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition"):
        del part[header]
    part["Content-Type"] = "text/plain"
    if name:
        part.add_header("Content-Disposition", "attachment", filename=f"{name}.txt")
    part.set_payload("[attachment]", "utf-8")
