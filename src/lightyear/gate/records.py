"""What is written down of a judgement: a decision without contents, and its leaf in the ledger's tree."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from lightyear import guard
from lightyear.gate.models import Decision, Destination, Verdict
from lightyear.ledger import canonical, merkle
from lightyear.ledger.actors import Actor

STRICTNESS = [verdict.value for verdict in Verdict]
LEFT_WHOLE = {
    "rule": "gate.whole",
    "matched": True,
    "verdict": Verdict.BLOCK.value,
    "cite": "45 CFR 164.502(b)",
    "parts": [],
}
"""What leaves whole or not at all is blocked where something else would be redacted."""


def decision(
    judged: Mapping[str, guard.Decision],
    flow: guard.Flow,
    *,
    destination: Destination,
    profiles: Sequence[str],
    source: str,
    purpose: str,
    by: Actor,
    batch: UUID | None = None,
) -> Decision:
    """The decision about a payload's parts, not saved yet; the strictest part's verdict is its own."""
    verdict = Verdict(max((str(answer.verdict) for answer in judged.values()), key=STRICTNESS.index))
    findings = [_masked(name, finding) for name, answer in judged.items() for finding in answer.findings]
    set_aside = [_masked(name, finding) for name, answer in judged.items() for finding in answer.set_aside]
    return Decision(
        direction=flow.direction,
        source=source,
        purpose=purpose or flow.purpose,
        destination=destination,
        subject_kind=flow.subject,
        verdict=verdict,
        categories=sorted({finding["category"] for finding in findings}),
        findings=findings,
        set_aside=set_aside,
        considered=_considered(judged),
        profiles=list(profiles),
        rulebook=guard.RULEBOOK_VERSION,
        actor=str(by),
        batch=batch,
    )


def refuse_redaction(decision: Decision) -> None:
    """Turn "redact" into "block", with the reason that nothing leaves in part."""
    if decision.verdict == Verdict.REDACT:
        decision.verdict = Verdict.BLOCK
        decision.considered = [dict(LEFT_WHOLE), *decision.considered]


def matched(decisions: Iterable[Decision]) -> list[str]:
    """The keys of the rules that matched in any of the decisions."""
    return sorted({line["rule"] for one in decisions for line in one.considered if line["matched"]})


def root(decisions: Iterable[Decision]) -> str:
    """The Merkle root over decision rows in the order of their identifiers, in hexadecimal."""
    frontier, encoded = merkle.Frontier(), _Encoded()
    for one in sorted(decisions, key=lambda decision: decision.id):
        frontier.append(merkle.leaf_hash(_row(one, encoded)))
    return frontier.root().hex()


class _Encoded:
    """Canonical JSON of the words and lists of one set, each written out once however many rows share it."""

    def __init__(self) -> None:
        self._texts: dict[str, bytes] = {}
        self._lists: dict[int, tuple[Sequence[Any], bytes]] = {}

    def text(self, value: str) -> bytes:
        if value not in self._texts:
            self._texts[value] = canonical.encode(value)
        return self._texts[value]

    def list(self, value: Sequence[Any]) -> bytes:
        # By identity: comparing two lists would take as long as encoding one. The list is held, so that
        # no other can get its number.
        if id(value) not in self._lists:
            self._lists[id(value)] = value, canonical.encode(list(value))
        return self._lists[id(value)][1]


def _row(decision: Decision, encoded: _Encoded) -> bytes:
    texts = ("direction", "source", "purpose", "subject_kind", "rulebook", "actor")
    lists = ["findings", "considered", "categories", "profiles"]
    if decision.set_aside:
        # Only where there is something: the roots of sets decided before there were terms stay what they are.
        lists.append("set_aside")
    return canonical.assembled(
        {name: encoded.text(getattr(decision, name)) for name in texts}
        | {name: encoded.list(getattr(decision, name)) for name in lists}
        | {
            "id": b'"%b"' % str(decision.id).encode(),
            "workspace": encoded.text(str(decision.workspace_id)),
            "at": b'"%b"' % canonical.moment(decision.at).encode(),
            "destination": encoded.text(str(decision.destination_id)),
            "verdict": encoded.text(str(decision.verdict)),
        }
    )


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
