"""Who may do what: role x action as data (45 CFR 164.502(b), 164.308(a)(4))."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    MARKETER = "marketer", _("Marketer")
    COMPLIANCE = "compliance", _("Compliance")
    SALES = "sales", _("Sales")
    CLINICIAN = "clinician", _("Clinician")
    FRONT_DESK = "front_desk", _("Front desk")
    ANALYST = "analyst", _("Analyst")


class Action(StrEnum):
    HOME_VIEW = "home.view"
    CONTACTS_VIEW = "contacts.view"
    CONTACTS_REVEAL = "contacts.reveal"
    SUBMISSIONS_READ = "submissions.read"
    FORMS_VIEW = "forms.view"
    TEMPLATES_VIEW = "templates.view"
    MESSAGES_VIEW = "messages.view"
    MESSAGES_SEND = "messages.send"
    MESSAGES_RECONCILE = "messages.reconcile"
    JOURNEYS_VIEW = "journeys.view"
    TASKS_WORK = "tasks.work"
    FLOWS_VIEW = "flows.view"
    LEDGER_VIEW = "ledger.view"
    LEDGER_EXPORT = "ledger.export"


_EVERYONE = frozenset(Role)
_GROWTH = frozenset({Role.OWNER, Role.MARKETER})
_TRUST = frozenset({Role.OWNER, Role.COMPLIANCE})

MAY: dict[Action, frozenset[Role]] = {
    Action.HOME_VIEW: _EVERYONE,
    Action.CONTACTS_VIEW: frozenset({Role.OWNER, Role.MARKETER, Role.COMPLIANCE, Role.SALES}),
    Action.CONTACTS_REVEAL: frozenset({Role.OWNER, Role.COMPLIANCE, Role.SALES}),
    Action.SUBMISSIONS_READ: frozenset({Role.OWNER, Role.MARKETER, Role.COMPLIANCE}),
    Action.FORMS_VIEW: _GROWTH | {Role.COMPLIANCE},
    Action.TEMPLATES_VIEW: _GROWTH | {Role.COMPLIANCE},
    Action.MESSAGES_VIEW: _GROWTH | {Role.COMPLIANCE, Role.ANALYST},
    Action.MESSAGES_SEND: _GROWTH,
    Action.MESSAGES_RECONCILE: _GROWTH,
    Action.JOURNEYS_VIEW: _GROWTH | {Role.COMPLIANCE, Role.ANALYST},
    Action.TASKS_WORK: frozenset({Role.OWNER, Role.MARKETER, Role.SALES, Role.FRONT_DESK}),
    Action.FLOWS_VIEW: _TRUST | {Role.MARKETER, Role.ANALYST},
    Action.LEDGER_VIEW: _TRUST,
    Action.LEDGER_EXPORT: _TRUST,
}


def allows(role: str, action: Action) -> bool:
    """Whether a role may do an action; an action without a line is nobody's."""
    return role in MAY.get(action, frozenset())
