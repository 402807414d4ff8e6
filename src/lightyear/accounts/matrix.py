"""Who may do and see what: role x action and role x field as data (45 CFR 164.502(b), 164.308(a)(4))."""

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
    NOTICES_READ = "notices.read"
    SEARCH = "search"
    CONTACTS_VIEW = "contacts.view"
    CONTACTS_REVEAL = "contacts.reveal"
    CONTACTS_EDIT = "contacts.edit"
    CONTACTS_EXPORT = "contacts.export"
    CONTACTS_ERASE = "contacts.erase"
    PROPERTIES_DECLARE = "properties.declare"
    CONSENTS_RECORD = "consents.record"
    CONSENTS_VIEW = "consents.view"
    FORMS_VIEW = "forms.view"
    FORMS_EDIT = "forms.edit"
    TEMPLATES_VIEW = "templates.view"
    TEMPLATES_EDIT = "templates.edit"
    MESSAGES_VIEW = "messages.view"
    MESSAGES_SEND = "messages.send"
    MESSAGES_RECONCILE = "messages.reconcile"
    JOURNEYS_VIEW = "journeys.view"
    JOURNEYS_EDIT = "journeys.edit"
    TASKS_WORK = "tasks.work"
    FLOWS_VIEW = "flows.view"
    FLOWS_ASK = "flows.ask"
    AGREEMENTS_MANAGE = "agreements.manage"
    TERMS_VIEW = "terms.view"
    TERMS_MANAGE = "terms.manage"
    LEDGER_VIEW = "ledger.view"
    LEDGER_EXPORT = "ledger.export"
    SETTINGS_VIEW = "settings.view"
    SETTINGS_EDIT = "settings.edit"
    MEMBERS_MANAGE = "members.manage"
    KEYS_MANAGE = "keys.manage"


class ContactField(StrEnum):
    """What pages and the API show of a contact; a sensitive property is opened with a reason."""

    NAME = "name"
    REGION = "region"
    POINTS = "points"
    PROPERTIES = "properties"
    SENSITIVE_PROPERTIES = "sensitive_properties"
    SUBMISSIONS = "submissions"
    CONSENTS = "consents"
    TIMELINE = "timeline"


_EVERYONE = frozenset(Role)
_GROWTH = frozenset({Role.OWNER, Role.MARKETER})
_TRUST = frozenset({Role.OWNER, Role.COMPLIANCE})

MAY: dict[Action, frozenset[Role]] = {
    Action.HOME_VIEW: _EVERYONE,
    Action.NOTICES_READ: _EVERYONE,
    Action.SEARCH: _EVERYONE,
    Action.CONTACTS_VIEW: frozenset({Role.OWNER, Role.MARKETER, Role.COMPLIANCE, Role.SALES}),
    Action.CONTACTS_REVEAL: frozenset({Role.OWNER, Role.COMPLIANCE, Role.SALES}),
    Action.CONTACTS_EDIT: _GROWTH | {Role.COMPLIANCE, Role.SALES},
    Action.CONTACTS_EXPORT: _TRUST,
    Action.CONTACTS_ERASE: _TRUST,
    Action.PROPERTIES_DECLARE: _GROWTH | {Role.COMPLIANCE},
    Action.CONSENTS_RECORD: _GROWTH | {Role.COMPLIANCE},
    Action.CONSENTS_VIEW: frozenset({Role.OWNER, Role.MARKETER, Role.COMPLIANCE, Role.SALES}),
    Action.FORMS_VIEW: _GROWTH | {Role.COMPLIANCE},
    Action.FORMS_EDIT: _GROWTH,
    Action.TEMPLATES_VIEW: _GROWTH | {Role.COMPLIANCE},
    Action.TEMPLATES_EDIT: _GROWTH,
    Action.MESSAGES_VIEW: _GROWTH | {Role.COMPLIANCE, Role.ANALYST},
    Action.MESSAGES_SEND: _GROWTH,
    Action.MESSAGES_RECONCILE: _GROWTH,
    Action.JOURNEYS_VIEW: _GROWTH | {Role.COMPLIANCE, Role.ANALYST},
    Action.JOURNEYS_EDIT: _GROWTH,
    Action.TASKS_WORK: frozenset({Role.OWNER, Role.MARKETER, Role.SALES, Role.FRONT_DESK}),
    Action.FLOWS_VIEW: _TRUST | {Role.MARKETER, Role.ANALYST},
    Action.FLOWS_ASK: _GROWTH | {Role.COMPLIANCE},
    Action.AGREEMENTS_MANAGE: _TRUST,
    Action.TERMS_VIEW: _TRUST | {Role.MARKETER},
    Action.TERMS_MANAGE: _TRUST,
    Action.LEDGER_VIEW: _TRUST,
    Action.LEDGER_EXPORT: _TRUST,
    Action.SETTINGS_VIEW: _TRUST,
    Action.SETTINGS_EDIT: frozenset({Role.OWNER}),
    Action.MEMBERS_MANAGE: frozenset({Role.OWNER}),
    Action.KEYS_MANAGE: frozenset({Role.OWNER}),
}

PEOPLE_ONLY = frozenset(
    {
        Action.MEMBERS_MANAGE,
        Action.KEYS_MANAGE,
        Action.CONTACTS_EXPORT,
        Action.CONTACTS_ERASE,
        Action.TERMS_MANAGE,
    }
)
"""What no key does, whatever its scopes say: a program that makes members or keys would outlive its end, who
takes or erases somebody's data answers for having looked who asks, and what the guard misread is for a person
to say."""

# A clinician and an analyst work without knowing who; the front desk answers somebody by name.
SEES: dict[ContactField, frozenset[Role]] = {
    ContactField.NAME: _GROWTH | {Role.COMPLIANCE, Role.SALES, Role.FRONT_DESK},
    ContactField.REGION: _GROWTH | {Role.COMPLIANCE, Role.SALES},
    ContactField.POINTS: _GROWTH | {Role.COMPLIANCE, Role.SALES},
    ContactField.PROPERTIES: _GROWTH | {Role.COMPLIANCE, Role.SALES},
    ContactField.SENSITIVE_PROPERTIES: _GROWTH | {Role.COMPLIANCE},
    ContactField.SUBMISSIONS: _GROWTH | {Role.COMPLIANCE},
    ContactField.CONSENTS: _GROWTH | {Role.COMPLIANCE, Role.SALES},
    ContactField.TIMELINE: _GROWTH | {Role.COMPLIANCE, Role.SALES},
}
"""Role x field (45 CFR 164.502(b)); points are masked for everyone until they are opened with a reason."""


def shows(role: str, field: ContactField) -> bool:
    """Whether a role sees a field of contacts; a field without a line is nobody's."""
    return role in SEES.get(field, frozenset())


def allows(role: str, action: Action) -> bool:
    """Whether a role may do an action; an action without a line is nobody's."""
    return role in MAY.get(action, frozenset())
