"""Several writers at once: nothing is lost, nothing waits in a circle, the sums stay right. On real connections."""

import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tracker import rollups
from tracker.actions.certifications import plan_certification
from tracker.actions.reading import mark_read, save_note
from tracker.actions.study import change_session, delete_session, log_session
from tracker.models import DayTotal, Learner, Note, ReadMark, StudySession

DAY = datetime.date(2026, 3, 2)

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
