"""A cursor names its place exactly, and nothing else is one."""

import base64
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear.kit import cursor

AT = datetime(2026, 3, 2, 14, 5, 9, 120, tzinfo=UTC)
ROW = UUID(int=7)


FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1900, 2200))
MOMENTS = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.timezones())


@given(MOMENTS, st.uuids())
def test_what_is_written_is_read_as_the_same_moment(at, row_id):
    assert cursor.read(cursor.write(at, row_id)) == (at.astimezone(UTC), row_id)


def test_a_cursor_fits_into_an_address_as_it_is():
    word = cursor.write(AT, ROW)

    assert set(word) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=")


@given(st.text(max_size=80))
def test_anything_else_is_no_place(word):
    with pytest.raises(cursor.Unknown):
        cursor.read(word)


def test_a_moment_without_its_time_zone_is_no_place():
    word = base64.urlsafe_b64encode(f"{AT.replace(tzinfo=None).isoformat()} {ROW}".encode()).decode()

    with pytest.raises(cursor.Unknown):
        cursor.read(word)
