"""Migration operations that put tables behind the wall.

A foreign key within a workspace is (workspace_id, id), so that a row can't point into another
workspace; every walled table has a policy, FORCE, and grants for the application's role.
"""

from abc import ABC, abstractmethod
from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

INSIDE = "current_setting('lightyear.workspace')::uuid"
INSIDE_IF_ANY = "NULLIF(current_setting('lightyear.workspace', true), '')::uuid"
"""For tables that the owner may also read from outside, where the setting is absent."""

PREPARE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN
    CREATE ROLE "{role}" NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  GRANT "{role}" TO CURRENT_USER;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'an administrator must grant {role} to %', current_user;
END $$;
GRANT USAGE ON SCHEMA public TO "{role}";
CREATE FUNCTION lightyear_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


class DatabaseOnly(Operation, ABC):
    """An operation that changes the database and leaves the models as they are."""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The wall is no part of the models' state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        # Django's own constraints come first: checking them later would run into the wall.
        while schema_editor.deferred_sql:
            schema_editor.execute(schema_editor.deferred_sql.pop(0), params=None)
        for statement in self.statements(to_state.apps, app_label):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Dropping a table drops its wall."""

    @abstractmethod
    def statements(self, apps: Any, app_label: str) -> list[str]:
        """The SQL to run, with the models as the migration knows them."""


class Prepare(DatabaseOnly):
    """The application's role and the function behind append-only tables."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {}

    def statements(self, apps: Any, app_label: str) -> list[str]:
        return [PREPARE.format(role=settings.LIGHTYEAR_APP_ROLE)]

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        schema_editor.execute("DROP FUNCTION lightyear_append_only()")


class Enclose(DatabaseOnly):
    """Wall a model's table.

    `append_only` leaves the application INSERT and SELECT, and a trigger stops everyone else.
    `lobby` lets the owner read it from outside, to find out which workspace to enter; the
    application's role, inside, still sees its own rows alone.
    """

    def __init__(
        self, model: str, *, append_only: bool = False, lobby: bool = False, column: str = "workspace_id"
    ) -> None:
        self.model = model
        self.append_only = append_only
        self.lobby = lobby
        self.column = column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        options = {"append_only": self.append_only, "lobby": self.lobby, "column": self.column}
        return type(self).__name__, [self.model], options

    def describe(self) -> str:
        return f"Put {self.model} behind the wall"

    def statements(self, apps: Any, app_label: str) -> list[str]:
        model = apps.get_model(app_label, self.model)
        table = model._meta.db_table
        role = settings.LIGHTYEAR_APP_ROLE
        reader, inside = (f' TO "{role}"', INSIDE_IF_ANY) if self.lobby else ("", INSIDE)
        grants = "SELECT, INSERT" if self.append_only else "SELECT, INSERT, UPDATE, DELETE"
        statements = [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY wall ON "{table}"{reader} USING ({self.column} = {inside})',
            f'GRANT {grants} ON "{table}" TO "{role}"',
        ]
        if self.lobby:
            statements.append(f'CREATE POLICY lobby ON "{table}" TO CURRENT_USER USING (true)')
        else:
            statements.append(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_wall" UNIQUE (workspace_id, id)'
            )
            statements += [line for field in walled_keys(model) for line in foreign_key(field)]
        if self.append_only:
            statements.append(
                f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION lightyear_append_only()"
            )
        return statements


class EncloseKey(DatabaseOnly):
    """Bind one later-added foreign key of an already walled table to its workspace."""

    def __init__(self, model: str, field: str) -> None:
        self.model = model
        self.field = field

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model, self.field], {}

    def describe(self) -> str:
        return f"Keep {self.model}.{self.field} within its workspace"

    def statements(self, apps: Any, app_label: str) -> list[str]:
        return foreign_key(apps.get_model(app_label, self.model)._meta.get_field(self.field))


class EnclosePeople(DatabaseOnly):
    """Accounts belong to no workspace: inside, the application's role reads those of fellow members."""

    def __init__(self, model: str, *, membership: str) -> None:
        self.model = model
        self.membership = membership

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model], {"membership": self.membership}

    def describe(self) -> str:
        return f"Show {self.model} to fellow members alone"

    def statements(self, apps: Any, app_label: str) -> list[str]:
        people = apps.get_model(app_label, self.model)._meta.db_table
        members = apps.get_model(app_label, self.membership)._meta.db_table
        role = settings.LIGHTYEAR_APP_ROLE
        fellow = f'EXISTS (SELECT 1 FROM "{members}" m WHERE m.user_id = "{people}".id)'  # noqa: S608
        columns = "id, email, name, is_active, created_at"
        return [
            f'ALTER TABLE "{people}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{people}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY lobby ON "{people}" TO CURRENT_USER USING (true)',
            f'CREATE POLICY wall ON "{people}" FOR SELECT TO "{role}" USING ({fellow})',
            f'GRANT SELECT ({columns}) ON "{people}" TO "{role}"',
        ]


class LetFellowsChange(DatabaseOnly):
    """Inside, the application's role may change one column of the accounts of fellow members."""

    def __init__(self, model: str, column: str, *, membership: str) -> None:
        self.model = model
        self.column = column
        self.membership = membership

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model, self.column], {"membership": self.membership}

    def describe(self) -> str:
        return f"Let fellow members change {self.model}.{self.column}"

    def statements(self, apps: Any, app_label: str) -> list[str]:
        people = apps.get_model(app_label, self.model)._meta.db_table
        members = apps.get_model(app_label, self.membership)._meta.db_table
        role = settings.LIGHTYEAR_APP_ROLE
        fellow = f'EXISTS (SELECT 1 FROM "{members}" m WHERE m.user_id = "{people}".id)'  # noqa: S608
        return [
            f'CREATE POLICY fellows ON "{people}" FOR UPDATE TO "{role}" USING ({fellow})',
            f'GRANT SELECT ({self.column}), UPDATE ({self.column}) ON "{people}" TO "{role}"',
        ]


def walled_keys(model: type[models.Model]) -> list[Any]:
    """Foreign keys of a model that must stay within one workspace."""
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and _is_walled(field.related_model)
    ]


def foreign_key(field: Any) -> list[str]:
    """Statements for one key; checking existing rows would otherwise run into the wall itself."""
    table = field.model._meta.db_table
    target = field.related_model._meta.db_table
    return [
        *(f'ALTER TABLE "{name}" NO FORCE ROW LEVEL SECURITY' for name in (table, target)),
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_within" '
        f'FOREIGN KEY (workspace_id, "{field.column}") REFERENCES "{target}" (workspace_id, id) '
        "DEFERRABLE INITIALLY DEFERRED",
        *(f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY' for name in (table, target)),
    ]


def _is_walled(model: Any) -> bool:
    return any(field.name == "workspace" for field in model._meta.local_fields)
