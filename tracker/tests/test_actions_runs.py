"""The run of weeks beside the learner: kept when it happens, unknown when a past week changes, checked and rebuilt."""

import datetime
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.access import full_access
from tracker.actions.breaks import cancel_break, change_break, declare_break, restore_break
from tracker.actions.learner import change_calendar, change_goal, change_path
from tracker.actions.runs import differences, keep_run, keep_run_after
from tracker.actions.study import change_session, delete_session, log_session
from tracker.dashboard import Dashboard
from tracker.days import DAY
from tracker.models import Break, DayTotal, Learner
from tracker.tests.factories import START
from tracker.week_list import WeekPage

pytestmark = pytest.mark.django_db
HOUR = 3600
GOAL = 10 * HOUR  # as the factory has it
WEEK = 7 * DAY


def log(learner, day, seconds=GOAL):
    return log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, activity="project"
    )[0]


def met(learner, *weeks):
    """The goal met in the weeks of these numbers, 0 the first."""
    return [log(learner, START + n * WEEK) for n in weeks]


def now_of(learner):
    return Learner.objects.get(pk=learner.pk)


def kept(learner, weeks):
    """The run kept as on the first day after that many weeks, and the best."""
    keep_run(learner=learner, today=START + weeks * WEEK)
    now = now_of(learner)
    assert differences(now) == []
    return now.run_weeks, now.best_run_weeks, now.best_run_ended_on


def test_the_run_and_the_best_are_kept(learner):
    met(learner, 0, 1, 2, 4)
    assert kept(learner, 3) == (3, 3, START + 3 * WEEK - DAY)
    assert kept(learner, 4) == (0, 3, START + 3 * WEEK - DAY)
    assert kept(learner, 5) == (1, 3, START + 3 * WEEK - DAY)


def test_keeping_it_twice_changes_nothing(learner):
    met(learner, 0)
    assert keep_run(learner=learner, today=START + WEEK)
    version = now_of(learner).version
    assert not keep_run(learner=learner, today=START + WEEK)
    assert now_of(learner).version == version


def test_the_best_run_outlives_deletions_and_a_raised_goal(learner):
    sessions = met(learner, 0, 1, 2)
    assert kept(learner, 3)[:2] == (3, 3)
    for session in sessions:
        delete_session(session=session, by=learner.user)
    assert now_of(learner).run_until is None, "a past week changed"
    assert kept(learner, 3) == (0, 3, START + 3 * WEEK - DAY)


def test_a_running_week_that_met_its_goal_is_kept_as_the_best_before_the_goal_is_raised(learner):
    met(learner, 0, 1)
    change_goal(learner=learner, seconds=2 * GOAL, on=START + WEEK + 3 * DAY, by=learner.user)
    assert now_of(learner).best_run_weeks == 2
    assert kept(learner, 2)[:2] == (0, 2), "the raised goal holds for the week in which it was raised"


def test_logging_keeps_a_new_best_at_once_and_else_asks_nothing(learner, django_assert_num_queries):
    met(learner, 0)
    kept(learner, 1)
    before, day = now_of(learner), START + WEEK
    log(learner, day, HOUR)
    keep_run_after(learner=before, day=day, today=day)
    assert now_of(learner).best_run_weeks == 1
    log(learner, day)
    keep_run_after(learner=before, day=day, today=day)
    assert now_of(learner).best_run_weeks == 2
    before.best_run_weeks = 9
    with django_assert_num_queries(0):
        assert not keep_run_after(learner=before, day=day, today=day)


def test_time_for_a_past_week_makes_the_run_unknown_and_keeping_it_known(learner):
    met(learner, 0, 2)
    assert kept(learner, 3)[0] == 1
    session = log(learner, START + 3 * WEEK)
    assert now_of(learner).run_until == START + 3 * WEEK, "this week's is no part of it"
    change_session(session=session, by=learner.user, day=START + WEEK)
    assert now_of(learner).run_until is None
    keep_run_after(learner=learner, day=START + WEEK, today=START + 3 * WEEK)
    assert now_of(learner).run_weeks == 3


def test_a_break_rests_the_goal_also_one_that_was_declared_afterwards(learner):
    met(learner, 0, 1, 3)
    assert kept(learner, 4)[0] == 1
    today, by = START + 4 * WEEK, learner.user
    pause, _ = declare_break(
        learner=learner, first=START + 2 * WEEK, last=START + 3 * WEEK - DAY, reason="", today=today, by=by
    )
    assert (now_of(learner).run_weeks, now_of(learner).best_run_weeks) == (3, 3)
    cancel_break(pause=pause, today=today)
    assert (now_of(learner).run_weeks, now_of(learner).best_run_weeks) == (1, 3)
    restore_break(pause=pause, today=today)
    assert now_of(learner).run_weeks == 3
    changed = change_break(pause=pause, first=pause.first, last=pause.first, reason="", today=today, by=by)
    assert now_of(learner).run_weeks == 1
    restore_break(pause=pause, today=today, instead=changed)
    assert now_of(learner).run_weeks == 3
    assert Break.objects.declared().count() == 1
    assert differences(now_of(learner)) == []


def test_a_break_declared_twice_is_there_once(learner):
    fields = {"first": START, "last": START, "reason": "", "today": START, "by": learner.user}
    first, second = declare_break(learner=learner, **fields), declare_break(learner=learner, **fields)
    assert (first[0], first[1], second[1]) == (second[0], True, False)
    assert now_of(learner).breaks_ahead == [[START.isoformat(), START.isoformat()]]


def test_another_first_day_of_the_week_tells_past_weeks_anew_and_leaves_the_best(learner):
    for day in (START + 6 * DAY, START + 7 * DAY):  # Sunday and Monday: two weeks from Monday on, one from Sunday
        log(learner, day)
    assert kept(learner, 3)[:2] == (0, 2)
    change_calendar(learner=learner, zone="UTC", week_start=6, on=START + 3 * WEEK, by=learner.user)
    now = now_of(learner)
    assert (now.run_until, now.best_run_weeks) == (START + 3 * WEEK - DAY, 2)
    assert differences(now) == []


def test_beginning_again_makes_the_run_unknown(learner):
    kept(learner, 2)
    change_path(learner=learner, path=learner.path, started_on=START + DAY, by=learner.user)
    assert now_of(learner).run_until is None


def test_the_check_finds_what_is_kept_wrong_and_rebuilding_mends_it(learner):
    met(learner, 0)
    keep_run(learner=learner, today=START + WEEK)
    Learner.objects.update(run_weeks=7, best_run_weeks=0, best_run_ended_on=None, breaks_ahead=[["2026-02-01"] * 2])
    assert len(differences(now_of(learner))) == 3
    with pytest.raises(CommandError):
        call_command("rebuild_rollups", "--check")
    call_command("rebuild_rollups")
    call_command("rebuild_rollups", "--check")
    assert now_of(learner).best_run_weeks == 1


steps = st.lists(
    st.tuples(
        st.sampled_from(["log", "delete", "break", "cancel", "keep", "goal"]),
        st.integers(0, 60),
        st.integers(1, 10),
    ),
    max_size=15,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_what_is_kept_is_what_the_rows_say_after_any_sequence_of_writes(learner, steps):
    today = START + 8 * WEEK + 3 * DAY
    with transaction.atomic():
        for verb, shift, size in steps:
            day = START + shift * DAY
            sessions, breaks = list(learner.study_sessions.kept()), list(learner.breaks.declared())
            if verb == "log" and DayTotal.objects.filter(learner=learner, day=day, seconds__gt=0).count() == 0:
                log(learner, day, size * HOUR)
            elif verb == "delete" and sessions:
                delete_session(session=sessions[shift % len(sessions)], by=learner.user)
            elif verb == "break":
                declare_break(
                    learner=learner, first=day, last=day + size * DAY, reason="", today=today, by=learner.user
                )
            elif verb == "cancel" and breaks:
                cancel_break(pause=breaks[shift % len(breaks)], today=today)
            elif verb == "keep":
                keep_run(learner=learner, today=today)
            elif verb == "goal":
                change_goal(learner=learner, seconds=size * HOUR, on=today, by=learner.user)
            best = now_of(learner).best_run_weeks
            assert differences(now_of(learner)) == []
        keep_run(learner=learner, today=today)
        assert now_of(learner).best_run_weeks >= (best if steps else 0)
        assert differences(now_of(learner)) == []
        transaction.set_rollback(True)


def test_keeping_the_run_costs_the_same_however_long_the_record(learner, django_assert_num_queries):
    for weeks in (1, 12):
        met(learner, *range(weeks))
        with django_assert_num_queries(7):  # savepoint, lock, three to read, the update, release
            keep_run(learner=learner, today=START + 20 * WEEK)
        Learner.objects.update(run_until=None)


def test_a_week_within_which_one_joins_makes_no_run_that_its_end_would_take_away(learner, monkeypatch):
    friday, monday = START + 4 * DAY, START + WEEK
    Learner.objects.update(started_on=friday)
    learner.goals.update(effective_from=friday)

    def told(today):
        monkeypatch.setattr(timezone, "now", lambda: datetime.datetime.combine(today, datetime.time(12), datetime.UTC))
        call_command("tick")
        access = full_access(now_of(learner))
        assert differences(access.learner) == []
        page = WeekPage.of(access)
        return Dashboard.for_access(access), page.line.now.weeks, [(week.first, week.met) for week in page.weeks]

    log(learner, friday)
    keep_run_after(learner=now_of(learner), day=friday, today=friday)
    board, weeks, _ = told(friday)
    assert (board.week.goal, board.week.goal_from, board.run.now.weeks, weeks) == (None, monday, 0, 0)
    assert now_of(learner).best_run_weeks == 0
    board, weeks, rows = told(monday)
    assert (board.week.goal, board.week.goal_from, board.run.now.weeks, weeks) == (GOAL, None, 0, 0)
    assert rows == [(START, False)], "its time is on the page of weeks, held against no goal"
    log(learner, monday)
    board, weeks, _ = told(monday)
    assert (board.run.now.weeks, weeks) == (1, 1)
    log(learner, monday + WEEK)
    board, weeks, rows = told(monday + WEEK)
    assert (board.run.now.weeks, weeks) == (2, 2)
    assert rows == [(monday, True), (START, False)]


def test_a_start_on_another_weekday_begins_with_the_first_whole_week(learner):
    Learner.objects.update(started_on=START + 2 * DAY)
    learner.goals.update(effective_from=START + 2 * DAY)
    log(learner, START + 2 * DAY)
    log(learner, START + WEEK)
    assert kept(learner, 2)[0] == 1
