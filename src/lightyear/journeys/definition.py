"""What a journey does, read from JSON and checked: a trigger, then steps that only lead onward.

{"trigger": {"event": "form.confirmed", "form": "class-sign-up"},
 "steps": [{"kind": "wait", "key": "three-days", "days": 3},
           {"kind": "branch", "key": "agreed", "condition": {…}, "yes": [{"kind": "send", …}], "no": []}]}
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal

import msgspec

from lightyear.accounts.matrix import Role

Key = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9][a-z0-9-]{0,39}\Z")]
Slug = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9_-]{0,50}\Z")]
Language = Annotated[str, msgspec.Meta(pattern=r"\A(en|zh-hans)\Z")]
Wording = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Text = Annotated[dict[Language, Wording], msgspec.Meta(min_length=1)]
Days = Annotated[int, msgspec.Meta(ge=0, le=366)]

DEPTH = 5
STEPS = 100
END = ""
"""What follows the last step."""


class Malformed(ValueError):
    """The definition doesn't describe a journey; the message names the place."""


class Wait(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="wait"):
    key: Key
    days: Days = 0
    hours: Annotated[int, msgspec.Meta(ge=0, le=8784)] = 0

    def __post_init__(self) -> None:
        if not self.duration:
            raise ValueError("A wait takes days or hours.")

    @property
    def duration(self) -> timedelta:
        return timedelta(days=self.days, hours=self.hours)


class Send(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="send"):
    key: Key
    template: Slug


class Notify(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="notify"):
    """Tell everyone in a role; the owners where nobody has it."""

    key: Key
    role: Role


class GiveTask(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="task"):
    key: Key
    title: Text
    role: Role
    within_days: Days


class Branch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="branch"):
    """Those who meet the condition go through `yes`, others through `no`; then all go on together."""

    key: Key
    condition: dict[str, Any]
    yes: list["Step"] = []
    no: list["Step"] = []


Step = Wait | Send | Notify | GiveTask | Branch


class Trigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What brings people in: only events whose writers call `services.triggered`."""

    event: Literal["form.confirmed"]
    form: Slug = ""


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    trigger: Trigger
    steps: Annotated[list[Step], msgspec.Meta(min_length=1)]


@dataclass(frozen=True, slots=True)
class Place:
    """A step with what comes after it; `yes` and `no` are where a branch leads."""

    step: Step
    follows: str
    yes: str = END
    no: str = END


def read(raw: Mapping[str, Any]) -> Definition:
    """A checked definition; raises Malformed."""
    try:
        definition = msgspec.convert(raw, Definition)
    except msgspec.ValidationError as error:
        raise Malformed(str(error)) from None
    _measure(definition.steps, depth=0)
    keys = [place.step.key for place in plan(definition)]
    if len(set(keys)) != len(keys):
        raise Malformed("Two steps have the same key.")
    if len(keys) > STEPS:
        raise Malformed(f"A journey has at most {STEPS} steps.")
    return definition


def plan(definition: Definition) -> list[Place]:
    """Every step in an order in which no step leads back to an earlier one."""
    return list(_walk(definition.steps, END))


def steps(definition: Definition) -> list[Step]:
    return [place.step for place in plan(definition)]


def _walk(steps: Sequence[Step], after: str) -> Iterator[Place]:
    for index, step in enumerate(steps):
        follows = steps[index + 1].key if index + 1 < len(steps) else after
        if not isinstance(step, Branch):
            yield Place(step, follows)
            continue
        yes = step.yes[0].key if step.yes else follows
        no = step.no[0].key if step.no else follows
        yield Place(step, follows, yes, no)
        yield from _walk(step.yes, follows)
        yield from _walk(step.no, follows)


def _measure(steps: Sequence[Step], *, depth: int) -> None:
    if depth > DEPTH:
        raise Malformed(f"Branches are nested at most {DEPTH} deep.")
    for step in steps:
        if isinstance(step, Branch):
            _measure(step.yes, depth=depth + 1)
            _measure(step.no, depth=depth + 1)
