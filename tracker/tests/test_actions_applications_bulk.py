"""Many applications at once: moved, changed, deleted, each given back exactly; what was changed meanwhile stays."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.applications import change_application
from tracker.actions.applications_bulk import (
    AsItWas,
    NoApplications,
    Odd,
    change_applications,
    delete_applications,
    move_applications,
    undo_applications,
)
from tracker.actions.stages import discard, move, take_back
from tracker.models import Application, ApplicationAct, ApplicationEvent, Learner, OwnStage
from tracker.recounts import Standings, course_of
from tracker.tests.factories import START, make_application, make_applications

DAY = datetime.timedelta(days=1)
SHOWN = (
    "id", "stage", "stage_since", "furthest", "stage_without_offers", "stage_without_offers_since", "applied_on",
    "quiet_since", "follow_ups", "own_stage", "channel", "role_family", "resume_version", "deleted_at",
)  # fmt: skip


def state(learner):
    rows = list(Application.objects.ever_of(learner).order_by("pk").values_list(*SHOWN))
    return rows, Learner.objects.get(pk=learner.pk).applications_sent


def is_sound(learner):
    return Standings.kept(learner).differences(Standings.counted(learner)) == []


def act_on(learner, action, rows=None, **given):
    rows = Application.objects.for_learner(learner) if rows is None else rows
    return action(learner=learner, by=learner.user, token=given.pop("token", uuid.uuid4()), applications=rows, **given)


@pytest.fixture
def some(learner):
    """Six in various stages."""
    rows = [make_application(learner, company=f"Firm {n}", happened_on=START + n * DAY) for n in range(4)]
    move(thing=rows[0], stage="screen", happened_on=START + 9 * DAY, by=learner.user)
    rows.append(make_application(learner, company="Saved", stage="saved", happened_on=START))
    rows.append(make_application(learner, company="Late", happened_on=START + 30 * DAY))
    return rows


def moved(learner, rows=None, stage="rejected", on=START + 40 * DAY, **given):
    return act_on(learner, move_applications, rows, stage=stage, happened_on=on, **given)


def test_a_move_is_an_event_of_each_and_its_undoing_another(learner, some):
    before = state(learner)
    act = moved(learner)
    assert set(Application.objects.values_list("stage", flat=True)) == {"rejected"}
    assert act.count == 6
    assert is_sound(learner)
    assert Learner.objects.get(pk=learner.pk).applications_sent == 6
    undone = undo_applications(act=act, by=learner.user)
    assert (undone.restored, undone.left) == (6, 0)
    assert state(learner) == before
    assert is_sound(learner)
    assert ApplicationEvent.objects.filter(stage="").count() == 6, "nothing is rewritten"
    assert undo_applications(act=act, by=learner.user) is None
    assert ApplicationEvent.objects.filter(stage="").count() == 6, "twice is once"


def test_a_move_to_an_own_stage_is_given_back_exactly(learner, some):
    call, chat = (OwnStage.objects.create(learner=learner, name=name, meaning="screen") for name in ("Call", "Chat"))
    move(thing=some[1], stage="screen", happened_on=START + 40 * DAY, by=learner.user, own_stage=call)
    move(thing=some[2], stage="screen", happened_on=START + 40 * DAY, by=learner.user, own_stage=chat)
    before = state(learner)
    act = moved(learner, stage="screen", own_stage=call)
    assert str(some[1].pk) not in act.before, "it stands there"
    assert set(Application.objects.values_list("stage", "own_stage")) == {("screen", call.pk)}
    assert is_sound(learner)
    assert undo_applications(act=act, by=learner.user).restored == 5
    assert state(learner) == before
    moved(learner, stage="screen")
    assert set(Application.objects.values_list("stage", "own_stage")) == {("screen", None)}


def test_those_that_stand_there_already_are_left_alone(learner, some):
    act = moved(learner, stage="applied", on=START + DAY, sure=5)
    assert str(some[1].pk) not in act.before
    with pytest.raises(AsItWas):
        moved(learner, stage="applied", on=START + DAY, rows=Application.objects.with_ids([some[1].pk]))


def test_odd_moves_are_asked_about(learner, some):
    moved(learner, Application.objects.with_ids([some[0].pk, some[1].pk]))
    with pytest.raises(Odd) as odd:
        moved(learner, stage="screen", on=START + 50 * DAY)
    assert odd.value.args == (2,)
    with pytest.raises(Odd):
        moved(learner, stage="screen", on=START + 50 * DAY, sure=1)
    assert moved(learner, stage="screen", on=START + 50 * DAY, sure=2).count == 6


def test_what_was_moved_or_taken_back_since_is_left_as_it_is(learner, some):
    act = moved(learner, stage="technical", on=START + 41 * DAY)
    take_back(event=some[0].events.get(stage="technical"), by=learner.user)
    move(thing=some[1], stage="onsite", happened_on=START + 60 * DAY, by=learner.user)
    undone = undo_applications(act=act, by=learner.user)
    assert (undone.restored, undone.left) == (4, 2)
    some[1].refresh_from_db()
    assert [step.stage for step in course_of(some[1]).events][-2:] == ["technical", "onsite"]
    assert is_sound(learner)


def test_an_act_is_done_once_under_its_token(learner, some):
    token = uuid.uuid4()
    assert moved(learner, token=token) == moved(learner, token=token)
    assert ApplicationAct.objects.count() == 1


def test_a_change_gives_words_and_takes_them_back(learner, some):
    change_application(application=some[0], role_family="data", channel="cold")
    before = state(learner)
    act = act_on(learner, change_applications, channel="referral", resume_version="v2")
    assert set(Application.objects.values_list("channel", "resume_version", "role_family")) == {
        ("referral", "v2", "data"),
        ("referral", "v2", ""),
    }
    change_application(application=some[1], resume_version="v3")
    undone = undo_applications(act=act, by=learner.user)
    assert (undone.restored, undone.left) == (5, 1)
    change_application(application=some[1], resume_version="", channel="board")
    assert state(learner) == before


def test_a_deletion_takes_them_off_the_count_and_is_undone(learner, some):
    before = state(learner)
    act = act_on(learner, delete_applications)
    assert Application.objects.for_learner(learner).count() == 0
    assert Learner.objects.get(pk=learner.pk).applications_sent == 0
    with pytest.raises(NoApplications):
        act_on(learner, delete_applications)
    assert undo_applications(act=act, by=learner.user).restored == 6
    assert state(learner) == before


def test_what_was_deleted_apart_is_not_restored(learner, some):
    discard(thing=some[0])
    act = act_on(learner, delete_applications)
    undo_applications(act=act, by=learner.user)
    assert list(Application.objects.in_bin_of(learner)) == [some[0]]
    assert is_sound(learner)


MOVE = {"stage": "no_reply", "happened_on": START + 400 * DAY}


@pytest.mark.parametrize(
    ("action", "count", "given"),
    [(move_applications, 5000, MOVE), (change_applications, 500, {"channel": "event"}), (delete_applications, 500, {})],
)
def test_thousands_take_a_bounded_number_of_statements(learner, action, count, given):
    make_applications(learner, count)
    before = state(learner)
    with CaptureQueriesContext(connection) as queries:
        act = act_on(learner, action, **given)
    assert act.count == count
    assert len(queries) < 150
    with CaptureQueriesContext(connection) as queries:
        assert undo_applications(act=act, by=learner.user).restored == count
    assert len(queries) < 420
    assert state(learner) == before
