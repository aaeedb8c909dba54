"""Runs of weeks. No database."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.days import DAY
from tracker.runs import MOST_AHEAD, Run, RunLine, ahead, best_of, merged, running_week, runs_of
from tracker.weeks import WholeWeek, break_days, whole_weeks

MONDAY = datetime.date(2026, 1, 5)
HOUR = 3600


def weeks(text):
    """Weeks from a text: x met, - not met, b a week of rest, p a break of three days with the goal of the rest met."""
    rows = {"x": (10, 10, 0), "-": (2, 10, 0), "b": (0, 0, 7), "p": (6, 5, 3)}
    return [
        WholeWeek(MONDAY + 7 * n * DAY, seconds * HOUR, goal * HOUR, resting)
        for n, (seconds, goal, resting) in enumerate(rows[sign] for sign in text)
    ]


@pytest.mark.parametrize(
    ("text", "now", "best"),
    [
        ("", 0, 0),
        ("-", 0, 0),
        ("xxx", 3, 3),
        ("xx-x", 1, 2),
        ("xxbx", 3, 3),
        ("xxb", 2, 2),
        ("b", 0, 0),
        ("xpx", 3, 3),
        ("xxx-xx", 2, 3),
        ("x-b-", 0, 1),
        ("xxbbbx-", 0, 3),
    ],
)
def test_weeks_in_a_row(text, now, best):
    runs = runs_of(weeks(text))
    assert (runs[-1] if runs else Run()).weeks == now
    assert best_of(runs).weeks == best


def test_the_best_run_ended_with_its_last_week_the_earlier_of_two():
    assert best_of(runs_of(weeks("xxb-xx-"))) == Run(2, MONDAY + 13 * DAY)


def test_the_running_week_lengthens_a_run_once_met_and_does_not_end_it():
    run, first = runs_of(weeks("xx"))[-1], MONDAY + 14 * DAY
    met, open_week = (running_week(first, seconds, 10 * HOUR, (), MONDAY) for seconds in (10 * HOUR, HOUR))
    assert run.with_running(met) == Run(3, first + 6 * DAY)
    assert run.with_running(open_week) == run
    resting = running_week(first, 0, 10 * HOUR, [(first, first + 6 * DAY)], MONDAY)
    assert run.with_running(resting) == run


def test_in_a_running_week_the_goal_rests_for_the_days_of_a_break():
    week = running_week(MONDAY, 0, 7 * HOUR, [(MONDAY, MONDAY + 1 * DAY)], MONDAY)
    assert (week.goal, week.break_days) == (5 * HOUR, 2)


def test_a_running_week_within_which_the_record_began_makes_no_run():
    week = running_week(MONDAY, 10 * HOUR, 10 * HOUR, (), MONDAY + DAY)
    assert (week.goal, Run().with_running(week)) == (None, Run())


def test_a_changed_goal_leaves_the_weeks_before_as_they_were():
    seconds = {MONDAY + n * DAY: 2 * HOUR for n in range(28)}
    goals = [(MONDAY, 14 * HOUR), (MONDAY + 17 * DAY, 20 * HOUR)]
    over = whole_weeks(seconds_by_day=seconds, since=MONDAY, today=MONDAY + 28 * DAY, goals=goals)
    assert [week.met for week in over] == [True, True, False, False]
    assert best_of(runs_of(over)).weeks == 2


@given(st.text(alphabet="x-bp", max_size=30))
def test_rests_change_no_run_and_a_run_counts_weeks_that_met_their_goal(text):
    runs, without = runs_of(weeks(text)), runs_of(weeks(text.replace("b", "")))
    assert (runs or [Run()])[-1].weeks == (without or [Run()])[-1].weeks
    assert best_of(runs).weeks == max(len(part) for part in text.replace("b", "").replace("p", "x").split("-"))
    assert all(0 <= run.weeks <= len(text) and (run.last is None) == (run.weeks == 0) for run in runs)


spans = st.lists(
    st.tuples(st.integers(-30, 30), st.integers(0, 15)).map(lambda b: (MONDAY + b[0] * DAY, MONDAY + sum(b) * DAY))
)


@given(spans)
def test_merged_spans_hold_the_same_days_and_do_not_touch(breaks):
    whole = merged(breaks)
    first, last = MONDAY - 40 * DAY, MONDAY + 60 * DAY
    assert break_days(first, last, whole) == break_days(first, last, breaks)
    assert all(before[1] + DAY < after[0] for before, after in itertools.pairwise(whole))


@given(spans)
def test_what_lies_ahead_is_not_over_and_bounded(breaks):
    found = ahead(breaks, MONDAY)
    assert len(found) <= MOST_AHEAD
    assert all(last >= MONDAY for _, last in found)


BEST = Run(11, MONDAY)


def line(run, best=BEST, seconds=0, breaks=(), today=MONDAY + 2 * DAY):
    return RunLine.of(run, best, running_week(MONDAY, seconds, 10 * HOUR, breaks, MONDAY), breaks, today)


def test_the_line_of_today_tells_the_run_the_best_and_the_next_break():
    assert line(Run(6)).now.weeks == 6
    assert line(Run(6), seconds=10 * HOUR).now.weeks == 7
    assert not line(Run(6)).is_best
    assert line(Run(11), seconds=10 * HOUR).best == Run(12, MONDAY + 6 * DAY)
    assert line(Run(11)).is_best
    assert line(None).now is None
    span = (MONDAY + DAY, MONDAY + 4 * DAY)
    assert line(Run(), breaks=[span]).pauses
    to_come = line(Run(), breaks=[(MONDAY, MONDAY), (MONDAY + 9 * DAY, MONDAY + 9 * DAY)])
    assert to_come.pause == (MONDAY + 9 * DAY, MONDAY + 9 * DAY)
    assert not to_come.pauses
