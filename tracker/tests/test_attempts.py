"""Attempts at an exam, from the events."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.attempts import Attempt, attempts_of, cost_of
from tracker.days import DAY
from tracker.stages import CERTIFICATION, Course, Event

START = datetime.date(2026, 1, 1)


def through(*stages):
    """A course with a stage a day."""
    return Course.of([Event(stage, START + n * DAY, n + 1) for n, stage in enumerate(stages)], CERTIFICATION).events


def told(*stages):
    return [(attempt.number, attempt.result) for attempt in attempts_of(through(*stages))]


@pytest.mark.parametrize(
    ("stages", "attempts"),
    [
        (["planned"], []),
        (["planned", "studying"], []),
        (["booked"], [(1, "")]),
        (["passed"], [(1, "passed")]),
        (["booked", "failed", "booked", "passed"], [(1, "failed"), (2, "passed")]),
        (["booked", "failed", "studying", "booked"], [(1, "failed"), (2, "")]),
        (["booked", "booked", "passed"], [(1, "passed")]),
        (["booked", "studying"], []),
        (["failed", "failed"], [(1, "failed")]),
        (["booked", "failed", "passed"], [(1, "failed"), (2, "passed")]),
        (["booked", "passed", "expired", "renewed"], [(1, "passed")]),
        (["booked", "passed", "expired", "booked", "passed"], [(1, "passed"), (2, "passed")]),
    ],
)
def test_attempts_follow_from_the_events(stages, attempts):
    assert told(*stages) == attempts


def test_an_attempt_is_on_the_day_of_its_exam_else_of_its_result():
    first, second = attempts_of(through("booked", "booked", "failed", "passed"))
    assert (first.day, first.told_on) == (START + DAY, START + 2 * DAY)
    assert second.day == second.told_on == START + 3 * DAY


def test_an_exam_is_not_after_its_result():
    assert Attempt(1, exam_on=START + 9 * DAY, result="passed", told_on=START).day == START
    assert Attempt(1, exam_on=START, result="passed", told_on=START + 9 * DAY).day == START
    assert Attempt(1).day is None


def test_each_costs_the_fee():
    attempts = attempts_of(through("booked", "failed", "booked"))
    assert cost_of(attempts, Decimal("300.00")) == 600
    assert cost_of(attempts, None) is None
    assert cost_of((), Decimal(300)) == 0


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "first"), (10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (33, "33rd")],
)
def test_a_number_in_words(number, word):
    assert Attempt(number).ordinal == word


@given(
    st.lists(st.sampled_from(["planned", "studying", "booked", "passed", "failed", "expired", "renewed"]), min_size=1)
)
def test_there_are_no_more_than_results_and_one_to_come(stages):
    attempts = attempts_of(through(*stages))
    results = sum(stage in ("passed", "failed") for stage in stages)
    assert len(attempts) <= results + 1
    assert [attempt.number for attempt in attempts] == list(range(1, len(attempts) + 1))
    assert all(attempt.result for attempt in attempts[:-1])
    assert (stages[-1] == "booked") == (bool(attempts) and not attempts[-1].result) or "booked" in stages
