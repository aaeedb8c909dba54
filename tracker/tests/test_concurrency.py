"""Several writers at once: nothing is lost, nothing waits in a circle, the sums stay right. On real connections."""

import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tracker import rollups
from tracker.actions import runs
from tracker.actions.certifications import plan_certification
from tracker.actions.reading import mark_read, save_note
from tracker.actions.runs import keep_run
from tracker.actions.study import change_session, delete_session, log_session
from tracker.actions.study_bulk import What, change_sessions, delete_sessions, undo_bulk
from tracker.actions.timer import log_timer, pause_timer, start_timer, stop_timer
from tracker.models import DayTotal, Learner, Note, ReadMark, StudySession, Timer

DAY = datetime.date(2026, 3, 2)
NINE = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads of their own, each on its own connection; their results, errors raised."""

    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(run, calls))


def logger(learner, skill, day=DAY, token=None, seconds=600):
    token = token or uuid.uuid4()

    def log():
        learner_now = Learner.objects.get(pk=learner.pk)
        fields = {"learner": learner_now, "by": learner.user, "token": token, "day": day, "seconds": seconds}
        return log_session(**fields, skill=skill)

    return log


def test_sessions_logged_at_once_are_all_counted(learner, guide):
    calls = [logger(learner, guide[name], DAY + datetime.timedelta(days=n % 3)) for n, name in
             enumerate(["math", "programming"] * 8)]  # fmt: skip
    at_once(*calls)
    assert StudySession.objects.count() == 16
    assert rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner)) == []


def test_the_same_form_sent_at_once_is_saved_once(learner, guide):
    token = uuid.uuid4()
    results = at_once(*[logger(learner, guide["math"], token=token) for _ in range(4)])
    assert sorted(created for _, created in results) == [False, False, False, True]
    assert DayTotal.objects.get().seconds == 600


def test_edits_and_deletes_at_once_keep_the_sums_right(learner, guide):
    sessions = [logger(learner, guide["math"])()[0] for _ in range(6)]
    by = learner.user

    def edit(session):
        return lambda: change_session(session=session, by=by, day=DAY, seconds=1200, skill=guide["programming"])

    def delete(session):
        return lambda: delete_session(session=session, by=by)

    at_once(*[edit(s) for s in sessions[:3]], *[delete(s) for s in sessions[3:]])
    assert StudySession.objects.kept().count() == 3
    assert rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner)) == []


def test_many_changed_deleted_and_logged_at_once_keep_the_sums_right(learner, guide):
    sessions = [logger(learner, guide["math"], DAY + datetime.timedelta(days=n % 3))()[0] for n in range(8)]
    token = uuid.uuid4()

    def act(verb, some, token=None, **fields):
        def run():
            rows = StudySession.objects.for_learner(learner).with_ids([session.pk for session in some])
            return verb(learner=learner, by=learner.user, token=token or uuid.uuid4(), sessions=rows, **fields)

        return run

    change = act(change_sessions, sessions[:6], token, what=What(guide["programming"]), add=["deep"])
    acts = at_once(change, change, act(delete_sessions, sessions[4:]), logger(learner, guide["math"]))
    assert acts[0] == acts[1]
    assert StudySession.objects.kept().count() == 5
    assert rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner)) == []
    at_once(*[lambda act=act: undo_bulk(act=act, by=learner.user) for act in (*acts[:3], acts[2])])
    assert StudySession.objects.kept().of_skill(guide["math"]).count() == 9
    assert rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner)) == []


def test_a_note_sent_at_once_is_one(learner, guide):
    record = guide["math"].record

    def note():
        return save_note(learner=Learner.objects.get(pk=learner.pk), record=record, text="Mine.", seen=0)

    notes = at_once(*[note] * 4)
    assert {note.pk for note in notes} == {Note.objects.get().pk}
    assert Note.objects.get().version == 1


def test_a_certification_planned_at_once_and_a_mark_set_at_once_are_there_once(learner, guide):
    record = guide["math"].record

    def plan():
        now = Learner.objects.get(pk=learner.pk)
        return plan_certification(learner=now, by=learner.user, listed=guide["credential"], on=DAY)[1]

    def mark():
        return mark_read(learner=Learner.objects.get(pk=learner.pk), record=record)

    assert sorted(at_once(plan, plan, plan)) == [False, False, True]
    at_once(mark, mark, mark)
    assert ReadMark.objects.count() == 1


def timed(act, learner, at, **fields):
    """One of the timer's acts, as a request of its own does it."""
    return lambda: act(learner=Learner.objects.get(pk=learner.pk), now=at, **fields)


def test_two_starts_at_once_make_one_timer(learner):
    starts = at_once(*[timed(start_timer, learner, NINE) for _ in range(4)])
    assert sorted(started for _, started in starts) == [False, False, False, True]
    assert {timer.pk for timer, _ in starts} == {Timer.objects.get().pk}


def test_two_stops_at_once_save_once(learner):
    start_timer(learner=learner, now=NINE, activity="interview")
    later = [NINE + datetime.timedelta(minutes=60 + n) for n in range(4)]

    def stop(now):
        def act():
            mine = Learner.objects.get(pk=learner.pk)
            stop_timer(learner=mine, now=now)
            return log_timer(learner=mine, by=learner.user, now=now)

        return act

    logged = at_once(*[stop(now) for now in later])
    assert len([sessions for sessions in logged if sessions]) == 1
    assert StudySession.objects.count() == 1
    assert DayTotal.objects.get().seconds in {3600 + 60 * n for n in range(4)}


def test_pauses_and_stops_at_once_lose_nothing(learner):
    start_timer(learner=learner, now=NINE, activity="interview")
    ten = NINE + datetime.timedelta(hours=1)
    at_once(timed(pause_timer, learner, ten), timed(stop_timer, learner, ten), timed(pause_timer, learner, ten))
    assert Timer.objects.get().seconds(ten + datetime.timedelta(hours=3)) == 3600


def test_logging_into_a_past_week_and_keeping_the_run_at_once_leave_it_right(learner, guide):
    today = DAY + datetime.timedelta(weeks=3)
    keep_run(learner=learner, today=today)
    keeps = [lambda: keep_run(learner=Learner.objects.get(pk=learner.pk), today=today)] * 4
    at_once(*[logger(learner, guide["math"], seconds=3 * 3600) for _ in range(4)], *keeps)
    assert runs.differences(Learner.objects.get(pk=learner.pk)) == []
    keep_run(learner=learner, today=today)
    assert Learner.objects.get(pk=learner.pk).best_run_weeks == 1
