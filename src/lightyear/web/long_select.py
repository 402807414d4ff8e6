"""A select of hundreds of choices, written at once: Django's own renders a template for each."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """Shows what forms.Select shows: plain choices, and groups of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join("", "{}", ((_shown(key, words, chosen),) for key, words in self.choices))
        attributes = self.build_attrs(self.attrs, (attrs or {}) | {"name": name})
        return format_html("<select{}>{}</select>", flatatt(attributes), options)


def _shown(key: Any, words: Any, chosen: str) -> SafeString:
    if isinstance(words, list | tuple):
        return format_html('<optgroup label="{}">{}</optgroup>', key, _options(words, chosen))
    return _options([(key, words)], chosen)


def _options(choices: Any, chosen: str) -> SafeString:
    rows = ((key, " selected" * (str(key) == chosen), words) for key, words in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
