"""The guard's words: what was found, what is about to flow, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

Verdict = Literal["allow", "redact", "block"]

HEALTH = "health_context"
# How the detectors' names end that find substance use and its treatment (42 CFR 2.11).
SUBSTANCE_USE = ".substance_use"

STAND_IN_LETTERS = "bcdfghjkmpqrtvwx"
"""What a keyed hash is written in: no vowels and no digits, so that no number comes of them."""
STAND_IN_LENGTH = 20

CARE = frozenset(("lexicon.specialties", "lexicon.general", "lexicon.treatments"))
"""Detectors of what speaks of care without saying what ails somebody."""

# The HIPAA Safe Harbor identifiers (45 CFR 164.514(b)(2)(i)) and the Chinese and advertising ones.
CATEGORIES = (
    "name",
    "address",
    "date",
    "age90",
    "phone",
    "fax",
    "email",
    "ssn",
    "mrn",
    "health_plan_id",
    "account",
    "license",
    "vehicle",
    "device",
    "url",
    "ip",
    "biometric",
    "cn_id",
    "cn_medical_id",
    "wechat_id",
    "click_id",
    "email_hash",
    "phone_hash",
)

CHANNELS = (
    "free_text",
    "url",
    "title",
    "form",
    "csv",
    "json",
    "email",
    "chat",
    "note",
    "log",
    "filename",
    "html",
)


class Finding(NamedTuple):
    """A stretch of text that says who somebody is, or something about health.

    `start` and `end` are code points of the original text (of the field's value, when `path` is set);
    `score` is between 0 and 1.
    """

    start: int
    end: int
    category: str
    score: float
    detector: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class CopyFinding:
    """Wording that a copy rule objects to; `rule` is the rule's key, offsets are code points."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Who receives the flow; `own` is the organization itself and counts as under agreement."""

    kind: str = "advertising"
    agreement: bool = False
    residency: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What the person agreed to; one of the three never stands for another."""

    consent: bool = False
    authorization: bool = False
    separate_consent: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A piece of data on its way in or out, with everything a decision needs; silence fails closed.

    `own` is the organization's own contact data (addresses, telephone numbers, the start of its links):
    what an organization prints on its door is nobody's personal data. `allowed` are terms that somebody
    answered for, each with the category that it is no finding of: see `allowed.CATEGORIES`.
    """

    direction: str = "out"
    text: str | None = None
    record: Mapping[str, Any] | str | None = None
    channel: str = "free_text"
    page: str = "public"
    sender: str = "provider"
    subject: str = "visitor"
    purpose: str = "advertising"
    declared: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    allowed: tuple[tuple[str, str], ...] = ()
    destination: Destination = field(default_factory=Destination)
    basis: Basis = field(default_factory=Basis)
    profiles: tuple[str, ...] = ("hipaa",)

    @classmethod
    def of(cls, mapping: Mapping[str, Any]) -> "Flow":
        """Read a flow from plain data (JSON, YAML); unknown fields are a ValueError."""
        given = dict(_known(cls, mapping))
        for name, kind in (("destination", Destination), ("basis", Basis)):
            if isinstance(given.get(name), Mapping):
                given[name] = kind(**_known(kind, given[name]))
        for name in ("declared", "own", "profiles"):
            if isinstance(given.get(name), list):
                given[name] = tuple(given[name])
        if isinstance(given.get("allowed"), list):
            given["allowed"] = tuple(tuple(pair) for pair in given["allowed"])
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Considered:
    """One rule that the decision looked at; `title` is English, `rule` is the key for translations."""

    rule: str
    matched: bool
    verdict: str
    cite: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with everything it rests on.

    `redacted` is set for the verdict "redact" alone: the cleaned text, the cleaned record (a mapping, or
    JSON when JSON was given), or {"text": …, "record": …} when the flow carried both. `set_aside` is what
    would be a finding but for the flow's allowed terms.
    """

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    considered: tuple[Considered, ...] = ()
    redacted: str | Mapping[str, Any] | None = None
    set_aside: tuple[Finding, ...] = ()


def _known(kind: type, mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    unknown = set(mapping) - {one.name for one in fields(kind)}
    if unknown:
        raise ValueError(f"{kind.__name__} has no such field: {', '.join(sorted(map(str, unknown)))}")
    return mapping
