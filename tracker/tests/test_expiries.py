"""Which reminder holds on which day."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.days import DAY
from tracker.expiries import REMINDERS, Expiry

LAST = datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("days", "reminder"),
    [
        (91, None), (90, 90), (89, 90), (61, 90), (60, 60), (59, 60), (31, 60), (30, 30), (29, 30),
        (8, 30), (7, 7), (6, 7), (1, 7), (0, 7), (-1, None), (-400, None),
    ],
)  # fmt: skip
def test_a_reminder_holds_from_its_day_until_the_next(days, reminder):
    expiry = Expiry(LAST, LAST - days * DAY)
    assert (expiry.days, expiry.reminder) == (days, reminder)
    assert expiry.is_over == (days < 0)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1200, "in 1,200 days"), (2, "in 2 days"), (1, "tomorrow"), (0, "today"), (-1, "yesterday"), (-2, "2 days ago")],
)
def test_how_far_it_is_is_told_in_words(days, words):
    assert Expiry(LAST, LAST - days * DAY).in_words == words


dates = st.dates(datetime.date(2001, 1, 1), datetime.date(2150, 1, 1))


@given(dates, dates)
def test_over_a_life_every_reminder_comes_once_and_in_order(day, today):
    seen = [Expiry(day, day - n * DAY).reminder for n in range(120, -5, -1)]
    assert list(dict.fromkeys(reminder for reminder in seen if reminder)) == list(REMINDERS)


@given(dates, dates)
def test_a_week_holds_a_reminder_exactly_if_one_of_its_days_is_one(day, first):
    week = [first + n * DAY for n in range(7)]
    told = any((day - each).days in (*REMINDERS, 0) for each in week)
    assert Expiry(day, first).falls_between(week[0], week[-1]) == told
