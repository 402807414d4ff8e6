"""What proves a consent, in words."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lightyear.consent.models import ConsentRecord
from lightyear.web import timeline, words

LABELS = {
    "given_at": gettext_lazy("Given"),
    "confirmed_at": gettext_lazy("Confirmed by mail"),
    "double_opt_in": gettext_lazy("Double opt-in"),
    "method": gettext_lazy("How"),
    "reference": gettext_lazy("Where the proof is kept"),
    "submission": gettext_lazy("Submission"),
    "language": gettext_lazy("Language"),
    "message": gettext_lazy("Message"),
}
LANGUAGES = {"en": "English", "zh-hans": "中文"}


def evidence(record: ConsentRecord) -> list[dict[str, str]]:
    """The evidence of an answer as words, in the workspace's time; a key without a word stays as it is."""
    return [
        {"key": key, "label": str(LABELS.get(key, key)), "value": _value(key, value)}
        for key, value in record.evidence.items()
    ]


def _value(key: str, value: Any) -> str:
    if key == "method":
        return str(words.WAYS.get(value, value))
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
