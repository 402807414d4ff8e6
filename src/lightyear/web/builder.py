"""The form builder: every POST saves the draft whole or changes nothing, and works without JavaScript."""

import dataclasses
from collections.abc import Callable
from typing import cast

from csp.decorators import csp_replace, csp_update
from django.contrib import messages as notes
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.intake import definition, drafts, edits, linter
from lightyear.intake.definition import Definition, Field
from lightyear.intake.models import Form, FormVersion
from lightyear.web import builder_forms, builder_page, hosted_page
from lightyear.web.builder_page import Opened
from lightyear.web.requests import StaffRequest, actor

framed = cast(Callable[[doors.View], doors.View], csp_update({"frame-src": ["'self'"]}))
in_a_frame = cast(Callable[[doors.View], doors.View], csp_replace({"frame-ancestors": ["'self'"]}))


@doors.staff(Action.FORMS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, workspace: str) -> HttpResponse:
    """Name a new form; a POST makes it with the two questions that suffice."""
    form = builder_forms.NameForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "web/form_new.html", {"form": form})
    if form.is_valid():
        try:
            version = drafts.begin(name=form.cleaned_data["name"], by=actor(request))
        except drafts.NoPurpose:
            form.add_error("name", _("First declare a purpose that answers requests."))
        else:
            return redirect("web:form-draft", workspace, version.form.slug)
    return render(request, "web/form_new.html", {"form": form}, status=422)


@doors.staff(Action.FORMS_EDIT)
@framed
@require_safe
def show(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    """The draft, or what is published as the draft would begin."""
    return builder_page.page(request, get_object_or_404(Form, slug=form))


@doors.staff(Action.FORMS_EDIT)
@xframe_options_sameorigin
@in_a_frame
@require_safe
def preview(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    """The draft as visitors would see it; it can't be sent."""
    found = get_object_or_404(Form, slug=form)
    asked = definition.read(found.versions.latest("number").definition)
    with translation.override(builder_page.preview_language(request.GET.get("language", ""))):
        context = hosted_page.preview(asked, organization=request.workspace)
        return render(request, "web/hosted_form.html", context)


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def texts(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    """The name and the words around the questions."""
    found, typed = get_object_or_404(Form, slug=form), builder_forms.TextsForm(request.POST)
    if not typed.is_valid():
        return builder_page.page(request, found, Opened("texts", typed, status=422))
    drafts.rename(slug=form, name=typed.cleaned_data["name"], by=actor(request))
    parts = {part: typed.text(part) for part in ("title", "intro", "button")}
    return _edit(request, found, "texts", lambda asked: edits.say(asked, **parts), Opened("texts", typed))


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def add_field(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    found = get_object_or_404(Form, slug=form)
    typed = builder_forms.FieldForm(request.POST, purposes=builder_page.purposes())
    if not typed.is_valid():
        return builder_page.page(request, found, Opened("field/", typed, status=422))
    return _edit(
        request,
        found,
        "fields",
        lambda asked: edits.add_field(asked, typed.field(_keys(asked))),
        Opened("field/", typed),
    )


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def save_field(request: StaffRequest, workspace: str, form: str, key: str) -> HttpResponse:
    found = get_object_or_404(Form, slug=form)
    old = _field(found, key)
    typed = builder_forms.FieldForm(request.POST, purposes=builder_page.purposes(), old=old)
    if not typed.is_valid():
        return builder_page.page(request, found, Opened(f"field/{key}", typed, status=422))
    return _edit(
        request,
        found,
        f"field/{key}",
        lambda asked: edits.replace_field(asked, key, typed.field(_keys(asked))),
        Opened(f"field/{key}", typed),
    )


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def remove_field(request: StaffRequest, workspace: str, form: str, key: str) -> HttpResponse:
    found = get_object_or_404(Form, slug=form)
    _field(found, key)
    return _edit(request, found, "fields", lambda asked: edits.remove_field(asked, key))


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def move_field(request: StaffRequest, workspace: str, form: str, key: str) -> HttpResponse:
    """One place up or down."""
    found, direction = get_object_or_404(Form, slug=form), request.POST.get("direction", "")
    _field(found, key)
    if direction not in ("up", "down"):
        return builder_page.page(request, found, Opened(problem=_("Say up or down."), status=422))
    by = -1 if direction == "up" else 1
    return _edit(request, found, f"field/{key}", lambda asked: edits.move_field(asked, key, by=by))


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def remedy(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    """Do what the linter offers; a remark that is gone meanwhile needs nothing more."""
    found = get_object_or_404(Form, slug=form)
    place, rule = request.POST.get("place", ""), request.POST.get("rule", "")
    try:
        return _edit(request, found, place, lambda asked: linter.remedied(asked, place=place, rule=rule))
    except linter.NoRemedy:
        problem = _("That remark is settled already.")
        return builder_page.page(request, found, Opened(problem=problem, status=422))


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def consent(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    """Ask for a purpose on a channel, or word the question anew."""
    found = get_object_or_404(Form, slug=form)
    typed = builder_forms.ConsentForm(request.POST, purposes=builder_page.purposes())
    if not typed.is_valid():
        place = builder_page.place_of_consent(found, typed.data.get("purpose"), typed.data.get("channel"))
        return builder_page.page(request, found, Opened(place, typed, status=422))
    purpose, channel = typed.cleaned_data["purpose"], typed.cleaned_data["channel"]
    return _edit(
        request,
        found,
        f"consent/{purpose}/{channel}",
        lambda asked: edits.ask(asked, purpose, channel, typed.wording()),
        Opened(builder_page.place_of_consent(found, purpose, channel), typed),
    )


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def remove_consent(
    request: StaffRequest, workspace: str, form: str, purpose: str, channel: str
) -> HttpResponse:
    found = get_object_or_404(Form, slug=form)
    return _edit(request, found, "consents", lambda asked: edits.stop_asking(asked, purpose, channel))


@doors.staff(Action.FORMS_EDIT)
@framed
@require_POST
def publish(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    """Show the draft to visitors, unless something must go first."""
    found = get_object_or_404(Form, slug=form)
    try:
        version = drafts.publish(slug=form, by=actor(request))
    except FormVersion.DoesNotExist:
        return builder_page.page(
            request, found, Opened(problem=_("There is nothing to publish."), status=409)
        )
    except drafts.NotReady:
        problem = _("Not published: something must go first. It is marked below.")
        return builder_page.page(request, found, Opened(problem=problem, status=422))
    notes.success(request, _("Version %(number)s is published.") % {"number": version.number})
    return redirect("web:form", workspace, form)


@doors.staff(Action.FORMS_EDIT)
@require_POST
def discard(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    get_object_or_404(Form, slug=form)
    is_gone = drafts.discard(slug=form, by=actor(request))
    notes.success(request, _("The draft is gone. Nothing that visitors see has changed."))
    return redirect("web:forms", workspace) if is_gone else redirect("web:form", workspace, form)


def _edit(
    request: StaffRequest,
    form: Form,
    place: str,
    change: Callable[[Definition], Definition],
    typed: Opened | None = None,
) -> HttpResponse:
    """Save the change and go back to its place; what was refused is said beside what was typed."""
    try:
        drafts.edit(slug=form.slug, change=change, what=place, by=actor(request))
    except edits.Refused as refused:
        opened = dataclasses.replace(typed or Opened(), problem=refused.words, status=422)
        return builder_page.page(request, form, opened)
    address = reverse("web:form-draft", args=[request.workspace.slug, form.slug])
    return redirect(f"{address}?{builder_page.query(request)}#{place.replace('/', '-')}")


def _field(form: Form, key: str) -> Field:
    asked = definition.read(form.versions.latest("number").definition)
    found = next((field for field in asked.fields if field.key == key), None)
    if found is None:
        raise Http404
    return found


def _keys(asked: Definition) -> set[str]:
    return {field.key for field in asked.fields}
