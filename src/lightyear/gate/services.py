"""`clear` judges a payload against the rulebook, records the decision and hands out what may pass.

A payload is a text or a mapping of named texts. Any error in deciding is a block; what comes out of a
block is a `Refusal`, which nothing downstream accepts. `clear_many` does it for a set that leaves together.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db import transaction

from lightyear import guard
from lightyear.gate import queries, records
from lightyear.gate.models import Decision, Destination, Verdict
from lightyear.kit import ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import bulk
from lightyear.workspaces import queries as workspaces

Payload = TypeVar("Payload", bound=str | Mapping[str, str])

MANY = 500
"""From so many decisions at once a COPY into a table of its own is worth making one."""

_SEAL = object()
_PAST = {Verdict.ALLOW: "allowed", Verdict.REDACT: "redacted", Verdict.BLOCK: "blocked"}


@dataclass(frozen=True, slots=True)
class Cleared(Generic[Payload]):
    """A payload that passed the gate, redacted where the verdict says so. Only the gate makes one."""

    payload: Payload
    decision: Decision
    seal: object

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("Only gate.clear makes a Cleared.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The gate said no; the decision says why."""

    decision: Decision


Answer = Cleared[Mapping[str, str]] | Refusal
"""What the gate says of a parcel."""


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """Something that leaves whole or not at all.

    `reading` is everything that the payload says, by part, as the guard is to read it; whoever makes the
    parcel answers for that. `purpose` is the organization's own name for the flow's purpose.
    """

    payload: Mapping[str, str]
    reading: Mapping[str, str]
    flow: guard.Flow
    source: str
    purpose: str


@transaction.atomic
def clear(
    payload: Payload,
    flow: guard.Flow | Mapping[str, guard.Flow],
    *,
    destination: Destination,
    source: str,
    by: Actor,
    purpose: str = "",
) -> Cleared[Payload] | Refusal:
    """Judge a text under one flow, or a mapping part by part under a flow for each key.

    `purpose` is the organization's own name for what the flow's purpose is to the rulebook. The flow's
    destination, agreement, profiles, own contact data and allowed terms are filled in here from what is on
    record.
    The strictest part's verdict is the decision's.
    """
    parts, judged, decision = _decided(payload, flow, destination, source=source, by=by, purpose=purpose)
    decision.save(force_insert=True)
    _enter(decision, by=by)
    if decision.verdict == Verdict.BLOCK:
        return Refusal(decision)
    passed = {name: _passing(parts[name], answer) for name, answer in judged.items()}
    result: Any = passed[""] if isinstance(payload, str) else passed
    return Cleared(result, decision, _SEAL)


@transaction.atomic
def clear_many(parcels: Sequence[Parcel], *, destination: Destination, by: Actor) -> list[Answer]:
    """Judge parcels to one destination, each by itself; the answers are in their order.

    Every parcel gets a decision of its own; the ledger gets one entry for the set: how many were allowed
    and blocked, and the Merkle root over the decisions. What would be redacted is blocked.
    """
    if not parcels:
        return []
    decisions = judge_many(parcels, destination=destination, by=by)
    write_set(decisions, destination=destination, by=by)
    return [
        Refusal(decision) if decision.verdict == Verdict.BLOCK else Cleared(parcel.payload, decision, _SEAL)
        for parcel, decision in zip(parcels, decisions, strict=True)
    ]


def judge(
    payload: str | Mapping[str, str],
    flow: guard.Flow | Mapping[str, guard.Flow],
    *,
    destination: Destination,
    source: str,
    by: Actor,
    purpose: str = "",
) -> Decision:
    """What `clear` would decide; nothing is written down, and nothing passes."""
    return _decided(payload, flow, destination, source=source, by=by, purpose=purpose)[2]


def judge_many(parcels: Sequence[Parcel], *, destination: Destination, by: Actor) -> list[Decision]:
    """What would be decided of parcels that leave as one set, in their order; nothing is written down yet.

    Not an answer: only `clear_many` lets anything pass.
    """
    batch, record = ids.new(), _on_record(destination)
    decisions = []
    for parcel in parcels:
        flows = dict.fromkeys(parcel.reading, parcel.flow)
        decision = records.decision(
            _judged(parcel.reading, flows, record),
            parcel.flow,
            destination=destination,
            profiles=record["profiles"],
            source=parcel.source,
            purpose=parcel.purpose,
            by=by,
            batch=batch,
        )
        records.refuse_redaction(decision)
        decisions.append(decision)
    return decisions


@transaction.atomic(savepoint=False)
def write_set(decisions: Sequence[Decision], *, destination: Destination, by: Actor) -> None:
    """Write down the decisions of one batch about one destination, and the one ledger entry for them all."""
    if len(decisions) < MANY:
        Decision.objects.bulk_create(decisions)
    else:
        bulk.insert(Decision, decisions)
    _enter_set(decisions, destination=destination, by=by)


def _decided(
    payload: str | Mapping[str, str],
    flow: guard.Flow | Mapping[str, guard.Flow],
    destination: Destination,
    *,
    source: str,
    by: Actor,
    purpose: str,
) -> tuple[dict[str, str], dict[str, guard.Decision], Decision]:
    """The payload's parts, the guard's answer on each, and the decision, not saved yet."""
    parts, flows = _parts(payload, flow)
    record = _on_record(destination)
    judged = _judged(parts, flows, record)
    decision = records.decision(
        judged,
        next(iter(flows.values())),
        destination=destination,
        profiles=record["profiles"],
        source=source,
        purpose=purpose,
        by=by,
    )
    return parts, judged, decision


def _parts(
    payload: str | Mapping[str, str], flow: guard.Flow | Mapping[str, guard.Flow]
) -> tuple[dict[str, str], dict[str, guard.Flow]]:
    if isinstance(payload, str) and isinstance(flow, guard.Flow):
        return {"": payload}, {"": flow}
    if (
        isinstance(payload, Mapping)
        and isinstance(flow, Mapping)
        and payload
        and payload.keys() <= flow.keys()
    ):
        return dict(payload), {name: flow[name] for name in payload}
    raise TypeError("A text needs a flow, a mapping a flow for each of its parts.")


def _judged(
    parts: Mapping[str, str], flows: Mapping[str, guard.Flow], record: Mapping[str, Any]
) -> dict[str, guard.Decision]:
    return {name: guard.decide(replace(flows[name], text=text, **record)) for name, text in parts.items()}


def _on_record(destination: Destination) -> dict[str, Any]:
    """What counts of a flow, whatever the caller said of it."""
    workspace = workspaces.current()
    return {
        "destination": queries.as_guard_destination(destination),
        "own": workspace.contact_data,
        "allowed": queries.allowed(),
        "profiles": tuple(workspace.profiles),
    }


def _passing(text: str, judged: guard.Decision) -> str:
    return str(judged.redacted) if judged.verdict == "redact" else text


def _enter(decision: Decision, *, by: Actor) -> None:
    ledger.record(
        f"flow.{_PAST[Verdict(decision.verdict)]}",
        actor=by,
        decision=str(decision.id),
        source=decision.source,
        destination=decision.destination.key,
        rules=records.matched([decision]),
        rulebook=decision.rulebook,
    )


def _enter_set(decisions: Sequence[Decision], *, destination: Destination, by: Actor) -> None:
    verdicts = Counter(_PAST[Verdict(decision.verdict)] for decision in decisions)
    ledger.record(
        "flows.decided",
        actor=by,
        batch=str(decisions[0].batch),
        counts=dict(verdicts),
        root=records.root(decisions),
        sources=sorted({decision.source for decision in decisions}),
        destination=destination.key,
        rules=records.matched(decisions),
        rulebook=guard.RULEBOOK_VERSION,
    )
