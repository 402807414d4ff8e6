"""Numbers with a check digit: where it stands, and how it follows from the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_CN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CN_SIGNS = "10X98765432"
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_SIGNS = "0123456789X"
_VIN_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", (*map(int, "12345678123457923456789"), *range(10)), strict=True)
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A number whose check is right: `places` are those of its check signs, `radix` how many checks
    there are.

    Signs in `forbidden` occur in none of its kind.
    """

    name: str
    places: tuple[int, ...]
    radix: int
    complete: Callable[[str, tuple[int, ...], int], str]
    forbidden: str = ""

    def completed(self, value: str, step: int) -> str:
        """Give the value with the check that is right for it (step 0), or one of the wrong ones."""
        return self.complete(value, self.places, step)


def luhn(digits: str) -> bool:
    """Check the Luhn sum (ISO/IEC 7812-1, annex B)."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        digit = int(char) * (1 + position % 2)
        total += digit - 9 if digit > 9 else digit
    return bool(digits) and total % 10 == 0


def is_vin(plain: str) -> bool:
    """Check the ninth sign of a vehicle identification number in capitals (49 CFR 565.15)."""
    return re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", plain) is not None and _vin(plain) == plain[8]


def is_iban(plain: str) -> bool:
    """Check the remainder of an account number in capitals, without spaces (ISO 13616)."""
    return re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", plain) is not None and _iban_rest(plain) == 1


def is_cn_id(plain: str) -> bool:
    """Check the last sign of a Chinese identity number (ISO 7064 MOD 11-2, GB 11643)."""
    return re.fullmatch(r"[0-9]{17}[0-9Xx]", plain) is not None and _cn(plain) == plain[-1].upper()


def of(value: str) -> Checked | None:
    """Say which check a value fulfills; None when it has none or a wrong one.

    Cards (13 to 19 digits, Luhn, ISO/IEC 7812-1), NPI (Luhn with 80840 before it, 45 CFR 162.406), IBAN
    (mod 97, ISO 13616), Chinese ID (mod 11-2, GB 11643), VIN (ninth sign, 49 CFR 565.15). Spaces and hyphens
    don't count.
    """
    places = [at for at, char in enumerate(value) if char.isalnum()]
    plain = "".join(value[at] for at in places)
    if is_cn_id(plain):
        return Checked("cn_id", (places[-1],), 11, _with_cn)
    if re.fullmatch(r"[0-9]{13,19}", plain) and luhn(plain):
        return Checked("card", (places[-1],), 10, _with_card)
    if re.fullmatch(r"[12][0-9]{9}", plain) and luhn("80840" + plain):
        return Checked("npi", (places[0], places[-1]), 10, _with_npi)
    if is_iban(plain):
        return Checked("iban", (places[0], places[1], places[2], places[3]), 97, _with_iban)
    if is_vin(plain):
        return Checked("vin", (places[8],), 11, _with_vin, "IOQ")
    return None


def _plain(value: str) -> str:
    return "".join(char for char in value if char.isalnum())


def _put(value: str, at: int, sign: str) -> str:
    return value[:at] + sign + value[at + 1 :]


def _with_card(value: str, places: tuple[int, ...], step: int) -> str:
    return _with_luhn(value, places, step, "")


def _with_npi(value: str, places: tuple[int, ...], step: int) -> str:
    return _with_luhn(value, places, step, "80840")


def _with_luhn(value: str, places: tuple[int, ...], step: int, before: str) -> str:
    front = before + _plain(value)[:-1]
    right = next(digit for digit in range(10) if luhn(f"{front}{digit}"))
    return _put(value, places[-1], str((right + step) % 10))


def _cn(plain: str) -> str:
    return _CN_SIGNS[sum(int(char) * weight for char, weight in zip(plain, _CN_WEIGHTS, strict=False)) % 11]


def _with_cn(value: str, places: tuple[int, ...], step: int) -> str:
    signs = "0123456789X"
    right = signs.index(_cn(_plain(value)))
    return _put(value, places[0], signs[(right + step) % 11])


def _vin(plain: str) -> str:
    weighted = zip(plain, _VIN_WEIGHTS, strict=True)
    return _VIN_SIGNS[sum(_VIN_VALUES.get(char, 0) * weight for char, weight in weighted) % 11]


def _with_vin(value: str, places: tuple[int, ...], step: int) -> str:
    right = _VIN_SIGNS.index(_vin(_plain(value)))
    return _put(value, places[0], _VIN_SIGNS[(right + step) % 11])


def _iban_rest(plain: str) -> int:
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97


def _with_iban(value: str, places: tuple[int, ...], step: int) -> str:
    # 97 remainders, of which 2 to 98 are written; a wrong one is never 97 off.
    plain = _plain(value)
    right = 98 - _iban_rest(f"{plain[:2]}00{plain[4:]}")
    digits = f"{(right - 2 + step) % 97 + 2:02}"
    return _put(_put(value, places[2], digits[0]), places[3], digits[1])
