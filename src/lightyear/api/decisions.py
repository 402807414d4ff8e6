"""Decisions of the gate: what was decided and why, and asking it about something that isn't sent."""

from typing import Annotated
from uuid import UUID

from django.http import Http404
from ninja import Body as JsonBody
from ninja import Query, Router, Status

from lightyear import guard
from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.api import contacts, pages
from lightyear.api import decision_forms as forms
from lightyear.api.requests import ProgramRequest, actor
from lightyear.consent import queries as consents
from lightyear.consent.models import Purpose
from lightyear.gate import queries
from lightyear.gate import services as gate
from lightyear.gate.models import Destination

router = Router(tags=["Decisions"])


@router.get(
    "/destinations",
    response=forms.DestinationList,
    operation_id="listDestinations",
    summary="List the destinations and whether an agreement stands",
)
@doors.operation(Action.FLOWS_VIEW)
def destinations(request: ProgramRequest) -> forms.DestinationList:
    return forms.DestinationList(items=[forms.destination(row) for row in queries.destinations()])


@router.get(
    "/decisions",
    response=forms.DecisionPage,
    operation_id="listDecisions",
    summary="List decisions, the latest first",
)
@doors.operation(Action.FLOWS_VIEW)
def index(
    request: ProgramRequest, paging: Query[pages.Paging], only: Query[forms.Filter]
) -> forms.DecisionPage:
    rows, following = pages.page(
        paging,
        lambda limit, before: queries.page(
            source=only.source, verdict=only.verdict, limit=limit, before=before
        ),
        lambda row: (row.at, row.id),
    )
    return forms.DecisionPage(items=[forms.decision(row) for row in rows], next=following)


@router.post(
    "/decisions",
    response={201: forms.Answered},
    operation_id="askGate",
    summary="Ask whether a payload may go to a destination",
    openapi_extra=forms.LINKS,
)
@doors.operation(Action.FLOWS_ASK)
def ask(request: ProgramRequest, body: Annotated[forms.Question, JsonBody()]) -> Status[forms.Answered]:
    """Nothing is sent and nothing of the payload is kept. The answer is a decision like any other: recorded,
    with every rule that was considered."""
    destination = Destination.objects.filter(key=body.destination).first()
    if destination is None:
        raise Http404
    answer = gate.clear(
        body.parts,
        dict.fromkeys(body.parts, _flow(body)),
        destination=destination,
        source=f"api:{body.source}",
        by=actor(request),
    )
    passing = dict(answer.payload) if isinstance(answer, gate.Cleared) else None
    return Status(201, forms.Answered(**forms.decision(answer.decision).model_dump(), passing=passing))


@router.get(
    "/decisions/{uuid:decision}",
    response=forms.Decision,
    operation_id="getDecision",
    summary="Get a decision with everything it rests on",
)
@doors.operation(Action.FLOWS_VIEW)
def show(request: ProgramRequest, decision: UUID) -> forms.Decision:
    row = queries.decisions().filter(id=decision).first()
    if row is None:
        raise Http404
    return forms.decision(row)


def _flow(body: forms.Question) -> guard.Flow:
    return guard.Flow(
        direction="out",
        channel=body.channel,
        page=body.page,
        sender=body.sender,
        subject=body.subject,
        purpose=body.purpose,
        declared=tuple(body.declared),
        basis=guard.Basis(consent=_has_agreed(body)),
    )


def _has_agreed(body: forms.Question) -> bool:
    """What is on record counts, not what the caller says of it."""
    if body.recipient is None:
        return False
    contact = contacts.find(body.recipient.contact)
    purpose = Purpose.objects.filter(key=body.purpose).first()
    granted = consents.granted(contact).filter(purpose=purpose, channel=body.recipient.channel)
    return purpose is not None and granted.exists()
