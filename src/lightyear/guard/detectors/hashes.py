"""Hashed e-mail addresses and phone numbers: still identifiers, since anybody can hash a list."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer

_DIGEST = r"\b(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})\b"
_EMAIL = frozenset(("email", "em", "mail", "hem", "emails", "邮箱", "邮件", "电子邮箱"))
_PHONE = frozenset(
    (
        "phone",
        "ph",
        "mobile",
        "phones",
        "tel",
        "telephone",
        "cell",
        "msisdn",
        "手机",
        "手机号",
        "电话",
        "号码",
    )
)


def _is_digest(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}", value))


def _nearest(candidate: Candidate) -> str:
    before = re.sub(r"e-mail", "email", candidate.before(48))
    words = re.findall(r"[a-z]+|[\u4e00-\u9fff]+", before)[-7:]
    return next((_kind(word) for word in reversed(words) if _kind(word)), "")


def _kind(word: str) -> str:
    if word in _EMAIL or "邮" in word:
        return "email"
    return "phone" if word in _PHONE or "手机" in word or "电话" in word else ""


RECOGNIZERS = (
    Recognizer(
        name="hash.email",
        category="email_hash",
        pattern=_DIGEST,
        score=0.9,
        accepts=lambda candidate: _nearest(candidate) == "email",
        positives=((f"em={'a1b2c3d4' * 8}", "a1b2c3d4" * 8), (f"邮箱 {'a1b2c3d4' * 4}", "a1b2c3d4" * 4)),
        negatives=(f"commit {'a1b2c3d4' * 5}", f"ph: {'a1b2c3d4' * 8}"),
    ),
    Recognizer(
        name="hash.phone",
        category="phone_hash",
        pattern=_DIGEST,
        score=0.9,
        accepts=lambda candidate: _nearest(candidate) == "phone",
        positives=((f'"ph": "{"a1b2c3d4" * 8}"', "a1b2c3d4" * 8),),
        negatives=(f"checksum {'a1b2c3d4' * 8}",),
    ),
)

FIELDS = (
    Field(
        category="email_hash",
        keys=(
            "em",
            "email",
            "emailhash",
            "hashedemail",
            "emailsha256",
            "sha256email",
            "emailmd5",
            "md5email",
            "emailsha1",
            "sha256emailaddress",
            "hashemail",
            "hem",
        ),
        fits=_is_digest,
    ),
    Field(
        category="phone_hash",
        keys=(
            "ph",
            "phone",
            "phonehash",
            "hashedphone",
            "phonesha256",
            "sha256phone",
            "mobilehash",
            "phonemd5",
            "sha256phonenumber",
            "hashedphonenumber",
            "phonenumber",
            "mobile",
        ),
        fits=_is_digest,
    ),
)
