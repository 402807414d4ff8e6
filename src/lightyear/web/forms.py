"""Forms: the list, and one form with what it asks and how it did."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.intake import definition, queries
from lightyear.intake import services as intake
from lightyear.intake.definition import Field
from lightyear.web.requests import StaffRequest


@doors.staff(Action.FORMS_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    return render(request, "web/forms.html", {"forms": queries.forms()})


@doors.staff(Action.FORMS_VIEW)
@require_safe
def show(request: StaffRequest, workspace: str, form: str) -> HttpResponse:
    """What the published version asks, of which categories, for which purpose and how long."""
    found = get_object_or_404(queries.forms(), slug=form)
    version = found.by_number[0]  # type: ignore[attr-defined]
    asked = definition.read(version.definition)
    language = get_language() or "en"
    context = {
        "form": found,
        "version": version,
        "fields": [_line(field, language) for field in asked.fields],
        "notices": intake.notices(asked, language),
        "hosted_url": settings.LIGHTYEAR_URL + reverse("web:hosted-form", args=[workspace, form]),
    }
    return render(request, "web/form.html", context)


def _line(field: Field, language: str) -> dict[str, object]:
    return {"field": field, "label": definition.say(field.label, language), "categories": field.categories}
