"""What is asked about before it is taken, how long it was quiet, own names of stages, and corrections."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tracker import recounts
from tracker.actions.stages import StageError, correct, discard, move, restore, say_again, take_back
from tracker.actions.upkeep import empty_bins
from tracker.models import Application, ApplicationEvent, FollowUp, Learner, OwnStage
from tracker.stages import APPLICATION, Course, Event, Oddity, effective, oddities, quiet_since
from tracker.tests.factories import START, make_application

ALL = Application.Stage.values
STATE = ("stage", "since", "furthest", "own", "reached_on")


def day(n):
    return START + datetime.timedelta(days=n)


def course(*steps):
    return Course.of([Event(stage, day(n), i) for i, (stage, n) in enumerate(steps, start=1)], APPLICATION)


@st.composite
def rows(draw):
    """Rows as the actions write them, with the learner's own names and days to come."""
    sequences = range(1, draw(st.integers(2, 12)))
    events = []
    for sequence in sequences:
        now = effective(events)
        replaced = draw(st.sampled_from([None, *(event.sequence for event in now)])) if now else None
        takes_back = replaced is not None and len(now) > 1 and draw(st.booleans())
        happened, recorded = (day(draw(st.integers(0, 9))) for _ in range(2))
        stage, own = ("", None) if takes_back else (draw(st.sampled_from(ALL)), draw(st.sampled_from([None, 1, 2])))
        events.append(Event(stage, happened, sequence, replaced, recorded, own))
    return events


@given(events=rows(), data=st.data())
def test_any_order_of_insertion_of_the_same_rows_gives_the_same_state(events, data):
    there, mixed = (Course.of(found, APPLICATION) for found in (events, data.draw(st.permutations(events))))
    assert {name: getattr(there, name) for name in STATE} == {name: getattr(mixed, name) for name in STATE}


@pytest.mark.parametrize(
    ("steps", "stage", "n", "found"),
    [
        ((("applied", 0),), "screen", 3, set()),
        ((("applied", 5),), "offer", 3, {Oddity.BACKWARDS}),
        ((("applied", 5),), "rejected", 3, {Oddity.BACKWARDS}),
        ((("screen", 5),), "applied", 3, set()),  # entered late
        ((("screen", 5),), "applied", 8, set()),  # going back
        ((("screen", 5),), "screen", 3, set()),
        ((("applied", 0), ("rejected", 5)), "screen", 8, {Oddity.AFTER_CLOSING}),
        ((("applied", 0), ("rejected", 5)), "withdrawn", 8, {Oddity.AFTER_CLOSING}),
        ((("applied", 0), ("rejected", 5)), "rejected", 8, set()),
        ((("applied", 0), ("rejected", 5)), "screen", 3, set()),  # entered late
        ((("applied", 4), ("rejected", 5)), "screen", 3, {Oddity.BACKWARDS}),
    ],
)
def test_what_runs_backwards_or_comes_after_closing_is_odd(steps, stage, n, found):
    assert oddities(course(*steps).events, APPLICATION, stage, day(n)) == found


def test_nothing_is_odd_about_a_first_stage():
    assert oddities((), APPLICATION, "offer", day(0)) == set()


@pytest.mark.parametrize("stage", ALL)
def test_quiet_is_counted_only_while_an_answer_is_awaited(stage):
    awaited = stage in ("applied", "replied", "screen", "technical", "onsite")
    assert quiet_since(course((stage, 3))) == (day(3) if awaited else None)


def test_quiet_counts_from_the_last_word_of_either_side():
    applied = course(("applied", 3))
    assert quiet_since(applied, [day(9), day(5)]) == day(9)
    assert quiet_since(applied, [day(1)]) == day(3)


def test_own_names_stand_under_the_fixed_stages():
    events = [Event("screen", day(1), 1, own=7), Event("screen", day(2), 2, own=8), Event("onsite", day(3), 3)]
    assert Course.of(events[:2], APPLICATION).own == 8
    assert Course.of(events, APPLICATION).own is None
    assert Course.of([*events, Event("", day(3), 4, supersedes=3)], APPLICATION).own == 8


# --- the actions, with a database


def now(thing):
    return Application.objects.get(pk=thing.pk)


def event(thing, sequence):
    return ApplicationEvent.objects.get(application=thing, sequence=sequence)


def in_agreement(learner):
    return recounts.Standings.kept(learner).differences(recounts.Standings.counted(learner)) == []


def test_correct_supersedes_in_the_same_place(learner):
    application = make_application(learner)
    move(thing=application, stage="screen", happened_on=START, by=learner.user)
    new = correct(event=event(application, 1), stage="replied", happened_on=START, by=learner.user)
    assert (new.sequence, new.supersedes.sequence) == (3, 1)
    assert now(application).stage == "screen"
    assert ApplicationEvent.objects.filter(application=application).count() == 3
    assert in_agreement(learner)


def test_correct_to_the_same_is_no_event(learner):
    first = event(make_application(learner), 1)
    assert correct(event=first, stage="applied", happened_on=START, by=learner.user) == first
    assert ApplicationEvent.objects.count() == 1


def test_the_second_to_correct_is_told_and_nothing_is_lost(learner):
    application = make_application(learner)
    read = event(application, 1)
    correct(event=event(application, 1), stage="replied", happened_on=day(1), by=learner.user)
    with pytest.raises(StageError, match="changed in the meantime"):
        correct(event=read, stage="screen", happened_on=day(1), by=learner.user)
    assert now(application).stage == "replied"


def test_correct_keeps_and_changes_the_own_name(learner):
    own = OwnStage.objects.create(learner=learner, name="Coffee", meaning="screen")
    application = make_application(learner)
    new = move(thing=application, stage="screen", happened_on=day(1), by=learner.user, own_stage=own)
    assert now(application).stage_name == "Coffee"
    correct(event=new, stage="screen", happened_on=day(1), by=learner.user)
    assert now(application).stage_name == "Screen"


def test_say_again_undoes_a_correction_and_a_taking_back(learner):
    application = make_application(learner)
    move(thing=application, stage="screen", happened_on=START, by=learner.user)
    correct(event=event(application, 1), stage="saved", happened_on=START, by=learner.user)
    say_again(event=event(application, 1), by=learner.user)
    assert [e.stage for e in recounts.course_of(now(application)).events] == ["applied", "screen"]
    take_back(event=event(application, 2), by=learner.user)
    for _ in range(2):
        assert say_again(event=event(application, 2), by=learner.user).stage == "screen"
    assert application.events.count() == 6
    with pytest.raises(StageError):
        say_again(event=application.events.get(stage=""), by=learner.user)
    assert in_agreement(learner)


def test_discard_and_restore_change_the_count_once(learner):
    application = make_application(learner)
    for act, kept in ((discard, 0), (discard, 0), (restore, 1), (restore, 1)):
        assert bool(act(thing=application).deleted_at) is not bool(kept)
        assert Learner.objects.get(pk=learner.pk).applications_sent == kept
        assert Application.objects.for_learner(learner).count() == kept
        assert in_agreement(learner)


def test_follow_ups_count_at_their_stage_alone(learner):
    application = make_application(learner)
    for n in (-1, 2, 4):
        FollowUp.objects.create(application=application, happened_on=day(n))
    FollowUp.objects.create(application=application, happened_on=day(6), deleted_at="2026-02-01T00:00Z")
    recounts.rebuild(learner)
    assert (now(application).follow_ups, now(application).quiet_since) == (2, day(4))
    move(thing=application, stage="replied", happened_on=day(5), by=learner.user)
    assert (now(application).follow_ups, now(application).quiet_since) == (0, day(5))


def test_what_was_removed_is_gone_after_thirty_days(learner):
    application = make_application(learner)
    moment = timezone.now()
    for ago in (29, 31):
        gone = moment - datetime.timedelta(days=ago)
        FollowUp.objects.create(application=application, happened_on=day(ago), deleted_at=gone)
    FollowUp.objects.create(application=application, happened_on=START)
    empty_bins(now=moment)
    assert set(FollowUp.ever.values_list("happened_on", flat=True)) == {START, day(29)}
