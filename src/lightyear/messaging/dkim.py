"""DKIM signatures (RFC 6376; RFC 8463 for Ed25519), relaxed/relaxed, and the keys and records they need."""

import base64
import hashlib
import re
from datetime import datetime
from typing import Literal

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

PrivateKey = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey

# From comes twice: with a second name signed as absent, nobody can put another From on top (8.15).
SIGNED = (
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "list-unsubscribe",  # RFC 8058 section 4 wants both covered
    "list-unsubscribe-post",
)


class UnusableKey(ValueError):
    """The key is neither RSA of at least 1024 bits (RFC 8301) nor Ed25519, or no PEM at all."""


class UnusableMessage(ValueError):
    """The message has a bare CR or LF, which a relay would change, or no From to sign."""


def sign(
    message: bytes,
    *,
    domain: str,
    selector: str,
    private_key: bytes | PrivateKey,
    signed_at: datetime | None = None,
) -> bytes:
    """Return the message with a DKIM-Signature on top, over the headers of SIGNED that it has.

    `private_key` is PEM or, faster for many messages, what `load_key` returned. Raises UnusableMessage,
    UnusableKey, and ValueError for a domain or selector that is no DNS name.
    """
    if not (_DNS_NAME.fullmatch(domain) and _DNS_NAME.fullmatch(selector)):
        raise ValueError("domain or selector")
    if _BARE_BREAK.search(message):
        raise UnusableMessage("line ends")
    key = load_key(private_key) if isinstance(private_key, bytes) else private_key
    head, _, body = message.partition(b"\r\n\r\n")
    names, signed = _signed_headers(_fields(head))
    unsigned = _signature_field(
        algorithm="rsa-sha256" if isinstance(key, rsa.RSAPrivateKey) else "ed25519-sha256",
        domain=domain,
        selector=selector,
        signed_at=signed_at,
        names=names,
        body_hash=base64.b64encode(hashlib.sha256(_relaxed_body(body)).digest()).decode(),
    )
    # 3.7: the field itself is hashed last, with an empty b= and without its line end.
    signature = _signature(key, signed + _relaxed_field(unsigned).removesuffix(b"\r\n"))
    return unsigned + _wrapped(base64.b64encode(signature)) + b"\r\n" + message


def generate_key(algorithm: Literal["rsa", "ed25519"] = "rsa") -> bytes:
    """Return a new private key as unencrypted PKCS #8 PEM: RSA of 2048 bits, or Ed25519."""
    key: PrivateKey
    if algorithm == "rsa":
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        key = ed25519.Ed25519PrivateKey.generate()
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def load_key(pem: bytes) -> PrivateKey:
    """Return the key of a PEM; raises UnusableKey."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (TypeError, ValueError):
        key = None
    if isinstance(key, ed25519.Ed25519PrivateKey) or (
        isinstance(key, rsa.RSAPrivateKey) and key.key_size >= 1024
    ):
        return key
    raise UnusableKey


def public_record(private_key: bytes | PrivateKey) -> str:
    """Return the TXT record for `<selector>._domainkey.<domain>`, as one string.

    A zone file wants it in pieces of at most 255 characters.
    """
    key = load_key(private_key) if isinstance(private_key, bytes) else private_key
    if isinstance(key, rsa.RSAPrivateKey):
        kind, public = (
            "rsa",
            key.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            ),
        )
    else:
        # RFC 8463 section 4: the 32 bytes themselves.
        kind, public = "ed25519", key.public_key().public_bytes_raw()
    return f"v=DKIM1; k={kind}; p={base64.b64encode(public).decode()}"


def _fields(head: bytes) -> list[tuple[str, bytes]]:
    """Split a header into (lower-case name, raw field with its folds and line end)."""
    fields: list[tuple[str, bytes]] = []
    for raw in _FIELD.findall(head + b"\r\n"):
        name = raw.partition(b":")[0].strip().lower().decode("ascii", errors="replace")
        fields.append((name, raw))
    return fields


def _signed_headers(fields: list[tuple[str, bytes]]) -> tuple[list[str], bytes]:
    """Return the names for h= and the bytes they stand for: 5.4.2 takes repeated fields from the bottom."""
    left = list(fields)
    names: list[str] = []
    content = b""
    for wanted in SIGNED:
        at = next((index for index in reversed(range(len(left))) if left[index][0] == wanted), None)
        if at is not None:
            content += _relaxed_field(left.pop(at)[1])
        if at is not None or wanted in names:
            names.append(wanted)
    if "from" not in names:
        raise UnusableMessage("from")
    return names, content


def _signature_field(
    *,
    algorithm: str,
    domain: str,
    selector: str,
    signed_at: datetime | None,
    names: list[str],
    body_hash: str,
) -> bytes:
    stamp = f" t={int(signed_at.timestamp())};" if signed_at else ""
    return (
        f"DKIM-Signature: v=1; a={algorithm}; c=relaxed/relaxed;\r\n"
        f" d={domain}; s={selector};{stamp}\r\n"
        f" h={_folded_names(names)};\r\n"
        f" bh={body_hash};\r\n"
        f" b="
    ).encode("ascii")


def _folded_names(names: list[str]) -> str:
    middle = len(names) // 2
    return ":".join(names[:middle]) + ":\r\n  " + ":".join(names[middle:]) if middle else names[0]


def _signature(key: PrivateKey, content: bytes) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(content, padding.PKCS1v15(), hashes.SHA256())
    # RFC 8463 section 3: Ed25519 signs the digest.
    return key.sign(hashlib.sha256(content).digest())


def _relaxed_field(raw: bytes) -> bytes:
    """3.4.2: lower-case name, unfolded, runs of white space as one space, none at the ends."""
    name, _, value = raw.partition(b":")
    return name.strip().lower() + b":" + _SPACE.sub(b" ", value.replace(b"\r\n", b"")).strip(b" \t") + b"\r\n"


def _relaxed_body(body: bytes) -> bytes:
    """3.4.4: runs of white space as one space, none at line ends, no empty lines at the end."""
    lines = [_SPACE.sub(b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    content = b"\r\n".join(lines).rstrip(b"\r\n")
    return content + b"\r\n" if content else b""


def _wrapped(encoded: bytes) -> bytes:
    """White space inside b= doesn't count (3.5), lines over 78 characters would."""
    pieces = [encoded[start : start + 72] for start in range(0, len(encoded), 72)]
    return b"\r\n ".join(pieces)


_DNS_NAME = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)
_BARE_BREAK = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_FIELD = re.compile(rb"[^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*")
_SPACE = re.compile(rb"[ \t]+")
