"""The DKIM key of a sender domain: made on first use, wrapped by the workspace key."""

from functools import lru_cache
from uuid import UUID

from lightyear.kit import ids
from lightyear.messaging import dkim
from lightyear.messaging.models import SigningKey
from lightyear.workspaces import keys, wall

SELECTOR = "lightyear"


def sign(content: bytes, *, domain: str) -> bytes:
    """The message with a DKIM-Signature of the domain's key."""
    return dkim.sign(content, domain=domain, selector=SELECTOR, private_key=_key(wall.current(), domain))


def public_record(domain: str) -> str:
    """What DNS must say at {SELECTOR}._domainkey.{domain}."""
    return dkim.public_record(_key(wall.current(), domain))


@lru_cache(maxsize=1024)
def _key(workspace_id: UUID, domain: str) -> dkim.PrivateKey:
    found = SigningKey.objects.filter(domain=domain).first() or _make(domain)
    return dkim.load_key(keys.unwrap(found.wrapped, bound_to=found.id))


def _make(domain: str) -> SigningKey:
    key_id = ids.new()
    SigningKey.objects.bulk_create(
        [
            SigningKey(
                id=key_id,
                domain=domain,
                selector=SELECTOR,
                wrapped=keys.wrap(dkim.generate_key(), bound_to=key_id),
            )
        ],
        ignore_conflicts=True,
    )
    return SigningKey.objects.get(domain=domain)
