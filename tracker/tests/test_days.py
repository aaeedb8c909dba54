"""Days and weeks. No database."""

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.days import DAY, day_seconds, instants_of, local_day, split_by_day, start_of, wall_at, week_of


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
        ("America/Santiago", (2026, 4, 4), 25),  # the clocks go back at midnight, into the day that was over
        ("America/Santiago", (2026, 9, 6), 23),  # its first hour is left out
        ("Australia/Lord_Howe", (2026, 4, 5), 24.5),
        ("Asia/Kathmandu", (2026, 4, 5), 24),
        ("Pacific/Apia", (2011, 12, 30), 0),  # the day that Samoa left out
        ("UTC", (2026, 3, 29), 24),
        ("No/Such_Zone", (2026, 3, 29), 24),
    ],
)
def test_a_day_is_an_hour_off_where_the_clocks_change(zone, day, hours):
    assert day_seconds(datetime.date(*day), zone) == hours * 3600


ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Sydney", "Australia/Lord_Howe",
    "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns", "Africa/Cairo",
    "America/Los_Angeles", "America/Sao_Paulo",
)  # fmt: skip
instants = st.datetimes(datetime.datetime(2005, 1, 1), datetime.datetime(2030, 1, 1), timezones=st.just(datetime.UTC))


@given(st.dates(datetime.date(2005, 1, 1), datetime.date(2030, 1, 1)), st.sampled_from(ZONES))
def test_days_follow_each_other_without_a_gap(day, zone):
    assert start_of(day, zone) + datetime.timedelta(seconds=day_seconds(day, zone)) == start_of(day + DAY, zone)


@given(instants, st.sampled_from(ZONES))
def test_an_instant_is_among_those_at_which_the_clocks_show_the_same(instant, zone):
    assert instant in instants_of(wall_at(instant, zone), zone)


@pytest.mark.parametrize(
    ("zone", "wall", "count"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", 0),
        ("Europe/Berlin", "2026-10-25T02:30", 2),
        ("Europe/Berlin", "2026-10-25T03:30", 1),
        ("America/Santiago", "2026-09-06T00:30", 0),
        ("America/Santiago", "2026-04-04T23:30", 2),
        ("Pacific/Apia", "2011-12-30T12:00", 0),
        ("UTC", "2026-10-25T02:30", 1),
    ],
)
def test_a_time_comes_once_or_never_or_twice(zone, wall, count):
    found = instants_of(datetime.datetime.fromisoformat(wall), zone)
    assert len(found) == count
    assert list(found) == sorted(found)


@pytest.mark.parametrize(("start", "first", "last"), [(0, 23, 29), (5, 21, 27), (6, 22, 28)])
def test_a_friday_lies_in_the_week_that_the_learner_chose(start, first, last):
    days = (datetime.date(2026, 11, first), datetime.date(2026, 11, last))
    assert week_of(datetime.date(2026, 11, 27), start) == days


@given(instants, st.integers(0, 4 * 86_400), st.sampled_from(ZONES))
def test_a_split_at_midnight_loses_no_second(start, seconds, zone):
    end = start + datetime.timedelta(seconds=seconds)
    pieces = split_by_day(start, end, zone)
    assert sum(piece[3] for piece in pieces) == seconds
    assert [piece[1] for piece in pieces[1:]] == [piece[2] for piece in pieces[:-1]], "no gap between them"
    for day, begins, ends, length in pieces:
        assert local_day(begins, zone) == day
        assert local_day(ends - datetime.timedelta(microseconds=1), zone) == day
        assert 0 < length <= day_seconds(day, zone) + 1


@pytest.mark.parametrize(
    ("zone", "day", "seconds"),
    [("Europe/Berlin", "2026-03-29", [3600, 23 * 3600, 3600]), ("Europe/Berlin", "2026-10-25", [3600, 25 * 3600, 3600]),
     ("Australia/Sydney", "2026-04-05", [3600, 25 * 3600, 3600])],
)  # fmt: skip
def test_a_split_goes_by_the_days_as_the_clock_changes_them(zone, day, seconds):
    tz, day = zoneinfo.ZoneInfo(zone), datetime.date.fromisoformat(day)
    start = datetime.datetime.combine(day - datetime.timedelta(days=1), datetime.time(23), tzinfo=tz)
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(1), tzinfo=tz)
    assert [piece[3] for piece in split_by_day(start, end, zone)] == seconds


def test_a_split_of_fractions_is_of_whole_seconds():
    start = datetime.datetime(2026, 2, 1, 23, 59, 59, 400_000, tzinfo=datetime.UTC)
    pieces = split_by_day(start, start + datetime.timedelta(seconds=2), "UTC")
    assert sum(piece[3] for piece in pieces) == 2
