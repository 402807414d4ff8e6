"""Programs that call the API, each with the key of a member of staff."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from lightyear.accounts import api_keys, matrix
from lightyear.accounts.matrix import Action, Role
from lightyear.accounts.models import Membership, User
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace
from tests import populate

BY = Actor.system("test")
PROBLEM = "application/problem+json"
EVERYTHING = [action for action in Action if action not in matrix.PEOPLE_ONLY]


class Program:
    """Calls the operations of one workspace with one key, and reads JSON."""

    def __init__(self, workspace: Workspace, token: str) -> None:
        self.workspace = workspace
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"}
        self._client = Client()

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(self.address(path), query, headers=self.headers)

    def post(self, path: str, body: Any = None) -> Any:
        return self.send("POST", path, json.dumps(body))

    def patch(self, path: str, body: Any) -> Any:
        return self.send("PATCH", path, json.dumps(body))

    def send(self, method: str, path: str, body: str | bytes, media_type: str = "application/json") -> Any:
        return self._client.generic(
            method, self.address(path), body, content_type=media_type, headers=self.headers
        )

    def address(self, path: str) -> str:
        return f"/api/v1/w/{self.workspace.slug}{path}"

    def recorded(self, event: str) -> list[Entry]:
        """The ledger's entries of a kind, the oldest first."""
        with wall.enter(self.workspace.id):
            return list(Entry.objects.filter(event=event).order_by("at", "id"))


def protected(user: User) -> User:
    """The user with an authenticator app."""
    Authenticator.objects.create(user_id=user.pk, type=Authenticator.Type.TOTP, data={"secret": "-"})
    return user


def token(workspace: Workspace, user: User, *scopes: Action) -> str:
    """A key with these scopes, or with all that a key can have."""
    with wall.enter(workspace.id):
        owner = Membership.objects.get(user_id=user.id)
        return api_keys.issue(owner=owner, name="Website", scopes=scopes or EVERYTHING, by=BY)[1]


def of_role(workspace: Workspace, role: str, *, email: str = "") -> Program:
    """A program whose key has every scope and whose owner has the role today."""
    address = email or f"{role}-program@{workspace.slug}.example"
    user = protected(populate.member(workspace, Role.OWNER, email=address))
    program = Program(workspace, token(workspace, user))
    with wall.enter(workspace.id):
        Membership.objects.filter(user_id=user.id).update(role=role)
    return program


def writing(workspace: Workspace, *scopes: Action) -> Program:
    """An owner's program whose key has these scopes alone."""
    user = protected(populate.member(workspace, Role.OWNER, email=f"writer@{workspace.slug}.example"))
    return Program(workspace, token(workspace, user, *scopes))
