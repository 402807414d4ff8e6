"""The ledger in words: what each kind of entry is called, who acted, and what its facts say.

An entry holds keys and never contents. The names behind the keys are looked up once for a whole page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lightyear.accounts import matrix
from lightyear.accounts.matrix import Action, Role
from lightyear.accounts.models import ApiKey, Membership
from lightyear.consent.models import Channel
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact, ExportReason, PointKind, RevealReason
from lightyear.gate.models import Decision, DestinationKind
from lightyear.intake.models import Submission
from lightyear.ledger.models import Entry
from lightyear.messaging.eligibility import Reason
from lightyear.messaging.models import Message, State, Suppression
from lightyear.sales.models import Task
from lightyear.web import words
from lightyear.web.destinations import ELEMENTS
from lightyear.web.requests import StaffRequest
from lightyear.workspaces.models import Profile

EVENTS = {
    "address.suppressed": gettext_lazy("An address gets nothing more"),
    "agreement.ended": gettext_lazy("An agreement was ended"),
    "agreement.signed": gettext_lazy("An agreement was signed"),
    "answers.forgotten": gettext_lazy("Answers were deleted at the end of their time"),
    "consent.granted": gettext_lazy("Agreed"),
    "consent.refused": gettext_lazy("Refused"),
    "consent.withdrawn": gettext_lazy("Withdrew"),
    "contact.changed": gettext_lazy("A contact was changed"),
    "contact.confirmed": gettext_lazy("An address was confirmed"),
    "contact.created": gettext_lazy("A contact came in"),
    "contact.erased": gettext_lazy("A contact was erased"),
    "contact.exported": gettext_lazy("A contact’s data was exported"),
    "contact.readdressed": gettext_lazy("A contact’s address was changed"),
    "contact.revealed": gettext_lazy("Masked contact data was opened"),
    "contact.vouched_for": gettext_lazy("A program answered for an address"),
    "demo.loaded": gettext_lazy("Invented people were added"),
    "destination.declared": gettext_lazy("A destination was declared"),
    "flow.allowed": gettext_lazy("A flow was allowed"),
    "flow.blocked": gettext_lazy("A flow was blocked"),
    "flow.redacted": gettext_lazy("A flow was redacted"),
    "flows.decided": gettext_lazy("Flows were decided together"),
    "form.confirmed": gettext_lazy("A form was confirmed"),
    "form.draft_discarded": gettext_lazy("The draft of a form was discarded"),
    "form.drafted": gettext_lazy("The draft of a form was changed"),
    "form.published": gettext_lazy("A form was published"),
    "form.renamed": gettext_lazy("A form was renamed"),
    "form.submitted": gettext_lazy("A form was sent in"),
    "form.trapped": gettext_lazy("A robot’s answer was dropped"),
    "installation.set_up": gettext_lazy("The installation was set up"),
    "invitation.withdrawn": gettext_lazy("An invitation was withdrawn"),
    "journey.entered": gettext_lazy("Somebody came into a journey"),
    "journey.paused": gettext_lazy("A journey was paused"),
    "journey.published": gettext_lazy("A journey was published"),
    "journey.resumed": gettext_lazy("A journey was resumed"),
    "journey.stepped": gettext_lazy("People took a step of a journey"),
    "key.ended": gettext_lazy("An API key was ended"),
    "key.issued": gettext_lazy("An API key was made"),
    "ledger.exported": gettext_lazy("The ledger was exported"),
    "member.invited": gettext_lazy("A colleague was invited"),
    "member.joined": gettext_lazy("A member joined"),
    "member.left": gettext_lazy("A member left"),
    "member.role_changed": gettext_lazy("A member’s role was changed"),
    "message.failed": gettext_lazy("A message failed"),
    "message.reconciled": gettext_lazy("An uncertain message was settled"),
    "message.sent": gettext_lazy("A message was sent"),
    "message.uncertain": gettext_lazy("A message became uncertain"),
    "messages.cancelled": gettext_lazy("A send was cancelled"),
    "messages.left_out": gettext_lazy("Messages were not sent"),
    "messages.queued": gettext_lazy("Messages were put into the outbox"),
    "messages.reconciled": gettext_lazy("Uncertain messages were settled"),
    "messages.uncertain": gettext_lazy("Messages became uncertain"),
    "notice.worded": gettext_lazy("A consent was worded"),
    "organization.changed": gettext_lazy("The organization’s details were changed"),
    "organization.founded": gettext_lazy("The organization was founded"),
    "password.changed": gettext_lazy("A password was changed"),
    "password.reset": gettext_lazy("A password was chosen by a reset link"),
    "property.declared": gettext_lazy("A property was declared"),
    "purpose.changed": gettext_lazy("A purpose was changed"),
    "purpose.declared": gettext_lazy("A purpose was declared"),
    "recovery_codes.renewed": gettext_lazy("Recovery codes were renewed"),
    "reset_link.issued": gettext_lazy("A reset link was made"),
    "second_factor.set_up": gettext_lazy("An authenticator app was set up"),
    "set_up_link.issued": gettext_lazy("A set-up link was made"),
    "sign_in_link.issued": gettext_lazy("A sign-in link was made"),
    "staff.locked": gettext_lazy("An account was locked for a while"),
    "staff.sign_in_failed": gettext_lazy("A sign-in failed"),
    "staff.signed_in": gettext_lazy("Signed in"),
    "staff.signed_out": gettext_lazy("Signed out"),
    "task.done": gettext_lazy("A task was done"),
    "template.archived": gettext_lazy("A template was archived"),
    "template.changed": gettext_lazy("A template was changed"),
    "template.restored": gettext_lazy("A template was restored"),
    "template.tried": gettext_lazy("A trial letter was asked for"),
    "template.versioned": gettext_lazy("A template was worded"),
    "term.allowed": gettext_lazy("A term was allowed as no finding"),
    "term.ended": gettext_lazy("A term is a finding again"),
    "term.opened": gettext_lazy("An allowed term was opened"),
    "trial.ended": gettext_lazy("A trial letter was sent"),
}
"""What the workspace's ledger calls its entries."""

OF_INSTALLATION = (
    "staff.signed_in",
    "staff.sign_in_failed",
    "staff.locked",
    "staff.signed_out",
    "password.changed",
    "password.reset",
    "second_factor.set_up",
    "recovery_codes.renewed",
    "reset_link.issued",
    "sign_in_link.issued",
    "installation.set_up",
)

LABELS = {
    "agreement": gettext_lazy("Agreement"),
    "at": gettext_lazy("At"),
    "batch": gettext_lazy("Batch"),
    "by": gettext_lazy("By"),
    "category": gettext_lazy("Category"),
    "channel": gettext_lazy("Channel"),
    "consents": gettext_lazy("Consents"),
    "contacts": gettext_lazy("Contacts"),
    "count": gettext_lazy("How many"),
    "counts": gettext_lazy("How many"),
    "decision": gettext_lazy("Decision"),
    "delivered": gettext_lazy("Delivered"),
    "destination": gettext_lazy("To"),
    "destroyed": gettext_lazy("Erased rows"),
    "digest": gettext_lazy("Digest"),
    "drops_second_factor": gettext_lazy("Drops the authenticator app"),
    "dropped_second_factor": gettext_lazy("Dropped the authenticator app"),
    "due_at": gettext_lazy("Goes out"),
    "ends_on": gettext_lazy("Ends on"),
    "evidence": gettext_lazy("Evidence"),
    "fields": gettext_lazy("Fields"),
    "first": gettext_lazy("First number"),
    "form": gettext_lazy("Form"),
    "how": gettext_lazy("How"),
    "invitation": gettext_lazy("Invitation"),
    "invitations": gettext_lazy("Invitations withdrawn"),
    "journey": gettext_lazy("Journey"),
    "key": gettext_lazy("API key"),
    "keys": gettext_lazy("API keys ended"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "left_out": gettext_lazy("Not sent"),
    "member": gettext_lazy("Member"),
    "message": gettext_lazy("Message"),
    "missing": gettext_lazy("Missing"),
    "notice": gettext_lazy("Digest of the wording"),
    "origin": gettext_lazy("Origin"),
    "outcomes": gettext_lazy("Outcomes"),
    "profiles": gettext_lazy("Profiles"),
    "property": gettext_lazy("Property"),
    "purpose": gettext_lazy("Purpose"),
    "reason": gettext_lazy("Reason"),
    "requeued": gettext_lazy("Queued again"),
    "residency": gettext_lazy("Country"),
    "role": gettext_lazy("Role"),
    "role_before": gettext_lazy("Role before"),
    "root": gettext_lazy("Merkle root"),
    "rulebook": gettext_lazy("Rulebook"),
    "rules": gettext_lazy("Rules"),
    "scopes": gettext_lazy("May"),
    "seconds": gettext_lazy("Seconds"),
    "size": gettext_lazy("Entries"),
    "source": gettext_lazy("From"),
    "sources": gettext_lazy("From"),
    "starts_on": gettext_lazy("Starts on"),
    "state": gettext_lazy("What came of it"),
    "step": gettext_lazy("Step"),
    "submissions": gettext_lazy("Submissions"),
    "task": gettext_lazy("Task"),
    "tasks": gettext_lazy("Tasks given back"),
    "template": gettext_lazy("Template"),
    "term": gettext_lazy("Allowed term"),
    "trial": gettext_lazy("Trial letter"),
    "version": gettext_lazy("Version"),
    "was_delivered": gettext_lazy("Was delivered"),
    "what": gettext_lazy("What"),
}

WORDS = {
    **dict(Reason.choices),
    "allowed": gettext_lazy("allowed"),
    "redacted": gettext_lazy("redacted"),
    "blocked": gettext_lazy("blocked"),
    "sent": gettext_lazy("sent"),
    "failed": gettext_lazy("failed"),
    "uncertain": gettext_lazy("uncertain"),
    "queued": gettext_lazy("queued"),
    "left_out": gettext_lazy("not sent"),
    "told": gettext_lazy("staff told"),
    "opened": gettext_lazy("task opened"),
    "waited": gettext_lazy("waited"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
    "left": gettext_lazy("left early"),
    "password": gettext_lazy("password"),
    "code": gettext_lazy("code"),
    "link": gettext_lazy("link"),
    "asked": gettext_lazy("asked for it"),
    "idle limit": gettext_lazy("unused for too long"),
    "absolute limit": gettext_lazy("open for too long"),
    "password reset": gettext_lazy("a new password"),
    "no second factor": gettext_lazy("no authenticator app"),
    "contacts.ContactPoint": gettext_lazy("addresses"),
    "contacts.PropertyValue": gettext_lazy("properties"),
    "intake.Submission": gettext_lazy("submissions"),
    "journeys.Enrollment": gettext_lazy("journeys"),
    "messaging.Message": gettext_lazy("messages"),
    "sales.Task": gettext_lazy("tasks"),
    "begun": gettext_lazy("begun"),
    "texts": gettext_lazy("words around the questions"),
    "fields": gettext_lazy("questions"),
    "consents": gettext_lazy("consent questions"),
}
"""Values that mean the same wherever they stand."""

ACTORS = {
    "contact:self": gettext_lazy("The contact herself"),
    "system:command": gettext_lazy("A command on the server"),
    "system:demo": gettext_lazy("The demonstration"),
    "system:dispatch": gettext_lazy("Dispatch of messages"),
    "system:email": gettext_lazy("E-mail"),
    "system:intake": gettext_lazy("Intake of answers"),
    "system:journeys": gettext_lazy("Journeys"),
    "system:retention": gettext_lazy("Retention"),
    "system:sign-in": gettext_lazy("Sign-in"),
    "system:staff command": gettext_lazy("A command for staff on the server"),
    "system:up": gettext_lazy("The start of the installation"),
}


FOR_MACHINES = frozenset({"root", "batch", "digest", "notice", "rulebook", "rules"})
"""What only a verifier looks at comes last."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of an entry; `url` where the reader's role may see more."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as its reader sees it; `about` is the contact, by number, if the role may see contacts."""

    seq: int | None
    at: Any
    event: str
    event_key: str
    who: str
    facts: list[Fact]
    about: Fact | None


class Reader:
    """Reads entries for one member of staff; inside her workspace's wall."""

    def __init__(self, request: StaffRequest) -> None:
        self.slug = request.workspace.slug
        self.role = request.membership.role
        self.people = members(request.workspace.id)
        keys = ApiKey.objects.filter(workspace=request.workspace.id).values_list("id", "name")
        self.programs = {str(key): name for key, name in keys}
        self.names = names = words.Names()
        self._words: dict[str, Callable[[str], str]] = {
            "decision": _code,
            "member": lambda key: self.people.get(key, "–"),
            "source": names.source,
            "sources": names.source,
            "destination": lambda key: names.destinations.get(key, key),
            "purpose": names.purpose,
            "form": lambda key: names.forms.get(key, key),
            "template": lambda key: names.templates.get(key, key),
            "journey": lambda key: names.journeys.get(key, key),
            "key": lambda key: self.programs.get(key, key),
            "scopes": words.action,
            "category": words.category,
            "missing": lambda key: str(ELEMENTS.get(key, key)),
            "what": _draft_part,
        }

    def rows(self, listed: Sequence[Any]) -> list[Row]:
        about = self._contacts([one.entry for one in listed])
        return [self._row(one.entry, one.seq, about.get(one.entry.id)) for one in listed]

    def who(self, actor: str) -> str:
        """Who acted, by name; a stranger's identifier says nothing to anyone here."""
        kind, _separator, name = actor.partition(":")
        if kind == "staff":
            return self.people.get(name) or _("A member of staff elsewhere")
        if kind == "key":
            return _("Program: %(name)s") % {"name": self.programs.get(name, "–")}
        if kind == "visitor":
            return _("Visitor of “%(place)s”") % {"place": self.names.source(name)}
        return str(ACTORS.get(actor, name))

    def actors(self) -> list[tuple[str, str]]:
        """Whose entries can be asked for."""
        staff = [(f"staff:{key}", name) for key, name in self.people.items()]
        programs = [(f"key:{key}", self.who(f"key:{key}")) for key in self.programs]
        return [*staff, *programs, *((key, str(name)) for key, name in ACTORS.items())]

    def _row(self, entry: Entry, seq: int | None, contact: Contact | None) -> Row:
        about = None
        if contact is not None:
            about = Fact(_("Contact"), contact.code, reverse("web:contact", args=[self.slug, contact.id]))
        facts = [
            self._fact(entry.event, key, entry.facts[key])
            for key in sorted(entry.facts, key=FOR_MACHINES.__contains__)
        ]
        event = str(EVENTS.get(entry.event, entry.event))
        return Row(seq, entry.at, event, entry.event, self.who(entry.actor), facts, about)

    def _fact(self, event: str, key: str, value: Any) -> Fact:
        url = ""
        if key == "decision" and value and matrix.allows(self.role, Action.FLOWS_VIEW):
            url = reverse("web:flow-decision", args=[self.slug, value])
        if key == "message" and value and matrix.allows(self.role, Action.MESSAGES_VIEW):
            url = reverse("web:message", args=[self.slug, value])
        return Fact(str(LABELS.get(key, key)), self._value(event, key, value), url)

    def _value(self, event: str, key: str, value: Any) -> str:
        if value is None:
            return "–"
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, dict):
            return ", ".join(f"{WORDS.get(name, name)} {count}" for name, count in value.items())
        if isinstance(value, list):
            return ", ".join(self._value(event, key, item) for item in value)
        return self._word(event, key, str(value))

    def _word(self, event: str, key: str, value: str) -> str:
        if say := self._words.get(key):
            return say(value)
        choices = _REASONS.get(event, {}) if key == "reason" else _CHOICES.get(key, {})
        return str(choices.get(value) or WORDS.get(value, value))

    def _contacts(self, entries: Iterable[Entry]) -> dict[UUID, Contact]:
        """Whom entries are about: a key in the facts says who it may be, the subject's hash that it is."""
        if not matrix.allows(self.role, Action.CONTACTS_VIEW):
            return {}
        wanted = [entry for entry in entries if entry.subject is not None]
        known = {name: _of(name, _keys(wanted, name)) for name in ("decision", "message", "task")}
        found = {}
        for entry in wanted:
            for name, people in known.items():
                contact = people.get(str(entry.facts.get(name)))
                if contact is not None and contacts.reference(contact) == bytes(entry.subject or b""):
                    found[entry.id] = contact
        return found


def members(workspace_id: UUID) -> dict[str, str]:
    """The names of whoever is or was a member, by identifier."""
    ever = Membership.ever.filter(workspace=workspace_id).order_by("user__name")
    return {str(key): name for key, name in ever.values_list("user_id", "user__name")}


def _code(decision: str) -> str:
    return Decision(id=UUID(decision)).code


def _draft_part(place: str) -> str:
    """What was changed in a draft: a question or a consent by its key, else the part of the form."""
    kind, _separator, key = place.partition("/")
    if kind == "field" and key:
        return _("question “%(key)s”") % {"key": key}
    if kind == "consent" and key:
        return _("consent question “%(key)s”") % {"key": key}
    return str(WORDS.get(place, place))


def _keys(entries: Iterable[Entry], name: str) -> set[str]:
    return {entry.facts[name] for entry in entries if entry.facts.get(name)}


def _of(name: str, keys: set[str]) -> dict[str, Contact]:
    """The contacts behind keys of one kind."""
    if not keys:
        return {}
    if name == "decision":
        rows: QuerySet[Any] = Submission.objects.filter(decision__in=[UUID(key) for key in keys])
        return {str(row.decision_id): row.contact for row in rows.select_related("contact")}
    rows = (Message if name == "message" else Task).objects.filter(id__in=keys)
    return {str(row.id): row.contact for row in rows.select_related("contact")}


_CHOICES: dict[str, dict[str, Any]] = {
    "channel": dict(Channel.choices),
    "role": dict(Role.choices),
    "role_before": dict(Role.choices),
    "kind": {**dict(PointKind.choices), **dict(DestinationKind.choices)},
    "profiles": dict(Profile.choices),
    "state": dict(State.choices),
    "language": {"en": "English", "zh-hans": "中文"},
}

_REASONS: dict[str, dict[str, Any]] = {
    "address.suppressed": dict(Suppression.Reason.choices),
    "contact.exported": dict(ExportReason.choices),
    "contact.revealed": dict(RevealReason.choices),
}
