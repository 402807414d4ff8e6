"""Furnishing a new workspace, so that its first visitor can sign up and its first mail can leave."""

from typing import Any

from lightyear.consent import services as consent
from lightyear.consent.models import Purpose
from lightyear.intake import services as intake
from lightyear.intake import starter_content as content
from lightyear.intake.models import Form
from lightyear.ledger.actors import Actor
from lightyear.messaging import services as messaging
from lightyear.workspaces.models import Workspace


def furnish(workspace: Workspace, *, by: Actor, form: dict[str, Any] | None = None) -> None:
    """Purposes, wording, templates and a published form {slug, name, definition}; inside the wall.

    Without `form` it is the newsletter's. Does nothing in a workspace that has a form.
    """
    if Form.objects.exists():
        return
    purposes = _purposes(workspace, by=by)
    _templates(workspace, purposes, by=by)
    first = form or {
        "slug": content.FORM["slug"],
        "name": content.FORM["name"][workspace.language],
        "definition": content.form_definition(),
    }
    intake.publish(slug=first["slug"], name=first["name"], raw=first["definition"], by=by)


def _purposes(workspace: Workspace, *, by: Actor) -> dict[str, Purpose]:
    purposes = {details["key"]: consent.declare(by=by, **details) for details in content.PURPOSES}
    for key, wordings in content.NOTICES.items():
        for language, wording in wordings.items():
            consent.word(
                purpose=purposes[key],
                channel="email",
                language=language,
                wording=wording.format(name=workspace.name),
                by=by,
            )
    return purposes


def _templates(workspace: Workspace, purposes: dict[str, Purpose], *, by: Actor) -> None:
    for key, template in content.TEMPLATES.items():
        variants = {
            language: messaging.Variant(subject, content.mjml(*letter))
            for language, (subject, *letter) in template["variants"].items()
        }
        name = template["name"][workspace.language]
        messaging.define(key=key, name=name, purpose=purposes[template["purpose"]], variants=variants, by=by)
