"""Identifiers inside base64 or hex (RFC 4648): the whole run is the finding, no part of it can be masked."""

import base64
import binascii
import functools
import re

from lightyear.guard.detectors.base import Candidate, Recognizer
from lightyear.guard.detectors.national import is_cn_id, is_ssn

RUN = r"[A-Za-z0-9+/_-]{12,4096}={0,2}"
_ALONE = r"[A-Za-z0-9+]{16,}={0,2}"
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){6,2048}")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@(?:[\w-]+\.)+[A-Za-z]{2}")
_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]{1,2}[2-9]\d{2}[ .-]\d{4}|\+\d{10,14})(?!\d)"
)
_SSN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_CN_ID = re.compile(r"(?<!\d)[1-8]\d{16}[\dXx](?!\d)")


@functools.lru_cache(maxsize=64)
def plain_of(run: str) -> str | None:
    """Give the text that a run of hex or base64 (of either alphabet) holds; None when it holds none."""
    if _HEX.fullmatch(run):
        plain = _text_of(bytes.fromhex(run))
        if plain is not None:
            return plain
    bare = run.rstrip("=").replace("-", "+").replace("_", "/")
    if not bare.isascii() or len(bare) < 8 or len(bare) % 4 == 1 or bare.isdigit():
        return None
    try:
        return _text_of(base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True))
    except binascii.Error:
        return None


def _text_of(raw: bytes) -> str | None:
    try:
        plain = raw.decode()
    except UnicodeDecodeError:
        return None
    return plain if all(char.isprintable() or char in "\r\n\t" for char in plain) else None


def _holds(candidate: Candidate, pattern: re.Pattern[str]) -> str | None:
    plain = plain_of(candidate.value)
    found = pattern.search(plain) if plain else None
    return found.group() if found else None


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


RECOGNIZERS = (
    Recognizer(
        name="encoded.email",
        category="email",
        pattern=_ALONE,
        score=0.9,
        accepts=lambda candidate: _holds(candidate, _EMAIL) is not None,
        positives=((f"token={_coded('ana.reyes@home.example')};", _coded("ana.reyes@home.example")),),
        negatives=(f"token={_coded('the opening hours')}", "internationalization"),
    ),
    Recognizer(
        name="encoded.phone",
        category="phone",
        pattern=_ALONE,
        score=0.88,
        accepts=lambda candidate: _holds(candidate, _PHONE) is not None,
        positives=((f'value="{_coded("tel=503-555-0147")}"', _coded("tel=503-555-0147")),),
        negatives=(f"token={_coded('the opening hours')}",),
    ),
    Recognizer(
        name="encoded.ssn",
        category="ssn",
        pattern=_ALONE,
        score=0.92,
        accepts=lambda candidate: is_ssn((_holds(candidate, _SSN) or "0").replace("-", "")),
        positives=((f"state={_coded('ssn:521-44-9078')}", _coded("ssn:521-44-9078")),),
        negatives=(f"token={_coded('the opening hours')}",),
    ),
    Recognizer(
        name="encoded.cn_id",
        category="cn_id",
        pattern=_ALONE,
        score=0.93,
        accepts=lambda candidate: is_cn_id(_holds(candidate, _CN_ID) or ""),
        positives=((f"d={_coded('11010519491231002X')}", _coded("11010519491231002X")),),
        negatives=(f"token={_coded('the opening hours')}",),
    ),
)

FIELDS = ()
