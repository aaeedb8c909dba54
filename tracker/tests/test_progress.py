"""What follows from sums and ranges. No database."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.progress import Act, Goal, Standing, Week, as_hours, measure, next_act
from tracker.templatetags.record import amount, missing

MONDAY = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)


def goal(low=400, high=600, *, counts="skill_hours", bound="range", end="low", **fields):
    low, high = (None if value is None else Decimal(value) for value in (low, high))
    names = {"slug": counts, "title": counts, "unit": "hour", "source": None, "figure_key": counts}
    return Goal(counts=counts, bound=bound, low=low, high=high, end=end, **{**names, **fields})


@pytest.mark.parametrize(
    ("done", "standing"),
    [(0, "UNDER"), (399, "UNDER"), (400, "WITHIN"), (600, "WITHIN"), (601, "OVER")],
)
def test_a_range_is_under_within_or_over(done, standing):
    assert measure(goal(), logged=done).standing is Standing[standing]


@pytest.mark.parametrize(
    ("low", "high", "bound", "done", "standing"),
    [
        (3, None, "point", 2, "UNDER"),
        (3, None, "point", 3, "REACHED"),
        (1, None, "at_least", 5, "REACHED"),
        (None, 10, "at_most", 9, "UNDER"),
        (None, 10, "at_most", 10, "REACHED"),
        (3, 3, "range", 3, "REACHED"),
    ],
)
def test_a_single_value_is_under_or_reached(low, high, bound, done, standing):
    assert measure(goal(low, high, bound=bound), logged=done).standing is Standing[standing]


def test_hours_before_joining_count_and_stay_apart():
    measured = measure(goal(), prior=100, logged=50)
    assert (measured.prior, measured.logged, measured.done, measured.to_go) == (100, 50, 150, 250)


def test_the_high_end_can_be_the_goal():
    measured = measure(goal(end="high"), logged=450)
    assert (measured.to_go, measured.reached) == (150, False)


amounts = st.decimals(min_value=0, max_value=5000, places=1)


@given(low=amounts, width=amounts, prior=amounts, logged=amounts, more=amounts)
def test_more_done_is_never_further_to_go(low, width, prior, logged, more):
    aim = goal(low, low + width)
    before, after = measure(aim, prior=prior, logged=logged), measure(aim, prior=prior, logged=logged + more)
    assert after.to_go <= before.to_go
    assert after.to_go == 0 or after.done + after.to_go == aim.mark
    assert not before.reached or after.reached


@given(low=st.integers(1, 900).map(Decimal), seconds=st.integers(0, 900 * 3600))
def test_what_is_told_done_and_missing_adds_up_to_the_mark(low, seconds):
    measured = measure(goal(low, low + 100, unit="hour"), logged=as_hours(seconds))
    assume(measured.is_under)
    left = missing(measured.to_low, measured)
    told = [
        Decimal(text.removesuffix(" h").replace(",", ""))
        for text in (amount(measured.done, "hour"), left)
        if "under" not in text
    ]
    assert sum(told) == low


def test_what_is_missing_is_never_told_as_nothing():
    measured = measure(goal(400, 600, unit="hour"), logged=Decimal("399.7"))
    assert missing(measured.to_low, measured) == "under 1 h"
    half = measure(goal(400, 600, unit="hour"), logged=Decimal("149.5"))
    assert (amount(half.done, "hour"), missing(half.to_low, half)) == ("150 h", "250 h")


def test_a_week_has_seven_days_and_counts_only_its_own():
    seconds = {MONDAY: 3600, MONDAY + datetime.timedelta(days=2): 1800, MONDAY - datetime.timedelta(days=1): 99}
    week = Week.of(MONDAY, seconds, MONDAY + datetime.timedelta(days=2), goal=2 * 3600)
    assert week.done == 5400
    assert week.to_go == 1800
    assert not week.met
    assert [day.to_come for day in week.days] == [False] * 3 + [True] * 4


def test_a_week_within_which_the_record_began_has_no_goal_yet():
    week = Week.of(MONDAY, {}, MONDAY + DAY, goal=3600, breaks=[(MONDAY, MONDAY)], since=MONDAY + DAY)
    assert (week.goal, week.goal_from, week.break_days) == (None, MONDAY + 7 * DAY, 0)
    assert Week.of(MONDAY, {}, MONDAY, goal=3600, since=MONDAY).goal == 3600
    assert Week.of(MONDAY, {}, MONDAY, goal=None, since=MONDAY + DAY).goal_from is None, "the plan is not shared"


@given(st.lists(st.integers(min_value=0, max_value=86_400), min_size=7, max_size=7))
def test_the_picture_of_a_week_stays_within_its_frame(seconds):
    days = {MONDAY + datetime.timedelta(days=n): value for n, value in enumerate(seconds)}
    bars = Week.of(MONDAY, days, MONDAY, goal=None).bars
    assert all(0 <= bar.height <= 58 and bar.label_y >= 10 for bar in bars)
    assert [bar.to_come for bar in bars[1:]] == [value == 0 for value in seconds[1:]]


def test_time_on_a_day_to_come_is_drawn_as_it_is_counted():
    """After a move to the west, tomorrow may hold what was logged today."""
    week = Week.of(MONDAY, {MONDAY + datetime.timedelta(days=1): 7200}, MONDAY, goal=None)
    assert week.done == 7200
    assert (week.bars[1].text, week.bars[1].to_come, week.bars[2].text) == ("2h00", False, "to come")


def acts(**fields):
    week = Week.of(MONDAY, {}, MONDAY, goal=3600)
    return next_act(**{"sessions": 5, "week": week, "skills": [], "counts": {}, **fields})


def test_next_is_the_first_log():
    assert acts(sessions=0).act is Act.FIRST_LOG


def test_next_is_the_first_skill_under_its_mark():
    done, open_ = measure(goal(), logged=500), measure(goal(slug="b"), logged=10)
    assert acts(skills=[done, open_]).measured is open_


@pytest.mark.parametrize(
    ("counts", "act"),
    [
        ("end_to_end_projects", Act.PROJECT),
        ("cloud_certifications", Act.CERTIFICATION),
        ("applications_sent", Act.APPLY),
    ],
)
def test_next_is_what_is_missing_once_the_skills_are_there(counts, act):
    missing = measure(goal(3, None, counts=counts, bound="point"), logged=1)
    assert acts(skills=[measure(goal(), logged=500)], counts={counts: missing}).act is act


def test_next_says_when_nothing_is_missing():
    assert acts(skills=[measure(goal(), logged=500)]).act is Act.REST


def test_nothing_may_be_said_where_nothing_may_be_seen():
    assert acts(sessions=None, week=None) is None
