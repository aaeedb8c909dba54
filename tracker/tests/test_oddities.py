"""What is asked about before it is taken: a day that runs backwards, a stage after closing."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tracker.models import Application
from tracker.stages import APPLICATION, Course, Event, Oddity, oddities, oddities_of_correction

MONDAY = datetime.date(2026, 3, 2)
OPEN, CLOSED = Application.OPEN_STAGES, Application.CLOSED_STAGES


def day(n):
    return MONDAY + datetime.timedelta(days=n)


def course(steps):
    """Of (stage, day) pairs, recorded in this order."""
    return Course.of([Event(stage, day(n), i) for i, (stage, n) in enumerate(steps, start=1)], APPLICATION)


@st.composite
def forward(draw, stages=OPEN):
    """A course up the ladder whose days only grow."""
    rungs = sorted(draw(st.sets(st.sampled_from(range(len(stages))), min_size=2)))
    days = sorted(draw(st.sets(st.integers(0, 40), min_size=len(rungs), max_size=len(rungs))))
    return course([(stages[rung], n) for rung, n in zip(rungs, days, strict=True)])


def sent_too_late(steps, stage, on):
    """Whether it would be sent, for the first time, after an offer."""
    beyond = [event for event in steps.events if OPEN.index(event.stage) >= OPEN.index("offer")]
    first = stage == "applied" and "applied" not in {event.stage for event in steps.events}
    return first and any(event.happened_on < on for event in beyond)


@given(steps=forward(), stage=st.sampled_from(OPEN + CLOSED), later=st.integers(0, 9))
def test_whatever_comes_last_is_not_odd_but_what_comes_first(steps, stage, later):
    last = steps.since + datetime.timedelta(days=later)
    odd = {Oddity.BACKWARDS} if sent_too_late(steps, stage, last) else set()
    assert oddities(steps.events, APPLICATION, stage, last) == odd


@given(steps=forward(), stage=st.sampled_from(OPEN), n=st.integers(0, 40))
def test_a_stage_before_the_day_of_an_earlier_one_runs_backwards(steps, stage, n):
    earlier = [e for e in steps.events if OPEN.index(e.stage) < OPEN.index(stage) and e.happened_on > day(n)]
    odd = bool(earlier) or sent_too_late(steps, stage, day(n))
    assert (Oddity.BACKWARDS in oddities(steps.events, APPLICATION, stage, day(n))) == odd


@given(steps=forward(), end=st.sampled_from(CLOSED), n=st.integers(0, 40))
def test_to_be_closed_before_something_that_came_runs_backwards(steps, end, n):
    assert (Oddity.BACKWARDS in oddities(steps.events, APPLICATION, end, day(n))) == (steps.since > day(n))


@given(steps=forward(), end=st.sampled_from(CLOSED), stage=st.sampled_from(OPEN + CLOSED), later=st.integers(0, 9))
def test_a_stage_after_closing_is_odd_unless_it_is_the_same(steps, end, stage, later):
    closed = Course.of([*steps.events, Event(end, steps.since, 99)], APPLICATION)
    found = oddities(closed.events, APPLICATION, stage, closed.since + datetime.timedelta(days=later))
    assert (Oddity.AFTER_CLOSING in found) == (stage != end)


@given(steps=forward(), data=st.data(), n=st.integers(0, 40))
def test_a_day_is_odd_beyond_those_of_its_neighbours(steps, data, n):
    place = data.draw(st.integers(0, len(steps.events) - 1))
    before, after = steps.events[:place], steps.events[place + 1 :]
    beyond = any(e.happened_on > day(n) for e in before) or any(e.happened_on < day(n) for e in after)
    event = steps.events[place]
    beyond = beyond and event.happened_on != day(n)  # what it says already is not asked about again
    found = oddities_of_correction(steps, event.sequence, event.stage, day(n))
    assert found == ({Oddity.BACKWARDS} if beyond else set())


def test_a_day_beside_a_closing_is_asked_about_once():
    steps = course([("applied", 1), ("rejected", 5), ("screen", 8)])
    assert oddities_of_correction(steps, 2, "rejected", day(0)) == {Oddity.BACKWARDS}
    assert oddities_of_correction(steps, 2, "rejected", day(6)) == set()
    assert oddities_of_correction(steps, 3, "screen", day(6)) == set()
    assert oddities_of_correction(steps, 1, "applied", day(6)) == {Oddity.BACKWARDS}


def test_a_stage_said_otherwise_is_asked_about_beside_both_its_neighbours():
    steps = course([("applied", 1), ("screen", 3), ("technical", 5)])
    assert oddities_of_correction(steps, 2, "onsite", day(3)) == set()
    assert oddities_of_correction(steps, 2, "applied", day(6)) == {Oddity.BACKWARDS}
    assert oddities_of_correction(steps, 2, "rejected", day(3)) == {Oddity.AFTER_CLOSING}
    closed = course([("applied", 1), ("rejected", 5), ("rejected", 8)])
    assert oddities_of_correction(closed, 3, "screen", day(8)) == {Oddity.AFTER_CLOSING}
    assert oddities_of_correction(closed, 3, "rejected", day(8)) == set()


def test_an_offer_before_it_was_sent_is_odd_whichever_is_told_first():
    offer, sent = course([("offer", 1)]), course([("applied", 6)])
    assert oddities(sent.events, APPLICATION, "offer", day(1)) == {Oddity.BACKWARDS}
    assert oddities(offer.events, APPLICATION, "applied", day(6)) == {Oddity.BACKWARDS}
    assert oddities(offer.events, APPLICATION, "applied", day(1)) == set()
    again, called = course([("applied", 0), ("offer", 3)]), course([("screen", 3)])
    assert oddities(again.events, APPLICATION, "applied", day(6)) == set(), "sent before, and sent again"
    assert oddities(called.events, APPLICATION, "applied", day(6)) == set(), "who is called may be asked to apply"
