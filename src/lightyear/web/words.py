"""Words for the keys that data carries: categories, purposes, forms."""

from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lightyear.accounts.matrix import Action
from lightyear.consent import queries as consents
from lightyear.gate.models import Destination
from lightyear.intake import definition as definitions
from lightyear.intake.models import Form, FormVersion
from lightyear.journeys.models import Journey
from lightyear.messaging.models import Template

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

SOURCES = {
    "preferences": _("Preference center"),
    "one-click": _("One-click unsubscribe"),
    "unsubscribe-page": _("Unsubscribe page"),
    "api": _("API"),
    "staff": _("Staff"),
}
WAYS = {
    "in_person": _("In person"),
    "phone": _("By phone"),
    "paper": _("On paper"),
    "web_form": _("On another website"),
}
"""How an answer reached the organization outside of this installation."""

SUBJECTS = {
    "visitor": _("A visitor"),
    "contact": _("A contact"),
    "known_patient": _("A known patient"),
    "staff": _("A member of staff"),
}
"""About whom a flow is."""

PURPOSES = {
    "service": _("Service"),
    "marketing": _("Marketing"),
    "appointment": _("Appointment"),
    "analytics": _("Analytics"),
}
"""The rulebook's own, where the organization has no word for it."""

PARTS = {
    "subject": _("Subject"),
    "text": _("Text"),
    "html": _("Letter as it looks"),
}
"""Of a letter."""

OURS = {"lightyear": "Lightyear", "mail-server": _("Our mail server")}
"""Destinations that the product declares by itself."""

ACTIONS = {
    Action.HOME_VIEW: _("See the home page"),
    Action.NOTICES_READ: _("Read notices"),
    Action.SEARCH: _("Search"),
    Action.CONTACTS_VIEW: _("See contacts"),
    Action.CONTACTS_REVEAL: _("Open masked contact data"),
    Action.CONTACTS_EDIT: _("Change contacts"),
    Action.CONTACTS_EXPORT: _("Export a contact’s data"),
    Action.CONTACTS_ERASE: _("Erase contacts"),
    Action.PROPERTIES_DECLARE: _("Declare properties"),
    Action.CONSENTS_RECORD: _("Record consents and withdrawals"),
    Action.CONSENTS_VIEW: _("See consents"),
    Action.FORMS_VIEW: _("See forms"),
    Action.FORMS_EDIT: _("Change forms"),
    Action.TEMPLATES_VIEW: _("See templates"),
    Action.TEMPLATES_EDIT: _("Change templates"),
    Action.MESSAGES_VIEW: _("See messages"),
    Action.MESSAGES_SEND: _("Send messages"),
    Action.MESSAGES_RECONCILE: _("Settle uncertain messages"),
    Action.JOURNEYS_VIEW: _("See journeys"),
    Action.JOURNEYS_EDIT: _("Pause and resume journeys"),
    Action.TASKS_WORK: _("Work on tasks"),
    Action.FLOWS_VIEW: _("See flows and decisions"),
    Action.FLOWS_ASK: _("Ask what would be decided"),
    Action.AGREEMENTS_MANAGE: _("Manage destinations and agreements"),
    Action.TERMS_VIEW: _("See allowed terms"),
    Action.TERMS_MANAGE: _("Allow terms and end them"),
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


def destination(found: Destination) -> str:
    """What a destination is called; our own are called so in every language."""
    return str(OURS.get(found.key, found.name))


def category(key: str) -> str:
    """What a data category is called."""
    return str(CATEGORIES.get(key, key))


_SOURCE = _("%(kind)s: %(name)s")
_PLACES: dict[str, Any] = {**WAYS, "contacts": _("Contacts")}


class Names:
    """What the workspace calls what keys name; each kind is read once, when it is first asked for."""

    @cached_property
    def forms(self) -> dict[str, str]:
        return forms()

    @cached_property
    def templates(self) -> dict[str, str]:
        return dict(Template.objects.values_list("key", "name"))

    @cached_property
    def journeys(self) -> dict[str, str]:
        return dict(Journey.objects.values_list("key", "name"))

    @cached_property
    def purposes(self) -> dict[str, str]:
        return purposes()

    @cached_property
    def destinations(self) -> dict[str, str]:
        return {one.key: destination(one) for one in Destination.objects.all()}

    def purpose(self, key: str) -> str:
        """The organization's purpose, else the rulebook's."""
        return self.purposes.get(key) or str(PURPOSES.get(key, key))

    def source(self, key: str) -> str:
        """Where something came from: a form or a template by its name, a program's system, staff and how."""
        kind, _separator, rest = key.partition(":")
        if kind == "form":
            return self.forms.get(rest, key)
        if kind in ("template", "trial"):
            return self.templates.get(rest, key)
        if kind in ("api", "staff") and rest:
            return _SOURCE % {"kind": SOURCES[kind], "name": _PLACES.get(rest, rest)}
        return str(SOURCES.get(key, key))


def parts(source: str) -> dict[str, str]:
    """What the parts of a payload are called: the questions of a form, the parts of a letter."""
    kind, _separator, slug = source.partition(":")
    if kind != "form":
        return {key: str(name) for key, name in PARTS.items()}
    version = (
        FormVersion.objects.filter(form__slug=slug, published_at__isnull=False).order_by("-number").first()
    )
    if version is None:
        return {}
    language = get_language() or "en"
    fields = definitions.read(version.definition).fields
    return {field.key: definitions.say(field.label, language) for field in fields}


def purposes() -> dict[str, str]:
    """What the workspace calls its purposes, by key."""
    return {purpose.key: purpose.name for purpose in consents.purposes()}


def forms() -> dict[str, str]:
    """What the workspace calls its forms, by slug."""
    return dict(Form.objects.values_list("slug", "name"))
