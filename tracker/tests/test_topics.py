"""What was logged under a topic stays so, whatever becomes of the topic in the guide."""

import uuid

import pytest
from django.db.models import ProtectedError

from guide.documents import to_documents, write_documents
from guide.models import Topic
from tracker.actions.study import log_session
from tracker.models import StudySession
from tracker.tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged(learner, guide):
    """A topic of Math that a session names, and one that none names."""
    for name in ("Calculus", "Algebra"):
        Topic.objects.create(skill=guide["math"], name=name)
    topic = Topic.objects.get(name="Calculus")
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["math"])
    StudySession.objects.update(topic=topic)
    return topic


def test_a_logged_topic_cannot_be_deleted(logged):
    with pytest.raises(ProtectedError):
        logged.delete()


def test_a_logged_topic_that_the_guide_drops_stays_at_the_end(logged, guide):
    document = to_documents([guide["math"].pk])[guide["math"].pk]
    document["fields"]["topics"] = [{"name": "Statistics"}]
    write_documents([document], by=None)
    assert [topic.name for topic in guide["math"].topics.all()] == ["Statistics", "Calculus"]
    assert StudySession.objects.get().topic == logged
