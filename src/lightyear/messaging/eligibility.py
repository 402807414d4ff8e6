"""Who may get a message, with a reason for everyone left out: one rule list, in SQL and in Python.

The SQL form judges a whole audience or a claimed batch at once; the Python form explains one contact.
A property test holds them together. The first reason that applies counts.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from lightyear.consent.models import Answer, Purpose, Standing
from lightyear.contacts.models import Contact, ContactPoint
from lightyear.messaging.models import Suppression, Template
from lightyear.workspaces import queries as workspaces


class Reason(models.TextChoices):
    """Why somebody gets nothing."""

    ERASED = "erased", _("The data was erased")
    NO_ADDRESS = "no_address", _("There is no address for this channel")
    SUPPRESSED = "suppressed", _("The address is on the suppression list")
    ARCHIVED = "archived", _("The template was archived")
    NOT_CONFIRMED = "not_confirmed", _("The address was never confirmed")
    NEVER_AGREED = "never_agreed", _("Never agreed to this purpose on this channel")
    WITHDRAWN = "withdrawn", _("Consent was withdrawn")
    NO_SENDER = "no_sender", _("The organization's sender or postal address is missing")
    BLOCKED = "blocked", _("The gate refused the contents")
    TEMPLATE = "template", _("The template couldn't be filled in")
    UNWRITABLE = "unwritable", _("The address or the name can't be written in a mail")
    NO_CHANNEL = "no_channel", _("This channel isn't set up")
    UNREADABLE = "unreadable", _("The contact's sealed data can't be opened")
    REFUSED = "refused", _("The mail server refused it for good")
    GAVE_UP = "gave_up", _("The mail server didn't take it within two days")
    CANCELLED = "cancelled", _("The send was cancelled before it left")


CITES = {
    Reason.NEVER_AGREED: "45 CFR 164.508(a)(3); PIPL 13",
    Reason.WITHDRAWN: "16 CFR 316.5; PIPL 15",
    Reason.NO_SENDER: "16 CFR 316.4",
    Reason.SUPPRESSED: "16 CFR 316.5",
}
"""The clause behind a reason, where there is one."""

_TABLES = (
    ("JOIN", "contacts_contact", "c", "c.id = m.contact_id"),
    ("JOIN", "messaging_template", "t", "t.id = m.template_id"),
    ("JOIN", "consent_purpose", "u", "u.id = t.purpose_id"),
    ("JOIN", "workspaces_workspace", "w", "w.id = m.workspace_id"),
    (
        "LEFT JOIN",
        "contacts_contactpoint",
        "p",
        "p.contact_id = c.id AND p.kind = CASE m.channel WHEN 'email' THEN 'email' ELSE 'phone' END",
    ),
    ("LEFT JOIN", "messaging_suppression", "s", "s.channel = m.channel AND s.lookup = p.lookup"),
    (
        "LEFT JOIN",
        "consent_standing",
        "g",
        "g.contact_id = c.id AND g.purpose_id = u.id AND g.channel = m.channel",
    ),
)


def _lookup(join: str, table: str, alias: str, condition: str, *, is_locked: bool = False) -> str:
    lock = " FOR SHARE" if is_locked else ""
    inner = f"SELECT * FROM {table} {alias} WHERE {condition} OFFSET 0{lock}"  # noqa: S608 (constants)
    return f"{join} LATERAL ({inner}) {alias} ON true"


JOINS = "\n".join(f"{join} {table} {alias} ON {condition}" for join, table, alias, condition in _TABLES)
"""What the rules look at, for a relation `m` with contact_id, template_id, channel, workspace_id."""

LOOKUPS = "\n".join(_lookup(*line) for line in _TABLES)
"""The same for a few rows: one look-up each, whatever the planner believes about tables it never counted."""

LOCKED_LOOKUPS = "\n".join(_lookup(*line, is_locked=line[2] in {"c", "g"}) for line in _TABLES)
"""LOOKUPS that wait for a withdrawal or an erasure under way, and make later ones wait for them."""

REASON = """
  CASE
    WHEN c.erased_at IS NOT NULL THEN 'erased'
    WHEN p.id IS NULL THEN 'no_address'
    WHEN s.id IS NOT NULL THEN 'suppressed'
    WHEN t.archived_at IS NOT NULL THEN 'archived'
    WHEN u.kind = 'service' THEN ''
    WHEN p.confirmed_at IS NULL THEN 'not_confirmed'
    WHEN g.answer IS NULL THEN 'never_agreed'
    WHEN g.answer <> 'granted' THEN 'withdrawn'
    WHEN w.postal_address = '' OR w.sender_email = '' OR w.sender_name = '' THEN 'no_sender'
    ELSE ''
  END
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one contact, template and channel."""

    is_erased: bool
    has_point: bool
    is_suppressed: bool
    is_service: bool
    is_confirmed: bool
    answer: str | None
    has_sender: bool
    is_archived: bool = False


def judge(facts: Facts) -> str:
    """The reason for leaving someone out, "" when nothing speaks against it."""
    rules = [
        (facts.is_erased, Reason.ERASED),
        (not facts.has_point, Reason.NO_ADDRESS),
        (facts.is_suppressed, Reason.SUPPRESSED),
        (facts.is_archived, Reason.ARCHIVED),
    ]
    if not facts.is_service:
        rules += [
            (not facts.is_confirmed, Reason.NOT_CONFIRMED),
            (facts.answer is None, Reason.NEVER_AGREED),
            (facts.answer != Answer.GRANTED, Reason.WITHDRAWN),
            (not facts.has_sender, Reason.NO_SENDER),
        ]
    return next((str(reason.value) for applies, reason in rules if applies), "")


def explain(contact: Contact, template: Template, channel: str) -> str:
    """The same answer as the SQL form, for one contact."""
    kind = "email" if channel == "email" else "phone"
    point = ContactPoint.objects.filter(contact=contact, kind=kind).first()
    standing = Standing.objects.filter(contact=contact, purpose=template.purpose, channel=channel).first()
    workspace = workspaces.current()
    facts = Facts(
        is_erased=contact.erased_at is not None,
        has_point=point is not None,
        is_suppressed=point is not None
        and Suppression.objects.filter(channel=channel, lookup=point.lookup).exists(),
        is_service=template.purpose.kind == Purpose.Kind.SERVICE,
        is_confirmed=point is not None and point.confirmed_at is not None,
        answer=standing.answer if standing else None,
        has_sender=all([workspace.postal_address, workspace.sender_email, workspace.sender_name]),
        is_archived=template.archived_at is not None,
    )
    return judge(facts)
