"""Days and weeks. No database."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.days import day_seconds, local_day, week_of


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", "2026-03-01"),
        ("Pacific/Auckland", "2026-03-02"),
        ("America/Los_Angeles", "2026-03-01"),
        ("No/Such_Zone", "2026-03-01"),
    ],
)
def test_the_day_is_the_learners_own(zone, day):
    instant = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=datetime.UTC)
    assert local_day(instant, zone).isoformat() == day


@given(st.dates(min_value=datetime.date(2000, 1, 10)), st.sampled_from([0, 5, 6]))
def test_a_week_holds_its_day_and_begins_on_its_start(day, start):
    if day.year > 9998:
        return
    first, last = week_of(day, start)
    assert first <= day <= last
    assert first.weekday() == start
    assert (last - first).days == 6


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", (2026, 3, 29), 23),
        ("Europe/Berlin", (2026, 10, 25), 25),
        ("Australia/Sydney", (2026, 4, 5), 25),
        ("Australia/Sydney", (2026, 10, 4), 23),
        ("UTC", (2026, 3, 29), 24),
        ("No/Such_Zone", (2026, 3, 29), 24),
    ],
)
def test_a_day_is_an_hour_off_where_the_clocks_change(zone, day, hours):
    assert day_seconds(datetime.date(*day), zone) == hours * 3600
