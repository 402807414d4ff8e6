"""Workspaces full of rows: at least one in every table behind the wall, and people in every role.

`everything` goes through the services, as the product does. A new walled model needs a line in a family
here: tests/workspaces/test_populate.py fails until it has one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client

from lightyear.accounts import api_keys, invitations
from lightyear.accounts import services as accounts
from lightyear.accounts.matrix import Action, Role
from lightyear.accounts.models import ApiKey, Invitation, Membership, User
from lightyear.consent.models import ConsentRecord, Notice, Purpose, Standing
from lightyear.contacts.models import Contact, ContactPoint, Counter, Event, Property, PropertyValue
from lightyear.gate import allowances
from lightyear.gate.models import Agreement, AllowedTerm, Decision, Destination
from lightyear.intake import definition, starter, starter_content
from lightyear.intake import services as intake
from lightyear.intake.models import Attempt, Form, FormVersion, SpentChallenge, Submission
from lightyear.journeys import advance
from lightyear.journeys import services as journeys
from lightyear.journeys.models import Enrollment, Journey, JourneyVersion, Passage
from lightyear.kit import clock, ids
from lightyear.ledger import sealing
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry, Head, Leaf
from lightyear.messaging import services as messaging
from lightyear.messaging import signing, tokens, trials
from lightyear.messaging.models import (
    Broadcast,
    Message,
    SigningKey,
    StaffNotice,
    Suppression,
    Template,
    TemplateVersion,
    Trial,
)
from lightyear.sales.models import Task
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall
from lightyear.workspaces.models import Tally, Workspace
from lightyear.workspaces.queries import today

BY = Actor.system("populate")
PASSWORD = "violet tractor lantern"


@dataclass(frozen=True)
class Planted:
    """Values that stand nowhere else: what a page shows of the contact can be found by them."""

    name: str
    region: str
    address: str
    answer: str

    @classmethod
    def of(cls, slug: str) -> "Planted":
        return cls(
            name=f"Zwetla{slug}",
            region=f"Plantshire-{slug}",
            address=f"q{slug}@plantmail.example",
            answer=f"Is there parking near the {slug} bandstand?",
        )


@dataclass
class Populated:
    """A workspace with a row in every walled table, and one member in each role."""

    workspace: Workspace
    planted: Planted
    staff: dict[str, User] = field(default_factory=dict)
    rows: dict[type[models.Model], Any] = field(default_factory=dict)

    @property
    def own_key(self) -> str:
        """The key of this workspace's form, template and journey: no other workspace has it."""
        return f"only-{self.workspace.slug}"

    def browser(self, role: str) -> Client:
        """A browser in which the member with this role is signed in, second factor passed."""
        return signed_in(self.staff[role])


def workspace(slug: str, **details: Any) -> Workspace:
    """An organization under the HIPAA profile."""
    workspaces.ensure_system()
    given = {
        "name": f"Clinic {slug}",
        "profiles": ["hipaa"],
        "postal_address": "1 Mill Road, Riverbend, OH 44001",
        "sender_name": f"Clinic {slug}",
        "sender_email": f"hello@{slug}.example",
        "privacy_email": f"privacy@{slug}.example",
    }
    return workspaces.create(slug=slug, **(given | details))


def member(of: Workspace, role: str, *, name: str = "", email: str = "") -> User:
    """A member of staff in a role, without a password."""
    address = email or f"{role}@{of.slug}.example"
    user = User.objects.create_user(address, name=name or f"{role.title()} Person")
    accounts.join(user=user, workspace=of, role=role, by=BY)
    return user


def signed_in(user: User) -> Client:
    """A browser whose session passed the second factor."""
    browser = Client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0.0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return browser


def everything(slug: str) -> Populated:
    """A workspace with members in every role and a row in every walled table."""
    place = Populated(workspace(slug), Planted.of(slug))
    place.staff = {role.value: member(place.workspace, role) for role in Role}
    with wall.enter(place.workspace.id):
        for family in FAMILIES:
            family(place)
        _remember(place)
    return place


def walled_models() -> Iterable[type[models.Model]]:
    """Every model whose rows belong to a workspace, but for the list of due work."""
    for model in apps.get_models():
        fields = {each.name for each in model._meta.local_fields}
        if "workspace" in fields and model._meta.label != "workspaces.Work":
            yield model


def _words(place: Populated) -> None:
    """Purpose, notice, template, form: what a new workspace begins with, and a form that asks for more."""
    starter.furnish(place.workspace, by=BY)
    asked = starter_content.form_definition()
    question = starter_content.question("message", "long_text", "Message", "留言", required=False)
    raw = {**asked, "fields": [*asked["fields"], question]}
    intake.publish(slug=place.own_key, name="Sign-up", raw=raw, by=BY)
    letter = messaging.Variant("A letter", starter_content.mjml("A letter", "Tea.", "preferences", "Choose"))
    messaging.define(
        key=place.own_key,
        name="A letter",
        purpose=Purpose.objects.get(key="events"),
        variants={"en": letter},
        by=BY,
    )


def _journey(place: Populated) -> None:
    """A journey that tells, gives a task and waits."""
    raw = {
        "trigger": {"event": "form.confirmed", "form": place.own_key},
        "steps": [
            {"kind": "notify", "key": "tell", "role": "marketer"},
            {"kind": "task", "key": "call", "title": {"en": "Call"}, "role": "front_desk", "within_days": 2},
            {"kind": "wait", "key": "pause", "days": 3},
        ],
    }
    journeys.publish(key=place.own_key, name="Welcome", raw=raw, by=BY)


def _person(place: Populated) -> None:
    """A contact who came by the form, agreed, confirmed by mail and set out on the journey."""
    version = FormVersion.objects.select_related("form").get(form__slug=place.own_key)
    asked = definition.read(version.definition)
    planted = place.planted
    submission = intake.submit(
        version=version,
        typed={"first_name": planted.name, "email": planted.address, "message": planted.answer},
        agreed=intake.notices(asked, "en"),
        language="en",
        client="203.0.113.9",
        proof="",
        by=BY,
    )
    assert isinstance(submission, Submission)
    intake.confirm(tokens.of("confirm", submission.id))
    Contact.objects.update(region=planted.region)
    advance.advance()


def _details(place: Populated) -> None:
    """A property with a value, a kept count, and what protects forms."""
    contact = Contact.objects.get()
    seat = Property.objects.create(
        key="seat", name_en="Seat", name_zh="座位", type=Property.Type.NUMBER, purpose="requests"
    )
    PropertyValue.objects.create(contact=contact, property=seat, number=7)
    Tally.objects.create(kind="contacts.new", about="28", value=[1, 0])
    SpentChallenge.objects.create(digest=ids.digest("spent"), expires_at=clock.now() + timedelta(hours=1))
    Attempt.objects.get_or_create(key=ids.digest("client"))


def _sending(place: Populated) -> None:
    """A commercial message, a suppressed address, the sender's key, an agreement, an allowed term."""
    messaging.queue_for_everyone(template=Template.objects.get(key=place.own_key), origin="test", by=BY)
    version = TemplateVersion.objects.get(template__key=place.own_key)
    trials.ask(version=version, user=place.staff["owner"], by=BY)
    messaging.suppress(channel="email", lookup=ids.digest("gone"), reason="bounced", by=BY)
    signing.public_record(f"{place.workspace.slug}.example")
    Agreement.objects.create(destination=intake.own_destination(), starts_on=today())
    allowances.allow(category="name", term=f"{place.planted.name} Hall", reason="Where we meet", by=BY)


def _access(place: Populated) -> None:
    """An invitation that waits and a key of the owner."""
    owner = Membership.objects.get(role=Role.OWNER)
    inviter = User.objects.only("id").get(id=owner.user_id)
    invitations.invite(email=f"new@{place.workspace.slug}.example", role=Role.ANALYST, inviter=inviter)
    api_keys.issue(owner=owner, name="Website", scopes=[Action.CONTACTS_VIEW], by=BY)


def _seal(place: Populated) -> None:
    """The ledger, sealed; last, so that it holds the rest."""
    sealing.seal()


FAMILIES = (_words, _journey, _person, _details, _sending, _access, _seal)
MODELS: tuple[type[models.Model], ...] = (
    Entry, Leaf, Head,
    Membership, Invitation, ApiKey,
    Destination, Agreement, Decision, AllowedTerm,
    Contact, Counter, ContactPoint, Property, PropertyValue, Event,
    Purpose, Notice, ConsentRecord, Standing,
    Task,
    Template, TemplateVersion, Broadcast, Trial, Message, Suppression, SigningKey, StaffNotice,
    Journey, JourneyVersion, Enrollment, Passage,
    Form, FormVersion, Submission, SpentChallenge, Attempt,
    Tally,
)  # fmt: skip
"""What the families leave a row of; routes find the one they ask for by its class."""


def _remember(place: Populated) -> None:
    for model in MODELS:
        place.rows[model] = model._default_manager.only("pk").order_by("pk").first()
