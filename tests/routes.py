"""Every page's address with real identifiers, for whoever walks all of them: benchmarks, axe, query counts.

    python -m tests.routes riverbend

prints {"route name": "/address"} of the installation that the environment describes.
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

UNKNOWN = "unknown-token"
"""Links that work once are walked with a token that doesn't exist: their pages say so."""

_PAGES = """
mfa_index account_change_password mfa_activate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
account_login mfa_authenticate account_reauthenticate mfa_reauthenticate
web:sign-in web:set-up-organization web:set-up web:invitation web:reset web:workspaces
web:mailbox web:mailbox-letter web:mailbox-html web:hosted-form web:hosted-thanks web:hosted-challenge
web:brand web:confirmation web:preferences web:unsubscribe
web:home web:search web:contacts web:contact web:contact-correction web:contact-consent web:contact-withdrawal
web:contact-export web:contact-erasure web:contact-proof
web:forms web:form-new web:form web:form-draft web:form-draft-preview
web:tasks web:notices web:journeys web:journey web:journey-enrollment
web:templates web:template-new web:template web:template-edit web:template-preview web:template-send-new
web:messages web:message web:flows web:flow-decisions web:flow-decision web:destinations web:destination
web:allowed-terms web:allowed-term-new web:ledger web:ledger-installation
web:set-up-sender web:set-up-colleagues
web:settings web:setting-sender web:setting-members web:setting-keys api:openapi-json
"""
_ACTS = """
web:sign-out web:reset-link web:language web:contact-opening web:form-draft-texts web:form-draft-fields
web:form-draft-field web:form-draft-field-removal web:form-draft-field-move web:form-draft-remedy
web:form-draft-consents web:form-draft-consent-removal web:form-draft-publication web:form-draft-discard
web:task-completion web:notice-readings web:notice-reading web:journey-pause web:journey-resumption
web:template-archiving web:template-restoration web:template-trial web:template-send web:send-cancellation
web:message-log-readings web:message-reconciliations web:message-reconciliation
web:destination-additions web:destination-agreements web:agreement-end
web:allowed-term-addition web:allowed-term-opening web:allowed-term-end web:ledger-export
web:setting-change web:setting-sender-change web:setting-invitations web:setting-invitation-withdrawal
web:setting-role web:setting-departure web:setting-key-issue web:setting-key-end
"""
_KEYED = """
api:listContacts api:putContact api:getContact api:changeContact api:listProperties api:declareProperty
api:listPurposes api:listNotices api:listStandings api:listConsents api:grantConsent api:withdrawConsent
api:listDestinations api:listDecisions api:getDecision api:lookUpContact api:openContactField api:askGate
"""
STATUS: dict[str, int] = {
    **dict.fromkeys(_PAGES.split(), 200),
    **dict.fromkeys(_ACTS.split(), 405),
    **dict.fromkeys(_KEYED.split(), 401),
    "api:api-root": 404,
    "web:front": 302,
    "web:sign-in-link": 410,
}
"""What a GET of each route answers to whom its page is for; tests/e2e/test_every_page.py walks them all. The
link that signs in shows a page only once it is spent."""

_WAY_IN = """
account_login account_change_password account_reauthenticate mfa_authenticate mfa_reauthenticate
mfa_activate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
web:sign-in web:set-up web:set-up-organization web:invitation web:reset
"""
WAY_IN = frozenset(_WAY_IN.split())
"""Pages that who is signed in already, as by the link of the demonstration, doesn't get to see."""


def patterns(found: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the table with its whole name."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


def addresses(workspace: Any) -> dict[str, str]:
    """Route name to address, inside the workspace's wall; KeyError names a parameter without a value."""
    from lightyear.workspaces import wall

    with wall.enter(workspace.id):
        values = _values(workspace)
        return {
            name: reverse(name, kwargs={key: values[key](name) for key in pattern.pattern.converters})
            for name, pattern in patterns()
        }


def _values(workspace: Any) -> dict[str, Callable[[str], Any]]:
    """What each parameter is in the address of a route."""
    from lightyear.accounts.models import Membership
    from lightyear.consent.models import ConsentRecord
    from lightyear.contacts.models import Contact
    from lightyear.gate.models import Agreement, AllowedTerm, Decision, Destination
    from lightyear.intake.models import Form
    from lightyear.journeys.models import Enrollment, Journey
    from lightyear.kit import ids
    from lightyear.messaging.models import Broadcast, Message, Template
    from lightyear.sales.models import Task

    record = ConsentRecord.objects.order_by("-at").first()
    contact = record.contact if record else Contact.objects.latest("created_at")
    enrollment = Enrollment.objects.select_related("version__journey").first()
    journey = enrollment.version.journey if enrollment else Journey.objects.first()
    fixed = {
        "workspace": workspace.slug,
        "contact": contact.id,
        "record": record.id if record else ids.new(),
        "form": Form.objects.earliest("created_at").slug,
        "template": Template.objects.filter(purpose__kind="commercial", archived_at=None).earliest("key").key,
        "message": Message.objects.latest("created_at").id,
        "broadcast": getattr(Broadcast.objects.first(), "id", ids.new()),
        "decision": Decision.objects.latest("at").id,
        "journey": journey.key if journey else "none",
        "enrollment": enrollment.id if enrollment else ids.new(),
        "task": getattr(Task.objects.first(), "id", ids.new()),
        "member": Membership.objects.filter(workspace=workspace).earliest("created_at").id,
        "destination": Destination.objects.earliest("id").id,
        "agreement": getattr(Agreement.objects.first(), "id", ids.new()),
        "term": getattr(AllowedTerm.objects.first(), "id", ids.new()),
        "purpose": "events",
        "channel": "email",
        "notice": ids.new(),
        "invitation": ids.new(),
    }
    values: dict[str, Callable[[str], Any]] = {key: partial(_same, value) for key, value in fixed.items()}
    values["token"] = _token
    values["key"] = _key
    return values


def _same(value: Any, route: str) -> Any:
    return value


def _token(route: str) -> str:
    from lightyear.intake.models import Submission
    from lightyear.messaging import tokens
    from lightyear.messaging.models import Message, State

    if route == "web:confirmation":
        submission = Submission.objects.exclude(state=Submission.State.EXPIRED).latest("submitted_at")
        return tokens.of("confirm", submission.id)
    if route in ("web:preferences", "web:unsubscribe"):
        sent = Message.objects.filter(state=State.SENT, contact__erased_at=None)
        message = sent.filter(template__key="news").first() or sent.first()
        return tokens.of("message", message.id) if message else UNKNOWN
    return UNKNOWN


def _key(route: str) -> Any:
    from django.conf import settings

    from lightyear.kit import ids, maildir

    if route.startswith("web:mailbox"):
        letters = maildir.list_messages(settings.LIGHTYEAR_MAILBOX, limit=1)
        return letters[0].key if letters else "none"
    return "email" if route.startswith("web:form-") else ids.new()


def main() -> None:
    from lightyear.cli import setup

    setup.django()
    from lightyear.workspaces.models import Workspace

    sys.stdout.write(json.dumps(addresses(Workspace.objects.get(slug=sys.argv[1]))))


if __name__ == "__main__":
    main()
