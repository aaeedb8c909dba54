"""How many hours of all a mark of one skill takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.shares import Order, Use

SKILLS = "abcd"
remains = st.fixed_dictionaries({skill: st.integers(0, 600) for skill in SKILLS})
recents = st.fixed_dictionaries({skill: st.integers(0, 400_000) for skill in SKILLS})
orders = st.sampled_from(Order)


def use_of(recent, remaining, other=0, uncounted=0):
    in_all = sum(recent.values()) + other
    return Use.of(recent=recent, counted=in_all - uncounted, in_all=in_all, remaining=remaining)


def test_time_is_shared_as_lately_and_a_quarter_by_what_remains():
    use = use_of({"a": 300, "b": 100}, {"a": 100, "b": 300})
    assert use.skills == pytest.approx({"a": 0.75 * 0.75 + 0.25 * 0.25, "b": 0.75 * 0.25 + 0.25 * 0.75})
    assert use.counted == 1
    assert use_of({}, {"a": 100, "b": 300}).skills == pytest.approx({"a": 0.25, "b": 0.75})
    assert use_of({"a": 0}, {"a": 0}).skills == {"a": 0}


def test_other_time_keeps_its_part():
    use = use_of({"a": 200, "b": 0}, {"a": 50, "b": 50}, other=200, uncounted=100)
    assert sum(use.skills.values()) == pytest.approx(0.25 + 0.75 / 2)
    assert use.counted == pytest.approx(0.25 + 0.75 * 0.75)
    assert use.for_total(100) == pytest.approx(100 / 0.8125)


def test_together_what_is_reached_leaves_its_share_to_the_others():
    use = Use({"a": 0.5, "b": 0.25}, 1)
    hours = use.for_skills({"a": 10, "b": 20})
    assert hours["a"] == pytest.approx(20)
    # b has had a third of 15 hours by then; the rest at three quarters of all
    assert hours["b"] == pytest.approx(20 + 15 / 0.75)


def test_in_order_one_waits_for_those_before():
    use = Use({"a": 0.5, "b": 0.25}, 1)
    assert use.for_skills({"a": 30, "b": 15}, Order.IN_ORDER) == pytest.approx({"a": 40, "b": 60})
    assert use.for_skills({"a": 0, "b": 15}, Order.IN_ORDER) == pytest.approx({"a": 0, "b": 20})


@given(recents, remains, st.integers(0, 100_000), orders)
def test_the_last_skill_is_reached_when_all_are(recent, remaining, other, order):
    use = use_of(recent, remaining, other)
    hours = use.for_skills(remaining, order)
    part = sum(use.skills.values())
    assert set(hours) == set(SKILLS)
    if any(remaining.values()):
        assert max(hours.values()) == pytest.approx(sum(remaining.values()) / part)
    assert all((hours[skill] == 0) == (remaining[skill] == 0) for skill in SKILLS)


@given(recents, remains, remains, orders)
def test_more_that_remains_makes_nothing_sooner(recent, remaining, more, order):
    farthest = {skill: remaining[skill] + more[skill] for skill in SKILLS}
    use = use_of(recent, farthest, other=50)
    low, high = use.for_skills(remaining, order), use.for_skills(farthest, order)
    assert all(low[skill] <= high[skill] + 1e-9 for skill in SKILLS)


@given(recents, remains, remains, st.integers(0, 400), st.sampled_from(SKILLS), orders)
def test_a_wider_range_of_a_skill_never_gives_it_a_narrower_span(recent, low, more, wider, skill, order):
    """Though what remains to the high mark has a say in the shares."""
    high = {name: low[name] + more[name] for name in SKILLS}
    higher = {**high, skill: high[skill] + wider}
    narrow, wide = use_of(recent, high, other=50), use_of(recent, higher, other=50)
    assert wide.for_skills(low, order)[skill] <= narrow.for_skills(low, order)[skill] + 1e-6
    assert wide.for_skills(higher, order)[skill] >= narrow.for_skills(high, order)[skill] - 1e-6
