"""Stand-ins for what was found: the same value gets the same stand-in under one key, and none without it."""

import functools
import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from lightyear.guard import checksums, shifting, types
from lightyear.guard.redact import placeholder, replaced
from lightyear.guard.types import Finding

METHODS = ("placeholder", "mask", "format", "hash", "shift", "keep")
LEAST_KEY_BYTES = 16
_KEYLESS = frozenset(("placeholder", "mask", "keep"))
_ROUNDS = 10
_FARTHEST_DAYS = 364
_MASK = "•"
_HAN = (0x4E00, 0x9FA5)
_DEFAULTS = {"date": "shift", types.HEALTH: "placeholder", "age90": "placeholder", "biometric": "placeholder"}


def pseudonymize(
    text: str,
    findings: Iterable[Finding],
    *,
    key: bytes | str,
    subject: str | None = None,
    how: Mapping[str, str] | None = None,
    checksum: str = "invalid",
    keep_weekday: bool = False,
    day_first: bool = False,
) -> str:
    """Replace each finding by a stand-in; overlapping ones get one. Offsets are code points of `text`.

    `how` maps a category, or "*" for all others, to a method:

    - "placeholder": `[mrn]`, as `redact` does;
    - "mask": a dot for each letter and digit, all else as it was;
    - "hash": `[mrn]` and 20 consonants, which are the first 80 bits of HMAC-SHA-256 (RFC 2104) of the
    category
      and the value in NFKC without case and outer spaces: the same person joins across files under one key;
    - "format": digits for digits, letters for letters of the same kind (capital, small, Chinese), by a keyed
      permutation of all values of the same shape within the category (ten Feistel rounds over
      HMAC-SHA-512, after the idea of NIST SP 800-38G, not one of its modes). Two values never share a
      stand-in, and the key alone leads back. Values with a check digit (cards, NPI, IBAN, Chinese ID,
      VIN) get a wrong one, so that nobody's number comes out; `checksum="valid"` gives a right one;
    - "shift" (dates): every date of one subject moved by the same 1 to 364 days, earlier or later, so
    that intervals
      hold; `keep_weekday` moves by whole weeks; forms and `day_first` are those of `shifting.shifted`. A
      date that isn't understood becomes a placeholder;
    - "keep": stays as it is.

    Without `how`: dates are shifted if a subject is given, health, ages and biometrics become
    placeholders, all else is hashed. `key` has at least 16 bytes (text counts in UTF-8), but for methods that
    need none (placeholder, mask, keep). Raises
    ValueError for a short key, an unknown method or category, and "shift" without a subject or for
    another category than date.
    """
    secret = key.encode() if isinstance(key, str) else key
    methods = _methods(how, has_subject=subject is not None)
    if len(secret) < LEAST_KEY_BYTES and not _KEYLESS.issuperset(methods.values()):
        raise ValueError(f"a key has at least {LEAST_KEY_BYTES} bytes")
    if checksum not in ("invalid", "valid"):
        raise ValueError("checksum is invalid or valid")
    days = offset_days(secret, subject, keep_weekday=keep_weekday) if subject is not None else 0

    def stand_in(category: str, value: str) -> str:
        method = methods.get(category, methods["*"])
        if method == "shift":
            return shifting.shifted(value, days, day_first=day_first) or placeholder(category)
        if method == "format":
            return alike(value, category, secret, is_valid=checksum == "valid")
        if method == "hash":
            return hashed(value, category, secret)
        return _keyless(method)(category, value)

    return replaced(text, findings, stand_in)


def hashed(value: str, category: str, key: bytes) -> str:
    """Give the typed keyed hash of a value, like `[mrn]bcdfghjkmpqrtvwxbcdf`."""
    settled = unicodedata.normalize("NFKC", value).casefold().strip()
    digest = _hmac(key, b"hash", category.encode(), settled.encode("utf-8", "surrogatepass")).hex()
    signs = (types.STAND_IN_LETTERS[int(one, 16)] for one in digest[: types.STAND_IN_LENGTH])
    return placeholder(category) + "".join(signs)


def masked_whole(value: str) -> str:
    """Give a dot for each letter and digit of a value."""
    return "".join(_MASK if char.isalnum() else char for char in value)


def alike(value: str, category: str, key: bytes, *, is_valid: bool = False) -> str:
    """Give the stand-in of the same shape; `is_valid` gives numbers with a check digit a right one."""
    checked = checksums.of(value)
    if checked is None:
        return _permuted(value, category, key)
    signs = list(value)
    free = [at for at in range(len(signs)) if at not in checked.places]
    changed = _permuted("".join(signs[at] for at in free), f"{category}.{checked.name}", key)
    # Walking on from one of its kind until the next one of its kind is a permutation of its kind.
    while any(char in checked.forbidden for char in changed):
        changed = _permuted(changed, f"{category}.{checked.name}", key)
    for at, char in zip(free, changed, strict=True):
        signs[at] = char
    step = 0 if is_valid else 1 + _number(key, b"check", changed.encode()) % (checked.radix - 1)
    return checked.completed("".join(signs), step)


def offset_days(key: bytes, subject: str, *, keep_weekday: bool = False) -> int:
    """Give by how many days the dates of a subject move: 1 to 364 either way, or whole weeks."""
    number = _number(key, b"shift", subject.encode())
    unit = 7 if keep_weekday else 1
    size = 1 + number // 2 % (_FARTHEST_DAYS // unit)
    return (-size if number % 2 else size) * unit


def _methods(how: Mapping[str, str] | None, *, has_subject: bool) -> dict[str, str]:
    defaults = {**_DEFAULTS, "date": "shift" if has_subject else "hash", "*": "hash"}
    methods = dict(how) if how is not None and "*" in how else {**defaults, **(how or {})}
    for category, method in methods.items():
        if category not in (*types.CATEGORIES, types.HEALTH, "*"):
            raise ValueError("how names an unknown category")
        if method not in METHODS:
            raise ValueError("how names an unknown method")
        if method == "shift" and (category != "date" or not has_subject):
            raise ValueError("only dates are shifted, and only with a subject")
    return methods


def _keyless(method: str) -> Callable[[str, str], str]:
    if method == "mask":
        return lambda category, value: masked_whole(value)
    if method == "keep":
        return lambda category, value: value
    return lambda category, value: placeholder(category)


def _permuted(value: str, category: str, key: bytes) -> str:
    alphabets = [_alphabet(char) for char in value]
    places = [at for at, alphabet in enumerate(alphabets) if alphabet is not None]
    radices = [alphabets[at][1] for at in places]  # type: ignore[index]
    digits = [ord(value[at]) - alphabets[at][0] for at in places]  # type: ignore[index]
    shape = f"{category}:{','.join(map(str, radices))}".encode()
    middle = (len(digits) + 1) // 2
    left, right = _join(digits[:middle], radices[:middle]), _join(digits[middle:], radices[middle:])
    left_size, right_size = _size(radices[:middle]), _size(radices[middle:])
    for turn in range(_ROUNDS):
        if turn % 2:
            right = (right + _number(key, b"format", shape, b"%d:%d" % (turn, left))) % right_size
        else:
            left = (left + _number(key, b"format", shape, b"%d:%d" % (turn, right))) % left_size
    changed = [*_split(left, radices[:middle]), *_split(right, radices[middle:])]
    signs = list(value)
    for at, digit in zip(places, changed, strict=True):
        signs[at] = chr(alphabets[at][0] + digit)  # type: ignore[index]
    return "".join(signs)


def _alphabet(char: str) -> tuple[int, int] | None:
    """Give the first code point and size of the alphabet that a character is of; None when it stays."""
    for first, last in (("0", "9"), ("a", "z"), ("A", "Z"), ("０", "９"), ("ａ", "ｚ"), ("Ａ", "Ｚ")):
        if first <= char <= last:
            return ord(first), ord(last) - ord(first) + 1
    if _HAN[0] <= ord(char) <= _HAN[1]:
        return _HAN[0], _HAN[1] - _HAN[0] + 1
    if not char.isalnum() or ord(char) < 0xC0:
        return None
    # Any other letter: among the 64 code points around it, which are mostly letters of its script.
    return ord(char) & ~0x3F, 0x40


def _join(digits: list[int], radices: list[int]) -> int:
    number = 0
    for digit, radix in zip(digits, radices, strict=True):
        number = number * radix + digit
    return number


def _split(number: int, radices: list[int]) -> list[int]:
    digits = []
    for radix in reversed(radices):
        number, digit = divmod(number, radix)
        digits.append(digit)
    return digits[::-1]


def _size(radices: list[int]) -> int:
    return functools.reduce(lambda size, radix: size * radix, radices, 1)


def _number(key: bytes, *parts: bytes) -> int:
    # 512 bits: far more than any value holds, so that the remainder is as good as uniform.
    return int.from_bytes(_hmac(key, *parts, hash_name="sha512"), "big")


def _hmac(key: bytes, *parts: bytes, hash_name: str = "sha256") -> bytes:
    # Each part is preceded by its length: no two lists of parts make the same message.
    message = b"lightyear" + b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.new(key, message, getattr(hashlib, hash_name)).digest()
