"""Hashed e-mail addresses and phone numbers: still identifiers, since anybody can hash a list."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer

_HEX = r"[0-9A-Fa-f]"
# In one piece, in groups of eight, or in the letters of base64; SHA-256 of 32 bytes makes 43 of them.
_DIGEST = (
    rf"\b(?:{_HEX}{{64}}|{_HEX}{{40}}|{_HEX}{{32}}|{_HEX}{{8}}(?:[ :-]{_HEX}{{8}}){{3,7}}|"
    rf"{_HEX}{{4}}(?:[ :-]{_HEX}{{4}}){{7,15}})\b"
    r"|\b[A-Za-z0-9+/_-]{43}(?:=|%3[Dd])"
)
_MAIL = re.compile(r"e-mail|hashed addr(?:ess)?|address hash|addr hash")
_CN_PHONE = ("手机", "手機", "电话", "電話", "号码", "號碼", "手机号")
_FILES = frozenset(
    (
        "commit",
        "checksum",
        "file",
        "image",
        "build",
        "digest",
        "sha256sum",
        "md5sum",
        "etag",
        "integrity",
        "docker",
        "release",
        "artifact",
        "password",
        "token",
        "session",
        "secret",
        "apikey",
    )
)
_EMAIL = frozenset(
    ("email", "em", "mail", "hem", "emails", "mailbox", "eml", "correo", "邮箱", "邮件", "电子邮箱")
)
_PHONE = frozenset(
    (
        "phone",
        "ph",
        "mobile",
        "phones",
        "tel",
        "telephone",
        "cell",
        "cellphone",
        "msisdn",
        "whatsapp",
        "手机",
        "手机号",
        "电话",
        "号码",
    )
)


def _is_digest(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[A-Za-z0-9+/_-]{43}=?", value))


def _nearest(candidate: Candidate) -> str:
    before = _MAIL.sub("email", candidate.before(90))
    words = re.findall(r"[a-z]+|[\u4e00-\u9fff]+", before)[-16:]
    kinds = (_kind(word) for word in reversed(words))
    return next((kind for kind in kinds if kind), "")


def _kind(word: str) -> str:
    if word in _EMAIL or "邮" in word or "郵" in word:
        return "email"
    if word in _FILES:
        return "file"
    return "phone" if word in _PHONE or any(part in word for part in _CN_PHONE) else ""


RECOGNIZERS = (
    Recognizer(
        name="hash.email",
        category="email_hash",
        pattern=_DIGEST,
        score=0.9,
        accepts=lambda candidate: _nearest(candidate) == "email",
        positives=(
            (f"em={'a1b2c3d4' * 8}", "a1b2c3d4" * 8),
            (f"邮箱 {'a1b2c3d4' * 4}", "a1b2c3d4" * 4),
            (f"the hashed address we sent was sha256 {'a1b2c3d4' * 8}.", "a1b2c3d4" * 8),
            (f"email_sha256(b64)={'a1B2c3d' * 6}x= list=2", f"{'a1B2c3d' * 6}x="),
        ),
        negatives=(f"commit {'a1b2c3d4' * 5}", f"ph: {'a1b2c3d4' * 8}"),
    ),
    Recognizer(
        name="hash.phone",
        category="phone_hash",
        pattern=_DIGEST,
        score=0.9,
        accepts=lambda candidate: _nearest(candidate) == "phone",
        positives=(
            (f'"ph": "{"a1b2c3d4" * 8}"', "a1b2c3d4" * 8),
            (f"手机号加密串（md5小写）：{' '.join(['a1b2c3d4'] * 4)}", " ".join(["a1b2c3d4"] * 4)),
            (f"whose cell is this hashed one {'a1B2c3d' * 6}x=", f"{'a1B2c3d' * 6}x="),
        ),
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
