"""The e-mail channel: the organization's own mail server, over SMTP, signed by DKIM."""

from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import unquote, urlsplit

from django.conf import settings

from lightyear.channels import smtp
from lightyear.consent.models import Purpose
from lightyear.contacts.models import Contact
from lightyear.gate import agreements
from lightyear.gate.models import Destination
from lightyear.gate.services import Cleared
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.messaging import channel, mime, signing, tokens
from lightyear.messaging.channel import Envelope, Outcome, Unreachable
from lightyear.messaging.models import Message
from lightyear.workspaces.models import Workspace

VERDICT_SECONDS = 120
"""How long a worker waits for the reply to the final dot; a later one makes the message uncertain."""
PORTS = {"smtp": 587, "smtps": 465}


class Email:
    """Mail through the server of LIGHTYEAR_SMTP_URL, which belongs to the organization."""

    key = "email"
    point = "email"

    def destination(self) -> Destination:
        return agreements.own(key="mail-server", name="Our mail server", by=Actor.system("email"))

    def prepare(
        self,
        message: Message,
        cleared: Cleared[Mapping[str, str]],
        *,
        workspace: Workspace,
        contact: Contact,
        address: str,
    ) -> Envelope:
        sender = mime.Address(workspace.sender_name or workspace.name, workspace.sender_email)
        recipient = mime.Address(contact.known_name, address)
        try:
            domain = sender.addr_spec.rpartition("@")[2]
            message.message_id = mime.message_id(str(message.id), domain)
            content = mime.build(
                sender=sender,
                recipient=recipient,
                subject=cleared.payload["subject"],
                html=cleared.payload["html"],
                text=cleared.payload["text"],
                message_id=message.message_id,
                date=clock.now(),
                headers=_headers(message, workspace),
            )
            signed = signing.sign(content, domain=domain)
            return Envelope(sender.addr_spec, recipient.addr_spec, signed)
        except mime.MimeError as error:
            raise channel.Unwritable from error

    def deliver(self, envelope: Envelope, *, before_data: Callable[[], None]) -> Outcome:
        if not settings.LIGHTYEAR_SMTP_URL:
            return Unreachable("no mail server is set up")
        return pool().send(envelope.sender, envelope.recipient, envelope.content, before_data)


def _headers(message: Message, workspace: Workspace) -> dict[str, str]:
    """One-click unsubscribe on commercial mail (RFC 8058 section 3.1)."""
    if message.template.purpose.kind != Purpose.Kind.COMMERCIAL:
        return {"Auto-Submitted": "auto-generated"}
    address = f"{settings.LIGHTYEAR_URL}/u/{workspace.slug}/{tokens.of('message', message.id)}"
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


@cache
def pool() -> smtp.Pool:
    """The pool to the server of smtp://user:password@host:port (STARTTLS), smtps:// or, plain, smtp+plain://."""
    parts = urlsplit(settings.LIGHTYEAR_SMTP_URL)
    security = {"smtps": "tls", "smtp+plain": "none"}.get(parts.scheme, "starttls")
    server = smtp.Server(
        host=parts.hostname or "localhost",
        port=parts.port or PORTS.get(parts.scheme, 25),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        security=security,  # type: ignore[arg-type]
    )
    return smtp.Pool(
        server, size=settings.LIGHTYEAR_SMTP_CONNECTIONS, verdict_timeout_seconds=VERDICT_SECONDS
    )


channel.register(Email())
