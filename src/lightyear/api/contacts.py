"""Contacts: listed, looked up, opened for a reason, and kept up to date through the gate."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Body as JsonBody
from ninja import Query, Router, Status

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action, ContactField
from lightyear.api import admission, contact_forms, pages
from lightyear.api.contact_forms import Contact, ContactPage, ContactWritten
from lightyear.api.problems import Problem
from lightyear.api.requests import ProgramRequest, actor, shows
from lightyear.contacts import profile, properties, queries, services
from lightyear.contacts.models import Contact as Row
from lightyear.contacts.models import PointKind

router = Router(tags=["Contacts"])


@router.get("", response=ContactPage, operation_id="listContacts", summary="List contacts, the newest first")
@doors.operation(Action.CONTACTS_VIEW)
def index(request: ProgramRequest, paging: Query[pages.Paging]) -> ContactPage:
    rows, following = pages.page(
        paging,
        lambda limit, before: queries.page(limit=limit, before=before),
        lambda row: (row.created_at, row.id),
    )
    return ContactPage(items=contact_forms.shown(request, rows), next=following)


@router.post(
    "",
    response={200: ContactWritten, 201: ContactWritten},
    operation_id="putContact",
    summary="Make the contact with an e-mail address, or change it",
    openapi_extra=contact_forms.REFUSES | contact_forms.LINKS,
)
@doors.operation(Action.CONTACTS_EDIT)
def put(request: ProgramRequest, body: Annotated[contact_forms.NewContact, JsonBody()]) -> Any:
    """Everything in words passes the gate; what may not be kept is taken out, and `decision` says what.
    A property that isn't declared is refused. The address counts as unconfirmed: it gets no commercial
    mail until it was proved."""
    answer = admission.put(request, body)
    if isinstance(answer, HttpResponse):
        return answer
    return Status(201 if answer.is_new else 200, contact_forms.written(request, answer))


@router.post(
    "/lookups",
    response=contact_forms.Found,
    operation_id="lookUpContact",
    summary="Find the contact with an e-mail address",
)
@doors.operation(Action.CONTACTS_VIEW)
def look_up(
    request: ProgramRequest, body: Annotated[contact_forms.LookUp, JsonBody()]
) -> contact_forms.Found:
    """The address is in the body because addresses of requests end up in logs."""
    row = queries.by_email(body.email)
    is_known = row is not None and row.confirmed_at is not None
    return contact_forms.Found(contact=contact_forms.shown(request, [row])[0] if row and is_known else None)


@router.get(
    "/{uuid:contact}", response=Contact, operation_id="getContact", summary="Get a contact, points masked"
)
@doors.operation(Action.CONTACTS_VIEW)
def show(request: ProgramRequest, contact: UUID) -> Contact:
    return contact_forms.shown(request, [find(contact)])[0]


@router.patch(
    "/{uuid:contact}",
    response=ContactWritten,
    operation_id="changeContact",
    summary="Change what is said of a contact",
    openapi_extra=contact_forms.REFUSES,
)
@doors.operation(Action.CONTACTS_EDIT)
def change(request: ProgramRequest, contact: UUID, body: Annotated[contact_forms.Details, JsonBody()]) -> Any:
    """What is left out stays, null empties."""
    answer = admission.change(request, find(contact), body)
    if isinstance(answer, HttpResponse):
        return answer
    return contact_forms.written(request, answer)


@router.post(
    "/{uuid:contact}/openings",
    response={201: contact_forms.Opened},
    operation_id="openContactField",
    summary="See a masked field, for a reason that is recorded",
)
@doors.operation(Action.CONTACTS_REVEAL)
def reveal(
    request: ProgramRequest, contact: UUID, body: Annotated[contact_forms.Opening, JsonBody()]
) -> Status[contact_forms.Opened]:
    """Each opening is an entry of the ledger (45 CFR 164.312(b))."""
    is_point = body.field in PointKind.values
    if not shows(request, ContactField.POINTS if is_point else ContactField.SENSITIVE_PROPERTIES):
        raise Problem(403)
    row, by = find(contact), actor(request)
    try:
        if is_point:
            value = services.reveal(row, kind=body.field, reason=body.reason, by=by)
        else:
            value = properties.reveal(row, key=body.field, reason=body.reason, by=by)
    except (KeyError, profile.Erased):
        raise Http404 from None
    return Status(201, contact_forms.Opened(field=body.field, value=contact_forms.plain(value)))


def find(contact: UUID) -> Row:
    """A known contact of the open workspace; 404 otherwise."""
    row = queries.known().filter(id=contact).first()
    if row is None:
        raise Http404
    return row
