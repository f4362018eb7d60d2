"""A day begins and ends where its reader is; what is named as the end belongs to it."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.days import begins, ends, is_day, is_time, is_zone

NIGHT = datetime(2026, 11, 1, tzinfo=UTC)


def test_a_day_without_a_zone_is_a_day_in_utc() -> None:
    assert (begins("2026-11-01"), ends("2026-11-01")) == (NIGHT, NIGHT + timedelta(days=1))


def test_a_day_is_that_of_its_zone_also_when_clocks_change() -> None:
    assert begins("2026-11-01", "Europe/Berlin") == NIGHT - timedelta(hours=1)
    assert begins("2026-11-01", "Asia/Tokyo") == NIGHT - timedelta(hours=9)
    longest = ends("2026-10-25", "Europe/Berlin") - begins("2026-10-25", "Europe/Berlin").astimezone(UTC)
    assert longest == timedelta(hours=25)


def test_a_moment_is_its_own_in_every_zone_and_its_minute_or_second_belongs_to_it() -> None:
    at = datetime(2026, 11, 1, 17, 5, tzinfo=UTC)

    assert begins("2026-11-01T17:05Z", "Asia/Tokyo") == at
    assert ends("2026-11-01T17:05Z") == at + timedelta(minutes=1)
    assert ends("2026-11-01T17:05:00Z") == at + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("2026-11-01", True, True),
        ("2026-11-01T17:05Z", False, True),
        ("2026-11-01T17:05", False, False),
        ("2026-11-31", False, False),
        ("20261101", False, False),
        ("0001-01-01", False, False),  # in some zone it is no year at all
        ("9999-12-31", False, False),
        ("", False, False),
    ],
)
def test_only_what_is_a_day_is_read_as_one(text: str, day: bool, time: bool) -> None:
    assert (is_day(text), is_time(text)) == (day, time)


@pytest.mark.parametrize(
    ("name", "known"), [("Europe/Berlin", True), ("UTC", True), ("Europe", False), ("../passwd", False), ("", False)]
)
def test_a_zone_is_one_that_has_a_name(name: str, known: bool) -> None:
    assert is_zone(name) is known
