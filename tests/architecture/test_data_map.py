"""Every stored field has a category, and each kept value says of what kind it is."""

import re
from collections import Counter
from pathlib import Path

from django.apps import apps

from lightyear.contacts.models import Contact, ContactPoint
from lightyear.intake.models import Submission

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "data-map.md"
LINE = re.compile(r"^\| `(\w+)` \| `(\w+)` \| ([\w, ]+) \|$", re.MULTILINE)
CATEGORY = re.compile(r"^\| `(\w+)` \| [^`|]+ \|$", re.MULTILINE)


def mapped() -> list[tuple[str, str]]:
    return [
        (table, field) for table, _, fields in LINE.findall(PAGE.read_text()) for field in fields.split(", ")
    ]


def stored() -> set[tuple[str, str | None]]:
    models = apps.get_models(include_auto_created=True)
    return {(model._meta.db_table, field.column) for model in models for field in model._meta.local_fields}


def category(model, field: str) -> str:
    [found] = [
        category
        for table, category, fields in LINE.findall(PAGE.read_text())
        if table == model._meta.db_table and field in fields.split(", ")
    ]
    return str(found)


def test_every_stored_field_has_one_category():
    assert set(mapped()) == stored()
    assert [line for line, times in Counter(mapped()).items() if times > 1] == []


def test_every_category_is_explained():
    used = {category for _, category, _ in LINE.findall(PAGE.read_text())}

    assert used == set(CATEGORY.findall(PAGE.read_text()))


def test_what_people_typed_is_sealed_or_indexed_and_never_in_clear():
    assert category(Contact, "profile") == "sealed"
    assert category(Submission, "answers") == "sealed"
    assert category(ContactPoint, "lookup") == "index"
