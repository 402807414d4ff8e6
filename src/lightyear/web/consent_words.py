"""What proves a consent, in words."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lightyear.consent.models import ConsentRecord
from lightyear.web import timeline

LABELS = {
    "confirmed_at": gettext_lazy("Confirmed by mail"),
    "double_opt_in": gettext_lazy("Double opt-in"),
    "submitted_at": gettext_lazy("Form sent in"),
    "submission": gettext_lazy("Submission"),
    "decision": gettext_lazy("Decision"),
    "language": gettext_lazy("Language"),
    "message": gettext_lazy("Message"),
    "method": gettext_lazy("How"),
    "note": gettext_lazy("Note"),
    "form": gettext_lazy("Form"),
    "version": gettext_lazy("Version of the form"),
    "page": gettext_lazy("Page"),
}
LANGUAGES = {"en": "English", "zh-hans": "中文"}


def evidence(record: ConsentRecord) -> list[dict[str, str]]:
    """The evidence of an answer as words, in the workspace's time; a key without a word stays as it is."""
    return [
        {"key": key, "label": str(LABELS.get(key, key)), "value": _value(value)}
        for key, value in record.evidence.items()
    ]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    moment = _moment(value) if isinstance(value, str) else None
    return timeline.minute(moment) if moment else LANGUAGES.get(str(value), str(value))


def _moment(text: str) -> datetime | None:
    """The moment that a text of ISO 8601 names, if it names one with its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
