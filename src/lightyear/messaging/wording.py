"""What an author hears of her template before anybody gets it: errors by line, how it looks, what objects.

Everything is filled in and judged as the real message would be, for somebody who doesn't exist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lightyear import guard
from lightyear.consent.models import Purpose
from lightyear.contacts.models import Contact
from lightyear.gate import records
from lightyear.gate import services as gate
from lightyear.gate.models import Decision, Verdict
from lightyear.guard import rulebook
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.messaging import channel as channels
from lightyear.messaging import filling, layout, letters, liquid, queries, rendering
from lightyear.messaging.models import Message, Template, TemplateVersion
from lightyear.workspaces import queries as workspaces
from lightyear.workspaces.models import Workspace

NAMES: Mapping[str, str] = {"en": "Ana", "zh-hans": "小雨"}
"""Whom a preview greets; somebody who gave no name is the other case."""

TOKENS: Mapping[str, Sequence[str]] = {
    Purpose.Kind.COMMERCIAL: (
        "contact.name",
        "organization.name",
        "organization.postal_address",
        "organization.privacy_email",
        "organization.color",
        "links.preferences",
        "links.unsubscribe",
    ),
    Purpose.Kind.SERVICE: (
        "contact.name",
        "organization.name",
        "organization.postal_address",
        "organization.privacy_email",
        "organization.color",
        "links.confirm",
    ),
}
"""What a template of each kind may name."""

UNFILLED, UNWRITTEN = "template", "unwritten"
"""The rules of remarks on wording that can't be filled in, and on a starter's words that are still there."""

_STARTERS: Mapping[str, Sequence[str]] = {
    "en": (
        "Hello{% if contact.name != '' %} {{ contact.name }}{% endif %}",
        "Write here what you want to say.",
        "Choose what you get",
    ),
    "zh-hans": (
        "您好{% if contact.name != '' %}，{{ contact.name }}{% endif %}",
        "请在这里填写正文。",
        "选择接收内容",
    ),
}

_NOBODY = UUID(int=0)
_AUTHOR = Actor.system("preview")


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a wording from being saved; `part` is subject or mjml."""

    part: str
    error: rendering.TemplateError


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says of a part ("subject", "text", "" for the whole); `words` are the author's own.

    `title` is the rule's, by language ("en", "zh"); on the whole the words are the categories that were
    found. A blocking remark keeps the template from being sent.
    """

    language: str
    part: str
    rule: str
    cite: str
    title: Mapping[str, str]
    words: str
    is_blocking: bool


def starter(language: str) -> str:
    """A body to begin with: a greeting, a place for the text, a button."""
    greeting, text, button = _STARTERS[language]
    return f"""<mj-section>
  <mj-column>
    <mj-text font-size="20px" line-height="28px" font-weight="600">{greeting}</mj-text>
    <mj-text>{text}</mj-text>
    <mj-button href="{{{{ links.preferences }}}}">{button}</mj-button>
  </mj-column>
</mj-section>
"""


def faults(template: Template, *, language: str, subject: str, mjml: str) -> list[Fault]:
    """What is wrong with a wording that isn't saved yet, each with the author's line."""
    parts = {"subject": (subject, False), "mjml": (mjml, True)}
    found = [
        Fault(part, error) for part, source in parts.items() if (error := _unfillable(template, *source))
    ]
    if all(fault.part != "mjml" for fault in found):
        try:
            layout.compiled(mjml, language=language, kind=template.purpose.kind)
        except rendering.TemplateError as error:
            found.append(Fault("mjml", error))
    return found


def preview(template: Template, version: TemplateVersion, *, name: str) -> rendering.Rendered:
    """The message as somebody of this name, or of none, would get it. Raises rendering.TemplateError."""
    return _fill(template, version, name, workspaces.current()).rendered


def remarks(template: Template, versions: Sequence[TemplateVersion]) -> list[Remark]:
    """What the gate and the copy checker say of each version, filled in; the blocking ones first."""
    found: list[Remark] = []
    filled: list[tuple[str, filling.Filled]] = []
    workspace = workspaces.current()
    for version in versions:
        try:
            name = NAMES.get(version.language, NAMES["en"])
            filled.append((version.language, _fill(template, version, name, workspace)))
        except rendering.TemplateError:
            found.append(Remark(version.language, "", UNFILLED, "", {}, "", is_blocking=True))
    found += [remark for one in filled for remark in _of_words(*one)] + _of_gate(template, filled)
    return sorted(found, key=lambda remark: not remark.is_blocking)


def objections(template: Template) -> list[Remark]:
    """What keeps a template from being sent as it stands."""
    return [remark for remark in remarks(template, queries.current_versions(template)) if remark.is_blocking]


def _unfillable(template: Template, source: str, is_html: bool) -> rendering.TemplateError | None:
    """The first error in filling it in, for somebody with a name and for somebody without."""
    for name in ("", NAMES["en"]):
        context = filling.context(_message(template, "en", name), workspaces.current())
        try:
            liquid.render(source, context, escape=is_html)
            if not is_html:
                rendering.render(subject=source, html="", context=context)
        except rendering.TemplateError as error:
            return error
    return None


def _of_words(language: str, filled: filling.Filled) -> list[Remark]:
    texts = {"subject": filled.rendered.subject, "text": filled.rendered.text}
    found = [remark for part, text in texts.items() for remark in _of_copy(language, part, text)]
    return found + [
        Remark(language, "text", UNWRITTEN, "", {}, text, is_blocking=True)
        for _, text, _ in _STARTERS.values()
        if text in filled.rendered.text
    ]


def _of_copy(language: str, part: str, text: str) -> list[Remark]:
    rules = {rule.key: rule for rule in rulebook.copy_rules()}
    return [
        Remark(
            language,
            part,
            finding.rule,
            rules[finding.rule].cite,
            rules[finding.rule].title,
            text[finding.start : finding.end],
            is_blocking=rules[finding.rule].action == "block",
        )
        for finding in guard.check_copy(text)
    ]


def _of_gate(template: Template, filled: Sequence[tuple[str, filling.Filled]]) -> list[Remark]:
    """The rules that would keep each from leaving, with the categories that were found in it."""
    try:
        destination = channels.get(template.channel).destination()
    except channels.Unknown:
        return []
    parcels = [letters.parcel(_message(template, language, ""), one) for language, one in filled]
    decisions = gate.judge_many(parcels, destination=destination, by=_AUTHOR)
    return [
        remark
        for (language, _), decision in zip(filled, decisions, strict=True)
        if decision.verdict == Verdict.BLOCK
        for remark in _of_decision(language, decision)
    ]


def _of_decision(language: str, decision: Decision) -> list[Remark]:
    titles = {rule.key: rule.title for rule in rulebook.rules()}
    return [
        Remark(
            language,
            "",
            line["rule"],
            line["cite"],
            titles.get(line["rule"], {}),
            ", ".join(dict.fromkeys(finding["category"] for finding in decision.findings)),
            is_blocking=True,
        )
        for line in decision.considered
        if line["matched"] and line["verdict"] != Verdict.ALLOW and line["rule"] != records.LEFT_WHOLE["rule"]
    ]


def _fill(template: Template, version: TemplateVersion, name: str, workspace: Workspace) -> filling.Filled:
    message = _message(template, version.language, name)
    return filling.fill(message, {version.language: version}, workspace)


def _message(template: Template, language: str, name: str) -> Message:
    """A message to nobody; it is never stored."""
    links = {}
    if template.purpose.kind == Purpose.Kind.SERVICE:
        links["confirm"] = {"path": "c", "kind": "confirm", "row": str(_NOBODY)}
    contact = Contact(name=name, language=language, confirmed_at=clock.now())
    return Message(
        id=_NOBODY,
        template=template,
        contact=contact,
        channel=template.channel,
        details={"links": links},
    )
