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
from tracker.actions.upkeep import BIN_KEPT, complete_targets
from tracker.models import StudySession

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


def test_tick_drops_expired_log_ins(db):
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - DAY)
    Session.objects.create(session_key="new", session_data="", expire_date=now + DAY)

    tick()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


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
