"""Writes on journeys: publishing them, and letting people in."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from lightyear.contacts import services as contacts
from lightyear.contacts.models import Event
from lightyear.journeys import definition as definitions
from lightyear.journeys.definition import Branch, Definition, GiveTask, Malformed, Send
from lightyear.journeys.models import Journey, JourneyVersion
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging.models import Template
from lightyear.sales import services as sales
from lightyear.segments import condition, predicate
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall

ADVANCE = "journeys.advance"
TRIGGER = Actor.system("journeys")

ENROLL = """
INSERT INTO journeys_enrollment
  (id, workspace_id, journey_id, version_id, contact_id, trigger, step, state, due_at, entered_at)
SELECT gen_random_uuid(), v.workspace_id, v.journey_id, v.id, %(contact)s, %(event)s, v.first_step, 'in',
  %(now)s, %(now)s
FROM journeys_journeyversion v JOIN journeys_journey j ON j.id = v.journey_id AND j.paused_at IS NULL
WHERE v.workspace_id = %(workspace)s AND v.is_live
  AND v.trigger_event = %(kind)s AND v.trigger_form IN ('', %(form)s)
ON CONFLICT DO NOTHING
RETURNING version_id
"""


@transaction.atomic
def publish(*, key: str, name: str, raw: Mapping[str, Any], by: Actor) -> JourneyVersion:
    """Make a journey or its next version live; who is inside finishes on hers. Raises Malformed."""
    definition = definitions.read(raw)
    _check(definition)
    journey, _ = Journey.objects.update_or_create(key=key, defaults={"name": name})
    journey.versions.filter(is_live=True).update(is_live=False)
    version = JourneyVersion.objects.create(
        journey=journey,
        number=(journey.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        definition=dict(raw),
        trigger_event=definition.trigger.event,
        trigger_form=definition.trigger.form,
        first_step=definition.steps[0].key,
        is_live=True,
    )
    ledger.record("journey.published", actor=by, journey=key, version=version.number)
    return version


@transaction.atomic
def triggered(event: Event) -> int:
    """Let the contact of an event into every live journey that it brings people into. Safe to repeat.

    Called by the event's writer, in its transaction: the event and the enrollment are committed together
    or not at all. A sweep behind a watermark would have to reckon with transactions that commit late; this
    way there is nothing to catch up with. Who is inside a journey already isn't let in a second time.
    """
    values = {
        "workspace": wall.current(),
        "contact": event.contact_id,
        "event": event.id,
        "kind": event.kind,
        "form": event.facts.get("form", ""),
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(ENROLL, values)
        entered = [version_id for (version_id,) in cursor.fetchall()]
    for version in JourneyVersion.objects.select_related("journey").filter(id__in=entered):
        ledger.record(
            "journey.entered",
            actor=TRIGGER,
            subject=contacts.reference(event.contact),
            journey=version.journey.key,
            version=version.number,
        )
    if entered:
        workspaces.schedule(ADVANCE)
    return len(entered)


@transaction.atomic
def pause(*, journey: Journey, by: Actor) -> None:
    """Take nobody in and move nobody from now on. Safe to repeat."""
    if Journey.objects.filter(id=journey.id, paused_at=None).update(paused_at=clock.now()):
        ledger.record("journey.paused", actor=by, journey=journey.key)


@transaction.atomic
def resume(*, journey: Journey, by: Actor) -> None:
    """Go on: who became due meanwhile moves at once. Safe to repeat."""
    if Journey.objects.filter(id=journey.id, paused_at__isnull=False).update(paused_at=None):
        ledger.record("journey.resumed", actor=by, journey=journey.key)
        workspaces.schedule(ADVANCE)


def _check(definition: Definition) -> None:
    """Everything that the steps name exists in this workspace."""
    for step in definitions.steps(definition):
        try:
            _check_step(step)
        except sales.PersonalTitle:
            raise Malformed(f"The title of {step.key!r} speaks of a person.") from None
        except predicate.Malformed as error:
            raise Malformed(f"The condition of {step.key!r}: {error}") from None


def _check_step(step: definitions.Step) -> None:
    match step:
        case Send(template=template):
            if not Template.objects.filter(key=template, archived_at=None).exists():
                raise Malformed(f"{step.key!r} sends a template that isn't there.")
        case GiveTask(title=title):
            sales.check_title(title)
        case Branch(condition=raw):
            condition.read(raw)
