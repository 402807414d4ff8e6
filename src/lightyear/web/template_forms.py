"""The form of a template: its name, its purpose, and what it says in each language."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lightyear.consent.models import Purpose
from lightyear.messaging import wording
from lightyear.messaging.models import Template, TemplateVersion
from lightyear.messaging.services import Variant
from lightyear.web import names, template_words

LONGEST_BODY = 100_000
LATEST = timedelta(days=365)


class WordingForm(forms.Form):
    """A template with its wording. A language counts once it has a subject; one that is there stays."""

    name = names.NameField(
        max_length=120,
        label=pgettext_lazy("of a thing", "Name"),
        help_text=gettext_lazy("For you and your colleagues."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        help_text=gettext_lazy("Only who agreed to this purpose gets it."),
    )

    def __init__(
        self,
        *args: Any,
        template: Template,
        versions: Mapping[str, TemplateVersion],
        purposes: list[Purpose],
        languages: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.template, self.versions, self.languages = template, versions, languages
        self.purposes = {purpose.key: purpose for purpose in purposes}
        self.fields["purpose"].choices = [(key, one.name) for key, one in self.purposes.items()]  # type: ignore[attr-defined]
        if not purposes:
            del self.fields["purpose"]
        for language in languages:
            self._add(language)

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The inputs of each language."""
        return [
            {
                "language": language,
                "name": template_words.LANGUAGES[language],
                "version": self.versions.get(language),
                "subject": self[f"subject-{language}"],
                "mjml": self[f"mjml-{language}"],
            }
            for language in self.languages
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if key := cleaned.get("purpose"):
            self.template.purpose = self.purposes[key]
        if self.errors:
            return cleaned
        for language in self.languages:
            self._check(language, cleaned[f"subject-{language}"], cleaned[f"mjml-{language}"])
        if not self.errors and not self.variants():
            self.add_error(f"subject-{self.languages[0]}", _("Write a subject and a text in one language."))
        return cleaned

    def variants(self) -> dict[str, Variant]:
        """What each language says that says anything."""
        return {
            language: Variant(subject, self.cleaned_data[f"mjml-{language}"])
            for language in self.languages
            if (subject := self.cleaned_data[f"subject-{language}"])
        }

    def _add(self, language: str) -> None:
        version = self.versions.get(language)
        marks = {"lang": language, "class": "mono", "rows": 14, "spellcheck": "true"}
        self.fields[f"subject-{language}"] = forms.CharField(
            label=_("Subject"),
            required=version is not None,
            max_length=300,
            initial=version.subject if version else "",
            widget=forms.TextInput(attrs={"lang": language}),
        )
        self.fields[f"mjml-{language}"] = _Body(
            label=_("Text in MJML"),
            required=version is not None,
            max_length=LONGEST_BODY,
            strip=False,
            initial=version.mjml if version else wording.starter(language),
            widget=forms.Textarea(attrs=marks),
        )

    def _check(self, language: str, subject: str, mjml: str) -> None:
        if not subject:
            if mjml.strip() not in ("", wording.starter(language).strip()):
                self.add_error(f"subject-{language}", _("This text has no subject yet."))
            return
        if not mjml.strip():
            self.add_error(f"mjml-{language}", _("Write a text for this subject."))
        for fault in wording.faults(self.template, language=language, subject=subject, mjml=mjml):
            self.add_error(f"{fault.part}-{language}", template_words.error(fault.error))


class _Body(forms.CharField):
    """Text of several lines, which browsers send with the line ends of mail."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class SendForm(forms.Form):
    """When a template goes out: at once, or at a moment in the organization's own time."""

    due_at = forms.DateTimeField(
        required=False,
        label=gettext_lazy("When"),
        help_text=gettext_lazy("Leave it empty to send now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = now

    def clean_due_at(self) -> datetime | None:
        due_at: datetime | None = self.cleaned_data["due_at"]
        if due_at is not None and due_at <= self._now:
            raise forms.ValidationError(_("That moment has passed. Leave it empty to send now."))
        if due_at is not None and due_at > self._now + LATEST:
            raise forms.ValidationError(_("That is more than a year from now."))
        return due_at
