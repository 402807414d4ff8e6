"""Hashed e-mail addresses and phone numbers: still identifiers, since anybody can hash a list."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer

_DIGEST = r"\b(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})\b"
_EMAIL = ("email", "e-mail", "em", "mail", "hashed_email", "email_sha256", "sha256_email", "邮箱")
_PHONE = ("phone", "ph", "mobile", "hashed_phone", "phone_sha256", "sha256_phone", "手机", "手机号", "电话")


def _is_digest(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}", value))


def _nearest(candidate: Candidate) -> str:
    words = re.findall(r"[a-z0-9_-]+|[\u4e00-\u9fff]+", candidate.before(32))[-4:]
    return next((word for word in reversed(words) if word in _EMAIL or word in _PHONE), "")


RECOGNIZERS = (
    Recognizer(
        name="hash.email",
        category="email_hash",
        pattern=_DIGEST,
        score=0.9,
        accepts=lambda candidate: _nearest(candidate) in _EMAIL,
        positives=((f"em={'a1b2c3d4' * 8}", "a1b2c3d4" * 8), (f"邮箱 {'a1b2c3d4' * 4}", "a1b2c3d4" * 4)),
        negatives=(f"commit {'a1b2c3d4' * 5}", f"ph: {'a1b2c3d4' * 8}"),
    ),
    Recognizer(
        name="hash.phone",
        category="phone_hash",
        pattern=_DIGEST,
        score=0.9,
        accepts=lambda candidate: _nearest(candidate) in _PHONE,
        positives=((f'"ph": "{"a1b2c3d4" * 8}"', "a1b2c3d4" * 8),),
        negatives=(f"checksum {'a1b2c3d4' * 8}",),
    ),
)

FIELDS = (
    Field(
        category="email_hash",
        keys=("em", "email", "emailhash", "hashedemail", "emailsha256", "sha256email", "emailmd5", "hem"),
        fits=_is_digest,
    ),
    Field(
        category="phone_hash",
        keys=("ph", "phone", "phonehash", "hashedphone", "phonesha256", "sha256phone", "mobilehash"),
        fits=_is_digest,
    ),
)
