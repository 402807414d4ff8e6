"""`lightyear demo`: the invented organizations, more invented people, and a clock that can be moved."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lightyear.cli import demo_content as content
from lightyear.kit import clock

if TYPE_CHECKING:
    from lightyear.workspaces.models import Workspace

STEP = re.compile(r"([+-]?\d+)([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@click.group()
def demo() -> None:
    """Invented data to try things with."""


@demo.command("clock")
@click.argument("step")
def move_clock(step: str) -> None:
    """Move the demonstration's clock by STEP, such as +3d, +12h or -30m.

    \b
    Example:
      lightyear demo clock +3d
    """
    found = STEP.fullmatch(step)
    if found is None:
        raise click.UsageError("STEP is a number and d, h or m: +3d")
    home = Path(os.environ.get("LIGHTYEAR_HOME", ".lightyear")).absolute()
    shift = clock.move_installation(timedelta(**{UNITS[found[2]]: int(found[1])}), home / "clock")
    click.echo(f"The demonstration's clock is {shift} ahead.")


def ensure() -> str:
    """Make or complete the demonstration; returns a token that signs its first member of staff in once."""
    from lightyear.accounts import services as accounts
    from lightyear.accounts.models import User
    from lightyear.ledger.actors import Actor
    from lightyear.workspaces import services as workspaces

    by = Actor.system("demo")
    workspaces.ensure_system()
    user = User.objects.filter(email=content.STAFF["email"]).first() or User.objects.create_user(
        **content.STAFF
    )
    for details in content.WORKSPACES:
        workspace = _workspace(details)
        accounts.join(user=user, workspace=workspace, role="owner", by=by)
        _furnish(workspace, by=by)
    return accounts.issue_link(user=user, by=by)


def _workspace(details: dict[str, Any]) -> "Workspace":
    from lightyear.workspaces import services as workspaces
    from lightyear.workspaces.models import Workspace

    found = Workspace.objects.filter(slug=details["slug"]).first()
    return found or workspaces.create(is_synthetic=True, **details)


def _furnish(workspace: "Workspace", *, by: Any) -> None:
    """Purposes, wording, templates and one form, unless they are there."""
    from lightyear.intake.models import Form
    from lightyear.workspaces import wall

    with wall.enter(workspace.id):
        if Form.objects.exists():
            return
        purposes = _purposes(workspace, by=by)
        _templates(workspace, purposes, by=by)
        _form(workspace, by=by)


def _purposes(workspace: "Workspace", *, by: Any) -> dict[str, Any]:
    from lightyear.consent import services as consent

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


def _templates(workspace: "Workspace", purposes: dict[str, Any], *, by: Any) -> None:
    from lightyear.messaging import services as messaging

    for key, template in content.TEMPLATES.items():
        variants = {
            language: messaging.Variant(subject, content.mjml(*letter))
            for language, (subject, *letter) in template["variants"].items()
        }
        name = template["name"][workspace.language]
        messaging.define(key=key, name=name, purpose=purposes[template["purpose"]], variants=variants, by=by)


def _form(workspace: "Workspace", *, by: Any) -> None:
    from lightyear.intake import services as intake

    form = content.FORMS[workspace.slug]
    intake.publish(slug=form["slug"], name=form["name"], raw=content.form_definition(workspace.slug), by=by)
