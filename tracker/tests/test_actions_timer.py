"""The timer: its states, what it is logged as, and what stands in the way. Time is passed in."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from tracker import rollups
from tracker.actions import timer as actions
from tracker.actions.learner import change_calendar
from tracker.actions.study import DayTooLong, log_session
from tracker.actions.timer import (
    TimerError,
    change_timer,
    discard_timer,
    log_timer,
    pause_timer,
    restore_timer,
    resume_timer,
    start_timer,
    stop_timer,
)
from tracker.models import DayTotal, Learner, StudySession, Timer
from tracker.tests.factories import make_held, make_project

pytestmark = pytest.mark.django_db


def at(clock, day=2):
    return datetime.datetime.fromisoformat(f"2026-03-{day:02}T{clock}").replace(tzinfo=datetime.UTC)


@pytest.fixture
def math(guide):
    return {"skill": guide["math"], "activity": "study"}


def started(learner, clock="09:00", **chosen):
    return start_timer(learner=learner, now=at(clock), **chosen)[0]


def stop_and_log(learner, now, **said):
    stop_timer(learner=learner, now=now)
    return log_timer(learner=learner, by=learner.user, now=now, **said)


def now_of(learner):
    return Timer.objects.get(learner=learner)


def refusals(learner, now, **said):
    with pytest.raises(TimerError) as caught:
        stop_and_log(learner, now, **said)
    return caught.value.errors


def test_what_was_timed_is_logged_with_start_and_end(learner, math):
    started(learner, **math, note="vectors", tags="calm mit-ocw")
    (session,) = stop_and_log(learner, at("10:30"))
    assert (session.seconds, session.day.day, session.origin, session.note) == (5400, 2, "timer", "vectors")
    assert (session.started_at, session.ended_at) == (at("09:00"), at("10:30"))
    assert {tag.name for tag in session.tags.all()} == {"calm", "mit-ocw"}
    assert DayTotal.objects.get().seconds == 5400
    assert rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner)) == []
    assert not now_of(learner).is_open


@pytest.mark.parametrize("kind", ["project", "certification"])
def test_what_was_timed_is_for_what_the_timer_is_for_on_each_day(learner, math, kind):
    thing = {"project": make_project, "certification": make_held}[kind](learner)
    started(learner, "22:00", **math, **{kind: thing})
    sessions = stop_and_log(learner, at("01:00", 3))
    assert [session.for_what for session in sessions] == [thing, thing]
    restored = restore_timer(learner=learner, by=learner.user, token=now_of(learner).token)
    assert restored.for_what == thing


def test_a_timer_is_for_one_thing(learner):
    started(learner, project=make_project(learner))
    with pytest.raises(IntegrityError), transaction.atomic():
        Timer.objects.update(certification=make_held(learner))


def test_a_timer_is_for_nothing_once_that_is_gone_for_good(learner, math):
    project = make_project(learner)
    started(learner, **math, project=project)
    project.delete()
    (session,) = stop_and_log(learner, at("10:00"))
    assert session.for_what is None


def test_a_second_start_finds_the_one_that_runs(learner, math):
    first = started(learner, **math)
    second, anew = start_timer(learner=learner, now=at("09:30"))
    assert (second.pk, anew, second.started_at, second.skill) == (first.pk, False, at("09:00"), math["skill"])


def test_pauses_do_not_count(learner, math):
    started(learner, **math)
    pause_timer(learner=learner, now=at("10:00"))
    assert now_of(learner).seconds(at("10:45")) == 3600
    pause_timer(learner=learner, now=at("10:50"))
    resume_timer(learner=learner, now=at("11:00"))
    resume_timer(learner=learner, now=at("11:10"))
    assert now_of(learner).seconds(at("11:15")) == 4500
    (session,) = stop_and_log(learner, at("11:30"))
    assert (session.seconds, session.started_at, session.ended_at) == (5400, at("09:00"), at("11:30"))


def test_stopped_while_paused_it_ended_with_the_pause(learner, math):
    started(learner, **math)
    pause_timer(learner=learner, now=at("10:00"))
    (session,) = stop_and_log(learner, at("18:00"))
    assert (session.seconds, session.ended_at) == (3600, at("10:00"))


def test_across_midnight_there_is_a_session_a_day(learner, math):
    started(learner, "22:15", **math, tags="calm")
    first, second = stop_and_log(learner, at("01:00:20", day=3))
    assert [(s.day.day, s.seconds) for s in (first, second)] == [(2, 6300), (3, 3620)]
    assert first.ended_at == second.started_at == at("00:00", day=3)
    assert all(session.tags.get().name == "calm" for session in (first, second))


def test_the_days_are_those_of_the_zone_in_which_it_is_stopped(learner, math):
    started(learner, "20:00", **math)
    change_calendar(learner=learner, zone="Asia/Kathmandu", week_start=0, on=at("20:30").date(), by=learner.user)
    learner.refresh_from_db()
    sessions = stop_and_log(learner, at("21:00"))
    assert [(s.day.day, s.seconds, s.zone) for s in sessions] == [(3, 3600, "Asia/Kathmandu")]


def test_what_is_not_said_yet_is_asked_and_the_clock_stands(learner, math):
    started(learner)
    assert set(refusals(learner, at("10:00"))) == {"what"}
    assert now_of(learner).seconds(at("18:00")) == 3600
    assert StudySession.objects.count() == 0
    change_timer(learner=learner, now=at("18:00"), **math)
    (session,) = log_timer(learner=learner, by=learner.user, now=at("18:00"))
    assert (session.seconds, session.ended_at) == (3600, at("10:00"))


def test_a_full_day_loses_nothing(learner, math):
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=at("09:00", day=3).date(),
                seconds=24 * 3600, **math)  # fmt: skip
    started(learner, "23:00", **math)
    with pytest.raises(DayTooLong) as caught:
        stop_and_log(learner, at("00:30", day=3))
    assert caught.value.day.day == 3
    assert StudySession.objects.count() == 1, "not the first day's part either"
    assert now_of(learner).seconds(at("09:00", day=3)) == 5400
    (session,) = log_timer(learner=learner, by=learner.user, now=at("09:00", day=3), end=at("00:00", day=3))
    assert session.seconds == 3600


def test_past_the_limit_the_end_is_asked_never_guessed(learner, math):
    Learner.objects.update(timer_limit_seconds=3600)
    started(learner, **math)
    assert set(refusals(learner, at("10:00:01"))) == {"ended"}
    assert StudySession.objects.count() == 0
    assert set(refusals(learner, at("12:00"), end=at("08:00"))) == {"ended"}
    assert set(refusals(learner, at("12:00"), end=at("11:00"))) == {"ended"}, "after it was stopped"
    (session,) = log_timer(learner=learner, by=learner.user, now=at("12:00"), end=at("10:00:01"))
    assert session.seconds == 3601, "what is said holds, also past the limit"


def test_the_limit_itself_is_not_past_it(learner, math):
    Learner.objects.update(timer_limit_seconds=3600)
    started(learner, **math)
    assert stop_and_log(learner, at("10:00"))


def test_an_end_before_a_pause_leaves_out_what_came_after(learner, math):
    Learner.objects.update(timer_limit_seconds=3600)
    started(learner, **math)
    pause_timer(learner=learner, now=at("10:00"))
    resume_timer(learner=learner, now=at("10:30"))
    (session,) = stop_and_log(learner, at("20:00"), end=at("09:45"))
    assert (session.seconds, session.ended_at) == (2700, at("09:45"))


def test_more_than_a_day_without_a_pause_is_asked_even_if_it_is_said(learner, math):
    started(learner, **math)
    assert set(refusals(learner, at("10:00", day=4), end=at("09:30", day=3))) == {"ended"}


def test_under_a_minute_it_is_asked_whether_to_keep_it(learner, math):
    started(learner, **math)
    assert set(refusals(learner, at("09:00:59"))) == {"keep"}
    (session,) = log_timer(learner=learner, by=learner.user, now=at("09:05"), keep_short=True)
    assert session.seconds == 59


def test_nothing_at_all_cannot_be_kept(learner, math):
    started(learner, **math)
    assert set(refusals(learner, at("09:00"), keep_short=True)) == {"keep"}


def test_all_that_lacks_is_asked_at_once(learner):
    Learner.objects.update(timer_limit_seconds=3600)
    started(learner)
    assert set(refusals(learner, at("12:00"))) == {"what", "ended"}


def test_after_stopping_one_may_go_on_and_the_time_between_does_not_count(learner, math):
    started(learner, **math)
    stop_timer(learner=learner, now=at("10:00"))
    assert stop_timer(learner=learner, now=at("10:20")).stopped_at == at("10:00"), "the first time holds"
    resume_timer(learner=learner, now=at("11:00"))
    (session,) = stop_and_log(learner, at("11:30"))
    assert session.seconds == 5400


def test_a_clock_that_was_set_back_measures_nothing_less(learner, math):
    timer = started(learner, **math)
    assert timer.seconds(at("08:00")) == 0
    for act in (pause_timer, stop_timer):
        with pytest.raises(TimerError, match="set back"):
            act(learner=learner, now=at("08:59:59"))
    pause_timer(learner=learner, now=at("10:00"))
    with pytest.raises(TimerError, match="set back"):
        resume_timer(learner=learner, now=at("09:59"))
    assert now_of(learner).banked_seconds == 3600
    discard_timer(learner=learner, now=at("08:00"))
    assert now_of(learner).stopped_at >= at("09:00")


# --- the start -------------------------------------------------------------------------------------------------------


def move(learner, clock, now="10:00"):
    return change_timer(learner=learner, now=at(now), started_at=at(clock))


def test_the_start_is_moved_while_it_runs(learner, math):
    started(learner, **math)
    assert move(learner, "08:30").seconds(at("10:00")) == 5400
    assert move(learner, "09:45").seconds(at("10:00")) == 900
    (session,) = stop_and_log(learner, at("10:00"))
    assert session.started_at == at("09:45")


def test_the_start_of_a_paused_timer_is_that_of_its_first_piece(learner, math):
    started(learner, **math)
    pause_timer(learner=learner, now=at("10:00"))
    resume_timer(learner=learner, now=at("11:00"))
    assert move(learner, "08:30", now="11:10").seconds(at("11:10")) == 5400 + 600
    with pytest.raises(TimerError, match="At 10:00 on 2 March it was paused"):
        move(learner, "10:30", now="11:10")
    assert actions.differences(learner) == []
    (session,) = stop_and_log(learner, at("11:30"))
    assert (session.started_at, session.seconds) == (at("08:30"), 5400 + 1800)


def test_the_start_is_not_in_the_future_nor_after_the_stop(learner, math):
    started(learner, **math)
    with pytest.raises(TimerError, match="has not come yet: it is 10:00"):
        move(learner, "10:01")
    stop_timer(learner=learner, now=at("10:00"))
    with pytest.raises(TimerError, match="it was stopped"):
        move(learner, "10:30", now="11:00")
    assert move(learner, "09:30", now="11:00").seconds(at("11:00")) == 1800


def test_a_pause_in_the_first_second_leaves_a_start_that_can_be_moved(learner, math):
    started(learner, **math)
    pause_timer(learner=learner, now=at("09:00"))
    assert move(learner, "08:00", now="09:10").banked_seconds == 3600
    assert actions.differences(learner) == []


def test_the_start_does_not_reach_into_a_session_that_says_from_when_to_when(learner, math):
    started(learner, "07:00", **math)
    (logged,) = stop_and_log(learner, at("08:30"))
    started(learner, **math)
    with pytest.raises(TimerError, match="From 07:00 to 08:30 on 2 March there is a session already: Math"):
        move(learner, "08:00")
    assert move(learner, "08:30").started_at == at("08:30")
    assert logged.ended_at == at("08:30")


# --- putting away and taking back ------------------------------------------------------------------------------------


def test_a_discarded_timer_is_brought_back_stopped(learner, math):
    timer = started(learner, **math)
    discard_timer(learner=learner, now=at("10:00"))
    assert log_timer(learner=learner, by=learner.user, now=at("10:00")) is None
    for _ in range(2):
        restored = restore_timer(learner=learner, by=learner.user, token=timer.token)
    assert (restored.is_open, restored.seconds(at("20:00"))) == (True, 3600)
    assert stop_and_log(learner, at("20:00"))[0].seconds == 3600


def test_taking_back_what_was_logged_puts_its_sessions_into_the_bin(learner, math):
    timer = started(learner, "23:30", **math)
    assert len(stop_and_log(learner, at("00:30", day=3))) == 2
    restore_timer(learner=learner, by=learner.user, token=timer.token)
    assert StudySession.objects.kept().count() == 0
    assert set(DayTotal.objects.values_list("seconds", flat=True)) == {0}
    assert rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner)) == []
    assert len(log_timer(learner=learner, by=learner.user, now=at("08:00", day=3))) == 2
    assert StudySession.objects.kept().count() == 2


def test_once_another_has_begun_the_earlier_is_gone(learner, math):
    timer = started(learner, **math)
    stop_and_log(learner, at("10:00"))
    started(learner, "11:00")
    assert restore_timer(learner=learner, by=learner.user, token=timer.token) is None
    assert StudySession.objects.kept().count() == 1
    assert Timer.objects.count() == 1


def test_what_was_asked_of_another_timer_is_not_done_to_this_one(learner, math):
    old = started(learner, **math).token
    stop_and_log(learner, at("10:00"))
    started(learner, "11:00")
    for act in (pause_timer, resume_timer, stop_timer, discard_timer, change_timer):
        assert act(learner=learner, now=at("11:30"), token=old) is None
    assert now_of(learner).runs


def test_every_change_makes_a_new_version(learner, math):
    versions = [learner.version]
    timer = started(learner)
    acts = (
        lambda: change_timer(learner=learner, now=at("09:10"), **math),
        lambda: pause_timer(learner=learner, now=at("09:20")),
        lambda: resume_timer(learner=learner, now=at("09:30")),
        lambda: stop_timer(learner=learner, now=at("09:40")),
        lambda: log_timer(learner=learner, by=learner.user, now=at("09:40")),
        lambda: restore_timer(learner=learner, by=learner.user, token=timer.token),
        lambda: discard_timer(learner=learner, now=at("09:50")),
    )
    for act in acts:
        versions.append(Learner.objects.get(pk=learner.pk).version)
        act()
    versions.append(Learner.objects.get(pk=learner.pk).version)
    assert versions == sorted(set(versions))


def test_the_kept_sum_is_checked_and_mended(learner, math):
    started(learner, **math)
    pause_timer(learner=learner, now=at("10:00"))
    Timer.objects.update(banked_seconds=7)
    assert actions.differences(learner) == ["timer: kept 7, counted 3600"]
    actions.rebuild(learner)
    assert actions.differences(learner) == []
