"""tick: what is due is done, once."""

import datetime
from io import StringIO

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guide.models import Milestone
from tracker.actions.targets import ensure_targets
from tracker.actions.timer import log_timer, start_timer, stop_timer
from tracker.actions.upkeep import BIN_KEPT, FILES_KEPT, complete_targets, empty_bins
from tracker.days import week_of
from tracker.models import BulkAct, ImportBatch, StudySession, Tag, Timer
from tracker.querysets import LearnerQuerySet
from tracker.tests.factories import make_import

DAY = datetime.timedelta(days=1)


def tick():
    out = StringIO()
    call_command("tick", stdout=out)
    return out.getvalue()


def binned(learner, since):
    return StudySession.objects.create(
        learner=learner, day=learner.started_on, zone="UTC", seconds=60, activity="interview", deleted_at=since
    )


def test_tick_empties_the_bin_of_what_has_lain_there_long_enough(learner):
    now = timezone.now()
    binned(learner, now - BIN_KEPT - DAY)
    recent = binned(learner, now - BIN_KEPT + DAY)
    kept = binned(learner, None)

    assert "for good: 1 sessions, 0 notes" in tick()
    assert set(StudySession.objects.all()) == {recent, kept}
    assert "for good: 0 sessions, 0 notes" in tick()


def test_tick_counts_sessions_alone_and_leaves_what_is_brought_back_before_it_has_the_lock(
    learner, stranger, monkeypatch
):
    old = timezone.now() - BIN_KEPT - DAY
    binned(stranger, old).tags.set(Tag.objects.named(stranger, ["calm", "deep"]))
    session = binned(learner, old)
    locked = LearnerQuerySet.locked

    def bring_back_and_lock(learners, whose):
        StudySession.objects.filter(pk=session.pk).update(deleted_at=None)
        return locked(learners, whose)

    monkeypatch.setattr(LearnerQuerySet, "locked", bring_back_and_lock)
    assert empty_bins(now=timezone.now()) == (1, 0)
    assert list(StudySession.objects.all()) == [session]


def test_tick_forgets_how_to_undo_what_left_the_bin(learner):
    now = timezone.now()
    BulkAct.objects.create(learner=learner, verb="delete", at=now - BIN_KEPT - DAY)
    recent = BulkAct.objects.create(learner=learner, verb="delete", at=now - BIN_KEPT + DAY)

    tick()

    assert list(BulkAct.objects.all()) == [recent]


def test_tick_drops_expired_log_ins(db):
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - DAY)
    Session.objects.create(session_key="new", session_data="", expire_date=now + DAY)

    tick()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_tick_brings_runs_of_weeks_up_to_date_once(learner, stranger):
    assert "brought up to date: 2" in tick()
    learner.refresh_from_db()
    assert learner.run_until == week_of(timezone.now().date())[0]
    version = learner.version
    assert "brought up to date: 0" in tick()
    learner.refresh_from_db()
    assert learner.version == version


def test_tick_forgets_timers_that_are_long_over_and_leaves_their_sessions(learner):
    now = timezone.now()
    nine = (now - 32 * DAY).replace(hour=9)
    start_timer(learner=learner, now=nine, activity="interview")
    stop_timer(learner=learner, now=nine + datetime.timedelta(hours=1))
    log_timer(learner=learner, by=learner.user, now=now - BIN_KEPT - DAY)
    tick()
    assert not Timer.objects.exists()
    assert sum(session.seconds for session in StudySession.objects.all()) == 3600
    start_timer(learner=learner, now=now - 40 * DAY)
    tick()
    assert Timer.objects.exists(), "one that runs is not forgotten"


def test_tick_clears_files_that_nobody_imported(learner):
    make_import(learner)
    old = make_import(learner)
    ImportBatch.objects.filter(pk=old.pk).update(created_at=timezone.now() - FILES_KEPT - DAY)

    assert "Files never imported, deleted: 1." in tick()
    assert "Files never imported, deleted: 0." in tick()


def test_tick_gives_learners_the_targets_that_they_lack(learner, stranger):
    ensure_targets(learner=stranger)
    tracked = Milestone.objects.tracked().count()

    assert f"Targets added: {tracked}" in tick()
    assert learner.targets.current().count() == stranger.targets.current().count() == tracked
    assert "Targets added: 0" in tick()


def test_tick_asks_two_queries_where_no_target_is_lacking(learner, stranger, django_assert_num_queries):
    ensure_targets(learner=learner)
    with CaptureQueriesContext(connection) as one_lacks:
        complete_targets()

    with django_assert_num_queries(2):
        complete_targets()
    assert len(one_lacks) > 2
