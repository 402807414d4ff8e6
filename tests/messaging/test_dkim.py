import base64
import functools
import re
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace

import dkim as dkimpy
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightyear.messaging import dkim, mime, signing
from lightyear.messaging.models import SigningKey
from lightyear.workspaces import keys

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Interrupted(Exception):
    """What ends a transaction in the middle."""


class VerifyKey:
    """Ed25519 for the verifying library, which otherwise wants one more package for this one call."""

    def __init__(self, encoded, encoder):
        self._key = ed25519.Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded))

    def verify(self, content, signature):
        self._key.verify(signature, content)


@pytest.fixture(autouse=True)
def ed25519_for_the_verifier(monkeypatch):
    nacl = SimpleNamespace(
        signing=SimpleNamespace(VerifyKey=VerifyKey),
        encoding=SimpleNamespace(Base64Encoder=None),
        exceptions=SimpleNamespace(BadSignatureError=InvalidSignature, ValueError=ValueError),
    )
    monkeypatch.setattr(dkimpy, "nacl", nacl, raising=False)


@functools.cache
def key(algorithm):
    return dkim.generate_key(algorithm)


def signed(message, *, algorithm="rsa", signed_at=None):
    return dkim.sign(
        message, domain="clinic.example", selector="ly1", private_key=key(algorithm), signed_at=signed_at
    )


def verifies(message, *, algorithm="rsa"):
    """Ask another implementation, with the DNS that our record would make."""
    zone = {b"ly1._domainkey.clinic.example.": dkim.public_record(key(algorithm)).encode()}
    return dkimpy.verify(message, dnsfunc=lambda name, timeout=5: zone.get(name))


def message(*, subject="Hi", text="Hi\n", headers=None):
    return mime.build(
        sender=mime.Address("河湾诊所", "news@clinic.example"),
        recipient=mime.Address("Ana", "ana@inbox.example"),
        subject=subject,
        html="<p>您好</p>",
        text=text,
        message_id=mime.message_id("1", "clinic.example"),
        date=NOON,
        headers=headers or {},
    )


def tag(content, name):
    field = re.sub(rb"\r\n[ \t]+", b"", content.partition(b"\r\nFrom:")[0])
    [value] = re.findall(rb"[ ;]%b=([^;]*)" % name, field)
    return value.replace(b" ", b"").decode()


@pytest.mark.parametrize("algorithm", ["rsa", "ed25519"])
def test_another_implementation_verifies_our_signature(algorithm):
    content = signed(message(subject="您好" * 30), algorithm=algorithm, signed_at=NOON)

    assert content.startswith(b"DKIM-Signature: ")
    assert tag(content, b"a") == f"{algorithm}-sha256"
    assert tag(content, b"t") == str(int(NOON.timestamp()))
    assert verifies(content, algorithm=algorithm)


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@clinic.example\r\n\r\n",
        b"From: a@clinic.example\r\n",
        b"From: a@clinic.example\r\n\r\n\r\n\r\n",
        b"From: a@clinic.example\r\n\r\nbody\r\n\r\n\r\n",
        b"From: a@clinic.example\r\n\r\nbody without an end",
        b"From: a@clinic.example\r\n\r\n  lead\t and \t trail  \r\n \t\r\n",
        b"From: a@clinic.example\r\nSubject: one\r\n\ttwo\r\n   three\t\r\n\r\nx\r\n",
        b"FROM: a@clinic.example\r\nSUBJECT:none\r\nX-Other: 1\r\n\r\nx\r\n",
        "From: a@clinic.example\r\nSubject: 您好\r\n\r\n诊所 é\r\n".encode(),
        b"From: a@clinic.example\r\nSubject: 1\r\nSubject: 2\r\n\r\nx\r\n",
    ],
)
@pytest.mark.parametrize("algorithm", ["rsa", "ed25519"])
def test_odd_messages_verify_too(raw, algorithm):
    assert verifies(signed(raw, algorithm=algorithm), algorithm=algorithm)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    subject=st.text(alphabet=" \tab:;=é", max_size=40),
    body=st.lists(st.text(alphabet=" \tab.é", max_size=6), max_size=8),
    folds=st.lists(st.sampled_from(["\r\n ", "\r\n\t", " "]), max_size=4),
)
def test_white_space_and_folds_never_break_a_signature(subject, body, folds):
    head = f"From: a@clinic.example\r\nSubject: x{subject}{'y'.join(folds)}z\r\n\r\n"
    lines = "".join(f"{line}\r\n" for line in body)

    content = signed((head + lines).encode(), algorithm="ed25519")

    assert verifies(content, algorithm="ed25519")


def test_the_headers_of_one_click_unsubscribing_are_covered():
    headers = {
        "List-Unsubscribe": f"<https://clinic.example/u/{'a' * 200}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }

    content = signed(message(headers=headers))

    assert tag(content, b"h").split(":") == [
        *("from", "from", "to", "subject", "date", "message-id", "mime-version", "content-type"),
        *("list-unsubscribe", "list-unsubscribe-post"),
    ]
    assert verifies(content)
    assert not verifies(content.replace(b"One-Click", b"Two-Click"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\nFrom:", b"\r\nFrom: eve@intruder.example\r\nFrom:"),
        (b"\r\nSubject: Hi", b"\r\nSubject: Bye"),
        (b"\r\nTo: ", b"\r\nTo: eve@intruder.example, "),
        (b"\r\n\r\nHi", b"\r\n\r\nHo"),
    ],
)
def test_a_changed_message_no_longer_verifies(old, new):
    content = signed(message())
    assert content.count(old) == 1

    assert not verifies(content.replace(old, new))


@pytest.mark.parametrize(
    "raw", [b"Subject: x\r\n\r\nx", b"From: a@b.example\n\nx", b"From: a@b.example\r\n\r\nx\ry"]
)
def test_what_a_relay_would_change_or_nobody_wrote_is_not_signed(raw):
    with pytest.raises(dkim.UnusableMessage):
        signed(raw)


@pytest.mark.parametrize("name", ["", "clinic.example; l=0", "a\r\nBcc: x", "clinic..example"])
def test_a_domain_can_add_nothing_to_the_signature(name):
    with pytest.raises(ValueError, match="domain or selector"):
        dkim.sign(message(), domain=name, selector="ly1", private_key=key("rsa"))


def pem(private):
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.mark.parametrize(
    "unusable",
    [b"", b"no key", pem(ec.generate_private_key(ec.SECP256R1()))],
    ids=["empty", "text", "elliptic curve"],
)
def test_other_keys_are_refused(unusable):
    with pytest.raises(dkim.UnusableKey):
        dkim.load_key(unusable)


def test_a_loaded_key_signs_as_its_pem_does():
    loaded = dkim.load_key(key("rsa"))

    content = dkim.sign(message(), domain="clinic.example", selector="ly1", private_key=loaded)

    assert content == signed(message())
    assert dkim.public_record(loaded) == dkim.public_record(key("rsa"))


def test_a_new_key_is_rsa_of_2048_bits_unless_asked_otherwise():
    loaded = dkim.load_key(dkim.generate_key())

    assert isinstance(loaded, rsa.RSAPrivateKey)
    assert loaded.key_size == 2048
    assert dkim.public_record(loaded).startswith("v=DKIM1; k=rsa; p=MII")
    assert re.fullmatch(r"v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=", dkim.public_record(key("ed25519")))


def test_a_key_whose_making_was_rolled_back_signs_nothing(inside):
    with suppress(Interrupted), transaction.atomic():
        signing.public_record("clinic.example")
        raise Interrupted

    said = signing.public_record("clinic.example")

    stored = SigningKey.objects.get(domain="clinic.example")
    assert said == dkim.public_record(dkim.load_key(keys.unwrap(stored.wrapped, bound_to=stored.id)))
    assert signing.public_record("clinic.example") == said
