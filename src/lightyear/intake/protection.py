"""What keeps machines and list bombing out, with no third party: proof of work and limits.

Without JavaScript there is no proof; such a submission is taken under a tighter limit, and only the
confirmation mail makes it count.
"""

import hashlib
from datetime import timedelta
from typing import Any

import altcha
from django.db import transaction
from django.db.utils import IntegrityError

from lightyear.intake.models import Attempt, SpentChallenge
from lightyear.kit import clock
from lightyear.workspaces import keys

CHALLENGE_LIFE = timedelta(minutes=30)
COST = 1000
PER_CLIENT = 20
PER_CLIENT_WITHOUT_PROOF = 4
PER_ADDRESS = 3
CLIENT_WINDOW = timedelta(hours=1)
ADDRESS_WINDOW = timedelta(days=1)


class TooMany(Exception):
    """A limit is reached; nothing was stored."""


def challenge() -> dict[str, Any]:
    """A signed challenge for the visitor's browser."""
    made = altcha.create_challenge(
        "PBKDF2/SHA-256",
        COST,
        expires_at=int((clock.now() + CHALLENGE_LIFE).timestamp()),
        hmac_secret=_secret(),
    )
    answer: dict[str, Any] = made.to_dict()
    return answer


def spend(payload: str) -> bool:
    """Whether the proof holds and was not used before; from now on it is used."""
    if not payload or len(payload) > 8192 or not altcha.verify_solution(payload, _secret()).verified:
        return False
    digest = hashlib.sha256(payload.encode()).digest()
    try:
        with transaction.atomic():
            SpentChallenge.objects.create(digest=digest, expires_at=clock.now() + CHALLENGE_LIFE)
    except IntegrityError:
        return False
    return True


def count_client(client: str, *, has_proof: bool) -> None:
    """Count one submission of a client (its network address, kept as a keyed digest). Raises TooMany."""
    kind, limit = ("client", PER_CLIENT) if has_proof else ("client-unproved", PER_CLIENT_WITHOUT_PROOF)
    _count(keys.blind_index(kind, client), limit, CLIENT_WINDOW)


def count_address(lookup: bytes) -> None:
    """Count one confirmation mail to an address: nobody's mailbox is flooded from here. Raises TooMany."""
    _count(keys.blind_index("confirmation", lookup.hex()), PER_ADDRESS, ADDRESS_WINDOW)


def _count(key: bytes, limit: int, window: timedelta) -> None:
    recent = Attempt.objects.filter(key=key, at__gt=clock.now() - window).count()
    if recent >= limit:
        raise TooMany
    Attempt.objects.create(key=key)


def _secret() -> str:
    return keys.blind_index("altcha", "challenge").hex()
