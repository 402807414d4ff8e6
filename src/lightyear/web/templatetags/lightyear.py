"""What the pages need beyond Django's own tags: icons, verdicts, masks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from lightyear.contacts.models import Contact
from lightyear.gate.models import Destination
from lightyear.kit import clock
from lightyear.web import words

register = template.Library()


DOT = "•"
DEVICE_CATEGORIES = frozenset({"device", "ip", "click_id"})
CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
CHINESE_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """Draw an icon of the sprite, hidden from assistive technology: the word beside it speaks. Size in px."""
    return format_html(
        '<svg class="icon icon-{}" width="{}" height="{}" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        name,
        size,
        size,
        static("lightyear/icons.svg"),
        name,
    )


@register.inclusion_tag("web/components/_verdict.html")
def verdict(value: str, word: str = "") -> dict[str, str]:
    """Show allow, redact or block with icon, word and tint; `word` replaces the word ("57 not sent")."""
    return {"verdict": value, "word": word}


@register.filter
def count(value: int | None) -> str:
    """Write a whole number with its thousands apart, the same in English and Chinese; nothing for None."""
    return "" if value is None else f"{value:,}"


@register.filter
def destination(found: Destination) -> str:
    """Say what a destination is called."""
    return words.destination(found)


@register.filter
def category(key: str) -> str:
    """Say what a data category is called."""
    return words.category(key)


@register.filter
def source(key: str, names: words.Names) -> str:
    """Say what the source of a flow or a contact is called."""
    return names.source(key)


@register.filter
def purpose(key: str, names: words.Names) -> str:
    """Say what a purpose is called."""
    return names.purpose(key)


@register.filter
def action(key: str) -> str:
    """Say what an action is called."""
    return words.action(key)


@register.filter
def called(contact: Contact, sees: Mapping[str, bool] | None) -> str:
    """What a contact is called for a role: by name where it may see names, else by number."""
    return (contact.name if sees and sees.get("name") else "") or contact.code


@register.filter
def ago(moment: datetime) -> str:
    """Say how long ago a moment was by the product's clock, in its largest unit."""
    return timesince(moment, clock.now(), depth=1)


@register.filter
def finding_kind(category: str) -> str:
    """Sort a data category into the three kinds that a mark can show: direct, device or health."""
    if category == "health_context":
        return "health"
    return "device" if category in DEVICE_CATEGORIES else "direct"


@register.filter
def mask(value: object) -> str:
    """Hide a value but for what tells two apart; the dots do not tell its length, save in phone numbers."""
    text = str(value if value is not None else "").strip()
    if "@" in text:
        return _masked_address(text)
    if CHINESE_MOBILE.fullmatch(text):
        return f"{text[:3]}****{text[-4:]}"
    if CHINESE_NAME.fullmatch(text):
        return f"{text[0]}**"
    digits = sum(character.isdigit() for character in text)
    if digits > 5:
        return _masked_digits(text, kept=2 if digits > 6 else 0)
    shown = 2 if digits else 1
    return text[: shown if len(text) > shown + 1 else 0] + DOT * 3 if text else ""


def _masked_address(text: str) -> str:
    local, _, domain = text.rpartition("@")
    host, _, ending = domain.rpartition(".")
    return f"{local[:1]}{DOT * 3}@{host[:1]}{DOT * 4}.{ending}"


def _masked_digits(text: str, *, kept: int) -> str:
    """Turn every letter and digit but the last `kept` into a dot and leave the punctuation."""
    end = len(text) - kept
    return re.sub(r"\w", DOT, text[:end]) + text[end:]
