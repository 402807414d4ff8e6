"""Terms that are no finding in a workspace: allowing one, opening one to read it, ending one.

What the guard takes for a person or for health is sometimes neither: a brand, a hall, the name of a class.
Somebody who may then says so, once, with her reason, and answers for it. What may never be allowed:

- Any category that isn't in `guard.allowed.CATEGORIES`. E-mail, telephone, identity, insurance and record
  numbers, hashes and the like have a form or a check that tells what they are; one that is harmless is the
  organization's own and belongs into its contact data.
- A term that holds such an identifier (a web address with an e-mail address in it), or a number that the
  guard knows for what it is by itself: a card, an IBAN, an NPI, a VIN, a network card. An article number is
  mistaken for one only by the words around it.
- Words of substance use: 42 CFR 2.13 leaves them to the patient's own consent.

A name may be allowed, and with it whoever bears it: the page says so, the reason is on record, the ledger
has the entry, and every decision counts what was set aside.
"""

import unicodedata
from typing import Any

from django.db import transaction

from lightyear import guard
from lightyear.gate import queries
from lightyear.gate.models import AllowedTerm
from lightyear.guard import allowed, checksums, owned
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import keys

LONGEST_TERM = 120
LONGEST_REASON = 200
MOST = 500
"""Standing terms of a workspace: more would be a sign that something else is wrong."""

_BY_ITSELF = frozenset(guard.CATEGORIES) - {"name", "address", "date", "url", "age90"}
"""What is an identifier wherever it stands; a tagger's guess at a name, place or age is not."""

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Unicode's categories of what can't be seen: controls, directions, halves of pairs, line ends."""


class NotATerm(ValueError):
    """Empty, too long, or not one line of text."""


class NotAReason(ValueError):
    """Empty, too long, or not one line of text."""


class NeverAllowed(ValueError):
    """No term may be no finding of this category, or this term is an identifier of it by itself."""

    def __init__(self, category: str) -> None:
        self.category = category
        super().__init__(category)


class ReasonTells(ValueError):
    """The reason repeats the term or holds personal data, and is kept in clear."""


class TooMany(ValueError):
    """So many terms are allowed already that nobody could review them."""


@transaction.atomic
def allow(*, category: str, term: str, reason: str, by: Actor) -> AllowedTerm:
    """Count a term as no finding of a category from now on. Safe to repeat: the first entry stands.

    Raises NotATerm, NotAReason, NeverAllowed, ReasonTells or TooMany.
    """
    term, reason = term.strip(), reason.strip()
    if not _is_line(term, LONGEST_TERM):
        raise NotATerm
    if not _is_line(reason, LONGEST_REASON):
        raise NotAReason
    _check_term(category, term)
    _check_reason(reason, term)
    digest = keys.blind_index(f"allowed:{category}", owned.plain(term))
    standing = AllowedTerm.objects.filter(ended_at=None)
    if standing.count() >= MOST and not standing.filter(category=category, digest=digest).exists():
        raise TooMany
    term_id = ids.new()
    found, is_new = AllowedTerm.objects.get_or_create(
        category=category,
        digest=digest,
        ended_at=None,
        defaults={
            "id": term_id,
            "sealed": keys.wrap(term.encode(), bound_to=term_id),
            "reason": reason,
            "allowed_by": str(by),
        },
    )
    if is_new:
        ledger.record("term.allowed", actor=by, **_facts(found))
    return found


@transaction.atomic
def look_at(*, term: AllowedTerm, by: Actor) -> str:
    """What an entry says, for somebody who reviews it; that she looked is on record."""
    ledger.record("term.opened", actor=by, **_facts(term))
    return queries.term(term)


@transaction.atomic
def end(*, term: AllowedTerm, by: Actor) -> AllowedTerm:
    """End an entry now: the next decision counts it as a finding again. Safe to repeat."""
    found = AllowedTerm.objects.select_for_update().get(id=term.id)
    if found.ended_at is None:
        found.ended_at, found.ended_by = clock.now(), str(by)
        found.save(update_fields=["ended_at", "ended_by"])
        ledger.record("term.ended", actor=by, **_facts(found))
    return found


def _is_line(text: str, longest: int) -> bool:
    is_strange = any(unicodedata.category(char) in _UNSEEN for char in text)
    return bool(owned.plain(text)) and len(text) <= longest and not is_strange


def _check_term(category: str, term: str) -> None:
    if category not in allowed.CATEGORIES:
        raise NeverAllowed(category)
    for found in [*guard.scan(term), *guard.scan(term, channel="url")]:
        if found.category in _BY_ITSELF or found.detector == allowed.PART_2:
            raise NeverAllowed(found.category)
    if checksums.of(term) is not None:
        raise NeverAllowed(category)


def _check_reason(reason: str, term: str) -> None:
    """A reason stays in clear for years: it says why, not what and not who."""
    found = {one.category for one in guard.scan(reason, channel="note")} - {guard.HEALTH}
    if found or owned.holds(owned.plain(reason), owned.plain(term)):
        raise ReasonTells


def _facts(term: AllowedTerm) -> dict[str, Any]:
    """What an entry says of a term: never the term."""
    return {"term": str(term.id), "category": term.category, "digest": bytes(term.digest).hex()}
