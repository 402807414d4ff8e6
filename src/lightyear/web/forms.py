"""Forms: the list, and one form with what it asks and how it did."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action
from lightyear.intake import definition, queries
from lightyear.intake import services as intake
from lightyear.intake.definition import Field
from lightyear.intake.models import Form
from lightyear.web import words
from lightyear.web.requests import StaffRequest


@doors.staff(Action.FORMS_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    may_edit = matrix.allows(request.membership.role, Action.FORMS_EDIT)
    return render(request, "web/forms.html", {"forms": queries.forms(), "may_edit": may_edit})


@doors.staff(Action.FORMS_VIEW)
@require_safe
def show(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    """What the published version asks, of which categories, for which purpose and how long."""
    found, may_edit = queries.form(form), matrix.allows(request.membership.role, Action.FORMS_EDIT)
    if found is None:
        raise Http404
    if found.published is None:
        return redirect("web:form-draft", workspace, form) if may_edit else _unpublished(request, found.form)
    version = found.published
    asked = definition.read(version.definition)
    language = get_language() or "en"
    context = {
        "form": found.form,
        "line": found,
        "version": version,
        "fields": [_line(field, language) for field in asked.fields],
        "notices": intake.notices(asked, language),
        "may_edit": may_edit,
        "names": words.Names(),
        "has_draft": found.latest.published_at is None,
        "hosted_url": settings.LIGHTYEAR_URL + reverse("web:hosted-form", args=[workspace, form]),
    }
    return render(request, "web/form.html", context)


def _unpublished(request: StaffRequest, form: Form) -> HttpResponse:
    return render(request, "web/form_unpublished.html", {"form": form})


def _line(field: Field, language: str) -> dict[str, object]:
    return {"field": field, "label": definition.say(field.label, language), "categories": field.categories}
