"""One application as the funnel counts it."""

import pytest
from hypothesis import given

from tracker.sent import STAGES, Sent
from tracker.stages import APPLICATION, Course, Event, without_offers
from tracker.tests.funnels import TODAY, ago, sent, steps, ways


def course_of(way):
    return Course.of([Event(stage, day, number) for number, (stage, day) in enumerate(way, 1)], APPLICATION)


@pytest.mark.parametrize("told", [[("saved", 9)], [("saved", 9), ("withdrawn", 3)]])
def test_what_was_only_saved_is_not_sent(told):
    assert sent(*told) is None
    assert Sent.of([], today=TODAY) is None


@given(ways())
def test_how_far_and_when_is_as_everywhere(way):
    course = course_of(way)
    way = [(event.stage, event.happened_on) for event in course.events]
    found = Sent.of(way, today=TODAY)
    assert (found is None) == ("applied" not in course.reached_on)
    if found:
        assert (STAGES[found.rung], found.stage) == (course.furthest, course.stage)
        assert found.sent_on == course.reached_on["applied"]


@given(ways())
def test_without_offers_it_is_as_in_the_list(way):
    course = course_of(way)
    way = [(event.stage, event.happened_on) for event in course.events]
    found, seen = Sent.of(way, today=TODAY, offers=False), without_offers(course)
    assert (found is None) == ("applied" not in seen.reached_on)
    if found:
        assert (STAGES[found.rung], found.stage) == (seen.furthest, seen.stage)
        assert found.sent_on == seen.reached_on["applied"]
        assert not {"offer", "accepted", "declined"} & {found.ending, *(stage for stage, _, _ in found.stays)}


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ([("applied", 40), ("replied", 30)], (10, True)),
        ([("applied", 40), ("rejected", 30)], (10, True)),
        ([("applied", 40), ("screen", 35), ("rejected", 30)], (5, True)),
        ([("saved", 50), ("applied", 40)], (40, False)),
        ([("applied", 40), ("no_reply", 10)], (30, False)),
        ([("applied", 40), ("withdrawn", 33)], (7, False)),
        ([("applied", 40), ("no_reply", 10), ("replied", 2)], (38, True)),
        ([("rejected", 30)], None),
        ([("screen", 30), ("applied", 20)], None),
        ([("applied", 5), ("screen", -3)], (5, True)),
        ([("applied", -2)], (0, False)),
    ],
)
def test_the_wait_for_an_answer(told, wait):
    assert sent(*told).wait == wait


@pytest.mark.parametrize(
    ("told", "quiet"),
    [
        ([("applied", 12)], 12),
        ([("applied", 40), ("replied", 5)], 5),
        ([("applied", 40), ("no_reply", 5)], 40),
        ([("applied", 40), ("withdrawn", 35)], 5),
        ([("applied", 40), ("rejected", 35)], None),
        ([("applied", 40), ("offer", 35), ("declined", 30)], None),
        ([("applied", 40), ("offer", 35)], 35),
        ([("applied", 40), ("accepted", 35)], None),
    ],
)
def test_how_long_it_stands_still(told, quiet):
    assert sent(*told).quiet == quiet


def test_the_wait_is_a_bound_that_is_enough():
    application = sent(("applied", 30))
    assert application.is_undecided(31)
    assert not application.is_undecided(30)


def test_stays_last_until_the_next_stage():
    way = [("saved", 60), ("applied", 50), ("screen", 40), ("screen", 35), ("technical", 20), ("rejected", 12)]
    assert sent(*way).stays == (("applied", 10, True), ("screen", 20, True), ("technical", 8, True))
    assert sent(("applied", 50), ("onsite", 40)).stays == (("applied", 10, True), ("onsite", 40, False))
    assert sent(("applied", 50), ("accepted", 40)).stays == (("applied", 10, True),)


def test_an_offer_that_may_not_be_seen_leaves_it_where_it_was():
    way = steps(("applied", 50), ("screen", 40), ("offer", 30), ("declined", 20))
    seen = Sent.of(way, today=TODAY, offers=False)
    assert (STAGES[seen.rung], seen.stage, seen.ending) == ("screen", "screen", "open")
    assert Sent.of(steps(("offer", 30)), today=TODAY, offers=False).stays == (("onsite", 30, False),)
    assert Sent.of(way, today=TODAY).ending == "declined"
    assert Sent.of(way, today=TODAY).sent_on == ago(50)


def test_a_day_that_is_anothers_tells_no_time():
    way = steps(("applied", 50), ("screen", 50), ("technical", 20), ("rejected", 20))
    found = Sent.of(way, today=TODAY, vague=frozenset({"screen", "rejected"}))
    assert found.wait is None
    assert (found.answered, STAGES[found.rung], found.ending) == (True, "technical", "rejected")
    assert found.stays == (), "the stay in each begins or ends on a day that nobody knows"
    assert Sent.of(way, today=TODAY, vague=frozenset({"rejected"})).stays == (
        ("applied", 0, True),
        ("screen", 30, True),
    )
    assert Sent.of(steps(("applied", 9)), today=TODAY, vague=frozenset({"applied"})).stays == ()
