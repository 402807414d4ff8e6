"""`lightyear staff`: what the owner of a workspace can't do from its pages."""

import click


@click.group()
def staff() -> None:
    """Accounts of the people who work with this installation."""


@staff.command("link")
@click.argument("email")
@click.option("--lost-authenticator", is_flag=True, help="Forget the authenticator app and codes too.")
def link_command(email: str, lost_authenticator: bool) -> None:
    """Print a link with which EMAIL chooses a new password: once, within a day.

    Exits with 2 when nobody has the address.

    \b
    Example:
      lightyear staff link ana@riverbend.example
    """
    from lightyear.cli import setup

    setup.django()
    from django.conf import settings

    from lightyear.accounts import links
    from lightyear.accounts.models import User
    from lightyear.ledger.actors import Actor

    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise click.UsageError("Nobody has this address.")
    by = Actor.system("staff command")
    token = links.issue_reset(user=user, drops_second_factor=lost_authenticator, by=by)
    click.echo(f"{settings.LIGHTYEAR_URL}/resets/{token}")
