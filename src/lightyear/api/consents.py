"""Consent: purposes and wordings, what a contact answered, and new answers with their proof."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from ninja import Body as JsonBody
from ninja import Query, Router, Status

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action, ContactField
from lightyear.api import consent_forms as forms
from lightyear.api import contacts, pages
from lightyear.api.problems import Problem
from lightyear.api.requests import ProgramRequest, actor, may, shows
from lightyear.consent import queries, services
from lightyear.consent.models import ConsentRecord, Notice, Purpose, Standing
from lightyear.contacts import services as people
from lightyear.contacts.models import Contact
from lightyear.ledger.actors import Actor

router = Router(tags=["Consent"])


@router.get("/purposes", response=forms.PurposeList, operation_id="listPurposes", summary="List the purposes")
@doors.operation(Action.CONSENTS_VIEW)
def purposes(request: ProgramRequest) -> forms.PurposeList:
    return forms.PurposeList(items=[forms.Purpose.model_validate(row) for row in queries.purposes()])


@router.get(
    "/notices",
    response=forms.NoticePage,
    operation_id="listNotices",
    summary="List the wordings of consent questions, the newest first",
)
@doors.operation(Action.CONSENTS_VIEW)
def notices(request: ProgramRequest, paging: Query[pages.Paging]) -> forms.NoticePage:
    rows, following = pages.page(
        paging,
        lambda limit, before: queries.notices(limit=limit, before=before),
        lambda row: (row.created_at, row.id),
    )
    return forms.NoticePage(items=[forms.notice(row) for row in rows], next=following)


@router.get(
    "/contacts/{uuid:contact}/standings",
    response=forms.StandingList,
    operation_id="listStandings",
    summary="List the answers of a contact that hold now",
)
@doors.operation(Action.CONSENTS_VIEW)
def standings(request: ProgramRequest, contact: UUID) -> forms.StandingList:
    found = Standing.objects.filter(contact=_readable(request, contact)).select_related("purpose")
    return forms.StandingList(
        items=[forms.standing(row) for row in found.order_by("purpose__key", "channel")]
    )


@router.get(
    "/contacts/{uuid:contact}/consents",
    response=forms.RecordPage,
    operation_id="listConsents",
    summary="List everything a contact ever answered, the newest first",
)
@doors.operation(Action.CONSENTS_VIEW)
def records(request: ProgramRequest, contact: UUID, paging: Query[pages.Paging]) -> forms.RecordPage:
    row = _readable(request, contact)
    rows, following = pages.page(
        paging,
        lambda limit, before: queries.records(row, limit=limit, before=before),
        lambda record: (record.at, record.id),
    )
    return forms.RecordPage(items=[forms.record(one) for one in rows], next=following)


@router.post(
    "/contacts/{uuid:contact}/consents",
    response={200: forms.RecordWritten, 201: forms.RecordWritten},
    operation_id="grantConsent",
    summary="Record that a contact agreed to a wording",
    openapi_extra={"x-conflicts": "a withdrawal that came later, or a moment that is still to come"},
)
@doors.operation(Action.CONSENTS_RECORD)
def grant(request: ProgramRequest, contact: UUID, body: Annotated[forms.Grant, JsonBody()]) -> Any:
    """Name the exact wording she saw, and how you know. The same again changes nothing."""
    row, notice = contacts.find(contact), _notice(body.notice)
    standing = queries.standing(row, notice.purpose, notice.channel)
    record = _granted(row, notice, body, by=actor(request))
    if body.evidence.double_opt_in:
        _confirm(row, forms.POINTS[notice.channel], by=actor(request))
    return _written(request, record, standing)


@router.post(
    "/contacts/{uuid:contact}/withdrawals",
    response={200: forms.RecordWritten, 201: forms.RecordWritten},
    operation_id="withdrawConsent",
    summary="Record that a contact withdrew",
    openapi_extra={"x-conflicts": "nothing was ever answered that could be withdrawn"},
)
@doors.operation(Action.CONSENTS_RECORD)
def withdraw(request: ProgramRequest, contact: UUID, body: Annotated[forms.Withdrawal, JsonBody()]) -> Any:
    """Honored at once, queued messages included (PIPL 15-16). The same again changes nothing."""
    row = contacts.find(contact)
    purpose = Purpose.objects.filter(key=body.purpose).first()
    if purpose is None:
        raise Http404
    standing = queries.standing(row, purpose, body.channel)
    try:
        record = services.withdraw(
            contact=row,
            purpose=purpose,
            channel=body.channel,
            source=f"api:{body.source}",
            by=actor(request),
        )
    except services.NeverGranted:
        raise Problem(409, "There is no answer to withdraw.") from None
    return _written(request, record, standing)


def _readable(request: ProgramRequest, contact: UUID) -> Contact:
    if not shows(request, ContactField.CONSENTS):
        raise Problem(403)
    return contacts.find(contact)


def _notice(notice: UUID) -> Notice:
    row = Notice.objects.select_related("purpose").filter(id=notice).first()
    if row is None:
        raise Http404
    return row


def _granted(contact: Contact, notice: Notice, body: forms.Grant, *, by: Actor) -> ConsentRecord:
    evidence = body.evidence.model_dump(exclude_none=True, exclude={"given_at"})
    try:
        return services.grant(
            contact=contact,
            notice=notice,
            given_at=body.evidence.given_at,
            source=f"api:{body.source}",
            by=by,
            **evidence,
        )
    except services.StillToCome:
        raise Problem(409, "This moment is still to come.") from None
    except services.LaterNo:
        raise Problem(409, "A later withdrawal stands.") from None


def _confirm(contact: Contact, kind: str, *, by: Actor) -> None:
    if contact.points.filter(kind=kind, confirmed_at=None).exists():
        people.confirm(contact, kind=kind, name="", by=by)


def _written(
    request: ProgramRequest, record: ConsentRecord, before: Standing | None
) -> Status[forms.RecordWritten]:
    """Writing shows nothing that the key could not read: what stands may have been said elsewhere."""
    is_new = before is None or before.record_id != record.id
    may_read = may(request, Action.CONSENTS_VIEW) and shows(request, ContactField.CONSENTS)
    answer = forms.record(record) if may_read else forms.RecordReceipt(id=record.id)
    return Status(201 if is_new else 200, forms.RecordWritten(answer))
