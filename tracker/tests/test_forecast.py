"""Bands of dates: what must hold of them whatever the past. No database, no clock."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.days import DAY
from tracker.forecast import (
    HORIZON,
    Basis,
    Forecast,
    Order,
    Outlook,
    Scenario,
    Scope,
    day_after,
    marks_of,
    merged,
    needs_of,
    study_days_until,
)
from tracker.progress import Goal, measure
from tracker.shares import Use
from tracker.weeks import WholeWeek

TODAY = datetime.date(2026, 11, 27)
HOUR = 3600
few = settings(max_examples=12, deadline=None)
pasts = st.lists(st.integers(0, 25), min_size=4, max_size=30)
breaks = st.lists(
    st.tuples(st.integers(-30, 400), st.integers(0, 60)).map(
        lambda b: (TODAY + b[0] * DAY, TODAY + (b[0] + b[1]) * DAY)
    ),
    max_size=3,
)


def whole_weeks(hours, **fields):
    first = TODAY - 7 * len(hours) * DAY
    return [WholeWeek(first + 7 * n * DAY, round(h * HOUR), None, **fields) for n, h in enumerate(hours)]


def goal(slug, low, high, skill=None, bound="range"):
    amounts = [None if value is None else Decimal(value) for value in (low, high)]
    return Goal(slug, slug, "skill_hours", bound, *amounts, "hour", None, "key", skill)


def milestones(done=0, low=(300, 200, 1500), high=(500, 400, 2500)):
    """Two skills and the total; ``done`` of each."""
    names = (("maths", "maths"), ("code", "code"), ("total", None))
    return [measure(goal(slug, a, b, skill), logged=done) for (slug, skill), a, b in zip(names, low, high, strict=True)]


USE = Use({"maths": 0.4, "code": 0.4}, 0.9)


def forecast(hours, *, measured=None, breaks=(), planned=None, **scenario):
    outlook = Outlook.of(whole_weeks(hours), planned)
    return of(outlook, measured=measured, breaks=breaks, **scenario)


def of(outlook, *, measured=None, breaks=(), **scenario):
    return Forecast.of(
        outlook, today=TODAY, measured=measured or milestones(), use=USE, breaks=breaks, scenario=Scenario(**scenario)
    )


def bands(told):
    """All bands, in order; None ends as the last day there is."""
    found = [mark.band for row in told.rows for mark in row.marks if mark.band]
    return [tuple(day or datetime.date.max for day in band) for band in found]


def not_later(sooner, later):
    pairs = [
        pair for one, other in zip(bands(sooner), bands(later), strict=True) for pair in zip(one, other, strict=True)
    ]
    return all(a <= b for a, b in pairs)


@pytest.mark.parametrize("hours", [5, 9, 20])
@pytest.mark.parametrize("weeks", [4, 12, 40])
def test_under_a_constant_pace_the_middle_is_what_remains_divided_by_it(hours, weeks):
    told = forecast([hours] * weeks, measured=[measure(goal("total", 400, 900), logged=100)])
    for mark, rest in zip(told.rows[0].marks, (300, 800), strict=True):
        closed = TODAY + datetime.timedelta(weeks=rest / 0.9 / hours)
        assert abs((mark.band.middle - closed).days) <= 7
        assert mark.band.early <= mark.band.middle <= mark.band.late


@given(pasts.filter(lambda past: any(past[-8:])), st.integers(1, 10_000), st.integers(1, 10_000), breaks)
@few
def test_more_hours_a_week_never_give_a_later_date(past, one, other, resting):
    outlook = Outlook.of(whole_weeks(past), 10 * HOUR)
    slow, fast = (of(outlook, breaks=resting, seconds=60 * minutes) for minutes in sorted((one, other)))
    assert not_later(fast, slow)


@given(pasts.filter(lambda past: any(past[-8:])), st.integers(1, 20))
@few
def test_more_hours_than_the_pace_never_give_a_later_date_than_now(past, more):
    outlook = Outlook.of(whole_weeks(past), 10 * HOUR)
    assert not_later(of(outlook, seconds=outlook.pace.seconds + more * HOUR), of(outlook))


@given(
    pasts.filter(lambda past: any(past[-8:])), st.integers(0, 366), st.integers(0, 366), breaks, st.sampled_from(Order)
)
@few
def test_a_longer_break_never_gives_an_earlier_date(past, one, other, resting, order):
    outlook = Outlook.of(whole_weeks(past), None)
    short, long = (of(outlook, breaks=resting, break_days=days, order=order) for days in sorted((one, other)))
    assert not_later(short, long)


ends = st.integers(1, 3000)


@given(pasts.filter(lambda past: any(past[-8:])), st.lists(ends, min_size=4, max_size=4), st.sampled_from(Order))
@few
def test_a_wider_range_never_gives_a_narrower_band(past, amounts, order):
    """From the low mark's early date to the high mark's late one; of every milestone, and the others do not shrink."""
    lowest, low, high, highest = sorted(amounts)
    assume(lowest < low and high < highest)
    outlook = Outlook.of(whole_weeks(past), None)
    total = [measure(goal("total", *span), logged=0) for span in ((low, high), (lowest, highest))]
    narrow, wide = (of(outlook, measured=[one], order=order).rows[0].marks for one in total)
    assert (wide[0].band.early or datetime.date.max) <= (narrow[0].band.early or datetime.date.max)
    assert (wide[-1].band.late or datetime.date.max) >= (narrow[-1].band.late or datetime.date.max)


@given(pasts.filter(lambda past: any(past[-8:])), st.integers(0, 450), st.sampled_from(Order), breaks)
@few
def test_the_low_mark_is_never_later_than_the_high_one(past, done, order, resting):
    told = forecast(past, measured=milestones(done), breaks=resting, order=order)
    for row in told.rows:
        low, high = row.marks
        assert low.reached >= high.reached
        if low.band and high.band:
            pairs = zip(low.band, high.band, strict=True)
            assert all((a or datetime.date.max) <= (b or datetime.date.max) for a, b in pairs)


@given(pasts, breaks)
@few
def test_the_same_data_give_the_same_forecast(past, resting):
    assert forecast(past, planned=9 * HOUR, breaks=resting) == forecast(past, planned=9 * HOUR, breaks=resting)


def test_under_four_whole_weeks_the_pace_is_the_plans():
    told = forecast([3, 3, 3], planned=10 * HOUR)
    assert (told.pace.basis, told.pace.seconds, told.pace.weeks) == (Basis.PLAN, 10 * HOUR, 3)
    assert told.rows[2].marks[0].band.middle == told.rows[2].marks[0].band.middle
    own = forecast([3, 3, 3, 3], planned=10 * HOUR)
    assert (own.pace.basis, own.pace.seconds) == (Basis.WEEKS, 3 * HOUR)
    assert forecast([], planned=None).pace.basis is Basis.NONE


def test_weeks_of_a_break_are_no_past():
    weeks = [*whole_weeks([10] * 5), replace(whole_weeks([0])[0], break_days=7)]
    assert Outlook.of(weeks, None).pace.weeks == 5
    assert Outlook.of(weeks, None).pace.rests == 1
    assert Outlook.of(weeks, None).pace.seconds == 10 * HOUR
    half = [*whole_weeks([10] * 5), replace(whole_weeks([10 * 4 / 7])[0], break_days=3)]
    assert Outlook.of(half, None).pace.seconds == pytest.approx(10 * HOUR, abs=2)
    assert Outlook.of([replace(week, break_days=4) for week in weeks], 9 * HOUR).pace.basis is Basis.PLAN


def test_eight_empty_weeks_are_no_pace_and_seven_are_one():
    none = forecast([10] * 9 + [0] * 8, planned=10 * HOUR)
    assert (none.pace.basis, none.pace.seconds, none.cone) == (Basis.NONE, 0, ())
    assert not bands(none)
    assert not any(mark.reached for row in none.rows for mark in row.marks)
    assert forecast([10] * 9 + [0] * 7).pace.basis is Basis.WEEKS
    assert forecast([0] * 4).pace.basis is Basis.NONE
    asked = forecast([10] * 9 + [0] * 8, seconds=10 * HOUR)
    assert (asked.pace.basis, len(bands(asked))) == (Basis.ASKED, 6)


def test_what_is_reached_says_so():
    told = forecast([10] * 12, measured=milestones(350))
    maths, code, total = told.rows
    assert [mark.reached for mark in maths.marks] == [True, False]
    assert [mark.reached for mark in code.marks] == [True, False]
    assert not total.marks[0].reached


def test_what_lies_beyond_ten_years_has_no_date():
    told = forecast([1] * 12, measured=[measure(goal("total", 40, 5000), logged=0)])
    near, far = (mark.band for mark in told.rows[0].marks)
    assert None not in near
    assert far == (None, None, None)
    assert told.horizon == TODAY + HORIZON
    assert told.horizon.year == 2036


def test_one_amount_is_one_mark():
    for bound, low, high in (
        ("at_least", 100, None),
        ("point", 100, None),
        ("at_most", None, 100),
        ("range", 100, 100),
    ):
        assert marks_of(measure(goal("total", low, high, bound=bound), logged=0)) == (("low", 100.0),)


def test_the_scope_leaves_the_other_mark_out_and_never_the_only_one():
    told = forecast([10] * 12, measured=[*milestones(), measure(goal("more", 100, None, "more", "at_least"), logged=0)])
    assert [[mark.end for mark in row.in_scope(Scope.HIGH)] for row in told.rows] == [["high"]] * 3 + [["low"]]
    assert [len(row.in_scope(Scope.BOTH)) for row in told.rows] == [2, 2, 2, 1]


def test_one_after_the_other_brings_the_first_skill_forward():
    together, in_order = (forecast([10] * 12, order=order) for order in Order)
    assert bands(in_order)[0] < bands(together)[0]
    assert in_order.rows[2] == together.rows[2], "the total does not mind the order"


def test_a_what_if_is_one_that_asks_for_other_dates():
    assert not Scenario().is_what_if
    assert not Scenario(scope=Scope.LOW).is_what_if
    assert Scenario(seconds=1).is_what_if
    assert Scenario(break_days=1).is_what_if
    assert Scenario(order=Order.IN_ORDER).is_what_if


def test_the_cone_begins_today_with_what_is_there_and_opens():
    measured = milestones(100)
    told = forecast([8, 12, 10, 9] * 4, measured=measured)
    first, *rest = told.cone
    assert first == (TODAY, 100, 100, 100)
    assert [point.day for point in rest] == [TODAY + 28 * n * DAY for n in range(1, len(rest) + 1)]
    assert all(point.low <= point.middle <= point.high for point in rest)
    widths = [point.high - point.low for point in told.cone]
    assert widths == sorted(widths)
    assert 6 <= len(rest) <= 39


def test_the_cone_rests_in_breaks_and_counts_what_counts():
    resting = [(TODAY + DAY, TODAY + 28 * DAY)]
    cone = forecast([10] * 12, breaks=resting).cone
    assert cone[1][1:] == (0, 0, 0)
    assert cone[2].middle == pytest.approx(4 * 10 * USE.counted, rel=0.02)


@given(breaks, st.integers(0, 800))
def test_days_of_study_and_days_of_the_calendar_are_inverse(resting, days):
    spans = merged(resting, TODAY)
    day = day_after(TODAY, days, spans)
    assert study_days_until(day, TODAY, spans) == days
    assert not any(first <= day <= last for first, last in resting) or day == TODAY
    free = [TODAY + n * DAY for n in range(1, (day - TODAY).days + 1)]
    assert days == sum(not any(first <= one <= last for first, last in resting) for one in free)


def test_breaks_that_touch_are_one():
    spans = merged([(TODAY - DAY, TODAY + 2 * DAY), (TODAY + 3 * DAY, TODAY + 4 * DAY), (TODAY, TODAY)], TODAY)
    assert spans == ((TODAY + DAY, TODAY + 4 * DAY),)


def test_the_others_go_as_far_as_the_plan_takes_them():
    use, measured = Use({"maths": 0.5, "code": 0.5}, 0.75), milestones()
    without = needs_of(measured, use, Order.TOGETHER)
    mixed = needs_of(measured, use, Order.TOGETHER, {"maths": "low", "code": "high"})
    assert mixed["code", "low"] == without["code", "low"], "reached before the other"
    assert mixed["maths", "low"] > without["maths", "low"], "the other keeps its time for longer"
    assert mixed["maths", "high"] == without["maths", "high"]
    assert mixed["total", "low"] == without["total", "low"]
    in_order = needs_of(measured, use, Order.IN_ORDER, {"maths": "high", "code": "low"})
    assert in_order["code", "low"] == needs_of(measured, use, Order.IN_ORDER)["code", "low"] + 500 - 300


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("end", ["low", "high"])
def test_a_plan_of_one_end_is_the_same_as_none_for_its_marks(order, end):
    measured = milestones()
    planned = needs_of(measured, USE, order, {m.goal.slug: end for m in measured})
    without = needs_of(measured, USE, order)
    assert {key: need for key, need in planned.items() if key[1] == end} == {
        key: need for key, need in without.items() if key[1] == end
    }


@given(st.dictionaries(st.sampled_from(["maths", "code"]), st.sampled_from(["low", "high"])), st.sampled_from(Order))
def test_whatever_the_plan_takes_a_high_mark_is_no_sooner_than_the_low_one(ends, order):
    needs = needs_of(milestones(), USE, order, ends)
    without = needs_of(milestones(), USE, order)
    for (slug, end), need in needs.items():
        assert need <= needs[slug, "high"], end
    assert all(without[slug, "low"] <= needs[slug, "low"] for slug, _ in needs)
    assert all(needs[slug, "high"] <= without[slug, "high"] for slug, _ in needs)


def test_hours_of_all_stand_for_each_mark():
    needs = needs_of(milestones(), Use({"maths": 0.5, "code": 0.5}, 0.75), Order.TOGETHER)
    assert needs["total", "low"] == 2000
    assert needs["code", "low"] == 400
    assert needs["maths", "low"] == 500
    assert needs["maths", "high"] == 900
