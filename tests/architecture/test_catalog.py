"""The database's own catalog says that nothing gets past the wall."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection

LOBBY = {
    "workspaces_workspace", "workspaces_work", "accounts_membership", "accounts_user",
    "accounts_invitation", "accounts_apikey",
}  # fmt: skip
"""Tables that the owner may read from outside, to find out which workspace to enter."""

pytestmark = pytest.mark.django_db


def rows(statement: str, *values: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def walled_tables() -> set[str]:
    found = rows(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name = 'workspace_id'"
    )
    return {name for (name,) in found}


def test_every_table_that_the_application_may_touch_is_behind_the_wall():
    granted = rows(
        "SELECT DISTINCT c.relname, c.relrowsecurity, c.relforcerowsecurity,"
        " EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'wall')"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'"
        " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND (has_table_privilege(%s, c.oid, 'SELECT') OR has_any_column_privilege(%s, c.oid, 'SELECT'))",
        settings.LIGHTYEAR_APP_ROLE,
        settings.LIGHTYEAR_APP_ROLE,
    )

    assert {name for name, *_ in granted} == walled_tables() | LOBBY
    assert [name for name, *secured in granted if not all(secured)] == []


def test_only_the_named_tables_can_be_read_from_outside():
    found = rows(
        "SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polname <> 'wall'"
    )

    assert {name for (name,) in found} == LOBBY


def test_every_unique_key_of_a_walled_table_holds_the_workspace():
    keys = rows(
        "SELECT c.relname, i.relname, array_agg(a.attname::text) FROM pg_index x"
        " JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (x.indkey)"
        " WHERE x.indisunique GROUP BY 1, 2"
    )

    open_keys = [
        (table, key)
        for table, key, columns in keys
        if table in walled_tables() and columns != ["id"] and "workspace_id" not in columns
    ]
    assert open_keys == []


def test_every_key_between_walled_tables_is_bound_to_the_workspace():
    keys = rows(
        "SELECT c.relname, f.relname, (SELECT array_agg(a.attname::text) FROM pg_attribute a"
        " WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey))"
        " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid"
        " WHERE k.contype = 'f'"
    )

    walled = walled_tables()
    assert [key for key in keys if {key[0], key[1]} <= walled and "workspace_id" not in key[2]] == []


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


def test_no_view_and_no_function_runs_with_its_owners_rights():
    views = rows(
        "SELECT c.relname FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'"
        " WHERE c.relkind IN ('v', 'm')"
        " AND NOT ('security_invoker=true' = ANY (coalesce(c.reloptions, '{}')))"
    )
    functions = rows(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n"
        " ON n.oid = p.pronamespace AND n.nspname = 'public'"
        " WHERE p.prosecdef"
    )

    assert (views, functions) == ([], [])


def test_records_and_the_ledger_are_append_only_for_the_application():
    found = rows(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname = 'append_only'"
    )
    tables = {name for (name,) in found}

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
