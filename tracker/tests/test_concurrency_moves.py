"""An application moved by several devices at once: nothing is lost, the same move is one, the rollups stay right."""

import datetime

import pytest

from tracker import recounts
from tracker.actions.own_stages import add_own_stage
from tracker.actions.stages import StageError, correct, move, take_back
from tracker.models import Application, ApplicationEvent, Learner, OwnStage
from tracker.tests.factories import START, make_application
from tracker.tests.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def mover(application, stage, seen=1, n=1):
    def run():
        thing = Application.objects.get(pk=application.pk)
        day = START + datetime.timedelta(days=n)
        return move(thing=thing, stage=stage, happened_on=day, by=application.learner.user, seen=seen)

    return run


def right(learner):
    return recounts.Standings.kept(learner).differences(recounts.Standings.counted(learner)) == []


def test_different_moves_at_once_are_all_kept(learner):
    application = make_application(learner)
    stages = ["replied", "screen", "technical", "onsite"]
    events = at_once(*[mover(application, stage) for stage in stages])
    assert sorted(event.sequence for event in events) == [2, 3, 4, 5]
    assert {event.stage for event in events} == set(stages)
    application.refresh_from_db()
    assert application.stage == application.event(5).stage
    assert right(learner)


def test_the_same_move_at_once_is_one_though_another_comes_between(learner):
    application = make_application(learner)
    moves = [mover(application, "screen"), mover(application, "technical")] * 4
    events = at_once(*moves)
    assert len({event.pk for event in events}) == 2
    assert application.events.count() == 3
    assert right(learner)


def test_moves_and_undos_at_once_keep_the_rollups_right(learner):
    application = make_application(learner, stage="saved")
    first = mover(application, "offer")()

    def undo():
        return take_back(event=ApplicationEvent.objects.get(pk=first.pk), by=learner.user)

    at_once(undo, mover(application, "applied", seen=2), undo, mover(application, "screen", seen=2))
    application.refresh_from_db()
    assert application.events.count() == 5
    assert application.furthest == "screen"
    assert Learner.objects.get(pk=learner.pk).applications_sent == 1
    assert right(learner)


def corrector(event, stage, n):
    """The same event as several devices have it open: what came of saying it otherwise, or why it was refused."""

    def run():
        seen = ApplicationEvent.objects.get(pk=event.pk)
        day = START + datetime.timedelta(days=n)
        try:
            return correct(event=seen, stage=stage, happened_on=day, by=event.application.learner.user)
        except StageError as error:
            return error

    return run


def test_an_event_corrected_by_several_devices_at_once_is_corrected_once_and_the_others_are_told(learner):
    application = make_application(learner)
    event = mover(application, "screen")()
    said = [("technical", 1), ("screen", 2), ("offer", 3), ("onsite", 4)]
    results = at_once(*[corrector(event, stage, n) for stage, n in said])
    (new,) = [result for result in results if isinstance(result, ApplicationEvent)]
    told = [str(result) for result in results if isinstance(result, StageError)]
    assert len(told) == 3
    assert all("changed in the meantime" in text for text in told)
    assert new.supersedes_id == event.pk
    application.refresh_from_db()
    assert [row.stage for row in application.events.order_by("sequence")] == ["applied", "screen", new.stage]
    assert (application.stage, application.stage_since) == (new.stage, new.happened_on)
    assert right(learner)


def test_the_same_correction_at_once_is_one(learner):
    application = make_application(learner)
    event = mover(application, "screen")()
    results = at_once(*[corrector(event, "technical", 2)] * 4)
    assert len({result.pk for result in results}) == 1
    assert application.events.count() == 3
    assert right(learner)


def test_corrections_moves_and_undos_at_once_lose_nothing(learner):
    application = make_application(learner)
    event = mover(application, "screen")()

    def undo():
        return take_back(event=ApplicationEvent.objects.get(pk=event.pk), by=learner.user)

    results = at_once(
        corrector(event, "technical", 2), mover(application, "offer", n=3), undo, corrector(event, "screen", 3)
    )
    assert application.event(2).stage == "screen"
    assert mover(application, "offer", n=3)().stage == "offer"
    followers = application.events.filter(supersedes=event)
    assert followers.count() == 1
    refused = [result for result in results if isinstance(result, StageError)]
    assert application.events.count() == 4
    assert 1 <= len(refused) <= 2
    assert right(learner)


def test_the_same_name_added_at_once_is_one(learner):
    rows = at_once(
        *[lambda: add_own_stage(learner=Learner.objects.get(pk=learner.pk), name="Call", meaning="screen")] * 4
    )
    assert {row.pk for row, _ in rows} == {OwnStage.objects.get().pk}
