"""Normal forms of contact points, their blind index and how they look masked."""

import re

import phonenumbers

from lightyear.workspaces import keys

EMAIL = re.compile(
    r"[^@\s\x00-\x1f<>\"(),:;\\\[\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}"
)
DOT = "•"


class NotAnAddress(ValueError):
    """The value has not the form of a contact point of its kind."""


def normalize(kind: str, value: str, *, language: str = "en") -> str:
    """The one form in which a point is kept: e-mail in lower case, phone in E.164. Raises NotAnAddress.

    A phone number without a country is read as where `language` is spoken, else as in the other country.
    """
    return _email(value) if kind == "email" else _phone(value, language)


def lookup(kind: str, normal: str) -> bytes:
    """The blind index of a normalized point within the open workspace."""
    return keys.blind_index(kind, normal)


def masked(kind: str, normal: str) -> str:
    """e•••@m••••.example, or ••• ••• 0147 for a phone."""
    if kind == "phone":
        return f"{DOT * 3} {DOT * 3} {normal[-2:]}"
    name, _, domain = normal.partition("@")
    host, dot, ending = domain.rpartition(".")
    return f"{name[:1]}{DOT * 3}@{host[:1]}{DOT * 4}{dot}{ending}"


def _email(value: str) -> str:
    normal = value.strip().lower()
    if len(normal) > 254 or not normal.isascii() or not EMAIL.fullmatch(normal):
        raise NotAnAddress
    return normal


def _phone(value: str, language: str) -> str:
    regions = ("CN", "US") if language.startswith("zh") else ("US", "CN")
    read = [number for region in regions if (number := _number(value, region))]
    # A number that was given out somewhere, else one that could be: the newest aren't known yet.
    for fits in (phonenumbers.is_valid_number, phonenumbers.is_possible_number):
        for number in filter(fits, read):
            normal: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            return normal
    raise NotAnAddress


def _number(value: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return None
