"""The database's own catalog says that nothing gets past the wall."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

LOBBY = {
    "workspaces_workspace", "workspaces_work", "accounts_membership", "accounts_user",
    "accounts_invitation", "accounts_apikey",
}  # fmt: skip
"""Tables that the owner may read from outside, to find out which workspace to enter."""

SYSTEM = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
"""Every other schema is somebody's: nothing may hide in one of its own."""

INSIDE = "(workspace_id = (current_setting('lightyear.workspace'::text))::uuid)"
INSIDE_IF_ANY = "({} = (NULLIF(current_setting('lightyear.workspace'::text, true), ''::text))::uuid)"
FELLOW = "(EXISTS ( SELECT 1 FROM accounts_membership m WHERE (m.user_id = accounts_user.id)))"

pytestmark = pytest.mark.django_db


def rows(statement: str, *values: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def walled_tables() -> set[str]:
    found = rows(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" WHERE {SYSTEM} AND c.relkind IN ('r', 'p', 'f') AND EXISTS (SELECT 1 FROM pg_attribute a"
        " WHERE a.attrelid = c.oid AND a.attname = 'workspace_id')"
    )
    return {name for (name,) in found}


def unwalled() -> list[str]:
    """What the application may touch that isn't behind the wall, or is there and shouldn't be."""
    granted = rows(
        "SELECT c.oid::regclass::text, c.relrowsecurity AND c.relforcerowsecurity"
        f" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {SYSTEM}"
        " AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND (has_table_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
        " OR has_any_column_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE'))",
        settings.LIGHTYEAR_APP_ROLE,
        settings.LIGHTYEAR_APP_ROLE,
    )
    open_tables = {name for name, is_secured in granted if not is_secured}
    return sorted(open_tables | ({name for name, _ in granted} ^ (walled_tables() | LOBBY)))


def strange_policies() -> list[Any]:
    """Policies that say something else than they should, and those that are missing."""
    found = rows(
        "SELECT p.polrelid::regclass::text, p.polname, p.polpermissive, p.polcmd::text,"
        " ARRAY(SELECT CASE r WHEN 0 THEN 'public' ELSE r::regrole::text END FROM unnest(p.polroles) r),"
        " regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\s+', ' ', 'g'),"
        " pg_get_expr(p.polwithcheck, p.polrelid) FROM pg_policy p"
    )
    said = {(table, name, permissive, command, *roles, using, check)
            for table, name, permissive, command, roles, using, check in found}  # fmt: skip
    return sorted(said ^ expected_policies(), key=str)


def expected_policies() -> set[Any]:
    """Without a text of its own, what may be written is what may be read."""
    app = settings.LIGHTYEAR_APP_ROLE
    [(owner,)] = rows("SELECT current_user::text")
    lobby = {(table, "lobby", True, "*", owner, "true", None) for table in LOBBY}
    people = {
        ("accounts_user", name, True, command, app, FELLOW, None)
        for name, command in (("wall", "r"), ("fellows", "w"))
    }
    columns = dict.fromkeys(LOBBY, "workspace_id") | {"workspaces_workspace": "id"}
    behind_lobby = {
        (table, "wall", True, "*", app, INSIDE_IF_ANY.format(column), None)
        for table, column in columns.items()
        if table != "accounts_user"
    }
    walled = {(table, "wall", True, "*", "public", INSIDE, None) for table in walled_tables() - LOBBY}
    return lobby | people | behind_lobby | walled


def open_keys() -> list[Any]:
    """Unique keys that tell a value of another workspace; a covered column or an expression is none."""
    keys = rows(
        "SELECT x.indrelid::regclass::text, x.indexrelid::regclass::text, ARRAY("
        "  SELECT coalesce(a.attname::text, 'an expression')"
        "  FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)"
        "  LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum AND k.attnum > 0"
        "  WHERE k.place <= x.indnkeyatts)"
        " FROM pg_index x WHERE x.indisunique OR x.indisexclusion"
    )
    walled = walled_tables()
    return [
        (table, key)
        for table, key, columns in keys
        if table in walled and columns != ["id"] and "workspace_id" not in columns
    ]


def unbound_keys() -> list[Any]:
    """Foreign keys by which a row could point into another workspace."""
    keys = rows(
        "SELECT k.conrelid::regclass::text, k.confrelid::regclass::text, ARRAY("
        "  SELECT a.attname || ' ' || f.attname"
        "  FROM unnest(k.conkey, k.confkey) AS pair (ours, theirs)"
        "  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.ours"
        "  JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = pair.theirs)"
        " FROM pg_constraint k WHERE k.contype = 'f'"
    )
    walled = walled_tables()
    return [key for key in keys if {key[0], key[1]} <= walled and "workspace_id workspace_id" not in key[2]]


def owners_rights() -> list[Any]:
    """Views and functions that see what their owner sees, whoever asks."""
    views = rows(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" WHERE {SYSTEM} AND (c.relkind = 'm' OR c.relkind = 'v'"
        " AND NOT ('security_invoker=true' = ANY (coalesce(c.reloptions, '{}'))))"
    )
    functions = rows(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        f" WHERE {SYSTEM} AND p.prosecdef"
    )
    return views + functions


CHECKS: list[Callable[[], list[Any]]] = [unwalled, strange_policies, open_keys, unbound_keys, owners_rights]
HOLES = {
    "a table without a wall": (
        unwalled, "CREATE TABLE open (id int, workspace_id uuid); GRANT SELECT ON open TO {role}"),
    "a wall that the owner passes": (unwalled, "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"),
    "a table that may only be written": (
        unwalled, "CREATE TABLE open (id int); GRANT INSERT ON open TO {role}"),
    "a table in another schema": (
        unwalled, "CREATE SCHEMA side; CREATE TABLE side.open (id int); GRANT SELECT ON side.open TO {role}"),
    "a part of a table, readable by itself": (
        unwalled,
        "CREATE TABLE whole (id int, workspace_id uuid) PARTITION BY LIST (id);"
        " CREATE TABLE part PARTITION OF whole DEFAULT; GRANT SELECT ON part TO {role}"),
    "a policy that lets everything through": (
        strange_policies, "ALTER POLICY wall ON {table} USING (true)"),
    "a policy that lets everything be written": (
        strange_policies, "ALTER POLICY wall ON {table} WITH CHECK (true)"),
    "a second policy": (strange_policies, "CREATE POLICY more ON {table} FOR SELECT USING (true)"),
    "a lobby for the application": (strange_policies, "ALTER POLICY lobby ON accounts_apikey TO {role}"),
    "no policy": (strange_policies, "DROP POLICY wall ON {table}"),
    "a key over an expression": (open_keys, "CREATE UNIQUE INDEX ON {table} (lower(email_domain))"),
    "a key that only covers the workspace": (
        open_keys, "CREATE UNIQUE INDEX ON {table} (email_domain) INCLUDE (workspace_id)"),
    "a key without the workspace": (open_keys, "CREATE UNIQUE INDEX ON {table} (email_domain)"),
    "an exclusion": (open_keys, "ALTER TABLE {table} ADD EXCLUDE USING btree (email_domain WITH =)"),
    "a foreign key out of the workspace": (
        unbound_keys,
        "ALTER TABLE sales_task ADD FOREIGN KEY (contact_id) REFERENCES {table} (id) NOT VALID"),
    "a view with its owner's rights": (owners_rights, "CREATE VIEW seen AS SELECT * FROM {table}"),
    "a kept view": (
        owners_rights, "CREATE MATERIALIZED VIEW seen AS SELECT id FROM {table} WITH NO DATA"),
    "a function with its owner's rights": (
        owners_rights, "CREATE FUNCTION f() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'"),
    "such a function in another schema": (
        owners_rights,
        "CREATE SCHEMA side;"
        " CREATE FUNCTION side.f() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'"),
}  # fmt: skip
"""Ways past the wall, each with the check that must find it."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_nothing_gets_past_the_wall(check):
    assert check() == []


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_is_found(hole):
    check, statements = HOLES[hole]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statements.format(table="contacts_contact", role=settings.LIGHTYEAR_APP_ROLE))

    assert check() != []


def test_the_application_is_nobody_special():
    found = rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcanlogin,"
        " EXISTS (SELECT 1 FROM pg_auth_members WHERE member = r.oid),"
        " EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid)"
        " FROM pg_roles r WHERE rolname = %s",
        settings.LIGHTYEAR_APP_ROLE,
    )

    assert found == [(False,) * 6]


def test_every_walled_reference_of_the_models_has_its_key():
    from django.apps import apps

    from lightyear.workspaces import enclosure

    expected = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        if model._meta.db_table in walled_tables() - LOBBY
        for field in enclosure.walled_keys(model)
    }
    found = rows(
        "SELECT c.relname, k.conname FROM pg_constraint k"
        " JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'f'"
    )

    names = {name for _, name in found}
    assert {f"{table}_{column}_within" for table, column in expected} <= names
    assert len(expected) > 10


def test_records_and_the_ledger_are_append_only_for_the_application():
    found = rows(
        "SELECT t.tgrelid::regclass::text, pg_get_triggerdef(t.oid) FROM pg_trigger t"
        " WHERE t.tgname = 'append_only' AND t.tgenabled = 'O'"
    )
    tables = {name for name, _ in found}
    stops = " FOR EACH STATEMENT EXECUTE FUNCTION lightyear_append_only()"

    assert {definition for _, definition in found} == {
        f"CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.{table}{stops}"
        for table in tables
    }
    assert tables == {
        "ledger_entry",
        "ledger_leaf",
        "ledger_head",
        "gate_decision",
        "consent_consentrecord",
        "journeys_passage",
    }
    for table in tables:
        for privilege in ("UPDATE", "DELETE", "TRUNCATE"):
            assert rows(
                "SELECT has_table_privilege(%s, %s, %s)", settings.LIGHTYEAR_APP_ROLE, table, privilege
            ) == [(False,)]
