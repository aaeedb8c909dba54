"""Wilson's interval against published values, another closed form, a library, and what must hold of it."""

from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest

from tracker.intervals import LEVEL, Rate, score, wilson

# R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998): method 3,
# the score interval without correction for continuity, at 95 %.
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
cases = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(("hits", "of", "low", "high"), NEWCOMBE)
def test_intervals_are_those_of_the_published_table(hits, of, low, high):
    assert [round(bound, 4) for bound in wilson(hits, of)] == [low, high]


@given(cases)
def test_intervals_are_the_roots_of_the_score_equation(case):
    """Independent of the closed form: at its bounds the share lies just 1.96 standard errors, of that bound, away."""
    hits, of = case
    share, interval = hits / of, wilson(hits, of)
    for bound in interval:
        if 0 < bound < 1:
            assert abs(share - bound) == pytest.approx(1.959963985 * sqrt(bound * (1 - bound) / of), abs=1e-9)


@given(cases, st.sampled_from([0.8, 0.95, 0.99, 0.9975]))
def test_intervals_are_those_of_a_library(case, level):
    theirs = binomtest(*case).proportion_ci(level, method="wilson")
    assert tuple(wilson(*case, level)) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@given(cases)
def test_an_interval_holds_the_rate_within_nought_and_one(case):
    rate = Rate(*case)
    assert 0 <= rate.low <= rate.share <= rate.high <= 1
    assert rate.low < rate.high


@given(cases, st.integers(2, 30))
def test_intervals_shrink_with_more_cases_of_the_same_share(case, times):
    few, many = Rate(*case), Rate(case[0] * times, case[1] * times)
    assert few.low <= many.low
    assert many.high <= few.high
    assert many.high - many.low < few.high - few.low


@given(cases)
def test_a_higher_level_is_wider(case):
    assert wilson(*case, 0.99).high - wilson(*case, 0.99).low > wilson(*case).high - wilson(*case).low


@given(cases)
def test_intervals_are_the_same_seen_from_the_other_side(case):
    hits, of = case
    low, high = wilson(of - hits, of)
    assert (1 - high, 1 - low) == pytest.approx(wilson(hits, of), abs=1e-12)


def test_without_a_case_everything_is_plausible():
    assert tuple(wilson(0, 0)) == (0, 1)
    assert Rate(0, 0).share is None


@given(cases, st.integers(0, 100))
def test_more_cases_keep_the_share(case, more):
    assume(case[0])
    assert Rate(*case).with_more(more).share == pytest.approx(Rate(*case).share)


def test_the_score_is_the_usual_one():
    assert score(LEVEL) == pytest.approx(1.959964, abs=1e-6)
