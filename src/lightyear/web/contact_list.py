"""The list of contacts: which are wanted, in which order, and the pages before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from lightyear.consent import queries as consents
from lightyear.consent.models import Purpose
from lightyear.contacts import queries
from lightyear.contacts.models import Contact, Stage
from lightyear.workspaces import tallies

SIZE = 50


class Wanted(forms.Form):
    """What of the list is shown; what can't be read of it counts as not said."""

    stage = forms.ChoiceField(label=_("Stage"), required=False)
    confirmed = forms.ChoiceField(label=_("E-mail address"), required=False)
    purpose = forms.ChoiceField(label=_("Agreed to"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        commercial = consents.purposes().filter(kind=Purpose.Kind.COMMERCIAL)
        self._choose("stage", [("", _("All")), *Stage.choices])
        self._choose("confirmed", [("", _("All")), ("yes", _("Confirmed")), ("no", _("Not confirmed"))])
        self._choose("purpose", [("", _("All")), *((one.key, one.name) for one in commercial)])
        self._choose("sort", [("", _("The newest first")), ("name", _("By name"))])

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


@dataclass(frozen=True, slots=True)
class Page:
    """The contacts to show, how many there are in all, and the addresses before and after."""

    form: Wanted
    rows: list[Contact]
    total: tallies.Counted
    previous_url: str | None
    next_url: str | None

    @property
    def is_narrowed(self) -> bool:
        """Whether something was asked for that leaves contacts out."""
        return any(self.form.cleaned_data.get(name) for name in ("stage", "confirmed", "purpose"))


def page(request: HttpRequest) -> Page:
    """The page that an address asks for; a place that is nobody's is a 404."""
    form = Wanted(request.GET)
    form.is_valid()
    said = {name: value for name, value in form.cleaned_data.items() if value}
    asked: dict[str, Any] = {
        "stage": said.get("stage", ""),
        "is_confirmed": {"yes": True, "no": False}.get(said.get("confirmed", "")),
        "purpose": said.get("purpose", ""),
    }
    is_back = "before" in request.GET
    beside = _beside(request.GET.get("before" if is_back else "after", ""))
    rows = queries.stretch(
        consents.people(**asked),
        by_name="sort" in said,
        beside=beside,
        is_back=is_back,
        limit=SIZE + 1,
    )
    has_more = len(rows) > SIZE
    rows = rows[-SIZE:] if is_back else rows[:SIZE]
    has_previous, has_next = (has_more, bool(rows)) if is_back else (beside is not None, has_more)
    return Page(
        form,
        rows,
        consents.people_count(**asked),
        _address(said, before=rows[0]) if has_previous and rows else None,
        _address(said, after=rows[-1]) if has_next else None,
    )


def _beside(word: str) -> Contact | None:
    """The contact that the page begins beside: an identifier, because addresses end up in logs."""
    if not word:
        return None
    try:
        return get_object_or_404(Contact, id=UUID(word))
    except ValueError:
        raise Http404 from None


def _address(said: dict[str, str], **place: Contact) -> str:
    return f"?{urlencode(said | {name: str(contact.id) for name, contact in place.items()})}"
