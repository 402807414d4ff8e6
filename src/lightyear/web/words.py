"""Words for the keys that data carries: categories, purposes, forms."""

from django.utils.translation import gettext_lazy as _

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


def category(key: str) -> str:
    """What a data category is called."""
    return str(CATEGORIES.get(key, key))


def purposes() -> dict[str, str]:
    """What the workspace calls its purposes, by key."""
    return {purpose.key: purpose.name for purpose in consents.purposes()}


def forms() -> dict[str, str]:
    """What the workspace calls its forms, by slug."""
    return dict(Form.objects.values_list("slug", "name"))
