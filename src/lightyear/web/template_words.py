"""What is wrong with a template, or speaks against it, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lightyear.guard import CATEGORIES, HEALTH
from lightyear.messaging import wording
from lightyear.messaging.rendering import Kind, TemplateError
from lightyear.messaging.wording import Remark
from lightyear.web import words

LANGUAGES = {"en": "English", "zh-hans": "中文"}

ERRORS = {
    Kind.SYNTAX: gettext_lazy("A {{ … }} or {% … %} isn’t closed, or isn’t spelled as Liquid is."),
    Kind.UNDEFINED: gettext_lazy("There is no such token. Use one of those listed beside."),
    Kind.UNKNOWN_FILTER: gettext_lazy("There is no such filter."),
    Kind.LIMIT: gettext_lazy("It is too long, or repeats too often."),
    Kind.VALUE: gettext_lazy("A filter or a comparison can’t work with this value."),
    Kind.CONTROL_CHARACTER: gettext_lazy("A subject is one line."),
    Kind.MJML: gettext_lazy("This isn’t MJML: a tag is unknown, isn’t closed, or stands at the wrong place."),
    Kind.MISPLACED_LIQUID: gettext_lazy(
        "Liquid can’t stand at this place; put it into a text or an address."
    ),
    Kind.ADDED_ADDRESS: gettext_lazy("This would load something from elsewhere that you didn’t name."),
}

SUGGESTIONS = {
    "cn.guarantee": gettext_lazy("Say what is done, not what it is sure to bring."),
    "cn.safety": gettext_lazy("Leave the promise out; say where one can ask about risks."),
    "cn.rate": gettext_lazy("Leave rates of cure or effect out."),
    "cn.compare": gettext_lazy("Speak of your own service, not of others’."),
    "cn.endorse": gettext_lazy("Leave the recommendation out."),
    "cn.scope": gettext_lazy("Say only what the approved advertisement says."),
    "cn.absolute": gettext_lazy("Say what is true of you without a superlative."),
    "cn.military": gettext_lazy("Leave the name out."),
    "cn.nonmedical": gettext_lazy("Leave words of treatment out."),
    "us.claim": gettext_lazy("Keep the evidence at hand, or say it without the claim."),
    "us.testimonial": gettext_lazy("Get the patient’s authorization first, or leave the story out."),
    "recipient.patient": gettext_lazy(
        "Write so that it could go to anybody: it must not say that she is a patient."
    ),
    "recipient.condition": gettext_lazy(
        "Write so that it could go to anybody: it must not name her condition."
    ),
    wording.CARRIES: gettext_lazy(
        "Leave the reader out of it: whoever serves the address, or logs it on the way, learns who she is."
    ),
    wording.POINTS: gettext_lazy(
        "Better an address that names the topic: whoever serves it learns what its visitor cares about."
    ),
    wording.UNVEILS: gettext_lazy(
        "Take one of the two out: a subject is read on locked screens and by others."
    ),
    wording.UNWRITTEN: gettext_lazy("Put your own words in its place."),
    wording.UNFILLED: gettext_lazy("Open it and save it again: the errors are shown there."),
}
OF_THE_GATE = gettext_lazy("Leave out what was found; Flows says which rule speaks.")
TITLES = {
    wording.CARRIES: gettext_lazy("An address says who opens it"),
    wording.POINTS: gettext_lazy("An address names a condition"),
    wording.UNVEILS: gettext_lazy("The subject names the reader beside a condition"),
    wording.UNWRITTEN: gettext_lazy("The starter’s words are still there"),
    wording.UNFILLED: gettext_lazy("It can’t be filled in"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A remark as the page says it."""

    language: str
    place: str
    title: str
    rule: str
    cite: str
    words: str
    suggestion: str
    is_blocking: bool


def error(found: TemplateError) -> str:
    """What is wrong, on which line, at which of the author's own words."""
    place = _("Line %(line)s: ") % {"line": found.line} if found.line else ""
    word = f" ({found.word})" if found.word else ""
    return f"{place}{ERRORS[found.kind]}{word}"


def places() -> dict[str, str]:
    """What the parts of a mail are called."""
    return {"subject": _("Subject"), "text": _("Text"), "": _("The whole mail")}


def lines(remarks: Iterable[Remark]) -> list[Line]:
    """Each rule once for each place and words."""
    return list(dict.fromkeys(_line(remark) for remark in remarks))


def _line(remark: Remark) -> Line:
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    title = remark.title.get(language) or str(TITLES.get(remark.rule, remark.rule))
    return Line(
        language=remark.language,
        place=places()[remark.part],
        title=title,
        rule=remark.rule,
        cite=remark.cite,
        words=_words(remark),
        suggestion=str(SUGGESTIONS.get(remark.rule, OF_THE_GATE)),
        is_blocking=remark.is_blocking,
    )


def _words(remark: Remark) -> str:
    if remark.part:
        return remark.words
    known = {*CATEGORIES, HEALTH}
    return ", ".join(words.category(key) for key in remark.words.split(", ") if key in known)
