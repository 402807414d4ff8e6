"""Words for the keys that data carries: categories, purposes, forms."""

from django.utils.translation import gettext_lazy as _

from lightyear.accounts.matrix import Action
from lightyear.consent import queries as consents
from lightyear.intake.models import Form

CATEGORIES = {
    "name": _("name"),
    "address": _("postal address"),
    "date": _("personal date"),
    "age90": _("age over 89"),
    "phone": _("phone number"),
    "fax": _("fax number"),
    "email": _("e-mail address"),
    "ssn": _("social security number"),
    "mrn": _("record number"),
    "health_plan_id": _("health plan number"),
    "account": _("account number"),
    "license": _("license number"),
    "vehicle": _("vehicle number"),
    "device": _("device identifier"),
    "url": _("web address"),
    "ip": _("network address"),
    "biometric": _("biometric identifier"),
    "cn_id": _("Chinese identity number"),
    "cn_medical_id": _("Chinese medical insurance number"),
    "wechat_id": _("WeChat identifier"),
    "click_id": _("click identifier"),
    "email_hash": _("hashed e-mail address"),
    "phone_hash": _("hashed phone number"),
    "health_context": _("health context"),
}

ACTIONS = {
    Action.HOME_VIEW: _("See the home page"),
    Action.NOTICES_READ: _("Read notices"),
    Action.SEARCH: _("Search"),
    Action.CONTACTS_VIEW: _("See contacts"),
    Action.CONTACTS_REVEAL: _("Open masked contact data"),
    Action.CONTACTS_EDIT: _("Change contacts"),
    Action.PROPERTIES_DECLARE: _("Declare properties"),
    Action.CONSENTS_RECORD: _("Record consents and withdrawals"),
    Action.CONSENTS_VIEW: _("See consents"),
    Action.FORMS_VIEW: _("See forms"),
    Action.FORMS_EDIT: _("Change forms"),
    Action.TEMPLATES_VIEW: _("See templates"),
    Action.MESSAGES_VIEW: _("See messages"),
    Action.MESSAGES_SEND: _("Send messages"),
    Action.MESSAGES_RECONCILE: _("Settle uncertain messages"),
    Action.JOURNEYS_VIEW: _("See journeys"),
    Action.TASKS_WORK: _("Work on tasks"),
    Action.FLOWS_VIEW: _("See flows and decisions"),
    Action.FLOWS_ASK: _("Ask what would be decided"),
    Action.LEDGER_VIEW: _("See the ledger"),
    Action.LEDGER_EXPORT: _("Export the ledger"),
    Action.SETTINGS_VIEW: _("See settings"),
    Action.SETTINGS_EDIT: _("Change settings"),
    Action.MEMBERS_MANAGE: _("Manage members"),
    Action.KEYS_MANAGE: _("Manage API keys"),
}


def action(key: str) -> str:
    """What an action is called; the key itself for one that a later version took away."""
    return str(ACTIONS.get(key, key))  # type: ignore[call-overload]


def category(key: str) -> str:
    """What a data category is called."""
    return str(CATEGORIES.get(key, key))


def purposes() -> dict[str, str]:
    """What the workspace calls its purposes, by key."""
    return {purpose.key: purpose.name for purpose in consents.purposes()}


def forms() -> dict[str, str]:
    """What the workspace calls its forms, by slug."""
    return dict(Form.objects.values_list("slug", "name"))
