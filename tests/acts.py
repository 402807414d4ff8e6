"""For every route that takes more than a GET: a request that succeeds and changes something.

Whoever walks all that changes something shares these: a broken ledger, rows of another workspace. A new
route needs a line here: `test_every_route_that_takes_a_post_has_an_act` fails until it has one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lightyear.accounts import founding, invitations, links
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership, User
from lightyear.consent import services as consent
from lightyear.consent.models import Notice, Standing
from lightyear.gate.models import Agreement, Destination
from lightyear.intake import definition, drafts, edits, starter_content
from lightyear.intake.models import Form, FormVersion
from lightyear.kit import clock, ids
from lightyear.messaging import tokens
from lightyear.messaging.models import Message, State, Template
from lightyear.workspaces import wall
from tests import populate
from tests.accounts import people, totp
from tests.populate import BY, PASSWORD, Populated

Body = dict[str, Any]
NEWCOMER = {"name": "Ida Novak", "password": PASSWORD}
QUESTION = {"label_en": "Your seat", "kind": "text", "purpose": "requests", "retention_days": "30"}


@dataclass(frozen=True)
class Act:
    """A request to one route. `prepare` runs inside the wall, before; its body may hold what that left."""

    body: Body | Callable[[Populated], Body] = field(default_factory=dict)
    prepare: Callable[[Populated], Any] = lambda place: None
    params: Callable[[Populated], Body] = lambda place: {}
    role: str = Role.OWNER
    page_before: Callable[[Populated], Body] = lambda place: {}
    """What a page gave that she was on before; asked for outside the wall."""

    def filled(self, place: Populated) -> Body:
        """What the request holds; inside the wall."""
        return dict(self.body(place) if callable(self.body) else self.body)


@dataclass(frozen=True)
class Entry:
    """A request at a door without a workspace: makes its browser and says address and body."""

    ready: Callable[[Populated], tuple[Client, str, Body]]


def _member(place: Populated, role: str = Role.ANALYST) -> Body:
    return {"member": Membership.objects.get(user_id=place.staff[role].pk).pk}


def _draft(place: Populated) -> FormVersion:
    """A draft with a question that the linter would shorten and remove."""
    raw = starter_content.question("passport", "text", "Passport", "护照", required=False)
    whole = starter_content.form_definition()
    asked = definition.read({**whole, "fields": [*whole["fields"], raw]}).fields[-1]
    return drafts.edit(
        slug=place.own_key, change=lambda old: edits.add_field(old, asked), what="fields", by=BY
    )


def _publishable(place: Populated) -> FormVersion:
    said = {"en": "Tea"}
    return drafts.edit(
        slug=place.own_key,
        change=lambda old: edits.say(old, title=said, intro=said, button=said),
        what="texts",
        by=BY,
    )


def _wording(place: Populated) -> Notice:
    purpose = consent.declare(key="tea", kind="commercial", name_en="Tea", name_zh="茶", by=BY)
    return consent.word(purpose=purpose, channel="email", language="en", wording="Tea, please.", by=BY)


def _given_elsewhere(place: Populated) -> Body:
    notice = Notice.objects.get(purpose__key="tea")
    given_at = timezone.localtime(clock.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    return {"notice": str(notice.pk), "given_at": given_at, "method": "paper"}


def _uncertain(place: Populated) -> None:
    """The message that waits was handed over, and nobody knows whether it arrived."""
    for number, message in enumerate(Message.objects.all()):
        Message.objects.filter(id=message.id).update(
            state=State.UNCERTAIN,
            message_id=f"<{number:032x}@{place.workspace.slug}.example>",
            sending_at=clock.now() + timedelta(minutes=number),
        )


LOG = "took <{:032x}@{}.example>\n"


def _proposal(place: Populated) -> Body:
    """What the page proposes after it read a log."""
    address = reverse("web:message-log-readings", args=[place.workspace.slug])
    log = "".join(LOG.format(number, place.workspace.slug) for number in (0, 9))
    page = place.browser(Role.OWNER).post(address, {"text": log}).content.decode()
    found = re.search(r'name="proposal" value="([^"]+)"', page)
    assert found, page
    return {"proposal": found[1]}


def _letter(place: Populated) -> Body:
    mjml = starter_content.mjml("Tea", "Tea at five.", "preferences", "Choose")
    return {"name": "Tea", "purpose": "events", "subject-en": "Tea", "mjml-en": mjml}


def _organization(place: Populated) -> Body:
    return {
        "name": "Another name", "language": "en", "time_zone": "UTC", "profiles": ["hipaa"],
        "privacy_email": "", "brand_color": "#123456",
    }  # fmt: skip


def _recipient(place: Populated) -> None:
    Destination.objects.create(key="tea", name="Tea house", kind="crm")


def _recipients(place: Populated) -> Body:
    return {"destination": Destination.objects.get(key="tea").pk}


SENDER = {"sender_name": "Tea", "sender_email": "tea@here.example", "postal_address": "2 Mill Road"}
INVITED = {"email": "ida@staff.example", "role": "analyst"}


def _services(name: str, call: str) -> Callable[[Populated], Any]:
    """What is called later, so that a table can name it."""

    def prepare(place: Populated) -> Any:
        from lightyear.journeys import services as journeys
        from lightyear.journeys.models import Journey
        from lightyear.messaging import services as messaging

        if name == "journey":
            return getattr(journeys, call)(journey=Journey.objects.get(key=place.own_key), by=BY)
        return getattr(messaging, call)(template=Template.objects.get(key=place.own_key), by=BY)

    return prepare


STAFF: Mapping[str, Act] = {
    "contact-opening": Act({"kind": "email", "reason": "call_back"}),
    "contact-correction": Act({"name": "Zoe", "region": "Ohio", "language": "en"}),
    "contact-consent": Act(_given_elsewhere, prepare=_wording),
    "contact-withdrawal": Act(
        lambda place: {"answer": str(Standing.objects.filter(answer="granted").first().pk), "method": "phone"}  # type: ignore[union-attr]
    ),
    "contact-export": Act({"reason": "asked"}),
    "contact-erasure": Act({"is_sure": "on"}),
    "form-new": Act({"name": "Tea"}),
    "form-draft-texts": Act({"name": "Tea", "title_en": "Tea", "intro_en": "Tea", "button_en": "Send"}),
    "form-draft-fields": Act(QUESTION),
    "form-draft-field": Act(QUESTION | {"declares": ["email"]}),
    "form-draft-field-removal": Act(params=lambda place: {"key": "message"}),
    "form-draft-field-move": Act({"direction": "down"}, params=lambda place: {"key": "email"}),
    "form-draft-remedy": Act({"place": "field/passport", "rule": "national_id"}, prepare=_draft),
    "form-draft-consents": Act({"purpose": "events", "channel": "email", "wording_en": "Tea, please."}),
    "form-draft-consent-removal": Act(),
    "form-draft-publication": Act(prepare=_publishable),
    "form-draft-discard": Act(prepare=_publishable),
    "task-completion": Act(),
    "notice-readings": Act(role=Role.MARKETER),
    "notice-reading": Act(role=Role.MARKETER),
    "journey-pause": Act(),
    "journey-resumption": Act(prepare=_services("journey", "pause")),
    "template-new": Act(_letter),
    "template-edit": Act(_letter),
    "template-archiving": Act(),
    "template-restoration": Act(prepare=_services("template", "archive")),
    "template-trial": Act({"language": "en"}),
    "template-send": Act(),
    "send-cancellation": Act(),
    "message-log-readings": Act({"text": LOG.format(0, "here")}, prepare=_uncertain),
    "message-reconciliations": Act(prepare=_uncertain, page_before=_proposal),
    "message-reconciliation": Act({"was_delivered": "no"}, prepare=_uncertain),
    "destination-additions": Act({"name": "Tea house", "kind": "crm", "residency": "US"}),
    "destination-agreements": Act({"starts_on": "2026-01-01"}, prepare=_recipient, params=_recipients),
    "agreement-end": Act(params=lambda place: {"agreement": Agreement.objects.earliest("id").pk}),
    "allowed-term-addition": Act({"term": "Tea hall", "category": "name", "reason": "Where we meet"}),
    "allowed-term-opening": Act(),
    "allowed-term-end": Act(),
    "ledger-export": Act(),
    "set-up-sender": Act(SENDER),
    "set-up-colleagues": Act(INVITED),
    "setting-change": Act(_organization),
    "setting-sender-change": Act(SENDER),
    "setting-invitations": Act(INVITED),
    "setting-invitation-withdrawal": Act(),
    "setting-role": Act({"role": "sales"}, params=_member),
    "setting-departure": Act(params=_member),
    "setting-key-issue": Act({"name": "Website", "scopes": ["contacts.view"]}),
    "setting-key-end": Act(),
}
"""What the owner does, or who has something to read."""


def _confirmable(place: Populated) -> None:
    """Somebody filled in the form and hasn't confirmed."""
    visit(place, "hosted-form")


def _deliver(place: Populated) -> None:
    """The commercial message reached her."""
    with wall.enter(place.workspace.id):
        for message in Message.objects.all():
            message.state, message.token_digest = State.SENT, ids.digest(tokens.of("message", message.id))
            message.save()


def _sent(place: Populated) -> str:
    return tokens.of("message", Message.objects.filter(template__purpose__kind="commercial")[0].id)


def _unconfirmed(place: Populated) -> str:
    from lightyear.intake.models import Submission

    return tokens.of("confirm", Submission.objects.filter(state="pending").latest("submitted_at").id)


def _answers(place: Populated) -> Body:
    asked = definition.read(Form.objects.get(slug=place.own_key).versions.latest("number").definition)
    typed = {field.key: "" for field in asked.fields}
    notices = [str(notice.id) for notice in Notice.objects.filter(language="en")]
    return typed | {"email": "visitor@plantmail.example", "first_name": "Ann", "agree": notices}


VISITORS: Mapping[str, Act] = {
    "hosted-form": Act(_answers, params=lambda place: {"form": place.own_key}),
    "confirmation": Act(prepare=_confirmable, params=lambda place: {"token": _unconfirmed(place)}),
    "preferences": Act({"stop": "yes"}, prepare=_deliver, params=lambda place: {"token": _sent(place)}),
    "unsubscribe": Act(
        {"List-Unsubscribe": "One-Click"}, prepare=_deliver, params=lambda place: {"token": _sent(place)}
    ),
}


def visit(place: Populated, name: str) -> Any:
    """A visitor's act in a workspace that needs nothing before."""
    act = VISITORS[name]
    with wall.enter(place.workspace.id):
        body, params = act.filled(place), act.params(place)
    return Client().post(reverse(f"web:{name}", args=[place.workspace.slug, *params.values()]), body)


def _owner(place: Populated) -> User:
    # Read anew: what is undone later must not stay in the object that others sign in with.
    return people.with_password(User.objects.get(pk=place.staff[Role.OWNER].pk))


def enrolled(place: Populated) -> tuple[Client, User, str]:
    """The owner's browser after password and second factor, and the secret of her authenticator."""
    cache.clear()
    user, browser = _owner(place), Client()
    people.sign_in(browser, user)
    secret = people.enroll(browser)
    cache.clear()
    return browser, user, secret


def _sign_in(place: Populated) -> tuple[Client, str, Body]:
    cache.clear()
    return Client(), reverse("account_login"), {"login": _owner(place).email, "password": PASSWORD}


def _second_factor(place: Populated) -> tuple[Client, str, Body]:
    _browser, user, secret = enrolled(place)
    waiting = Client()
    people.sign_in(waiting, user)
    return waiting, reverse("mfa_authenticate"), {"code": totp.code(secret)}


def _authenticator(place: Populated) -> tuple[Client, str, Body]:
    cache.clear()
    browser = Client()
    people.sign_in(browser, _owner(place))
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r'<pre id="secret">([A-Z2-7 ]+)</pre>', page)
    assert found, page
    return browser, reverse("mfa_activate_totp"), {"code": totp.code(found[1])}


def _own(route: str, **body: str) -> Callable[[Populated], tuple[Client, str, Body]]:
    def ready(place: Populated) -> tuple[Client, str, Body]:
        browser, _user, secret = enrolled(place)
        return browser, reverse(route), body | ({"code": totp.code(secret)} if "code" in body else {})

    return ready


def _invitation(place: Populated) -> tuple[Client, str, Body]:
    with wall.enter(place.workspace.id):
        owner = place.staff[Role.OWNER]
        token = invitations.invite(email="ida@staff.example", role=Role.ANALYST, inviter=owner)
    return Client(), reverse("web:invitation", args=[token]), NEWCOMER


def _reset(place: Populated) -> tuple[Client, str, Body]:
    user = place.staff[Role.ANALYST]
    token = links.issue_reset(user=user, drops_second_factor=False, by=BY)
    return Client(), reverse("web:reset", args=[token]), {"password": PASSWORD}


def _reset_link(place: Populated) -> tuple[Client, str, Body]:
    with wall.enter(place.workspace.id):
        member = _member(place)
    return place.browser(Role.OWNER), reverse("web:reset-link", kwargs=member), {}


LOBBY: Mapping[str, Callable[[Populated], tuple[Client, str, Body]]] = {
    "account_login": _sign_in,
    "web:sign-in": _sign_in,
    "mfa_authenticate": _second_factor,
    "account_change_password": _own(
        "account_change_password",
        oldpassword=PASSWORD,
        password1="quiet copper meadow",
        password2="quiet copper meadow",
    ),
    "mfa_activate_totp": _authenticator,
    "mfa_generate_recovery_codes": _own("mfa_generate_recovery_codes"),
    "account_reauthenticate": _own("account_reauthenticate", password=PASSWORD),
    "mfa_reauthenticate": _own("mfa_reauthenticate", code=""),
    "web:sign-out": lambda place: (place.browser(Role.OWNER), reverse("web:sign-out"), {}),
    "web:language": lambda place: (Client(), reverse("web:language"), {"language": "zh-hans"}),
    "web:invitation": _invitation,
    "web:reset": _reset,
    "web:reset-link": _reset_link,
}
"""What people do outside every workspace of an installation that runs."""


def _first_person() -> tuple[Client, str, Body]:
    body = NEWCOMER | {"email": "ida@first.example"}
    return Client(), reverse("web:set-up", args=[founding.issue_link()]), body


def _first_organization() -> tuple[Client, str, Body]:
    user = User.objects.create_user("ida@first.example", name="Ida Novak")
    body = _organization(None) | {"slug": "first"}  # type: ignore[arg-type]
    return populate.signed_in(user), reverse("web:set-up-organization"), body


EMPTY: Mapping[str, Callable[[], tuple[Client, str, Body]]] = {
    "web:set-up": _first_person,
    "web:set-up-organization": _first_organization,
}
"""What the first person does in an empty installation."""

UNRECORDED: Mapping[str, str] = {
    "web:notice-readings": "what a member has read is her own affair and no access to anybody's data",
    "web:notice-reading": "what a member has read is her own affair and no access to anybody's data",
    "web:message-log-readings": "shows what a log would settle; the settling is recorded",
    "web:language": "a cookie in her browser",
    "account_reauthenticate": "the session notes that it is still she; signing in was recorded",
    "mfa_reauthenticate": "the session notes that it is still she; signing in was recorded",
}
"""Routes that succeed without the ledger, and why that is right."""
