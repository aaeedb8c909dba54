"""Kaplan and Meier's estimate against a library's, an example by hand, and what must hold of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from tracker.survival import Curve

waits = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=80)


def theirs(given):
    data = CensoredData(
        uncensored=[float(days) for days, happened in given if happened],
        right=[float(days) for days, happened in given if not happened],
    )
    return ecdf(data).sf


@given(waits)
def test_the_curve_is_that_of_a_library(given_waits):
    curve, other = Curve.of(given_waits), theirs(given_waits)
    days = range(62)
    assert [curve.still(day) for day in days] == pytest.approx(list(other.evaluate(list(days))), abs=1e-9)


@given(waits, st.sampled_from([0.25, 0.5, 0.75]))
def test_quantiles_are_the_first_days_on_which_so_many_are_answered(given_waits, part):
    curve, other = Curve.of(given_waits), theirs(given_waits)
    reached = [int(q) for q, p in zip(other.quantiles, other.probabilities, strict=True) if p <= 1 - part + 1e-9]
    assert curve.within(part) == min(reached, default=None)


@given(waits, st.randoms())
def test_the_order_of_rows_does_not_matter(given_waits, rng):
    shuffled = list(given_waits)
    rng.shuffle(shuffled)
    assert Curve.of(shuffled) == Curve.of(given_waits)


@given(waits)
def test_the_curve_falls_within_one_and_nought_and_everybody_counts(given_waits):
    curve = Curve.of(given_waits)
    shares = [1.0, *(still for _, still in curve.steps)]
    assert shares == sorted(shares, reverse=True)
    assert 0 <= curve.end <= 1
    assert curve.count == len(given_waits)


@given(st.lists(st.integers(0, 60), min_size=1))
def test_without_censoring_it_is_the_plain_share(days):
    curve = Curve.of((day, True) for day in days)
    for day in set(days):
        assert curve.still(day) == pytest.approx(sum(other > day for other in days) / len(days))


def test_an_example_by_hand():
    """Of six, one is answered on day 3; of the four left on day 8 (one is censored on day 5) two are."""
    curve = Curve.of([(3, True), (5, False), (8, True), (8, True), (8, False), (20, False)])
    assert curve.steps == ((3, pytest.approx(5 / 6)), (8, pytest.approx(5 / 12)))
    assert (curve.quarter, curve.median, curve.three_quarters) == (8, 8, None)
    assert curve.within_of_happened(0.2) == 3
    assert curve.within_of_happened(0.75) == 8


def test_nothing_happened():
    curve = Curve.of([(3, False)])
    assert (curve.end, curve.median, curve.within_of_happened(0.75)) == (1.0, None, None)
    assert Curve.of([]).count == 0
