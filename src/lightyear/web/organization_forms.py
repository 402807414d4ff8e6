"""The forms in which an organization says what it is and who its mail comes from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from lightyear.accounts.matrix import Action, Role
from lightyear.web import time_zones, words
from lightyear.web.long_select import LongSelect
from lightyear.workspaces.models import Profile, Workspace

LANGUAGES = [("en", "English"), ("zh-hans", "中文")]
HEX_COLOR = RegexValidator(r"^#[0-9a-f]{6}\Z", _("A color is # and six hexadecimal digits."))
READABLE = 4.5
"""The least contrast of letters (WCAG 2.2, 1.4.3)."""


def under_white(color: str) -> None:
    """Refuse a color on which white letters can't be read (the contrast of WCAG 2.2)."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    if 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) < READABLE:
        raise ValidationError(_("White letters are hard to read on it. Choose a darker one."))


class Organization(forms.Form):
    """Name, language, time zone, and the laws whose rules are checked."""

    name = forms.CharField(
        label=_("Organization’s name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "data-short-name": "id_slug"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones.choices,
        widget=LongSelect(attrs={"data-time-zone": ""}),
    )
    profiles = forms.MultipleChoiceField(
        label=_("Laws"),
        choices=Profile.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The strictest verdict of those you choose stands."),
    )
    privacy_email = forms.EmailField(
        label=_("Privacy contact"),
        required=False,
        help_text=_("Where people write who want to see, correct or erase their data."),
    )
    brand_color = forms.CharField(
        label=_("Color"),
        validators=[HEX_COLOR],
        initial="#174a7c",
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Of the pages that visitors see."),
    )

    def clean(self) -> dict[str, Any]:
        """Who must name a contact for data-subject requests can't leave it out (PIPL 17; GDPR 13(1)(a))."""
        cleaned = super().clean() or {}
        must = {Profile.PIPL, Profile.GDPR} & set(cleaned.get("profiles", ()))
        if must and not cleaned.get("privacy_email") and "privacy_email" not in self.errors:
            asks = _("PIPL (17) and GDPR (13) ask for it: people must know where to write.")
            self.add_error("privacy_email", str(asks))
        return cleaned

    def clean_brand_color(self) -> str:
        color: str = self.cleaned_data["brand_color"]
        under_white(color)
        return color


class FirstOrganization(Organization):
    """The same, with the short name that stands in addresses for good."""

    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=50,
        required=False,
        help_text=_("Lower-case letters, digits and hyphens. Links to your forms hold it, so it stays."),
    )
    field_order = ["name", "slug", "language", "time_zone", "profiles", "privacy_email", "brand_color"]

    def clean_slug(self) -> str:
        named = slugify(self.cleaned_data.get("name", ""))[:50].strip("-")
        slug: str = self.cleaned_data["slug"].lower() or named
        if not slug:
            raise ValidationError(_("Choose one: letters and digits, as in clearwater."))
        if Workspace.objects.filter(slug=slug).exists():
            raise ValidationError(_("This short name is taken."))
        return slug


class Sender(forms.Form):
    """Who mail comes from (16 CFR 316.5(a) wants the postal address in every commercial one)."""

    sender_name = forms.CharField(label=_("Sender name"), max_length=120)
    sender_email = forms.EmailField(
        label=_("Sender address"), help_text=_("At a domain whose DNS you can change.")
    )
    postal_address = forms.CharField(
        label=_("Postal address"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
        max_length=400,
        help_text=_("Stands in every commercial mail, as the law asks (16 CFR 316.5)."),
    )


class Invited(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MARKETER)


class NewKey(forms.Form):
    """What a program's key is called and may do: at most what its owner may."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("It may"), widget=forms.CheckboxSelectMultiple, help_text=_("Choose as little as it needs.")
    )

    def __init__(self, *args: Any, allowed: list[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(one.value, words.action(one)) for one in allowed]  # type: ignore[attr-defined]
