"""Writing sessions with all that they may say: topic, tags, resource, start and end."""

import datetime
import uuid

import pytest

from guide.models import Topic
from tracker.actions.study import change_session, log_session
from tracker.models import StudySession, Tag
from tracker.tests.factories import START

NINE = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
TEN = NINE + datetime.timedelta(hours=1)


@pytest.fixture
def topic(guide):
    return Topic.objects.create(skill=guide["math"], name="Linear algebra")


def log(learner, token=None, **fields):
    defaults = {"day": START, "seconds": 3600}
    return log_session(learner=learner, by=learner.user, token=token or uuid.uuid4(), **{**defaults, **fields})


@pytest.fixture
def full(learner, guide, topic):
    return {
        "skill": guide["math"], "topic": topic, "note": "eigenvalues", "tags": ["mit-ocw", "evening"],
        "resource": guide["math"].record, "link": "https://example.com/18-06", "started_at": NINE, "ended_at": TEN,
    }  # fmt: skip


def test_a_session_keeps_all_that_was_said(learner, full):
    session, _ = log(learner, **full, origin=StudySession.Origin.QUICK)
    kept = StudySession.objects.get()
    rest = {"day": START, "seconds": 3600, "activity": "study", "project": None, "certification": None}
    assert kept.entry() == {**full, **rest, "tags": {"mit-ocw", "evening"}}
    assert (session.origin, session.counts) == ("quick", True)


def test_the_same_entry_sent_twice_is_saved_once_and_other_tags_make_another(learner, full):
    token = uuid.uuid4()
    first, _ = log(learner, token, **full)
    assert log(learner, token, **full) == (first, False)
    other, created = log(learner, token, **{**full, "tags": ["evening"]})
    assert created
    assert log(learner, token, **{**full, "tags": ["evening"]}) == (other, False)


def test_tags_are_shared_by_sessions_and_belong_to_one_learner(learner, stranger, full):
    log(learner, **full)
    log(learner, **full)
    log(stranger, tags=["evening"], activity="project")
    assert sorted(Tag.objects.values_list("learner", "name")) == sorted(
        [(learner.pk, "evening"), (learner.pk, "mit-ocw"), (stranger.pk, "evening")]
    )


def test_a_topic_of_another_skill_is_refused(learner, guide, topic):
    with pytest.raises(ValueError, match="another skill"):
        log(learner, skill=guide["programming"], topic=topic)
    assert not StudySession.objects.exists()


def test_a_change_keeps_what_it_does_not_name(learner, full):
    session, _ = log(learner, **full)
    change_session(session=session, by=learner.user, note="vectors")
    assert StudySession.objects.get().entry() == {**session.entry(), "note": "vectors"}


def test_a_topic_does_not_outlive_its_skill_nor_a_start_its_duration(learner, guide, full):
    session, _ = log(learner, **full)
    changed = change_session(session=session, by=learner.user, skill=guide["programming"], seconds=60)
    assert (changed.topic, changed.started_at, changed.ended_at) == (None, None, None)
    changed = change_session(session=changed, by=learner.user, seconds=3600, started_at=NINE, ended_at=TEN)
    assert (changed.started_at, changed.ended_at) == (NINE, TEN)
