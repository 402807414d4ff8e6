"""Mail files (RFC 5322, MIME): headers, text and HTML parts, attachments, each read as what it is."""

import email
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
_WORDS = listed("subject comments keywords thread-topic x-originating-ip")
# Signatures no longer hold over a mail that was changed.
_SIGNATURES = listed("dkim-signature arc-seal arc-message-signature domainkey-signature")
_DISPLAY = re.compile(r'(?:^|,)\s*"?([^"<>,@]{2,80}?)"?\s*<')
_ORGANIZATION = re.compile(
    r"(?i)\b(?:clinic|hospital|health|care|center|centre|team|support|no-?reply|info|news|service|office|desk|inc|"
    r"group|system|notification|admin|staff)|医院|诊所|中心|集团|公司|通知|客服"
)
_CHANNELS = {"text": "email", "filename": "filename", "csv": "csv", "header": "title"}


class MailUnreadable(ValueError):
    """The file holds no mail."""


class Part(NamedTuple):
    """A header or a part of a mail, decoded; `kind` is header, address, text, html, csv or filename."""

    path: str
    kind: str
    text: str
    message: Message
    header: str | None = None


def scan_mail(raw: bytes) -> list[Finding]:
    """Scan a mail: headers, text and HTML parts, attachments by name and, where they are text, by content.

    `path` is the header's name, "text", "html", "attachment[1].name" or "attachment[1]" (counted from 1;
    mails within the mail are read too: "message[1].Subject"). Offsets are code points of the decoded
    header or part. Raises MailUnreadable.
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
    for part in list(parts(message)):
        cleaned = _cleaned(part)
        if cleaned != part.text:
            _write(part, cleaned)
    for one in message.walk():
        for name in _SIGNATURES & {key.lower() for key in one.keys()}:  # noqa: SIM118 - a mail is no dict
            del one[name]
        if is_unread(one):
            _empty(one)
    return message.as_bytes()


def read(raw: bytes) -> Message:
    """Parse a mail. Raises MailUnreadable."""
    message = email.message_from_bytes(raw)
    if not message.keys():
        raise MailUnreadable("this is no mail")
    return message


def problems(message: Message) -> list[str]:
    """Say what of the mail could not be read."""
    said = [f"{type(defect).__name__}" for one in message.walk() for defect in one.defects]
    unread = sum(is_unread(one) for one in message.walk())
    return [*said, *([f"{unread} attachments are no text: only their names were read"] if unread else ())]


def is_unread(part: Message) -> bool:
    """Say whether a part is neither text nor made of parts."""
    return not part.is_multipart() and part.get_content_maintype() not in ("text", "multipart", "message")


def parts(message: Message, within: str = "") -> Iterator[Part]:
    """Give each header and part that is read, in order."""
    for name, value in message.items():
        if name.lower() in _ADDRESSES | _WORDS:
            kind = "address" if name.lower() in _ADDRESSES else "header"
            yield Part(f"{within}{name}", kind, _decoded(value), message, name)
    attached = inner = 0
    for part in _walk(message):
        if part.get_content_type() == "message/rfc822":
            inner += 1
            for one in part.get_payload():
                yield from parts(cast("Message", one), f"{within}message[{inner}].")
        elif part.get_filename() or part.get_content_disposition() == "attachment":
            attached += 1
            path = f"{within}attachment[{attached}]"
            yield Part(f"{path}.name", "filename", _decoded(part.get_filename() or ""), part)
            if part.get_content_maintype() == "text":
                yield Part(path, _kind(part), _content(part), part)
        elif part.get_content_maintype() == "text":
            yield Part(f"{within}{_kind(part)}", _kind(part), _content(part), part)


def _path(part: Part, one: Finding) -> str:
    return f"{part.path}.{one.path}" if one.path and one.path != "text" else part.path


def _walk(message: Message) -> Iterator[Message]:
    # As message.walk(), but not into mails within the mail.
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            yield from _walk(cast("Message", part))
    else:
        yield message


def _kind(part: Message) -> str:
    return {"html": "html", "csv": "csv"}.get(part.get_content_subtype(), "text")


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        return raw.decode("utf-8", "replace")


def _decoded(value: Any) -> str:
    try:
        return str(make_header(decode_header(str(value))))
    except (LookupError, UnicodeError, ValueError):
        return str(value)


def _scan(kind: str, text: str) -> list[Finding]:
    if kind == "html":
        return markup.scan_markup(text)
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
    if part.header is not None:
        others = [value for value in message.get_all(part.header, []) if _decoded(value) != part.text]
        del message[part.header]
        for value in (*others, text if text.isascii() else Header(text, "utf-8").encode()):
            message[part.header] = value
    elif part.kind == "filename":
        message.set_param("filename", text, header="Content-Disposition")
        if message.get_param("name") is not None:
            message.set_param("name", text)
    else:
        del message["Content-Transfer-Encoding"]
        message.set_payload(text, "utf-8")


def _empty(part: Message) -> None:
    name = part.get_filename()
    for header in ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition"):
        del part[header]
    part["Content-Type"] = "text/plain"
    if name:
        part.add_header("Content-Disposition", "attachment", filename=f"{name}.txt")
    part.set_payload("[attachment]", "utf-8")
