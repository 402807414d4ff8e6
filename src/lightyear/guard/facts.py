"""What the rules ask about a flow."""

from collections.abc import Collection, Mapping
from typing import Any

from lightyear.guard import allowed, rulebook, types
from lightyear.guard.types import Finding, Flow

# What points at a browser or a line, not by itself at a person. All else, hashes included, is direct.
DEVICE_LIKE = frozenset(("ip", "device", "click_id"))

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "direction": ("in", "out"),
    "channel": types.CHANNELS,
    "page": ("public", "condition", "booking", "portal"),
    "sender": ("provider", "plan", "other"),
    "subject": ("visitor", "contact", "known_patient", "staff"),
}
_KINDS = ("own", "mail", "sms", "chat", "advertising", "crm", "model", "analytics", "other")
_CHINA = frozenset(("cn", "chn", "china", "prc", "中国", "中华人民共和国"))
_DECLARABLE = frozenset((*types.CATEGORIES, types.HEALTH))


def check(flow: Flow) -> None:
    """Raise ValueError or TypeError for anything in the flow that no rule could judge."""
    for name, choices in _CHOICES.items():
        if getattr(flow, name) not in choices:
            raise ValueError(f"the flow's {name} is unknown")
    if flow.destination.kind not in _KINDS:
        raise ValueError("the destination's kind is unknown")
    if not isinstance(flow.purpose, str) or not isinstance(flow.destination.residency, str | None):
        raise TypeError("purpose and residency are words")
    _check_flags(flow)
    _check_lists(flow)


def of(flow: Flow, findings: Collection[Finding], profile: str) -> dict[str, Any]:
    """Give the facts of a flow, by the names that rules use, as one profile sees them."""
    found = present(flow, findings)
    basis, destination = flow.basis, flow.destination
    own = destination.kind == "own"
    health_found = types.HEALTH in found
    return {
        "identifier": strongest(found),
        "health_found": health_found,
        "health": health_found or _is_health_implied(flow),
        "health_declared": types.HEALTH in flow.declared,
        "substance_use": any(one.detector.endswith(types.SUBSTANCE_USE) for one in findings),
        "undeclared": bool(found - {types.HEALTH} - set(flow.declared))
        and bool(flow.declared or flow.direction == "in"),
        "own": own,
        "agreement": own or destination.agreement,
        "overseas": not own and _is_abroad(destination),
        "consent": basis.consent,
        "authorization": basis.authorization,
        "separate_consent": basis.separate_consent,
        "released": any(getattr(basis, name) for name in rulebook.released_by(profile)),
        "purpose": rulebook.purpose_group(flow.purpose),
        "page": flow.page,
        "subject": flow.subject,
    }


def present(flow: Flow, findings: Collection[Finding]) -> set[str]:
    """Give the categories that flow; one without a payload is judged by what it declares."""
    if flow.text is None and flow.record is None and flow.direction == "out":
        return set(flow.declared)
    return {one.category for one in findings}


def strongest(categories: set[str]) -> str:
    """Say how directly the categories point at a person: none, device or direct."""
    identifiers = categories - {types.HEALTH}
    if not identifiers:
        return "none"
    return "device" if identifiers <= DEVICE_LIKE else "direct"


def _is_abroad(destination: types.Destination) -> bool:
    # A model, or whoever no kind describes, may run anywhere: unless it says where, it is abroad.
    residency = (destination.residency or "").strip().lower()
    return residency not in _CHINA if residency else destination.kind in ("model", "other")


def _is_health_implied(flow: Flow) -> bool:
    # Whoever deals with a provider or a plan, or stands on such a page, thereby says something about health.
    from_care = flow.sender in ("provider", "plan") and flow.subject != "staff"
    return from_care or flow.page != "public" or flow.subject == "known_patient"


def _check_flags(flow: Flow) -> None:
    basis = flow.basis
    flags = (flow.destination.agreement, basis.consent, basis.authorization, basis.separate_consent)
    if not all(isinstance(flag, bool) for flag in flags):
        raise TypeError("agreement and basis are true or false")


def _check_lists(flow: Flow) -> None:
    for value in (flow.declared, flow.own, flow.allowed, flow.profiles):
        if isinstance(value, str):
            raise TypeError("declared, own, allowed and profiles are lists")
    if not set(flow.declared) <= _DECLARABLE:
        raise ValueError("a declared category is unknown")
    if not set(flow.profiles) <= set(rulebook.profiles()):
        raise ValueError("a profile is unknown")
    for category, term in flow.allowed:
        if category not in allowed.CATEGORIES or not isinstance(term, str):
            raise ValueError("no term is no finding of that category")
