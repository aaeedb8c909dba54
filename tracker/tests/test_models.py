"""What the database itself refuses, past every form: sessions and choices."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from tracker.actions.study import log_session
from tracker.models import CalendarChoice, StudySession, WeeklyGoal
from tracker.tests.factories import START

NINE = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
TEN = NINE + datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (StudySession, {"origin": "dream"}),
        (StudySession, {"started_at": NINE, "ended_at": None}),
        (StudySession, {"started_at": None, "ended_at": TEN}),
        (StudySession, {"started_at": TEN, "ended_at": NINE}),
        (WeeklyGoal, {"effective_from": datetime.date(1999, 12, 31)}),
        (WeeklyGoal, {"effective_from": datetime.date(2200, 1, 1)}),
        (CalendarChoice, {"effective_from": datetime.date(1999, 12, 31)}),
        (CalendarChoice, {"effective_from": datetime.date(2200, 1, 1)}),
    ],
)
def test_the_database_refuses_rows_that_make_no_sense(learner, guide, model, values):
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["math"])
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_a_session_may_say_from_when_to_when(learner, guide):
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["math"])
    assert StudySession.objects.update(started_at=NINE, ended_at=TEN) == 1
