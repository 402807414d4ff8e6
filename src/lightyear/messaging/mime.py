"""The bytes of an e-mail (RFC 5322, RFC 2045): no forged headers, bodies that every relay carries."""

import email.header
import email.utils
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import MIMEPart
from email.policy import SMTP


class MimeError(ValueError):
    """A message can't be written; names the header, never its content."""

    def __init__(self, header: str) -> None:
        self.header = header
        super().__init__(header)


class HeaderInjection(MimeError):
    """A header's name or value holds a control character, with which it could become two headers."""


class BadHeader(MimeError):
    """A header isn't of its form: an address, a Message-ID, a name the builder keeps, an overlong word."""


@dataclass(frozen=True, repr=False)
class Address:
    """A mailbox: display name, possibly empty, and e-mail address; its repr shows neither."""

    name: str
    email: str

    @property
    def addr_spec(self) -> str:
        """The address as SMTP carries it, an international domain in its ASCII form; raises BadHeader."""
        local, _, domain = self.email.rpartition("@")
        address = f"{local}@{_ascii_domain(domain)}"
        # RFC 5321 section 4.1.2 without the quoted form, and section 4.5.3.1 for the lengths.
        if not _ADDR_SPEC.fullmatch(address) or len(local) > 64 or len(address) > 254:
            raise BadHeader("address")
        return address


def build(
    *,
    sender: Address,
    recipient: Address,
    subject: str,
    html: str,
    text: str,
    message_id: str,
    date: datetime,
    headers: Mapping[str, str],
) -> bytes:
    """Write a message as multipart/alternative in seven-bit bytes with CRLF; equal input gives equal bytes.

    `date` is aware, `headers` are further ones such as List-Unsubscribe (RFC 8058).
    Raises HeaderInjection and BadHeader.
    """
    parts = [_part("plain", text), _part("html", html)]
    boundary = _boundary(_checked_id(message_id), parts)
    fields = {
        "From": _mailbox("From", sender),
        "To": _mailbox("To", recipient),
        "Subject": _unstructured("Subject", subject),
        "Date": _date(date),
        "Message-ID": message_id,
        **{_further(name): _unstructured(name, value) for name, value in headers.items()},
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative;\r\n boundary="{boundary}"',
    }
    head = b"".join(_line(name, value) for name, value in fields.items())
    opening, closing = f"--{boundary}\r\n".encode(), f"--{boundary}--\r\n".encode()
    return head + b"\r\n" + b"".join(opening + part + b"\r\n" for part in parts) + closing


def message_id(key: str, domain: str) -> str:
    """Return the Message-ID of an outbox key: the same key always gets the same one."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def _ascii_domain(domain: str) -> str:
    """Return the domain in its ASCII form (RFC 3490), or nothing if that would be another domain's."""
    try:
        ascii_form = domain.encode("idna")
        # The codec turns some letters into others (ß into ss), which IDNA 2008 tells apart.
        return ascii_form.decode() if ascii_form.decode("idna") == domain.lower() else ""
    except UnicodeError:
        return ""


def _part(subtype: str, content: str) -> bytes:
    part = MIMEPart(policy=_SEVEN_BIT)
    part.set_content(_BODY_CONTROLS.sub("", content), subtype=subtype, charset="utf-8")
    return part.as_bytes()


def _boundary(message_id: str, parts: list[bytes]) -> str:
    """A boundary that no part can hold, since it is a digest of all of them."""
    digest = hashlib.sha256(b"\0".join([message_id.encode(), *parts])).hexdigest()
    return f"=_{digest[:40]}"


def _line(name: str, value: str) -> bytes:
    line = f"{name}: {value}\r\n".encode("ascii")
    if any(len(piece) > _LINE_LIMIT for piece in line.split(b"\r\n")):
        raise BadHeader(name)
    return line


def _mailbox(header: str, address: Address) -> str:
    _refuse_controls(header, address.name)
    _refuse_controls(header, address.email)
    spec = address.addr_spec
    if not address.name:
        return spec
    if _is_plain(address.name):
        quoted = address.name.replace("\\", "\\\\").replace('"', '\\"')
        return _folded(header, f'"{quoted}" <{spec}>')
    return f"{_encoded(header, address.name)}\r\n <{spec}>"


def _unstructured(header: str, value: str) -> str:
    _refuse_controls(header, value)
    return _folded(header, value.strip()) if _is_plain(value) else _encoded(header, value)


def _date(date: datetime) -> str:
    if date.tzinfo is None:
        raise BadHeader("Date")
    return email.utils.format_datetime(date)


def _checked_id(message_id: str) -> str:
    _refuse_controls("Message-ID", message_id)
    if not _MESSAGE_ID.fullmatch(message_id):
        raise BadHeader("Message-ID")
    return message_id


def _further(name: str) -> str:
    """Return the name of a header that the caller may add."""
    _refuse_controls("name", name)
    if not _FIELD_NAME.fullmatch(name) or name.lower() in _KEPT:
        raise BadHeader("name")
    return name


def _refuse_controls(header: str, value: str) -> None:
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in value):
        raise HeaderInjection(header)


def _is_plain(value: str) -> bool:
    # A value that looks like an encoded word would be decoded by the reader's program into something else.
    return value.isascii() and "=?" not in value


def _encoded(header: str, value: str) -> str:
    """RFC 2047: words of at most 75 characters, one a line, none splitting a character."""
    words = email.header.Header(value, "utf-8", header_name=header, maxlinelen=_FOLD_AT)
    return words.encode(linesep="\r\n")


def _folded(header: str, value: str) -> str:
    """Fold at spaces only and leave long words whole: the standard library would encode a long URL,
    and no mail program could then use List-Unsubscribe."""
    lines, room = [""], _FOLD_AT - len(header) - 2
    for word in re.findall(r" *[^ ]+", value):
        if lines[-1] and len(lines[-1]) + len(word) > room:
            lines.append(word)
            room = _FOLD_AT
        else:
            lines[-1] += word
    return "\r\n".join(lines)


_SEVEN_BIT = SMTP.clone(cte_type="7bit")
_FOLD_AT = 76
# RFC 5322 section 2.1.1.
_LINE_LIMIT = 998
_KEPT = frozenset(
    {
        "bcc",
        "cc",
        "content-transfer-encoding",
        "content-type",
        "date",
        "dkim-signature",
        "from",
        "message-id",
        "mime-version",
        "return-path",
        "sender",
        "subject",
        "to",
    }
)
_FIELD_NAME = re.compile(r"[!-9;-~]+")
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")
_ADDR_SPEC = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[\w-]+(\.[\w-]+)*", re.ASCII)
_BODY_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
