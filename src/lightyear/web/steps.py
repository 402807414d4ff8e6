"""The steps of a journey in words, and as a tree one can read aloud."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lightyear.accounts.matrix import Role
from lightyear.intake import definition as texts
from lightyear.journeys.definition import Branch, Definition, GiveTask, Notify, Send, Step, Trigger, Wait
from lightyear.journeys.queries import Numbers
from lightyear.messaging import queries as messages
from lightyear.messaging.models import Template
from lightyear.segments import condition
from lightyear.web import words

ICONS = {"wait": "clock", "send": "mail", "notify": "bell", "task": "task", "branch": "branch"}
PASS, TEE, TURN, GAP = "guide-pass", "guide-tee", "guide-turn", "guide-gap"


@dataclass(frozen=True, slots=True)
class Names:
    """What the workspace calls the things that steps name by key."""

    forms: Mapping[str, str]
    templates: Mapping[str, str]

    @classmethod
    def load(cls) -> "Names":
        return cls(words.forms(), dict(Template.objects.values_list("key", "name")))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the tree: a step, or one way of a branch (`is_answer`)."""

    text: SafeString
    icon: str
    guides: list[str] = field(default_factory=list)
    number: int | None = None
    detail: str = ""
    place: str = ""
    came_in: int = 0
    here: int | None = None
    went_on: int | None = None
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    is_answer: bool = False


def say_trigger(trigger: Trigger, names: Names) -> SafeString:
    form = names.forms.get(trigger.form, trigger.form) if trigger.form else _("any form")
    return format_html(_("When someone confirms <strong>{form}</strong>"), form=form)


def say(step: Step, names: Names) -> SafeString:
    """One step as a sentence."""
    match step:
        case Wait():
            return format_html(_("Wait <strong>{time}</strong>"), time=_duration(step))
        case Send(template=key):
            name = names.templates.get(key, key)
            return format_html(_("Send <strong>{template}</strong>"), template=name)
        case Notify(role=role):
            return format_html(_("Tell those with the role <strong>{role}</strong>"), role=Role(role).label)
        case GiveTask(title=title, role=role):
            return format_html(
                _("Give the role {role} a task: <strong>{title}</strong>"),
                role=Role(role).label,
                title=texts.say(title, get_language() or "en"),
            )
        case Branch(condition=raw):
            said = condition.say(condition.parse(raw), get_language() or "en")
            return format_html(_("If <strong>{condition}</strong>"), condition=said)


def icon(step: Step) -> str:
    return ICONS[str(step.__struct_config__.tag)]


def tree(definition: Definition, numbers: Mapping[str, Numbers], *, came_in: int) -> list[Row]:
    """Every line of the tree from the trigger on, with what each step has seen."""
    names = Names.load()
    first = Row(
        say_trigger(definition.trigger, names),
        "lightning",
        number=1,
        place="is-first",
        came_in=came_in,
        went_on=came_in,
    )
    rows = [first, *_main(definition.steps, numbers, names)]
    counter = iter(range(2, len(rows) + 2))
    return [row if row.is_answer or row is first else _numbered(row, next(counter)) for row in rows]


def _main(steps: Sequence[Step], numbers: Mapping[str, Numbers], names: Names) -> Iterator[Row]:
    for index, step in enumerate(steps):
        is_last = index == len(steps) - 1
        place = "is-last" if is_last and not isinstance(step, Branch) else ""
        yield _row(step, [], place, numbers, names)
        if isinstance(step, Branch):
            yield from _answers(step, [], not is_last, numbers, names)


def _answers(
    step: Branch, guides: list[str], goes_on: bool, numbers: Mapping[str, Numbers], names: Names
) -> Iterator[Row]:
    """The two ways of a branch; the line beside them goes on when something comes after it."""
    seen = numbers.get(step.key, Numbers())
    ways = [(_("Yes"), step.yes, seen.yes, True), (_("No"), step.no, seen.no, goes_on)]
    for word, steps, came_in, is_followed in ways:
        detail = "" if steps else _("Goes on") if goes_on else _("Nothing more happens")
        yield Row(
            format_html("{}", word),
            "chevron-right",
            [*guides, TEE if is_followed else TURN],
            detail=detail,
            place="" if steps else "is-last",
            came_in=came_in,
            went_on=None if steps else came_in,
            is_answer=True,
        )
        yield from _hanging(steps, [*guides, PASS if is_followed else GAP], numbers, names)


def _hanging(
    steps: Sequence[Step], guides: list[str], numbers: Mapping[str, Numbers], names: Names
) -> Iterator[Row]:
    """The steps below an answer, each on a turn of its line."""
    for index, step in enumerate(steps):
        is_last = index == len(steps) - 1
        place = "is-first" if isinstance(step, Branch) else "is-free"
        yield _row(step, [*guides, TURN if is_last else TEE], place, numbers, names)
        if isinstance(step, Branch):
            yield from _answers(step, [*guides, GAP if is_last else PASS], False, numbers, names)


def _row(step: Step, guides: list[str], place: str, numbers: Mapping[str, Numbers], names: Names) -> Row:
    seen = numbers.get(step.key, Numbers())
    is_send = isinstance(step, Send)
    return Row(
        say(step, names),
        icon(step),
        guides,
        detail=_detail(step, seen),
        place=place,
        came_in=seen.came_in,
        here=seen.here,
        went_on=seen.went_on,
        outcomes=_outcomes(seen) if is_send else [],
        reasons=_reasons(seen) if is_send else [],
    )


def _numbered(row: Row, number: int) -> Row:
    return replace(row, number=number)


def _detail(step: Step, seen: Numbers) -> str:
    parts = []
    if isinstance(step, GiveTask):
        days = ngettext("To do within %(count)s day.", "To do within %(count)s days.", step.within_days)
        parts.append(days % {"count": step.within_days})
    if seen.left:
        left = ngettext(
            "%(count)s person left here: the data was erased.",
            "%(count)s people left here: their data was erased.",
            seen.left,
        )
        parts.append(left % {"count": seen.left})
    return " ".join(parts)


def _outcomes(seen: Numbers) -> list[tuple[str, str]]:
    """What became of the messages of a step, as verdicts with their words."""
    found = []
    if seen.sent:
        found.append(("allow", _("%(count)s sent") % {"count": f"{seen.sent:,}"}))
    if seen.not_sent_count:
        found.append(("block", _("%(count)s not sent") % {"count": f"{seen.not_sent_count:,}"}))
    return found


def _reasons(seen: Numbers) -> list[str]:
    reasons = sorted(seen.not_sent.items(), key=lambda line: (-line[1], line[0]))
    found = [
        _("%(reason)s: %(count)s") % {"reason": messages.left_out(reason, count).label, "count": f"{count:,}"}
        for reason, count in reasons
    ]
    if seen.waiting:
        found.append(_("%(count)s on the way") % {"count": f"{seen.waiting:,}"})
    return found


def _duration(step: Wait) -> str:
    days, hours = divmod(int(step.duration.total_seconds()) // 3600, 24)
    in_days = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if days and hours:
        return _("%(days)s and %(hours)s") % {"days": in_days, "hours": in_hours}
    return in_days if days else in_hours


def outcome(passage: Any) -> str:
    """What came of a step, in words; the reason speaks for itself."""
    return str(
        messages.left_out(passage.reason, 1).label if passage.reason else passage.get_outcome_display()
    )
