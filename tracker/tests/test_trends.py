"""A falling pace is said to fall, just over the rule and not just under it."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.trends import Trend, share_of_pairs

hours = st.lists(st.integers(0, 40), min_size=0, max_size=40)


def test_a_fall_by_a_fifth_is_told_and_less_is_not():
    told = Trend.of([10] * 16 + [8] * 8)
    assert (told.falling, told.now, told.recent, told.before, told.earlier) == (True, 8, 8, 10, 16)
    assert Trend.of([10] * 16 + [8.01] * 8) is None


def test_a_rise_is_the_mirror_of_it():
    assert Trend.of([8] * 16 + [10] * 8).falling is False
    assert Trend.of([8.01] * 16 + [10] * 8) is None


def test_three_of_four_pairs_must_agree():
    earlier = [10] * 12 + [2] * 4
    assert Trend.of([*earlier, *[5] * 8]).falling, "lower in twelve of sixteen pairs, and 5 is under 8 by a fifth"
    assert Trend.of([11] * 11 + [2] * 5 + [5] * 8) is None, "in eleven of sixteen"


def test_one_bad_month_among_good_ones_is_no_fall():
    assert Trend.of([10] * 16 + [10] * 5 + [0] * 3) is None


def test_eight_weeks_before_eight_are_the_least():
    assert Trend.of([10] * 8 + [5] * 8).earlier == 8
    assert Trend.of([10] * 7 + [5] * 8) is None
    assert Trend.of([]) is None


@given(hours)
def test_the_mirror_of_a_fall_is_a_rise(past):
    trend = Trend.of(past)
    mirrored = Trend.of([60 - week for week in past])
    if trend and mirrored:
        assert trend.falling is not mirrored.falling


@given(st.lists(st.integers(0, 9), min_size=1), st.lists(st.integers(0, 9), min_size=1))
def test_pairs_are_shared_out_wholly(one, other):
    assert abs(share_of_pairs(one, other) + share_of_pairs(other, one) - 1) < 1e-9
