"""What keeps machines and list bombing out, with no third party: proof of work and limits.

Without JavaScript there is no proof; such a submission is taken under a tighter limit, and only the
confirmation mail makes it count.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

import altcha
from django.db import transaction
from django.db.utils import IntegrityError

from lightyear.intake.models import Attempt, SpentChallenge
from lightyear.kit import clock, ids, locks
from lightyear.workspaces import keys

CHALLENGE_LIFE = timedelta(minutes=30)
COST = 1000
PER_CLIENT = 20
PER_CLIENT_WITHOUT_PROOF = 4
PER_CLIENT_TRAPPED = 4
PER_ADDRESS = 3
CLIENT_WINDOW = timedelta(hours=1)
ADDRESS_WINDOW = timedelta(days=1)
IPV6_SITE = 64
"""What one subscriber has at least (RFC 6177): whoever moves about in it is one client."""


class TooMany(Exception):
    """A limit is reached; nothing was stored. `window` is the time over which is counted."""

    def __init__(self, window: timedelta) -> None:
        super().__init__(window)
        self.window = window


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
    proof = _read(payload)
    if proof is None or not altcha.verify_solution(proof, _secret()).verified:
        return False
    # The challenge is spent and not the text of its solution, which can be written in many ways.
    digest = ids.digest(proof.challenge.parameters.nonce)
    try:
        with transaction.atomic():
            SpentChallenge.objects.create(digest=digest, expires_at=clock.now() + CHALLENGE_LIFE)
    except IntegrityError:
        return False
    return True


def count_client(client: str, *, has_proof: bool) -> None:
    """Count one submission of a client (its network address, kept as a keyed digest). Raises TooMany."""
    kind, limit = ("client", PER_CLIENT) if has_proof else ("client-unproved", PER_CLIENT_WITHOUT_PROOF)
    _count(keys.blind_index(kind, _site(client)), limit, CLIENT_WINDOW)


def count_trapped(client: str) -> None:
    """Count one machine in the trap, so that it doesn't fill the ledger. Raises TooMany."""
    _count(keys.blind_index("client-trapped", _site(client)), PER_CLIENT_TRAPPED, CLIENT_WINDOW)


def count_address(lookup: bytes) -> None:
    """Count one confirmation mail to an address: nobody's mailbox is flooded from here. Raises TooMany."""
    _count(keys.blind_index("confirmation", lookup.hex()), PER_ADDRESS, ADDRESS_WINDOW)


def forget() -> None:
    """Take out counts and spent challenges of the open workspace that no limit looks at any more."""
    SpentChallenge.objects.filter(expires_at__lt=clock.now()).delete()
    Attempt.objects.filter(at__lt=clock.now() - ADDRESS_WINDOW).delete()


def _read(payload: str) -> altcha.Payload | None:
    if not payload or len(payload) > 8192:
        return None
    try:
        return altcha.Payload.from_base64(payload)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _site(client: str) -> str:
    """Who counts as one client: an IPv4 address, an IPv6 site."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), IPV6_SITE), strict=False))


def _count(key: bytes, limit: int, window: timedelta) -> None:
    # Whoever comes at the same moment is counted after this one.
    locks.hold(key)
    recent = Attempt.objects.filter(key=key, at__gt=clock.now() - window).count()
    if recent >= limit:
        raise TooMany(window)
    Attempt.objects.create(key=key)


def _secret() -> str:
    return keys.blind_index("altcha", "challenge").hex()
