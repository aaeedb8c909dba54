"""What a timer measured, and the days that it falls on. No database."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.days import day_seconds, local_day, start_of
from tracker.tests.test_days import ZONES
from tracker.timing import Piece, day_parts, measured, to_second, until

SECOND = datetime.timedelta(seconds=1)


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def piece(start, end):
    return Piece(at(start), at(end))


@st.composite
def timings(draw):
    """Pieces one after the other, some of them days long, beginning near where clocks change or anywhere."""
    near = ["2011-12-30T09:00", "2026-03-28T22:00", "2026-10-24T21:00", "2026-04-04T01:00", "2026-09-06T02:00"]
    start = draw(st.sampled_from(near).map(at) | st.integers(1_100_000_000, 1_900_000_000).map(instant_of))
    pieces = []
    for pause, length in draw(st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 200_000)), max_size=5)):
        begin = start + pause * SECOND
        start = begin + length * SECOND
        pieces.append(Piece(begin, start))
    return tuple(pieces)


def instant_of(timestamp):
    return datetime.datetime.fromtimestamp(timestamp, datetime.UTC)


@given(timings(), st.sampled_from(ZONES))
def test_split_at_midnight_loses_no_second(pieces, zone):
    parts = day_parts(pieces, zone)
    assert sum(part.seconds for part in parts) == measured(pieces)
    days = [part.day for part in parts]
    assert days == sorted(set(days)), "one part a day"
    for part in parts:
        assert 0 < part.seconds <= (part.end - part.start).total_seconds()
        assert part.seconds <= day_seconds(part.day, zone)
        assert start_of(part.day, zone) <= part.start < part.end <= start_of(part.day + datetime.timedelta(1), zone)


@given(timings(), st.integers(0, 500_000))
def test_an_earlier_end_keeps_what_was_before_it(pieces, offset):
    if not pieces:
        return
    end = pieces[0].start + offset * SECOND
    kept, whole = until(pieces, end), measured(pieces)
    assert measured(kept) <= whole
    assert all(part.end <= end for part in kept)
    assert measured(kept) + sum(max(0, int((p.end - max(p.start, end)).total_seconds())) for p in pieces) == whole


@pytest.mark.parametrize(
    ("zone", "start", "end", "days"),
    [
        ("UTC", "2026-03-02T22:00", "2026-03-03T01:30", {2: 2, 3: 1.5}),
        ("Asia/Kathmandu", "2026-03-02T17:15", "2026-03-02T19:15", {2: 1, 3: 1}),
        ("Europe/Berlin", "2026-03-28T22:00", "2026-03-29T22:00", {28: 1, 29: 23}),
        ("Europe/Berlin", "2026-10-24T21:00", "2026-10-25T23:00", {24: 1, 25: 25}),
        ("Australia/Sydney", "2026-04-04T12:00", "2026-04-05T14:00", {4: 1, 5: 25}),
        ("Australia/Sydney", "2026-10-03T13:00", "2026-10-04T13:00", {3: 1, 4: 23}),
        ("America/Santiago", "2026-04-04T02:00", "2026-04-05T05:00", {3: 1, 4: 25, 5: 1}),
        ("America/Santiago", "2026-09-06T03:00", "2026-09-06T05:00", {5: 1, 6: 1}),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T11:00", {29: 1, 31: 1}),
        ("America/St_Johns", "2011-11-06T02:00", "2011-11-06T04:00", {5: 0.5, 6: 1.5}),
    ],
)
def test_the_days_are_the_learners_own(zone, start, end, days):
    """In both hemispheres, where a day is 23 or 25 hours, where midnight does not come, where a day was left out."""
    parts = day_parts([piece(start, end)], zone)
    assert {part.day.day: part.seconds / 3600 for part in parts} == days


def test_pauses_do_not_count_but_say_from_when_to_when():
    pieces = [piece("2026-03-02T09:00", "2026-03-02T10:00"), piece("2026-03-02T11:00", "2026-03-02T11:30")]
    (part,) = day_parts(pieces, "UTC")
    assert (part.seconds, part.start, part.end) == (5400, at("2026-03-02T09:00"), at("2026-03-02T11:30"))


def test_nothing_is_no_part():
    assert day_parts([piece("2026-03-02T09:00", "2026-03-02T09:00")], "UTC") == ()


def test_what_is_measured_are_whole_seconds():
    instant = datetime.datetime(2026, 3, 2, 9, 0, 0, 999_999, tzinfo=datetime.UTC)
    assert to_second(instant) == at("2026-03-02T09:00")
    assert local_day(to_second(instant), "UTC") == datetime.date(2026, 3, 2)
