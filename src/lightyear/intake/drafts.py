"""Drafts: the version of a form that is worked on, saved with every change, seen by nobody until published.

A draft is a FormVersion without `published_at`, always the last of its form, and always a usable form.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from django.db import transaction
from django.utils.text import slugify

from lightyear.consent import services as consent
from lightyear.consent.models import Purpose
from lightyear.gate import queries as gate
from lightyear.intake import definition as definitions
from lightyear.intake import edits, linter, queries
from lightyear.intake.definition import Definition, Field, Text
from lightyear.intake.models import Form, FormVersion
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import queries as workspaces

RESERVED = {"new"}
RETENTION_DAYS = 365
STARTING_LABELS: Mapping[str, Text] = {
    "name": {"en": "First name", "zh-hans": "怎么称呼您"},
    "email": {"en": "E-mail", "zh-hans": "电子邮箱"},
}


class NotReady(Exception):
    """Something in the draft must go before it can be published."""

    def __init__(self, remarks: list[linter.Remark]) -> None:
        super().__init__("the draft can't be published")
        self.remarks = remarks


class NoPurpose(LookupError):
    """The organization declared no purpose that answers a request."""


@transaction.atomic
def begin(*, name: str, by: Actor) -> FormVersion:
    """A new form with the two questions that suffice: what to call someone, and where to confirm."""
    purpose = Purpose.objects.filter(kind=Purpose.Kind.SERVICE).order_by("position", "key").first()
    if purpose is None:
        raise NoPurpose
    form = Form.objects.create(slug=_free_slug(name), name=name)
    definition = Definition(
        title={workspaces.current().language: name},
        fields=[_starting("first_name", "name", purpose), _starting("email", "email", purpose)],
    )
    return _save(form, definition, what="begun", by=by)


def of(form: Form) -> FormVersion | None:
    """The draft of a form, if there is one."""
    last: FormVersion | None = form.versions.order_by("-number").first()
    return last if last and last.published_at is None else None


@transaction.atomic
def edit(*, slug: str, change: Callable[[Definition], Definition], what: str, by: Actor) -> FormVersion:
    """Change the draft, begun from the last version if there is none, and save it.

    `what` is the place changed, for the ledger. Raises Form.DoesNotExist, edits.Refused or
    definition.Malformed; then nothing is saved.
    """
    form = Form.objects.select_for_update(of=("self",)).get(slug=slug)
    latest: FormVersion = form.versions.latest("number")
    return _save(form, change(definitions.read(latest.definition)), what=what, by=by)


@transaction.atomic
def rename(*, slug: str, name: str, by: Actor) -> Form:
    """What staff call the form; visitors see its title."""
    form = Form.objects.select_for_update(of=("self",)).get(slug=slug)
    if form.name != name:
        form.name = name
        form.save(update_fields=["name"])
        ledger.record("form.renamed", actor=by, form=slug)
    return form


@transaction.atomic
def publish(*, slug: str, by: Actor) -> FormVersion:
    """Show the draft to visitors, and put the wording of its consent questions in force.

    Raises NotReady while anything must go, FormVersion.DoesNotExist without a draft.
    """
    form = Form.objects.select_for_update(of=("self",)).get(slug=slug)
    draft = of(form)
    if draft is None:
        raise FormVersion.DoesNotExist
    definition = definitions.read(draft.definition)
    if remarks := linter.must_go(queries.remarks(definition, slug=slug)):
        raise NotReady(remarks)
    draft.definition = msgspec.to_builtins(_worded(definition, by=by))
    draft.published_at = clock.now()
    draft.save(update_fields=["definition", "published_at"])
    ledger.record("form.published", actor=by, form=slug, version=draft.number)
    return draft


@transaction.atomic
def discard(*, slug: str, by: Actor) -> bool:
    """Throw the draft away; True when the form went with it because it was never published."""
    form = Form.objects.select_for_update(of=("self",)).get(slug=slug)
    draft = of(form)
    if draft is None:
        return False
    draft.delete()
    ledger.record("form.draft_discarded", actor=by, form=slug, version=draft.number)
    if form.versions.exists():
        return False
    form.delete()
    return True


def _save(form: Form, definition: Definition, *, what: str, by: Actor) -> FormVersion:
    raw: dict[str, Any] = msgspec.to_builtins(definition)
    definitions.read(raw)
    latest = form.versions.order_by("-number").first()
    if latest and latest.published_at is None:
        draft: FormVersion = latest
        draft.definition = raw
        draft.save(update_fields=["definition"])
    else:
        draft = FormVersion.objects.create(
            form=form, number=latest.number + 1 if latest else 1, definition=raw
        )
    ledger.record("form.drafted", actor=by, form=form.slug, version=draft.number, what=what)
    return draft


def _worded(definition: Definition, *, by: Actor) -> Definition:
    """The consent questions refer to notices from now on; new wording became a notice's new version."""
    purposes = {purpose.key: purpose for purpose in Purpose.objects.all()}
    for ask in definition.consents:
        for language, wording in ask.wording.items():
            consent.word(
                purpose=purposes[ask.purpose],
                channel=ask.channel,
                language=language,
                wording=wording,
                by=by,
            )
    plain = [msgspec.structs.replace(ask, wording={}) for ask in definition.consents]
    return msgspec.structs.replace(definition, consents=plain)


def _starting(key: str, role: definitions.Role, purpose: Purpose) -> Field:
    return Field(
        key=key,
        kind="email" if role == "email" else "text",
        label=dict(STARTING_LABELS[role]),
        purpose=purpose.key,
        retention_days=RETENTION_DAYS,
        required=True,
        declares=[role],
        role=role,
    )


def _free_slug(name: str) -> str:
    """An address that nobody has, after the name; one that tells of health or of somebody says nothing."""
    neutral = f"form-{ids.new().hex[-6:]}"
    wanted = slugify(name)[:40].replace("_", "-").strip("-") or neutral
    if any(remark.level != "ok" for remark in linter.of_address(wanted, scan=gate.reader())):
        wanted = neutral
    taken = set(Form.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return edits.free(wanted, taken | RESERVED, joint="-")
