"""What an organization says of itself: name, language, law profiles, and who its mail comes from."""

from typing import Any

from django.db import transaction

from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces.models import Workspace


@transaction.atomic
def change(*, workspace: Workspace, by: Actor, **details: Any) -> list[str]:
    """Change fields of the open workspace; the ledger keeps which, profiles with their values.

    Returns the names of the fields that were different. Safe to repeat.
    """
    changed = [name for name, value in details.items() if getattr(workspace, name) != value]
    if not changed:
        return []
    for name in changed:
        setattr(workspace, name, details[name])
    workspace.save(update_fields=changed)
    facts: dict[str, Any] = {"profiles": sorted(workspace.profiles)} if "profiles" in changed else {}
    ledger.record("organization.changed", actor=by, fields=sorted(changed), **facts)
    return changed
