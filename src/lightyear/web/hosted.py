"""Pages that visitors see: the form, the thanks, the confirmation. They work without JavaScript."""

from contextlib import suppress
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lightyear.accounts import doors
from lightyear.gate.services import Refusal
from lightyear.intake import answers, definition, protection, queries
from lightyear.intake import services as intake
from lightyear.intake.definition import Definition
from lightyear.ledger.actors import Actor
from lightyear.web import hosted_page
from lightyear.web.requests import VisitorRequest

HONEYPOT = "website"


@doors.visitor
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: VisitorRequest, workspace: str, form: str) -> HttpResponse:
    """The form; a POST takes the answers."""
    version = queries.published(form)
    if version is None:
        return missing(request)
    asked = definition.read(version.definition)
    if request.method != "POST":
        return _form(request, asked, form=form)
    if request.POST.get(HONEYPOT):
        # A machine is thanked as people are, so that it learns nothing.
        with suppress(protection.TooMany):
            intake.trap(form=form, client=_client(request), by=Actor.visitor(f"form:{form}"))
        return redirect("web:hosted-thanks", workspace, form)
    return _take(request, asked, version=version, form=form)


@doors.visitor
@require_safe
def thanks(request: VisitorRequest, workspace: str, form: str) -> HttpResponse:
    version = queries.published(form)
    if version is None:
        return missing(request)
    title = definition.say(definition.read(version.definition).title, get_language() or "en")
    return render(request, "web/hosted_thanks.html", {"form_title": title})


@doors.visitor
@never_cache
@require_safe
def challenge(request: VisitorRequest, workspace: str) -> JsonResponse:
    """A proof of work for the visitor's browser."""
    return JsonResponse(protection.challenge())


@doors.visitor
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: VisitorRequest, workspace: str, token: str) -> HttpResponse:
    """Where the link in the mail leads. Opening it changes nothing: mail scanners open links too."""
    try:
        if intake.is_confirmed(token):
            return render(request, "web/hosted_confirm.html", {"was_confirmed": True})
        if request.method != "POST":
            return render(request, "web/hosted_confirm.html", {"token": token})
        intake.confirm(token)
    except intake.LinkUnusable:
        return render(request, "web/hosted_confirm.html", {"is_spent": True}, status=410)
    return render(request, "web/hosted_confirm.html", {"is_confirmed": True})


@doors.visitor
@require_safe
def brand(request: VisitorRequest, workspace: str) -> HttpResponse:
    """The organization's color as a stylesheet."""
    color = request.workspace.brand_color
    css = f":root {{ --brand: {color}; --brand-tint: color-mix(in oklab, {color} 8%, white); }}\n"
    response = HttpResponse(css, content_type="text/css")
    response["Cache-Control"] = "public, max-age=300"
    return response


def missing(request: VisitorRequest) -> HttpResponse:
    """In the organization's name: a visitor knows nothing of workspaces and members."""
    return render(request, "web/hosted_missing.html", status=404)


def _form(
    request: VisitorRequest,
    asked: Definition,
    *,
    form: str,
    errors: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    context = hosted_page.context(asked, typed=typed, errors=errors) | {
        "problem": problem,
        "honeypot": HONEYPOT,
        "form_slug": form,
    }
    return render(request, "web/hosted_form.html", context, status=status)


def _take(request: VisitorRequest, asked: Definition, *, version: Any, form: str) -> HttpResponse:
    language = get_language() or "en"
    ticked = set(request.POST.getlist("agree"))
    try:
        taken = intake.submit(
            version=version,
            typed={field.key: request.POST.get(field.key, "") for field in asked.fields},
            agreed=[notice for notice in intake.notices(asked, language) if str(notice.id) in ticked],
            language=language,
            client=_client(request),
            proof=request.POST.get("altcha", ""),
            by=Actor.visitor(f"form:{form}"),
        )
    except answers.Invalid as invalid:
        return _form(request, asked, form=form, errors=invalid.errors, status=422)
    except protection.TooMany as too_many:
        return _form(request, asked, form=form, problem=_when_again(too_many), status=429)
    if isinstance(taken, Refusal):
        problem = _(
            "We may not take what you typed. Leave out anything about health and numbers that identify you."
        )
        return _form(request, asked, form=form, problem=problem, status=422)
    return redirect("web:hosted-thanks", request.workspace.slug, form)


def _when_again(too_many: protection.TooMany) -> str:
    if too_many.window == protection.ADDRESS_WINDOW:
        return _(
            "This address was sent enough mails for today. Try again tomorrow; what you typed is still below."
        )
    return _(
        "Too many answers came from here. Wait an hour and send it again; what you typed is still below."
    )


def _client(request: VisitorRequest) -> str:
    address: str = request.META.get("REMOTE_ADDR", "")
    return address
