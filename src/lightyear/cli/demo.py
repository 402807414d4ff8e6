"""`lightyear demo`: the invented organizations, more invented people, and a clock that can be moved."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lightyear.cli import demo_content as content
from lightyear.cli import demo_journey, demo_load
from lightyear.kit import clock

if TYPE_CHECKING:
    from lightyear.workspaces.models import Workspace

STEP = re.compile(r"([+-]?\d+)([dhm])")
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@click.group()
def demo() -> None:
    """Invented data to try things with."""


demo.add_command(demo_load.load)


# -30m and -12h are steps, not options.
@demo.command(
    "clock", context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]}
)
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
    from lightyear.accounts import links
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
    return links.issue_sign_in(user=user, by=by)


def _workspace(details: dict[str, Any]) -> "Workspace":
    from lightyear.workspaces import services as workspaces
    from lightyear.workspaces.models import Workspace

    found = Workspace.objects.filter(slug=details["slug"]).first()
    return found or workspaces.create(is_synthetic=True, **details)


def _furnish(workspace: "Workspace", *, by: Any) -> None:
    """What every workspace begins with, and the organization's form and journey, unless they are there."""
    from lightyear.intake import starter
    from lightyear.workspaces import wall

    form = content.FORMS[workspace.slug]
    seeded = {"slug": form["slug"], "name": form["name"]}
    with wall.enter(workspace.id):
        starter.furnish(
            workspace, by=by, form=seeded | {"definition": content.form_definition(workspace.slug)}
        )
        _news(workspace, by=by)
        _allowed_term(workspace, by=by)
        demo_journey.ensure(workspace, form=form["slug"], by=by)


def _news(workspace: "Workspace", *, by: Any) -> None:
    """The demonstration's own mail, unless it is there: what somebody made of it stays."""
    from lightyear.consent.models import Purpose
    from lightyear.intake import starter_content
    from lightyear.messaging import services as messaging
    from lightyear.messaging.models import Template

    if Template.objects.filter(key="news").exists():
        return
    messaging.define(
        key="news",
        name=content.NEWS["name"][workspace.language],
        purpose=Purpose.objects.get(key=content.NEWS["purpose"]),
        variants={
            language: messaging.Variant(subject, starter_content.mjml(*letter))
            for language, (subject, *letter) in content.NEWS["variants"].items()
        },
        by=by,
    )


def _allowed_term(workspace: "Workspace", *, by: Any) -> None:
    """The demonstration's own allowed term, unless somebody had to do with such terms before."""
    from lightyear.gate import allowances
    from lightyear.gate.models import AllowedTerm

    if AllowedTerm.objects.exists():
        return
    reason = content.ALLOWED["reason"][workspace.language]
    allowances.allow(**content.ALLOWED | {"reason": reason}, by=by)
