"""What the form builder's inputs take, and the words when they can't: to definitions and back."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lightyear.consent.models import Channel, Purpose
from lightyear.intake import edits
from lightyear.intake.definition import Choice, Definition, Field, Kind, Text
from lightyear.web import names

KINDS = (
    ("text", gettext_lazy("Short text")),
    ("email", gettext_lazy("E-mail address")),
    ("phone", gettext_lazy("Phone number")),
    ("choice", gettext_lazy("Choice")),
    ("yes_no", gettext_lazy("Yes or no")),
    ("long_text", gettext_lazy("Free text")),
)
ROLES = (
    ("", gettext_lazy("Nothing else")),
    ("name", gettext_lazy("What to call the person")),
    ("region", gettext_lazy("The person’s region")),
)
CATEGORIES = (
    ("name", gettext_lazy("A name")),
    ("email", gettext_lazy("An e-mail address")),
    ("phone", gettext_lazy("A phone number")),
    ("address", gettext_lazy("An address")),
    ("date", gettext_lazy("A date that tells who somebody is")),
)
SEPARATOR = "|"
LONGEST_RETENTION = 3650


class NameForm(forms.Form):
    """The name of a new form."""

    name = names.NameField(
        max_length=120,
        label=pgettext_lazy("of a thing", "Name"),
        help_text=gettext_lazy("For you and your colleagues."),
    )


class TextsForm(forms.Form):
    """The words around the questions, in both languages."""

    name = names.NameField(
        max_length=120,
        label=pgettext_lazy("of a thing", "Name"),
        help_text=gettext_lazy("For you and your colleagues."),
    )
    title_en = forms.CharField(max_length=120, required=False, label=gettext_lazy("Title, English"))
    title_zh = forms.CharField(max_length=120, required=False, label=gettext_lazy("Title, Chinese"))
    intro_en = forms.CharField(max_length=300, required=False, label=gettext_lazy("Introduction, English"))
    intro_zh = forms.CharField(max_length=300, required=False, label=gettext_lazy("Introduction, Chinese"))
    button_en = forms.CharField(max_length=40, required=False, label=gettext_lazy("Button, English"))
    button_zh = forms.CharField(max_length=40, required=False, label=gettext_lazy("Button, Chinese"))

    def clean(self) -> dict[str, Any]:
        return _one_language(self, super().clean() or {}, "title")

    @staticmethod
    def of(definition: Definition, name: str) -> "TextsForm":
        texts = {part: getattr(definition, part) for part in ("title", "intro", "button")}
        spread = {key: words for part, text in texts.items() for key, words in _spread(part, text).items()}
        return TextsForm(initial={"name": name, **spread})

    def text(self, part: str) -> Text:
        return _text(self.cleaned_data, part)


class FieldForm(forms.Form):
    """One question."""

    field_order = [
        "label_en", "label_zh", "hint_en", "hint_zh", "kind", "purpose", "choices", "retention_days", "role",
        "declares", "required",
    ]  # fmt: skip

    label_en = forms.CharField(max_length=120, required=False, label=gettext_lazy("Question, English"))
    label_zh = forms.CharField(max_length=120, required=False, label=gettext_lazy("Question, Chinese"))
    hint_en = forms.CharField(max_length=200, required=False, label=gettext_lazy("Hint, English"))
    hint_zh = forms.CharField(max_length=200, required=False, label=gettext_lazy("Hint, Chinese"))
    kind = forms.ChoiceField(choices=KINDS, label=gettext_lazy("Kind of answer"))
    choices = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Choices"),
        help_text=gettext_lazy("One a line: English | Chinese. Only for a choice."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("What the answer is for"))
    retention_days = forms.IntegerField(
        min_value=1, max_value=LONGEST_RETENTION, label=gettext_lazy("Kept for, in days"), initial=365
    )
    role = forms.ChoiceField(choices=ROLES, required=False, label=gettext_lazy("Also used as"))
    declares = forms.MultipleChoiceField(
        choices=CATEGORIES,
        required=False,
        label=gettext_lazy("An answer may hold"),
        help_text=gettext_lazy("Whatever isn’t ticked is taken out before an answer is stored."),
        widget=forms.CheckboxSelectMultiple,
    )
    required = forms.BooleanField(required=False, label=gettext_lazy("An answer is required"))

    def __init__(
        self, data: Any = None, *, purposes: list[Purpose], old: Field | None = None, initial: Any = None
    ) -> None:
        super().__init__(data, auto_id=f"id_{old.key if old else 'new'}_%s", initial=initial)
        self.old = old
        choices: Any = [(purpose.key, purpose.name) for purpose in purposes]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]
        if old and old.role == "email":
            for name in ("kind", "role", "required", "choices"):
                del self.fields[name]

    @classmethod
    def of(cls, field: Field, purposes: list[Purpose]) -> "FieldForm":
        spread = {**_spread("label", field.label), **_spread("hint", field.hint)}
        plain = {
            name: getattr(field, name) for name in ("kind", "purpose", "retention_days", "role", "required")
        }
        lines = "\n".join(_line(choice) for choice in field.choices)
        initial = {**plain, **spread, "choices": lines, "declares": list(field.categories)}
        return cls(initial=initial, purposes=purposes, old=field)

    def clean(self) -> dict[str, Any]:
        cleaned = _one_language(self, super().clean() or {}, "label")
        if cleaned.get("kind") == "choice" and not _choices(cleaned.get("choices", ""), self.old):
            self.add_error("choices", _("Write at least one choice."))
        return cleaned

    def field(self, taken: set[str]) -> Field:
        """The question; a new one gets a key that none of `taken` has."""
        cleaned, old = self.cleaned_data, self.old
        is_email = old is not None and old.role == "email"
        kind: Kind = "email" if is_email else cleaned["kind"]
        return Field(
            key=old.key if old else edits.free(_key(cleaned, kind), taken),
            kind=kind,
            label=_text(cleaned, "label"),
            hint=_text(cleaned, "hint"),
            purpose=cleaned["purpose"],
            retention_days=cleaned["retention_days"],
            required=is_email or cleaned["required"],
            declares=cleaned["declares"],
            choices=_choices(cleaned["choices"], old) if kind == "choice" else [],
            role="email" if is_email else cleaned["role"],
        )


class ConsentForm(forms.Form):
    """One consent question: a purpose, a channel, its wording in both languages."""

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"))
    channel = forms.ChoiceField(choices=Channel.choices, label=gettext_lazy("Channel"))
    wording_en = forms.CharField(
        max_length=600,
        required=False,
        label=gettext_lazy("Wording, English"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wording_zh = forms.CharField(
        max_length=600,
        required=False,
        label=gettext_lazy("Wording, Chinese"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "The wording belongs to the purpose: once published, every form that asks for it says this."
        ),
    )

    def __init__(self, data: Any = None, *, purposes: list[Purpose], initial: Any = None) -> None:
        super().__init__(data, auto_id="id_consent_%s", initial=initial)
        commercial: Any = [
            (purpose.key, purpose.name) for purpose in purposes if purpose.kind == Purpose.Kind.COMMERCIAL
        ]
        self.fields["purpose"].choices = commercial  # type: ignore[attr-defined]

    @classmethod
    def of(cls, purpose: str, channel: str, wording: Text, purposes: list[Purpose]) -> "ConsentForm":
        initial = {"purpose": purpose, "channel": channel, **_spread("wording", wording)}
        form = cls(initial=initial, purposes=purposes)
        for name in ("purpose", "channel"):
            form.fields[name].widget = forms.HiddenInput()
        return form

    def clean(self) -> dict[str, Any]:
        return _one_language(self, super().clean() or {}, "wording")

    def wording(self) -> Text:
        return _text(self.cleaned_data, "wording")


def _spread(part: str, text: Text) -> dict[str, str]:
    return {f"{part}_en": text.get("en", ""), f"{part}_zh": text.get("zh-hans", "")}


def _text(cleaned: dict[str, Any], part: str) -> Text:
    found = {"en": cleaned[f"{part}_en"], "zh-hans": cleaned[f"{part}_zh"]}
    return {language: words for language, words in found.items() if words}


def _one_language(form: forms.Form, cleaned: dict[str, Any], part: str) -> dict[str, Any]:
    if not cleaned.get(f"{part}_en") and not cleaned.get(f"{part}_zh") and not form.errors:
        form.add_error(f"{part}_en", _("Write it in at least one language."))
    return cleaned


def _key(cleaned: dict[str, Any], kind: str) -> str:
    """From the English question, else from the kind."""
    words = slugify(cleaned["label_en"])[:40].replace("-", "_").strip("_")
    return words if words[:1].isalpha() else kind


def _line(choice: Choice) -> str:
    english, chinese = choice.label.get("en", ""), choice.label.get("zh-hans", "")
    return f"{english} {SEPARATOR} {chinese}" if english and chinese else english or chinese


def _choices(typed: str, old: Field | None) -> list[Choice]:
    """A choice that keeps its words keeps its value, so that earlier answers stay readable."""
    known = {tuple(choice.label.items()): choice.value for choice in old.choices} if old else {}
    found: list[Choice] = []
    for line in filter(None, map(str.strip, typed.splitlines())):
        label = _label(line)
        taken = {choice.value for choice in found} | set(known.values())
        value = known.get(tuple(label.items())) or edits.free(slugify(line)[:30] or "choice", taken)
        found.append(Choice(value, label))
    return found


def _label(line: str) -> Text:
    english, separator, chinese = (part.strip() for part in line.partition(SEPARATOR))
    if separator:
        return {language: words for language, words in (("en", english), ("zh-hans", chinese)) if words}
    return {"en" if line.isascii() else "zh-hans": line}
