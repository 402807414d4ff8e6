"""What pages may say of the mail server and of the record that DNS must hold; never a password."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from lightyear.messaging import signing
from lightyear.workspaces.models import Workspace


@dataclass(frozen=True, slots=True)
class Server:
    """The host and port of LIGHTYEAR_SMTP_URL, and whether the way there is encrypted."""

    host: str
    port: int | None
    is_encrypted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A TXT record: its whole name and what it must say."""

    name: str
    value: str


def describe() -> Server | None:
    """The server that mail leaves through; None while LIGHTYEAR_SMTP_URL isn't set."""
    parts = urlsplit(settings.LIGHTYEAR_SMTP_URL)
    if not parts.hostname:
        return None
    return Server(parts.hostname, parts.port, is_encrypted=parts.scheme != "smtp+plain")


def record(workspace: Workspace) -> Record | None:
    """The DKIM record of the sender's domain (RFC 6376 section 3.6.1); None while there is no sender."""
    domain = workspace.sender_email.rpartition("@")[2]
    if not domain:
        return None
    return Record(f"{signing.SELECTOR}._domainkey.{domain}", signing.public_record(domain))
