"""The rules of stages: any order of insertion gives the same state, and what was reached stays reached."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import stages
from tracker.models import Application, Certification, Evidence, Project
from tracker.stages import APPLICATION, CERTIFICATION, PROJECT, Course, Event, effective

MONDAY = datetime.date(2026, 3, 2)
ALL = Application.Stage.values


def day(n):
    return MONDAY + datetime.timedelta(days=n)


def course(*steps, ladder=APPLICATION):
    """Of (stage, day) pairs, recorded in this order."""
    return Course.of([Event(stage, day(n), i) for i, (stage, n) in enumerate(steps, start=1)], ladder)


@st.composite
def histories(draw):
    """Rows as the actions write them: the first has a stage, and later ones may supersede an effective one."""
    events = [Event(draw(st.sampled_from(ALL)), day(draw(st.integers(0, 20))), 1)]
    for sequence in range(2, draw(st.integers(2, 12))):
        now = effective(events)
        replaced = draw(st.sampled_from([None, *(event.sequence for event in now)]))
        takes_back = replaced is not None and len(now) > 1 and draw(st.booleans())
        stage = "" if takes_back else draw(st.sampled_from(ALL))
        events.append(Event(stage, day(draw(st.integers(0, 20))), sequence, replaced))
    return events


@given(events=histories(), data=st.data())
def test_any_order_of_the_same_rows_gives_the_same_course(events, data):
    assert Course.of(data.draw(st.permutations(events)), APPLICATION) == Course.of(events, APPLICATION)


@given(events=histories(), stage=st.sampled_from(ALL), n=st.integers(0, 20))
def test_what_was_reached_stays_reached(events, stage, n):
    before = Course.of(events, APPLICATION)
    after = Course.of([*events, Event(stage, day(n), len(events) + 1)], APPLICATION)
    assert APPLICATION.rung(after.furthest) >= APPLICATION.rung(before.furthest)
    for reached, on in before.reached_on.items():
        assert after.reached_on[reached] <= on


@given(events=histories(), stage=st.sampled_from(ALL), n=st.integers(0, 20))
def test_a_move_taken_back_leaves_what_was_before(events, stage, n):
    sequence = len(events) + 1
    moved = [*events, Event(stage, day(n), sequence), Event("", day(n), sequence + 1, supersedes=sequence)]
    assert Course.of(moved, APPLICATION) == Course.of(events, APPLICATION)


@given(events=histories())
def test_stages_are_reached_in_their_order(events):
    dates = list(Course.of(events, APPLICATION).reached_on.values())
    assert dates == sorted(dates)


def test_the_latest_day_is_where_it_stands_even_if_recorded_first():
    assert course(("technical", 5), ("applied", 1)).stage == "technical"


def test_on_one_day_the_order_is_that_of_recording():
    assert course(("replied", 0), ("screen", 0)).stage == "screen"


def test_a_correction_keeps_the_place_on_the_day():
    events = [Event("applied", day(0), 1), Event("replied", day(0), 2), Event("saved", day(0), 3, supersedes=1)]
    assert [event.stage for event in effective(events)] == ["saved", "replied"]


def test_going_back_lowers_the_stage_but_not_what_was_reached():
    back = course(("applied", 0), ("onsite", 1), ("screen", 2))
    assert (back.stage, back.furthest) == ("screen", "onsite")


def test_skipped_stages_count_as_reached():
    assert course(("saved", 0), ("technical", 3)).reached_on == {
        "saved": day(0),
        **dict.fromkeys(("applied", "replied", "screen", "technical"), day(3)),
    }


@pytest.mark.parametrize(
    ("closing", "furthest"),
    [("rejected", "applied"), ("no_reply", "applied"), ("declined", "offer"), ("withdrawn", "saved")],
)
def test_closing_says_what_is_certain(closing, furthest):
    assert course((closing, 0)).furthest == furthest
    assert course(("onsite", 0), (closing, 1)).furthest == ("offer" if closing == "declined" else "onsite")


def test_what_happens_before_a_booked_exam_is_later_than_the_booking():
    booked = Event("booked", day(30), 1, recorded_on=day(0))
    called_off = Event("studying", day(3), 2, recorded_on=day(3))
    entered_late = Event("studying", day(-5), 2, recorded_on=day(3))
    assert Course.of([booked, called_off], CERTIFICATION).stage == "studying"
    assert Course.of([booked, entered_late], CERTIFICATION).stage == "booked"
    assert Course.of([booked], CERTIFICATION).since == day(30)


@given(events=histories())
def test_without_offers_nothing_says_that_there_was_one(events):
    course = Course.of(events, APPLICATION)
    seen = stages.without_offers(course)
    assert not stages.OFFERS & {seen.furthest, *(event.stage for event in seen.events)}
    assert ("applied" in seen.reached_on) == (seen.furthest != "saved")
    if course.stage not in stages.OFFERS:
        assert (seen.stage, seen.since) == (course.stage, course.since)


def seen(*steps):
    """Where it stands without offers, since when, how far it got and when it was sent."""
    left = stages.without_offers(course(*steps))
    return left.stage, left.since, left.furthest, left.reached_on.get("applied")


def test_without_offers_it_is_what_the_other_events_say():
    assert seen(("applied", 0), ("screen", 2), ("offer", 4)) == ("screen", day(2), "screen", day(0))
    assert seen(("screen", 2), ("offer", 4), ("withdrawn", 6)) == ("withdrawn", day(6), "screen", day(2))
    assert seen(("saved", 0), ("offer", 4)) == ("saved", day(0), "saved", None)
    assert seen(("saved", 0), ("offer", 4), ("rejected", 9)) == ("rejected", day(9), "applied", day(9))
    assert seen(("offer", 4), ("declined", 6)) == ("onsite", day(4), "onsite", day(4))


def test_nothing_left_is_no_course():
    with pytest.raises(ValueError, match="No stage"):
        Course.of([Event("applied", day(0), 1), Event("", day(0), 2, supersedes=1)], APPLICATION)


@pytest.mark.parametrize(
    ("criteria", "stage", "counts"),
    [
        ({"real_data", "model", "deployed"}, "deployed", True),
        ({"real_data", "model", "deployed"}, "kept", True),
        ({"real_data", "model", "deployed"}, "building", False),
        ({"real_data", "deployed"}, "public", False),
    ],
)
def test_end_to_end_takes_all_criteria_and_being_up(criteria, stage, counts):
    assert stages.is_end_to_end(criteria, stage) is counts


def test_held_and_sent():
    assert [stage for stage in Certification.Stage.values if stages.is_held(stage)] == ["passed", "renewed"]
    assert [stage for stage in Application.OPEN_STAGES if not stages.is_sent(stage)] == ["saved"]


@pytest.mark.parametrize(
    ("ladder", "model"), [(PROJECT, Project), (CERTIFICATION, Certification), (APPLICATION, Application)]
)
def test_the_ladders_know_just_the_stages_of_the_tables(ladder, model):
    assert {*ladder.open, *ladder.implied} <= set(model.Stage.values)
    assert set(model.Stage.values) == {*ladder.open, *ladder.closed, *ladder.implied}
    assert set(Evidence.ASKED) == stages.CRITERIA < set(Evidence.Criterion.values)
