"""Templates: the list, making and changing one, how it looks, what objects to it, and the archive."""

from collections.abc import Callable
from typing import Any, cast

from csp.decorators import csp, csp_update
from django.contrib import messages as notes
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action
from lightyear.consent import queries as consents
from lightyear.consent.models import Purpose
from lightyear.journeys import queries as journeys
from lightyear.messaging import queries, rendering, services, wording
from lightyear.messaging.models import Template, TemplateVersion
from lightyear.web import found as findings
from lightyear.web import letter_frame, template_words
from lightyear.web.requests import StaffRequest, actor
from lightyear.web.template_forms import WordingForm

READERS = ("named", "unnamed")
View = Callable[[doors.View], doors.View]
framed = cast(View, csp_update({"frame-src": ["'self'"]}))
in_a_frame = cast(View, csp(letter_frame.CSP))


@doors.staff(Action.TEMPLATES_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    """The templates in use, or the archived ones."""
    is_archive = request.GET.get("state") == "archived"
    lines = queries.templates(archived=is_archive)
    context = {
        "templates": lines,
        "has_own": any(line.template.purpose.kind == Purpose.Kind.COMMERCIAL for line in lines),
        "is_archive": is_archive,
        "may_edit": _may_edit(request),
    }
    return render(request, "web/templates.html", context)


@doors.staff(Action.TEMPLATES_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, workspace: str) -> HttpResponse:
    """A template with the first wording of each language."""
    purposes = _purposes()
    if not purposes:
        return render(request, "web/template_edit.html", {"form": None})
    template = Template(purpose=purposes[0])
    form = _form(request, template, {}, purposes)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, services.free_key(form.cleaned_data["name"]))
    return _edit(request, form, status=422 if form.is_bound else 200)


@doors.staff(Action.TEMPLATES_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """Change name, purpose and wording; every change of wording is a new version."""
    found = _found(template)
    # A letter of the product's own keeps its purpose: nobody agrees to be asked whether she agrees.
    # So does one that somebody got: her link stops the purpose it came for.
    is_free = found.purpose.kind == Purpose.Kind.COMMERCIAL and not queries.is_in_use(found.key)
    purposes = _purposes() if is_free else []
    versions = {version.language: version for version in queries.current_versions(found)}
    form = _form(request, found, versions, purposes)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, found.key)
    return _edit(request, form, template=found, status=422 if form.is_bound else 200)


@doors.staff(Action.TEMPLATES_VIEW)
@framed
@require_safe
def show(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """How it looks, what objects to it, and who would get it now."""
    found = _found(template)
    versions = queries.current_versions(found)
    is_commercial = found.purpose.kind == Purpose.Kind.COMMERCIAL
    may_send = matrix.allows(request.membership.role, Action.MESSAGES_SEND)
    looked = wording.looked(found, versions, workspace=request.workspace)
    remarks = template_words.lines(looked.remarks)
    context = {
        "template": found,
        "audience": queries.audience(found) if is_commercial else None,
        "remarks": remarks,
        "found": findings.of_template(request, found, looked.findings),
        "is_blocked": any(remark.is_blocking for remark in remarks),
        "may_send": is_commercial and may_send and not found.archived_at,
        "may_edit": _may_edit(request),
        "may_archive": is_commercial and _may_edit(request),
        **look(request, found, versions),
    }
    return render(request, "web/template.html", context)


@doors.staff(Action.TEMPLATES_VIEW)
@xframe_options_sameorigin
@in_a_frame
@require_safe
def preview(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """A version's own markup, for the sandboxed frame: no script, nothing from elsewhere."""
    found = _found(template)
    version = _version(request, found, queries.current_versions(found))
    if version is None:
        raise Http404
    try:
        return HttpResponse(_preview(request, found, version).html)
    except rendering.TemplateError as error:
        return HttpResponse(template_words.error(error), status=422, content_type="text/plain")


@doors.staff(Action.TEMPLATES_EDIT)
@require_POST
def archive(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """Send it no more; refused while a live journey would send it."""
    found = _found(template)
    if users := journeys.sending(found.key):
        names = ", ".join(journey.name for journey in users)
        notes.error(request, _("Not archived: a live journey sends it: %(names)s.") % {"names": names})
        return redirect("web:template", workspace, template)
    try:
        services.archive(template=found, by=actor(request))
    except services.Needed:
        notes.error(request, _("Not archived: the product sends this letter by itself."))
        return redirect("web:template", workspace, template)
    notes.success(request, _("Archived. It isn’t sent any more, and can be restored."))
    return redirect("web:templates", workspace)


@doors.staff(Action.TEMPLATES_EDIT)
@require_POST
def restore(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    services.restore(template=_found(template), by=actor(request))
    notes.success(request, _("Restored. It can be sent again."))
    return redirect("web:template", workspace, template)


def look(request: StaffRequest, template: Template, versions: list[TemplateVersion]) -> dict[str, Any]:
    """What a page with a preview needs: the version looked at, its words, and the other ways to look."""
    version = _version(request, template, versions)
    if version is None:
        if request.GET.get("version"):
            raise Http404
        return {"version": None}
    reader = _reader(request)
    address = reverse("web:template-preview", args=[request.workspace.slug, template.key])
    asked = {"language": version.language, "version": str(version.number), "reader": reader}
    try:
        rendered = _preview(request, template, version)
    except rendering.TemplateError:
        rendered = None
    return {
        "version": version,
        "is_current": version in versions,
        "rendered": rendered,
        "reader": reader,
        "preview_url": f"{address}?{urlencode(asked)}",
        "readers": [
            {"key": key, "query": urlencode({"language": version.language, "reader": key})} for key in READERS
        ],
        "languages": [
            {
                "key": one.language,
                "name": template_words.LANGUAGES.get(one.language, one.language),
                "query": urlencode({"language": one.language, "reader": reader}),
            }
            for one in versions
        ],
    }


def _found(key: str) -> Template:
    return get_object_or_404(Template.objects.select_related("purpose"), key=key)


def _may_edit(request: StaffRequest) -> bool:
    return matrix.allows(request.membership.role, Action.TEMPLATES_EDIT)


def _purposes() -> list[Purpose]:
    """What a template may be for: nothing goes out without consent because of what somebody chose here."""
    return [purpose for purpose in consents.purposes() if purpose.kind == Purpose.Kind.COMMERCIAL]


def _form(
    request: StaffRequest, template: Template, versions: dict[str, TemplateVersion], purposes: list[Purpose]
) -> WordingForm:
    first = request.workspace.language
    languages = sorted(template_words.LANGUAGES, key=lambda language: language != first)
    return WordingForm(
        request.POST if request.method == "POST" else None,
        template=template,
        versions=versions,
        purposes=purposes,
        languages=languages,
        initial={"name": template.name, "purpose": template.purpose.key},
    )


def _edit(
    request: StaffRequest, form: WordingForm, *, template: Template | None = None, status: int
) -> HttpResponse:
    kind = form.template.purpose.kind
    tokens = [f"{{{{ {token} }}}}" for token in wording.TOKENS[kind]]
    context: dict[str, Any] = {"form": form, "template": template, "tokens": tokens}
    if template is not None:
        looked = wording.looked(template, list(form.versions.values()), workspace=request.workspace)
        context["remarks"] = template_words.lines(looked.remarks)
        context["found"] = findings.of_template(request, template, looked.findings)
    return render(request, "web/template_edit.html", context, status=status)


def _save(request: StaffRequest, form: WordingForm, key: str) -> HttpResponse:
    try:
        services.define(
            key=key,
            name=form.cleaned_data["name"],
            purpose=form.template.purpose,
            variants=form.variants(),
            by=actor(request),
        )
    except services.PurposeStays:
        notes.error(request, _("Not saved: somebody got it meanwhile, so it keeps its purpose."))
        return redirect("web:template-edit", request.workspace.slug, key)
    notes.success(request, _("Saved. This is how it looks."))
    return redirect("web:template", request.workspace.slug, key)


def _reader(request: StaffRequest) -> str:
    asked = request.GET.get("reader", "")
    return asked if asked in READERS else READERS[0]


def _preview(request: StaffRequest, template: Template, version: TemplateVersion) -> rendering.Rendered:
    name = _name(request, version)
    return wording.preview(template, version, name=name, organization=request.workspace)


def _name(request: StaffRequest, version: TemplateVersion) -> str:
    """Whom the preview greets: somebody who gave a name, or somebody who didn't."""
    if _reader(request) == "unnamed":
        return ""
    return wording.NAMES.get(version.language, wording.NAMES["en"])


def _version(
    request: StaffRequest, template: Template, versions: list[TemplateVersion]
) -> TemplateVersion | None:
    """The version that ?language= and ?version= name; without a number the one in force."""
    language, number = request.GET.get("language", ""), request.GET.get("version", "")
    if number:
        if not number.isascii() or not number.isdecimal() or len(number) > 9:
            return None
        return template.versions.filter(language=language, number=int(number)).first()
    by_language = {version.language: version for version in versions}
    first = by_language.get(request.workspace.language) or next(iter(versions), None)
    return by_language.get(language, first)
