"""What the database itself refuses, past every form: sessions and choices."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from guide.models import Topic
from tracker.actions.study import log_session
from tracker.models import (
    Break,
    BulkAct,
    CalendarChoice,
    Learner,
    StudySession,
    Tag,
    Timer,
    TimerPiece,
    WeeklyGoal,
)
from tracker.tests.factories import START

NINE = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
TEN = NINE + datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (StudySession, {"origin": "dream"}),
        (StudySession, {"link": "javascript:alert(1)"}),
        (StudySession, {"skill": None, "activity": "project", "topic": True}),
        (Tag, {"name": ""}),
        (Tag, {"name": "Loud"}),
        (Tag, {"name": "two words"}),
        (StudySession, {"started_at": NINE, "ended_at": None}),
        (StudySession, {"started_at": None, "ended_at": TEN}),
        (StudySession, {"started_at": TEN, "ended_at": NINE}),
        (BulkAct, {"verb": "forget"}),
        (WeeklyGoal, {"effective_from": datetime.date(1999, 12, 31)}),
        (WeeklyGoal, {"effective_from": datetime.date(2200, 1, 1)}),
        (Break, {"first": datetime.date(1999, 12, 31)}),
        (Break, {"last": datetime.date(2200, 1, 1)}),
        (Break, {"last": START - datetime.timedelta(days=1)}),
        (Learner, {"timer_limit_seconds": 59}),
        (Learner, {"timer_limit_seconds": 24 * 3600 + 1}),
        (Learner, {"best_run_weeks": 3}),
        (Learner, {"best_run_ended_on": START}),
        (Timer, {"activity": "study"}),
        (Timer, {"activity": "dream"}),
        (Timer, {"topic": True}),
        (Timer, {"started_at": datetime.datetime(1999, 12, 31, tzinfo=datetime.UTC)}),
        (Timer, {"started_at": datetime.datetime(2200, 1, 1, tzinfo=datetime.UTC)}),
        (Timer, {"resumed_at": NINE - datetime.timedelta(seconds=1)}),
        (Timer, {"stopped_at": NINE - datetime.timedelta(seconds=1)}),
        (Timer, {"resumed_at": TEN, "stopped_at": NINE}),
        (Timer, {"closed_at": TEN}),
        (TimerPiece, {"ended_at": NINE}),
        (CalendarChoice, {"effective_from": datetime.date(1999, 12, 31)}),
        (CalendarChoice, {"effective_from": datetime.date(2200, 1, 1)}),
    ],
)
def test_the_database_refuses_rows_that_make_no_sense(learner, guide, model, values):
    log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["math"], tags=["calm"]
    )
    Break.objects.create(learner=learner, first=START, last=START)
    BulkAct.objects.create(learner=learner, verb="delete", at=NINE)
    timer = Timer.objects.create(learner=learner, started_at=NINE, resumed_at=NINE)
    TimerPiece.objects.create(timer=timer, started_at=NINE, ended_at=TEN)
    if values.get("topic"):
        values = {**values, "topic": Topic.objects.create(skill=guide["math"], name="Rings")}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_a_learner_has_one_timer_and_a_piece_begins_once(learner):
    timer = Timer.objects.create(learner=learner, started_at=NINE)
    TimerPiece.objects.create(timer=timer, started_at=NINE, ended_at=TEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Timer.objects.create(learner=learner, started_at=TEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimerPiece.objects.create(timer=timer, started_at=NINE, ended_at=TEN)


def test_a_tag_stands_once_in_a_record(learner):
    Tag.objects.create(learner=learner, name="calm")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(learner=learner, name="calm")


def test_an_act_on_many_sessions_is_kept_once(learner):
    act = BulkAct.objects.create(learner=learner, verb="delete", at=NINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulkAct.objects.create(learner=learner, verb="change", at=TEN, token=act.token)


def test_a_session_may_say_from_when_to_when(learner, guide):
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["math"])
    assert StudySession.objects.update(started_at=NINE, ended_at=TEN) == 1
