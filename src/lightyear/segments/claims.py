"""The claims that conditions can make about properties, fields, consent and events."""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from lightyear.consent.models import Answer, Channel, Purpose, Standing
from lightyear.contacts.models import Contact, Event, Property, PropertyValue, Sensitivity, Stage
from lightyear.segments import predicate
from lightyear.segments.predicate import Malformed, Statement
from lightyear.workspaces import wall

Words = Annotated[str, msgspec.Meta(max_length=240, pattern="\\A[^\\x00\\ud800-\\udfff]*\\Z")]
Value = Words | int | float | bool
Key = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,59}\Z")]
Unset = msgspec.UnsetType

COMPARISONS: dict[str, tuple[frozenset[str], str, Any]] = {
    "is": (frozenset(Property.Type), "=", gettext_lazy("%(name)s is %(value)s")),
    "is_not": (frozenset(Property.Type), "=", gettext_lazy("%(name)s is not %(value)s")),
    "above": (frozenset({Property.Type.NUMBER}), ">", gettext_lazy("%(name)s is above %(value)s")),
    "below": (frozenset({Property.Type.NUMBER}), "<", gettext_lazy("%(name)s is below %(value)s")),
    "before": (frozenset({Property.Type.DATE}), "<", gettext_lazy("%(name)s is before %(value)s")),
    "after": (frozenset({Property.Type.DATE}), ">", gettext_lazy("%(name)s is after %(value)s")),
}
"""Comparison -> the types of property it suits, the operator, the clause."""

MEETS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda value, wanted: bool(value == wanted),
    "<": lambda value, wanted: bool(value < wanted),
    ">": lambda value, wanted: bool(value > wanted),
}

FIELDS = {
    "language": gettext_lazy("the language"),
    "region": gettext_lazy("the region"),
    "stage": gettext_lazy("the stage"),
    "email_domain": gettext_lazy("the e-mail domain"),
    "source": gettext_lazy("the source"),
}

EVENTS = {
    "form.submitted": gettext_lazy("sent in a form"),
    "form.confirmed": gettext_lazy("confirmed a form by mail"),
    "message.sent": gettext_lazy("was sent a message"),
    "consent.granted": gettext_lazy("agreed to something"),
    "consent.withdrawn": gettext_lazy("withdrew a consent"),
}


@predicate.register("property")
class OfProperty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """{"property": key, comparison: value}: a typed property. Who has no value "is not" any value."""

    property: Key
    is_: Value | Unset = msgspec.field(name="is", default=msgspec.UNSET)
    is_not: Value | Unset = msgspec.UNSET
    above: int | float | Unset = msgspec.UNSET
    below: int | float | Unset = msgspec.UNSET
    before: Words | Unset = msgspec.UNSET
    after: Words | Unset = msgspec.UNSET

    def __post_init__(self) -> None:
        if len(self._given()) != 1:
            raise ValueError(f"A property is compared exactly once: {', '.join(COMPARISONS)}.")

    def check(self) -> None:
        declared = Property.objects.filter(key=self.property).first()
        if declared is None:
            raise Malformed(f"There is no property {self.property!r}.")
        if declared.sensitivity == Sensitivity.SENSITIVE:
            raise Malformed(f"{self.property!r} is sensitive: conditions can't look at it.")
        comparison, value = self._comparison()
        if declared.type not in COMPARISONS[comparison][0] or _typed(declared.type, value) is None:
            raise Malformed(f"{self.property!r} of type {declared.type} can't be compared that way.")

    def sql(self, statement: Statement, at: datetime) -> str:
        comparison, wanted, declared = self._resolved()
        if declared is None:
            return f"SELECT id FROM ({predicate.everybody(statement)}) s WHERE false"  # noqa: S608
        found = (
            "SELECT contact_id FROM contacts_propertyvalue"  # noqa: S608
            f" WHERE workspace_id = {statement.bind(wall.current())}"
            f" AND property_id = {statement.bind(declared.id)}"
            f' AND "{declared.type}" {COMPARISONS[comparison][1]} {statement.bind(wanted)}'
            f"{statement.only('contact_id')}"
        )
        return f"{predicate.everybody(statement)} EXCEPT ({found})" if comparison == "is_not" else found

    def holds(self, contact: Contact, at: datetime) -> bool:
        comparison, wanted, declared = self._resolved()
        if declared is None:
            return False
        row = PropertyValue.objects.filter(contact=contact, property=declared).first()
        value = None if row is None else getattr(row, declared.type)
        meets = value is not None and MEETS[COMPARISONS[comparison][1]](value, wanted)
        return not meets if comparison == "is_not" else meets

    def say(self) -> str:
        declared = Property.objects.filter(key=self.property).first()
        comparison, value = self._comparison()
        name = self.property if declared is None else _named(declared.name_en, declared.name_zh)
        return str(COMPARISONS[comparison][2]) % {"name": name, "value": value}

    def _resolved(self) -> tuple[str, Any, Property | None]:
        """The comparison, the typed value and the property; None for one that isn't there any more."""
        comparison, value = self._comparison()
        declared = Property.objects.filter(key=self.property, sensitivity=Sensitivity.CLEAR).first()
        wanted = None if declared is None else _typed(declared.type, value)
        return comparison, wanted, None if wanted is None else declared

    def _comparison(self) -> tuple[str, Any]:
        return next(iter(self._given().items()))

    def _given(self) -> dict[str, Any]:
        values = [self.is_, self.is_not, self.above, self.below, self.before, self.after]
        return {
            key: value
            for key, value in zip(COMPARISONS, values, strict=True)
            if not isinstance(value, msgspec.UnsetType)
        }


@predicate.register("field")
class OfField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """{"field": name, "is": value}: what every contact has in clear."""

    field: Literal["language", "region", "stage", "email_domain", "source"]
    is_: Words = msgspec.field(name="is")

    def check(self) -> None:
        if self.field == "stage" and self.is_ not in Stage.values:
            raise Malformed(f"There is no stage {self.is_!r}.")

    def sql(self, statement: Statement, at: datetime) -> str:
        return f'{predicate.everybody(statement)} AND "{self.field}" = {statement.bind(self.is_)}'

    def holds(self, contact: Contact, at: datetime) -> bool:
        return bool(getattr(contact, self.field) == self.is_)

    def say(self) -> str:
        value = self.is_
        if self.field == "stage" and value in Stage.values:
            value = str(Stage(value).label)
        return _("%(name)s is %(value)s") % {"name": FIELDS[self.field], "value": value}


@predicate.register("agreed")
class Agreed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """{"agreed": purpose, "channel": channel}: a consent that stands now."""

    agreed: Key
    channel: Literal["email", "sms", "phone"]

    def check(self) -> None:
        if not Purpose.objects.filter(key=self.agreed).exists():
            raise Malformed(f"There is no purpose {self.agreed!r}.")

    def sql(self, statement: Statement, at: datetime) -> str:
        workspace = statement.bind(wall.current())
        return (
            f"SELECT contact_id FROM consent_standing WHERE workspace_id = {workspace}"  # noqa: S608
            f" AND purpose_id = (SELECT id FROM consent_purpose WHERE workspace_id = {workspace}"
            f" AND key = {statement.bind(self.agreed)}) AND channel = {statement.bind(self.channel)}"
            f" AND answer = {statement.bind(Answer.GRANTED.value)}{statement.only('contact_id')}"
        )

    def holds(self, contact: Contact, at: datetime) -> bool:
        standing = Standing.objects.filter(contact=contact, purpose__key=self.agreed, channel=self.channel)
        return standing.filter(answer=Answer.GRANTED).exists()

    def say(self) -> str:
        purpose = Purpose.objects.filter(key=self.agreed).first()
        return _("the person agreed to %(purpose)s by %(channel)s") % {
            "purpose": purpose.name if purpose else self.agreed,
            "channel": _by(self.channel),
        }


@predicate.register("did")
class Did(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """{"did": event, "within_days": n, "at_least": k}: events of the timeline, ever unless said."""

    did: Key
    within_days: Annotated[int, msgspec.Meta(ge=1, le=3660)] | None = None
    at_least: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1

    def check(self) -> None:
        """Any event may come to be: there is nothing to look up."""

    def sql(self, statement: Statement, at: datetime) -> str:
        since = "" if self.within_days is None else f" AND at > {statement.bind(self._since(at))}"
        return (
            f"SELECT contact_id FROM contacts_event WHERE workspace_id = {statement.bind(wall.current())}"  # noqa: S608
            f" AND kind = {statement.bind(self.did)}{since}{statement.only('contact_id')}"
            f" GROUP BY contact_id HAVING count(*) >= {statement.bind(self.at_least)}"
        )

    def holds(self, contact: Contact, at: datetime) -> bool:
        events = Event.objects.filter(contact=contact, kind=self.did)
        if self.within_days is not None:
            events = events.filter(at__gt=self._since(at))
        return events.count() >= self.at_least

    def say(self) -> str:
        times = ngettext("at least %(count)s time", "at least %(count)s times", self.at_least)
        days = ngettext("within %(count)s day", "within %(count)s days", self.within_days or 0)
        clause = _("the person %(did)s %(times)s %(days)s") % {
            "did": EVENTS.get(self.did, self.did),
            "times": times % {"count": self.at_least} if self.at_least > 1 else "",
            "days": days % {"count": self.within_days} if self.within_days else "",
        }
        return " ".join(clause.split())

    def _since(self, at: datetime) -> datetime:
        return at - timedelta(days=self.within_days or 0)


def _typed(kind: str, value: Any) -> Any:
    """The value as the column of its type holds it; None when it is of another type."""
    match kind, value:
        case (Property.Type.BOOLEAN, bool()) | (Property.Type.TEXT, str()):
            return value
        case Property.Type.NUMBER, int() | float() if not isinstance(value, bool) and math.isfinite(value):
            return Decimal(str(value))
        case Property.Type.DATE, str():
            return _date(value)
    return None


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _named(english: str, chinese: str) -> str:
    return chinese if (get_language() or "").startswith("zh") else english


def _by(channel: str) -> str:
    by = {Channel.EMAIL: _("e-mail"), Channel.SMS: _("text message"), Channel.PHONE: _("phone")}
    return by[Channel(channel)]
