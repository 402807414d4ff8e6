"""Decides whether a flow may pass: deny beats allow, silence denies, and an error is a denial."""

import dataclasses
from typing import cast

from lightyear.guard import facts, payload, rulebook, types
from lightyear.guard.rulebook import Rule
from lightyear.guard.types import Considered, Decision, Finding, Flow, Verdict

_STRICTNESS = ("allow", "redact", "block")
_ROUNDS = 3  # taking something out may bring a remainder to light; after three rounds the flow is blocked
_DEFAULT = ("guard.default", "block", "45 CFR 164.502(a)", "What no rule allows is blocked")
_ERROR = ("guard.error", "block", "45 CFR 164.306(a)", "What can't be judged is blocked")
_REMAINDER = ("guard.remainder", "block", "45 CFR 164.514(b)", "What redaction can't clean is blocked")


def decide(flow: Flow) -> Decision:
    """Judge a flow by its profiles; the strictest stands. Never raises: what can't be judged is blocked.

    `considered` lists every rule of the direction and profiles, matched or not.
    """
    try:
        return _decided(flow)
    except Exception:  # noqa: BLE001 - any error in deciding is a block
        return Decision("block", (), (_considered(_ERROR, matched=True),))


def _decided(flow: Flow) -> Decision:
    facts.check(flow)
    found, set_aside = payload.read(flow)
    verdict, considered = _judged(flow, found)
    if verdict != "redact":
        return Decision(verdict, found, considered, set_aside=set_aside)

    # Only terms that stood there count in what is left: a remainder that looks like another is one.
    cleaned = dataclasses.replace(flow, allowed=payload.terms(flow, set_aside))
    for _ in range(_ROUNDS):
        cleaned = _cleaned(cleaned)
        verdict, _ = _judged(cleaned, payload.findings(cleaned))
        if verdict == "allow":
            return Decision("redact", found, considered, payload.carried(cleaned), set_aside)
    considered = (*considered, _considered(_REMAINDER, matched=True))
    return Decision("block", found, considered, set_aside=set_aside)


def _judged(flow: Flow, found: tuple[Finding, ...]) -> tuple[Verdict, tuple[Considered, ...]]:
    verdicts = [_verdict(_matching(flow, found, profile)) for profile in flow.profiles]
    matched = {rule.key for profile in flow.profiles for rule in _matching(flow, found, profile)}
    considered = [
        Considered(rule.key, rule.key in matched, rule.verdict, rule.cite, rule.title["en"])
        for rule in rulebook.rules()
        if rule.direction == flow.direction and rule.profiles & set(flow.profiles)
    ]
    silent = None in verdicts or not verdicts
    considered.append(_considered(_DEFAULT, matched=silent))
    strictest = max((verdict or "block" for verdict in verdicts), key=_STRICTNESS.index, default="block")
    return cast(Verdict, strictest), tuple(considered)


def _verdict(matching: list[Rule]) -> str | None:
    return max((rule.verdict for rule in matching), key=_STRICTNESS.index, default=None)


def _matching(flow: Flow, found: tuple[Finding, ...], profile: str) -> list[Rule]:
    known = facts.of(flow, found, profile)
    return [
        rule
        for rule in rulebook.rules()
        if rule.direction == flow.direction and profile in rule.profiles and rule.matches(known)
    ]


def _cleaned(flow: Flow) -> Flow:
    found = payload.findings(flow)
    redacting = {
        rule.redacts
        for profile in flow.profiles
        for rule in _matching(flow, found, profile)
        if rule.verdict == "redact"
    }
    return payload.without(flow, lambda one: any(_is_unwanted(one, flow, what) for what in redacting))


def _is_unwanted(one: Finding, flow: Flow, what: str) -> bool:
    if what == "health":
        return one.category == types.HEALTH
    if what == "undeclared":
        return one.category != types.HEALTH and one.category not in flow.declared
    return True


def _considered(fixed: tuple[str, str, str, str], *, matched: bool) -> Considered:
    rule, verdict, cite, title = fixed
    return Considered(rule, matched, verdict, cite, title)
