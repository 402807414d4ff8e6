"""The DKIM key of a sender domain: made on first use, wrapped by the workspace key."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from lightyear.kit import ids
from lightyear.messaging import dkim
from lightyear.messaging.models import SigningKey
from lightyear.workspaces import keys, wall

SELECTOR = "lightyear"


def sign(content: bytes, *, domain: str) -> bytes:
    """The message with a DKIM-Signature of the domain's key."""
    return dkim.sign(content, domain=domain, selector=SELECTOR, private_key=_key(domain))


def public_record(domain: str) -> str:
    """What DNS must say at {SELECTOR}._domainkey.{domain}."""
    return dkim.public_record(_key(domain))


@dataclass(frozen=True, slots=True)
class _Keep:
    """Keeps a key once the transaction that read or made it is committed: one rolled back is nobody's."""

    name: tuple[UUID, str]
    key: dkim.PrivateKey

    def __call__(self) -> None:
        _kept[self.name] = self.key


_kept: dict[tuple[UUID, str], dkim.PrivateKey] = {}


def _key(domain: str) -> dkim.PrivateKey:
    name = (wall.current(), domain)
    waiting = {hook.name: hook.key for _, hook, *_ in connection.run_on_commit if isinstance(hook, _Keep)}
    if known := _kept.get(name) or waiting.get(name):
        return known
    found = SigningKey.objects.filter(domain=domain).first() or _make(domain)
    key = dkim.load_key(keys.unwrap(found.wrapped, bound_to=found.id))
    transaction.on_commit(_Keep(name, key))
    return key


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
