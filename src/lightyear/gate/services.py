"""`clear` judges a payload against the rulebook, records the decision and hands out what may pass.

A payload is a text or a mapping of named texts. Any error in deciding is a block; what comes out of a
block is a `Refusal`, which nothing downstream accepts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db import transaction

from lightyear import guard
from lightyear.gate import queries
from lightyear.gate.models import Decision, Destination, Verdict
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import queries as workspaces

Payload = TypeVar("Payload", bound=str | Mapping[str, str])

STRICTNESS = [verdict.value for verdict in Verdict]
_SEAL = object()


@dataclass(frozen=True, slots=True)
class Cleared(Generic[Payload]):
    """A payload that passed the gate, redacted where the verdict says so. Only `clear` makes one."""

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
    destination, agreement and profiles are filled in here from what is on record.
    The strictest part's verdict is the decision's.
    """
    parts, flows = _parts(payload, flow)
    standing = queries.as_guard_destination(destination)
    profiles = tuple(workspaces.profiles())
    judged = {
        name: guard.decide(replace(flows[name], text=text, destination=standing, profiles=profiles))
        for name, text in parts.items()
    }
    decision = _record(judged, flows, destination=destination, source=source, purpose=purpose, by=by)
    if decision.verdict == Verdict.BLOCK:
        return Refusal(decision)
    passed = {name: _passing(parts[name], answer) for name, answer in judged.items()}
    result: Any = passed[""] if isinstance(payload, str) else passed
    return Cleared(result, decision, _SEAL)


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


def _passing(text: str, judged: guard.Decision) -> str:
    return str(judged.redacted) if judged.verdict == "redact" else text


def _record(
    judged: Mapping[str, guard.Decision],
    flows: Mapping[str, guard.Flow],
    *,
    destination: Destination,
    source: str,
    purpose: str,
    by: Actor,
) -> Decision:
    first = next(iter(flows.values()))
    verdict = Verdict(max((str(answer.verdict) for answer in judged.values()), key=STRICTNESS.index))
    findings = [_masked(name, finding) for name, answer in judged.items() for finding in answer.findings]
    decision = Decision.objects.create(
        direction=first.direction,
        source=source,
        purpose=purpose or first.purpose,
        destination=destination,
        subject_kind=first.subject,
        verdict=verdict,
        categories=sorted({finding["category"] for finding in findings}),
        findings=findings,
        considered=_considered(judged),
        profiles=workspaces.profiles(),
        rulebook=guard.RULEBOOK_VERSION,
        actor=str(by),
    )
    ledger.record(
        f"flow.{_PAST[verdict]}",
        actor=by,
        decision=str(decision.id),
        source=source,
        destination=destination.key,
        rules=sorted({line["rule"] for line in decision.considered if line["matched"]}),
        rulebook=guard.RULEBOOK_VERSION,
    )
    return decision


_PAST = {Verdict.ALLOW: "allowed", Verdict.REDACT: "redacted", Verdict.BLOCK: "blocked"}


def _masked(part: str, finding: guard.Finding) -> dict[str, Any]:
    """Where something was found and what it is, without what it says."""
    return {
        "part": part,
        "category": finding.category,
        "detector": finding.detector,
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score * 100),
    }


def _considered(judged: Mapping[str, guard.Decision]) -> list[dict[str, Any]]:
    """Each rule once: matched in any part counts, with the parts it matched in."""
    lines: dict[str, dict[str, Any]] = {}
    for name, answer in judged.items():
        for rule in answer.considered:
            line = lines.setdefault(
                rule.rule,
                {
                    "rule": rule.rule,
                    "matched": False,
                    "verdict": rule.verdict,
                    "cite": rule.cite,
                    "parts": [],
                },
            )
            if rule.matched:
                line["matched"] = True
                line["parts"].append(name)
    return sorted(lines.values(), key=lambda line: (not line["matched"], -STRICTNESS.index(line["verdict"])))
