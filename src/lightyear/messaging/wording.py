"""What an author hears of her template before anybody gets it: errors by line, how it looks, what objects.

Everything is filled in and judged as the real message would be, for somebody who doesn't exist.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from lightyear import guard
from lightyear.consent.models import Purpose
from lightyear.contacts.models import Contact
from lightyear.gate import queries as gate_queries
from lightyear.gate import records
from lightyear.gate import services as gate
from lightyear.gate.models import Decision, Verdict
from lightyear.guard import allowed, rulebook, types
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.messaging import addresses, filling, layout, letters, liquid, queries, reading, rendering
from lightyear.messaging import channel as channels
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

CARRIES, POINTS, UNVEILS = "link.reader", "link.condition", "subject.reader"
"""The rules of remarks on addresses that say who opens them or name a condition, and on subjects that say
both. A reader's greeting may stand in a letter; it may not stand where others than she read it."""

_ANOTHER: Mapping[str, str] = {"en": "Zoe", "zh-hans": "晓梅"}
"""Somebody of another name: what differs between the two tells of the reader."""

Scan = Callable[..., list[guard.Finding]]
"""How the workspace reads a text of a channel."""

_CITES: Mapping[str, str] = {
    CARRIES: "45 CFR 164.502(a); PIPL 23",
    POINTS: "RCW 19.373.010; PIPL 28",
    UNVEILS: "45 CFR 164.502(b); PIPL 28",
}

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


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """What the guard found in a part of a version, whatever the rules say of it; `words` are the author's."""

    language: str
    part: str
    category: str
    words: str
    detector: str


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


@dataclass(frozen=True, slots=True, repr=False)
class Looked:
    """Everything that is said of a template's versions: remarks, the blocking ones first, and findings."""

    remarks: list[Remark]
    findings: list[Found]


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


def preview(
    template: Template, version: TemplateVersion, *, name: str, organization: Workspace
) -> rendering.Rendered:
    """The message as somebody of this name, or of none, would get it. Raises rendering.TemplateError."""
    return _fill(template, version, name, organization).rendered


def remarks(
    template: Template, versions: Sequence[TemplateVersion], *, workspace: Workspace | None = None
) -> list[Remark]:
    """What the gate and the copy checker say of each version, filled in; the blocking ones first."""
    return looked(template, versions, workspace=workspace).remarks


def looked(
    template: Template, versions: Sequence[TemplateVersion], *, workspace: Workspace | None = None
) -> Looked:
    """The remarks on each version, filled in, and what the guard finds in the author's own words."""
    found: list[Remark] = []
    filled: list[tuple[str, filling.Filled]] = []
    workspace = workspace or workspaces.current()
    scan = gate_queries.reader(workspace)
    for version in versions:
        try:
            name = NAMES.get(version.language, NAMES["en"])
            one = _fill(template, version, name, workspace)
            filled.append((version.language, one))
            another = _fill(template, version, _ANOTHER.get(version.language, _ANOTHER["en"]), workspace)
            found += _of_reader(version.language, one.rendered, another.rendered, scan)
        except rendering.TemplateError:
            found.append(Remark(version.language, "", UNFILLED, "", {}, "", is_blocking=True))
    judged = _judged(template, filled)
    found += [remark for one in filled for remark in _of_words(*one)] + _of_gate(judged)
    written = {version.language: _written(version) for version in versions}
    findings = [
        finding
        for one in judged
        for finding in _findings(*one)
        if finding.words != NAMES.get(finding.language)
        and " ".join(finding.words.split()) in written[finding.language]
    ]
    return Looked(sorted(found, key=lambda remark: not remark.is_blocking), list(dict.fromkeys(findings)))


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


def _of_reader(
    language: str, one: rendering.Rendered, another: rendering.Rendered, scan: Scan
) -> list[Remark]:
    """What addresses and the subject tell of the reader: it differs in a letter to another one.

    Shown is who serves an address, not what it carries.
    """
    elsewhere = set(addresses.of(another))
    found = [
        Remark(language, "text", rule, _CITES[rule], {}, addresses.host(address), is_blocking=rule == CARRIES)
        for address in addresses.of(one)
        if (rule := _of_address(address, scan, is_varied=address not in elsewhere))
    ]
    if one.subject != another.subject and _names_condition(scan(one.subject, "title")):
        found.append(Remark(language, "subject", UNVEILS, _CITES[UNVEILS], {}, "", is_blocking=True))
    return found


def _of_address(address: str, scan: Scan, *, is_varied: bool) -> str:
    """The rule that objects to an address. Our own end in tokens, in which anything may seem to stand."""
    is_ours = address.startswith(f"{settings.LIGHTYEAR_URL}/")
    findings = [] if is_ours else scan(address, "url")
    if is_varied or any(one.category in allowed.POINTING for one in findings):
        return CARRIES
    return POINTS if _names_condition(findings) else ""


def _names_condition(findings: Sequence[guard.Finding]) -> bool:
    return any(one.category == guard.HEALTH and one.detector not in types.CARE for one in findings)


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


def _judged(
    template: Template, filled: Sequence[tuple[str, filling.Filled]]
) -> list[tuple[str, gate.Parcel, Decision]]:
    """What the gate would decide of each, beside what it was shown."""
    try:
        destination = channels.get(template.channel).destination()
    except channels.Unknown:
        return []
    languages = [language for language, _ in filled]
    parcels = [letters.parcel(_message(template, language, ""), one) for language, one in filled]
    decisions = gate.judge_many(parcels, destination=destination, by=_AUTHOR)
    return list(zip(languages, parcels, decisions, strict=True))


def _of_gate(judged: Sequence[tuple[str, gate.Parcel, Decision]]) -> list[Remark]:
    """The rules that would keep each from leaving, with the categories that were found in it."""
    return [
        remark
        for language, _, decision in judged
        if decision.verdict == Verdict.BLOCK
        for remark in _of_decision(language, decision)
    ]


def _written(version: TemplateVersion) -> str:
    """What the author wrote, without what fills it in and frames it."""
    return " ".join([*version.subject.split(), *reading.pieces(version.mjml)])


def _findings(language: str, parcel: gate.Parcel, decision: Decision) -> list[Found]:
    return [
        Found(
            language,
            found["part"],
            found["category"],
            parcel.reading[found["part"]][found["start"] : found["end"]],
            found["detector"],
        )
        for found in decision.findings
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
