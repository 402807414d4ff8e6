from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lightyear import guard
from lightyear.guard import Finding, checksums, detectors, pseudonyms, shifting
from lightyear.guard.redact import cleaned, masked
from tests.guard import strategies

KEY = b"a key for tests only, of 32 bytes"
OTHER = b"another key for tests, 32 bytes!"
POSITIVES = sorted({text for one in detectors.RECOGNIZERS for text, _ in one.positives})
CHECKED = (
    "4111 1111 1111 1111",
    "1234567893",
    "GB82 WEST 1234 5698 7654 32",
    "11010519491231002X",
    "1HGCM82633A004352",
)


def whole(value, category):
    return [Finding(0, len(value), category, 0.9, "test")]


def stand_in(value, category, **how):
    return guard_pseudonymize(value, whole(value, category), **how)


def guard_pseudonymize(text, findings, **how):
    return pseudonyms.pseudonymize(text, findings, **{"key": KEY, **how})


def test_a_value_gets_the_same_hash_under_one_key_and_another_under_another():
    first = stand_in("Ana@Home.example", "email")

    assert first == stand_in(" ana@home.example ", "email")
    assert first != stand_in("ana@home.example", "email", key=OTHER)
    assert first.removeprefix("[email]") != stand_in("ana@home.example", "account").removeprefix("[account]")


def test_dates_of_one_subject_keep_their_intervals():
    first = stand_in("1961-03-12", "date", subject="48213377")
    second = stand_in("March 20, 1961", "date", subject="48213377")

    moved = date.fromisoformat(first) - date(1961, 3, 12)
    assert 1 <= abs(moved.days) <= 364
    assert second == shifting.shifted("March 20, 1961", moved.days)
    assert first != stand_in("1961-03-12", "date", subject="48213378")


@given(subject=st.text())
def test_whole_weeks_keep_the_weekday(subject):
    moved = date.fromisoformat(stand_in("1961-03-12", "date", subject=subject, keep_weekday=True))

    assert moved.weekday() == date(1961, 3, 12).weekday()
    assert moved != date(1961, 3, 12)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1961-03-12", "1961-03-22"),
        ("19610312", "19610322"),
        ("03/12/1961", "03/22/1961"),
        ("3-12-61", "3-22-61"),
        ("25/12/1961", "04/01/1962"),
        ("12.03.1961", "22.03.1961"),
        ("Mar 25, 1961", "Apr 4, 1961"),
        ("12th of March 1961", "22nd of March 1961"),
        ("1961年3月12日", "1961年3月22日"),
        ("2001-03-12T10:15:00Z", "2001-03-22T10:15:00Z"),
        ("some day", None),
        ("02/30/2001", None),
    ],
)
def test_a_date_is_written_as_it_was(written, expected):
    assert shifting.shifted(written, 10) == expected


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.integers(-364, 364))
def test_a_shift_can_be_undone(day, days):
    moved = shifting.shifted(day.isoformat(), days)

    assert moved is not None
    assert shifting.shifted(moved, -days) == day.isoformat()


@pytest.mark.parametrize("value", CHECKED)
def test_a_checked_number_gets_a_wrong_check_or_a_right_one_by_choice(value):
    how = {"how": {"*": "format"}}

    wrong, right = stand_in(value, "account", **how), stand_in(value, "account", checksum="valid", **how)

    before, after = checksums.of(value), checksums.of(right)
    assert before is not None
    assert after is not None
    assert after.name == before.name
    assert checksums.of(wrong) is None
    assert [char.isalnum() for char in wrong] == [char.isalnum() for char in value]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.from_regex(r"[A-Z]{2}[0-9]{2}-[a-z]", fullmatch=True), min_size=2, max_size=2, unique=True)
)
def test_two_values_of_one_shape_never_share_a_stand_in(values):
    first, second = (stand_in(value, "mrn", how={"*": "format"}) for value in values)

    assert first != second
    assert first[4] == "-"
    assert first[:2].isupper()
    assert first[2:4].isdigit()


def test_a_permutation_hits_every_value_of_its_shape():
    assert len({pseudonyms.alike(f"{number:03}", "mrn", KEY) for number in range(1000)}) == 1000


def test_a_mask_shows_only_the_shape():
    assert stand_in("521-44-9078", "ssn", how={"*": "mask"}) == "•••-••-••••"


@pytest.mark.parametrize(
    "how",
    [
        {"key": b"short"},
        {"how": {"colour": "hash"}},
        {"how": {"mrn": "magic"}},
        {"how": {"date": "shift"}},
        {"how": {"mrn": "shift"}, "subject": "1"},
        {"checksum": "perhaps"},
    ],
)
def test_what_is_not_understood_is_refused(how):
    with pytest.raises(ValueError, match=r"key|category|method|dates|checksum"):
        stand_in("48213377", "mrn", **how)


@pytest.mark.parametrize("text", POSITIVES)
def test_every_positive_is_clean_once_redacted(text):
    assert guard.scan(cleaned(text)) == []


@pytest.mark.parametrize("method", ["placeholder", "hash", "mask"])
@settings(max_examples=100, deadline=None)
@given(texts=st.lists(st.sampled_from([*POSITIVES, *strategies.PIECES]), max_size=4))
def test_any_mix_is_clean_whatever_stands_in(method, texts):
    text = " ; ".join(texts)

    changed = guard_pseudonymize(text, guard.scan(text), how={"*": method})

    assert guard.scan(cleaned(changed)) == []


def test_the_values_that_people_see_are_masked():
    assert masked("521-44-9078") == "5••-••-••••"
    assert masked("张晓梅") == "•••"
