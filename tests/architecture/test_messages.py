"""The check of the translation catalog finds what it promises to find."""

import pytest
from babel.messages import Catalog
from tools import messages


def catalog(english, chinese, *flags: str) -> Catalog:
    made = Catalog(locale="zh_Hans")
    made.add(english, chinese, flags=flags)
    return made


@pytest.mark.parametrize(
    ("english", "chinese", "flags", "problem"),
    [
        ("Tea", "", (), "not translated"),
        ("Tea", "茶", ("fuzzy",), "fuzzy"),
        ("Tea", "Tea", (), "the same in both languages"),
        (("1 cup", "%(n)s cups"), ("",), (), "not translated"),
        (("1 cup", "%(n)s cups"), ("%(n)s cups",), (), "the same in both languages"),
        (("1 cup", "%(n)s cups"), ("1 cup",), (), "the same in both languages"),
    ],
)
def test_a_message_that_isnt_translated_is_found(english, chinese, flags, problem):
    [found] = messages.problems(catalog(english, chinese, *flags))

    assert found.startswith(problem)


@pytest.mark.parametrize(("english", "chinese"), [("Tea", "茶"), (("1 cup", "%(n)s cups"), ("%(n)s 杯",))])
def test_a_translated_message_is_none(english, chinese):
    assert messages.problems(catalog(english, chinese)) == []


def test_a_name_may_be_the_same_in_both_languages(monkeypatch, tmp_path):
    listed = tmp_path / "same-in-both.txt"
    listed.write_text("Lightyear\n%(n)s KB\n")
    monkeypatch.setattr(messages, "SAME_IN_BOTH", listed)

    found = [
        *messages.problems(catalog("Lightyear", "Lightyear")),
        *messages.problems(catalog(("1 KB", "%(n)s KB"), ("%(n)s KB",))),
    ]

    assert found == []
