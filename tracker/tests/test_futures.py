"""Futures of a pace: constant pasts, order, and that the same past gives the same futures."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.futures import FUTURES, NEAR, WEEKS, Futures, filtered, passages

pasts = st.lists(st.integers(0, 30), min_size=4, max_size=52).filter(any)
few = settings(max_examples=15, deadline=None)


@pytest.mark.parametrize("length", [4, 6, 12, 40])
@pytest.mark.parametrize("weeks", [1, 10, 40, 90, 160, 300])
def test_a_constant_pace_has_its_middle_where_division_puts_it(length, weeks):
    futures = Futures.of([7.0] * length)
    assert futures.hours == pytest.approx(7)
    early, middle, late = futures.weeks_to(7 * weeks)
    assert middle == pytest.approx(weeks, abs=0.2)
    assert early < middle < late


@given(pasts, st.integers(1, 400), st.integers(1, 400))
@few
def test_more_to_do_takes_no_less_time(past, one, other):
    futures = Futures.of(past)
    less, more = (futures.weeks_to(futures.hours * weeks / 4) for weeks in sorted((one, other)))
    assert all(a <= b for a, b in zip(less, more, strict=True))
    assert less[0] <= less[1] <= less[2]


@given(pasts, st.integers(1, 168 * 60), st.integers(1, 168 * 60), st.integers(1, 3000))
@few
def test_more_hours_a_week_never_take_longer(past, one, other, need):
    futures = Futures.of(past)
    slow, fast = (futures.at(minutes / 60).weeks_to(need) for minutes in sorted((one, other)))
    assert all(a <= b for a, b in zip(fast, slow, strict=True))


@given(pasts)
@few
def test_the_same_past_gives_the_same_futures(past):
    assert Futures.of(past).weeks_to(100) == Futures.of(list(past)).weeks_to(100)
    assert Futures.of(past).weights == Futures.of(past).weights


@given(pasts)
@few
def test_weights_share_one_and_the_pace_lies_among_the_weeks(past):
    futures = Futures.of(past)
    assert sum(futures.weights) == pytest.approx(1)
    assert min(futures.weights) >= 0
    assert min(past) - 1e-9 <= futures.hours <= max(past) + 1e-9


def test_recent_weeks_weigh_most():
    weights = Futures.of([5, 9, 8, 4, 7, 6, 9, 5] * 3).weights
    assert (np.diff(weights[4:]) > -1e-9).all()
    assert weights[-1] > 1.3 * weights[4]


def test_a_steady_past_weighs_evenly_and_a_drifting_one_by_its_end():
    steady = Futures.of([9, 11, 10, 9, 11, 10] * 6)
    drifting = Futures.of([10 * 1.08**week for week in range(36)])
    assert drifting.weights[-1] > 3 * steady.weights[-1]


def test_few_weeks_make_a_wider_band():
    past = [8, 12, 9, 11, 10, 7, 13, 10] * 5
    short, long = Futures.of(past[:6]).weeks_to(400), Futures.of(past).weeks_to(400)
    assert short[2] - short[0] > 1.5 * (long[2] - long[0])


def test_a_drifting_past_makes_a_wider_band_than_a_steady_one():
    rng = np.random.default_rng(3)
    steady = Futures.of(10 + rng.normal(0, 2, 40))
    drifting = Futures.of(10 * np.exp(np.cumsum(rng.normal(0, 0.1, 40))) + 1)
    widths = [(late - early) / middle for early, middle, late in (steady.weeks_to(400), drifting.weeks_to(400))]
    assert widths[1] > 1.5 * widths[0]


def test_what_no_future_reaches_is_never():
    assert Futures.of([1.0] * 12).weeks_to(1e6) == (math.inf,) * 3


def test_near_and_far_agree_where_they_meet():
    courses = Futures.of([4, 0, 9, 12, 3, 8] * 3).courses
    assert np.array_equal(courses.near.logged, courses.far.logged[:, : NEAR + 1])
    assert courses.near.weeks_to(30) == pytest.approx(courses.far.weeks_to(30))


def test_there_are_two_thousand_futures_of_ten_years_none_of_which_goes_back():
    logged = Futures.of([4, 0, 9, 12, 3, 8]).courses.far.logged
    assert logged.shape == (FUTURES, WEEKS + 1)
    assert FUTURES >= 2000
    assert (np.diff(logged) >= 0).all()


def test_hours_by_a_week_and_weeks_to_hours_are_inverse():
    futures = Futures.of([4, 0, 9, 12, 3, 8] * 3)
    for week in (3, 30, 120):
        low, middle, high = futures.hours_by(week)
        assert low < middle < high
        assert futures.weeks_to(middle)[1] == pytest.approx(week, abs=0.3)
        assert futures.weeks_to(low)[2] == pytest.approx(week, rel=0.01)
    assert futures.hours_by(0) == (0, 0, 0)
    assert futures.hours_by(10_000)[1] == pytest.approx(futures.hours_by(WEEKS)[1])


def test_a_plan_has_its_middle_near_where_division_puts_it():
    early, middle, late = Futures.planned(7).weeks_to(280)
    assert middle == pytest.approx(40, abs=1)
    assert late - early > 20


def test_the_filter_is_the_mean_where_nothing_drifts():
    weights, _, belief = filtered(np.array([1.0, 0.5, 1.5, 1.0]))
    assert weights[0] == pytest.approx([0.25] * 4)
    assert belief.sum() == pytest.approx(1)


def test_passages_are_spread_over_their_week():
    logged = np.array([[0, 1, 1, 3], [0, 0, 0, 0], [0, 0, 4, 4]], dtype=float)
    assert passages(logged, 2).tolist() == [2.5, math.inf, 1.5]
    assert passages(logged, 0).tolist() == [0, 0, 0]
