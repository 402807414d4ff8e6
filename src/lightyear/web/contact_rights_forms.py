"""The forms in which staff serve what a person may ask for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lightyear.consent import queries as consents
from lightyear.consent.models import Channel, Notice, Standing
from lightyear.contacts.models import Contact, ExportReason
from lightyear.guard import labels
from lightyear.kit import clock
from lightyear.web import words
from lightyear.web.organization_forms import LANGUAGES

REFERENCE = RegexValidator(
    rf"^{labels.REFERENCE}\Z", _("Letters, digits and . _ : / - only; no name, no address.")
)


def names_nobody(reference: str) -> None:
    """A reference passes no gate and is kept for good: one that tells of somebody is refused."""
    if labels.categories(reference):
        raise ValidationError(_("This tells of somebody: no name, number of a person or health word."))


class Correction(forms.Form):
    """What is said of a contact."""

    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    region = forms.CharField(
        label=_("Region"),
        max_length=80,
        required=False,
        help_text=_("A state, province or country."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    email = forms.EmailField(
        label=_("New e-mail address"),
        required=False,
        help_text=_("Empty keeps the one there is. A new one gets no commercial mail until it is confirmed."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class GivenElsewhere(forms.Form):
    """A yes that was given outside of this installation: to which words, when and how."""

    notice = forms.ModelChoiceField(
        label=_("The exact wording that was agreed to"),
        queryset=Notice.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    given_at = forms.DateTimeField(
        label=_("When it was given"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    method = forms.ChoiceField(
        label=_("How it was given"), choices=list(words.WAYS.items()), widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=_("Where the proof is kept"),
        max_length=80,
        required=False,
        validators=[REFERENCE, names_nobody],
        help_text=_("The number of the paper or recording, without a name."),
    )

    def __init__(self, data: Any = None) -> None:
        now = timezone.localtime(clock.now()).strftime("%Y-%m-%dT%H:%M")
        super().__init__(data, initial={"given_at": now})
        wordings: Any = self.fields["notice"]
        wordings.queryset = consents.wordings()
        wordings.label_from_instance = _wording


class WithdrawnElsewhere(forms.Form):
    """A no that reached the organization by another way than its pages."""

    answer = forms.ModelChoiceField(
        label=_("What is withdrawn"),
        queryset=Standing.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    method = forms.ChoiceField(
        label=_("How it was withdrawn"), choices=list(words.WAYS.items()), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers: Any = self.fields["answer"]
        answers.queryset = consents.granted(contact).select_related("purpose").order_by("purpose", "channel")
        answers.label_from_instance = _answer


class Export(forms.Form):
    """Why a person's data is taken out."""

    reason = forms.ChoiceField(label=_("Why?"), choices=ExportReason.choices, widget=forms.RadioSelect)


class Erasure(forms.Form):
    """The second step: nothing brings the data back."""

    is_sure = forms.BooleanField(label=_("I know who asks for this, and that nothing brings the data back."))


def _wording(notice: Notice) -> str:
    channel = Channel(notice.channel).label
    return format_html("{}, {}: “{}”", notice.purpose.name, channel, notice.wording)


def _answer(standing: Standing) -> str:
    return f"{standing.purpose.name}, {standing.get_channel_display()}"
