import datetime
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker import rollups
from tracker.actions.study import DayTooLong, change_session, delete_session, log_session, restore_session
from tracker.models import DayTotal, Learner, PriorHours, StudySession
from tracker.querysets import LearnerQuerySet

DAY = datetime.date(2026, 3, 2)

pytestmark = pytest.mark.django_db


def log(learner, *, seconds=3600, day=DAY, skill=None, **fields):
    return log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, skill=skill, **fields
    )[0]


def differences(learner):
    return rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner))


steps = st.lists(
    st.tuples(
        st.sampled_from(["log", "change", "delete", "restore"]),
        st.integers(min_value=0, max_value=30),
        st.integers(min_value=1, max_value=9 * 3600),
        st.integers(min_value=0, max_value=3),
        st.sampled_from(["programming", "math", None]),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_rollups_equal_the_sums_after_any_sequence_of_writes(learner, guide, steps):
    with transaction.atomic():
        for verb, pick, seconds, shift, skill_name in steps:
            skill = guide[skill_name] if skill_name else None
            fields = {
                "day": DAY + datetime.timedelta(days=shift),
                "seconds": seconds,
                "skill": skill,
                "activity": "study" if skill else "project",
            }
            sessions = list(StudySession.objects.for_learner(learner))
            session = sessions[pick % len(sessions)] if sessions else None
            try:
                if verb == "log" or session is None:
                    log(learner, **fields)
                elif verb == "change" and session.deleted_at is None:
                    change_session(session=session, by=learner.user, **fields)
                elif verb == "delete":
                    delete_session(session=session, by=learner.user)
                elif verb == "restore":
                    restore_session(session=session, by=learner.user)
            except DayTooLong:
                pass  # refused whole: the rollups must not show a trace of it
        assert differences(learner) == []
        assert all(seconds <= 86_400 for seconds in DayTotal.objects.for_learner(learner).seconds_by_day().values())
        transaction.set_rollback(True)


def test_every_write_makes_a_new_version(learner, guide):
    versions = [Learner.objects.get(pk=learner.pk).version]
    session = log(learner, skill=guide["math"])
    for act in (
        lambda: change_session(session=session, by=learner.user, day=DAY, seconds=60, skill=guide["math"]),
        lambda: delete_session(session=session, by=learner.user),
        lambda: restore_session(session=session, by=learner.user),
    ):
        versions.append(Learner.objects.get(pk=learner.pk).version)
        act()
    versions.append(Learner.objects.get(pk=learner.pk).version)
    assert versions == sorted(set(versions))


def test_the_same_token_is_saved_once(learner, guide):
    fields = {"learner": learner, "by": learner.user, "token": uuid.uuid4(), "day": DAY, "seconds": 60}
    first, created = log_session(**fields, skill=guide["math"])
    second, created_again = log_session(**fields, skill=guide["math"])
    assert (created, created_again) == (True, False)
    assert first == second
    assert StudySession.objects.count() == 1


def test_a_form_sent_again_with_other_contents_or_after_its_session_was_deleted_is_not_lost(learner, guide):
    fields = {"learner": learner, "by": learner.user, "token": uuid.uuid4(), "day": DAY, "skill": guide["math"]}
    first, _ = log_session(**fields, seconds=60)
    _, created = log_session(**fields, seconds=120)
    assert created
    _, created = log_session(**fields, seconds=120)
    assert not created
    delete_session(session=first, by=learner.user)
    _, created = log_session(**fields, seconds=60)
    assert created
    assert {session.seconds for session in StudySession.objects.kept()} == {60, 120}
    assert differences(learner) == []


def test_a_day_holds_no_more_than_a_day(learner, guide):
    log(learner, seconds=20 * 3600, skill=guide["math"])
    with pytest.raises(DayTooLong) as caught:
        log(learner, seconds=4 * 3600 + 60, skill=guide["math"])
    assert caught.value.seconds == 20 * 3600
    assert StudySession.objects.count() == 1
    log(learner, seconds=4 * 3600, skill=guide["math"])


def test_the_day_on_which_summer_time_ends_has_an_hour_more(learner, guide):
    Learner.objects.filter(pk=learner.pk).update(zone="Europe/Berlin")
    long_day = datetime.date(2026, 10, 25)
    log(learner, day=long_day, seconds=20 * 3600, skill=guide["math"])
    log(learner, day=long_day, seconds=5 * 3600, skill=guide["math"])
    with pytest.raises(DayTooLong):
        log(learner, day=long_day, seconds=60, skill=guide["math"])


def test_what_is_restored_must_still_fit_its_day(learner, guide):
    session = log(learner, seconds=10 * 3600, skill=guide["math"])
    delete_session(session=session, by=learner.user)
    log(learner, seconds=15 * 3600, skill=guide["math"])
    with pytest.raises(DayTooLong):
        restore_session(session=session, by=learner.user)
    session.refresh_from_db()
    assert session.deleted_at is not None
    assert differences(learner) == []


def test_the_database_itself_refuses_a_day_of_more_than_25_hours(learner):
    with pytest.raises(IntegrityError):
        DayTotal.objects.create(learner=learner, day=DAY, seconds=25 * 3600 + 1)


def test_rebuild_mends_what_check_finds(learner, guide, capsys):
    log(learner, skill=guide["math"])
    PriorHours.objects.create(learner=learner, skill=guide["programming"], seconds=7200)
    DayTotal.objects.update(seconds=5)
    with pytest.raises(CommandError, match="1 with rollups that differ"):
        call_command("rebuild_rollups", "--check")
    call_command("rebuild_rollups")
    call_command("rebuild_rollups", "--check")
    assert Learner.objects.get(pk=learner.pk).prior_seconds == 7200


def test_check_compares_under_the_lock_of_each_learner(learner, monkeypatch):
    """Or a write between the two reads would look like a difference."""
    locked, lock = [], LearnerQuerySet.locked
    monkeypatch.setattr(LearnerQuerySet, "locked", lambda self, one: locked.append(one) or lock(self, one))
    call_command("rebuild_rollups", "--check")
    assert locked == [learner]


def test_logging_takes_at_most_six_statements(learner, guide, django_assert_max_num_queries):
    log(learner, skill=guide["math"])
    with django_assert_max_num_queries(6 + 2) as seen:  # and the savepoint around them, in a test's transaction
        log(learner, skill=guide["math"])
    statements = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 6
