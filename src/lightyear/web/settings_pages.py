"""Settings of a workspace: what the organization is, who its mail comes from, and its keys."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import api_keys, doors, matrix, organization
from lightyear.accounts.matrix import Action
from lightyear.accounts.models import ApiKey
from lightyear.web import mail_server
from lightyear.web.organization_forms import NewKey, Organization, Sender
from lightyear.web.requests import StaffRequest, actor


@doors.staff(Action.SETTINGS_VIEW)
@require_safe
def show(request: StaffRequest, workspace: str) -> HttpResponse:
    return _organization(request, _form(request, Organization))


@doors.staff(Action.SETTINGS_EDIT)
@require_POST
def change(request: StaffRequest, workspace: str) -> HttpResponse:
    form = Organization(request.POST)
    if not form.is_valid():
        return _organization(request, form, status=422)
    return _save(request, form, "web:settings")


@doors.staff(Action.SETTINGS_VIEW)
@require_safe
def sender(request: StaffRequest, workspace: str) -> HttpResponse:
    """Who mail comes from, the server it leaves through, and the record that DNS must hold."""
    return _sender(request, _form(request, Sender))


@doors.staff(Action.SETTINGS_EDIT)
@require_POST
def change_sender(request: StaffRequest, workspace: str) -> HttpResponse:
    form = Sender(request.POST)
    if not form.is_valid():
        return _sender(request, form, status=422)
    return _save(request, form, "web:setting-sender")


@doors.staff(Action.SETTINGS_VIEW)
@never_cache
@require_safe
def keys(request: StaffRequest, workspace: str) -> HttpResponse:
    return _keys(request, _new_key(request, None))


@doors.staff(Action.KEYS_MANAGE)
@never_cache
@require_POST
def issue_key(request: StaffRequest, workspace: str) -> HttpResponse:
    """Make a key and show its token, this once."""
    form = _new_key(request, request.POST)
    if not form.is_valid():
        return _keys(request, form, status=422)
    scopes = [Action(scope) for scope in form.cleaned_data["scopes"]]
    _key, token = api_keys.issue(
        owner=request.membership, name=form.cleaned_data["name"], scopes=scopes, by=actor(request)
    )
    return _keys(request, _new_key(request, None), token=token)


@doors.staff(Action.KEYS_MANAGE)
@require_POST
def end_key(request: StaffRequest, workspace: str, key: UUID) -> HttpResponse:
    get_object_or_404(ApiKey, id=key)
    api_keys.end(key_id=key, by=actor(request))
    notes.success(request, _("The key opens nothing from now on."))
    return redirect("web:setting-keys", workspace)


def _form(request: StaffRequest, kind: type[forms.Form]) -> forms.Form:
    """The form as the workspace stands; for who may not change it, for reading."""
    form = kind(initial={name: getattr(request.workspace, name) for name in kind.base_fields})
    if not matrix.allows(request.membership.role, Action.SETTINGS_EDIT):
        for field in form.fields.values():
            field.disabled = True
    return form


def _save(request: StaffRequest, form: forms.Form, route: str) -> HttpResponse:
    organization.change(workspace=request.workspace, by=actor(request), **form.cleaned_data)
    notes.success(request, _("Saved."))
    return redirect(route, request.workspace.slug)


def _organization(request: StaffRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    may_edit = matrix.allows(request.membership.role, Action.SETTINGS_EDIT)
    context = {"form": form, "tab": "organization", "may_edit": may_edit}
    return render(request, "web/setting_organization.html", context, status=status)


def _sender(request: StaffRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "tab": "sender",
        "may_edit": matrix.allows(request.membership.role, Action.SETTINGS_EDIT),
        "server": mail_server.describe(),
        "record": mail_server.record(request.workspace),
    }
    return render(request, "web/setting_sender.html", context, status=status)


def _new_key(request: StaffRequest, given: Any) -> NewKey:
    role = request.membership.role
    allowed = [action for action in Action if matrix.allows(role, action)]
    return NewKey(given, allowed=[action for action in allowed if action not in matrix.PEOPLE_ONLY])


def _keys(request: StaffRequest, form: NewKey, *, token: str = "", status: int = 200) -> HttpResponse:
    found = ApiKey.objects.select_related("owner").order_by("-created_at", "-id")
    columns = ("name", "prefix", "scopes", "created_at", "last_used_at", "ended_at", "owner__name")
    context = {
        "tab": "keys",
        "keys": found.only(*columns),
        "form": form,
        "token": token,
        "may_manage": matrix.allows(request.membership.role, Action.KEYS_MANAGE),
    }
    return render(request, "web/setting_keys.html", context, status=status)
