"""Moving, undoing, and the counts that follow: equal to what the events say after any sequence of writes."""

import contextlib
import datetime
import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import RestrictedError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.tests.factories import make_certification
from tracker import recounts
from tracker.actions.applications import add_application, change_application
from tracker.actions.certifications import add_certification, change_certification
from tracker.actions.projects import add_project, change_project
from tracker.actions.stages import StageError, move, take_back
from tracker.models import Application, ApplicationEvent, Certification, Evidence, Learner, Project
from tracker.tests.factories import START, make_application, make_held, make_learner, make_project

ALL_CRITERIA = dict.fromkeys(("real_data", "model", "deployed"), START)
TOO_EARLY = datetime.date(1999, 12, 31)


def day(n):
    return START + datetime.timedelta(days=n)


def now(thing):
    return type(thing).objects.get(pk=thing.pk)


def counts(learner):
    learner = Learner.objects.get(pk=learner.pk)
    return learner.projects_end_to_end, learner.cloud_certifications, learner.applications_sent


def differences(learner):
    return recounts.Standings.kept(learner).differences(recounts.Standings.counted(learner))


def test_move_appends_an_event_and_keeps_the_row_beside_it(learner):
    application = make_application(learner)
    event = move(thing=application, stage="onsite", happened_on=day(3), by=learner.user)
    move(thing=application, stage="rejected", happened_on=day(5), by=learner.user)
    assert (event.sequence, event.by) == (2, learner.user)
    application = now(application)
    assert (application.stage, application.stage_since, application.furthest) == ("rejected", day(5), "onsite")


def test_the_same_move_twice_is_one_event(learner):
    project = make_project(learner)
    first = move(thing=project, stage="public", happened_on=day(1), by=learner.user)
    second = move(thing=project, stage="public", happened_on=day(1), by=learner.user)
    assert first == second
    assert project.events.count() == 2


def test_take_back_undoes_a_move_and_twice_is_once(learner):
    application = make_application(learner, stage="saved")
    event = move(thing=application, stage="offer", happened_on=day(1), by=learner.user)
    assert counts(learner) == (0, 0, 1)
    for _ in range(2):
        application = take_back(event=event, by=learner.user)
        assert (application.stage, application.furthest) == ("saved", "saved")
    assert application.events.count() == 3
    assert counts(learner) == (0, 0, 0)


def test_whoever_took_back_a_move_can_be_deleted(learner):
    things = [make_project(learner), make_held(learner), make_application(learner)]
    for thing, stage in zip(things, ("public", "expired", "offer"), strict=True):
        take_back(event=move(thing=thing, stage=stage, happened_on=day(1), by=learner.user), by=learner.user)
    with pytest.raises(RestrictedError):
        things[0].events.get(sequence=2).delete()
    learner.user.delete()
    assert not any(thing.events.exists() for thing in things)


def test_a_change_of_zone_changes_no_stage(learner, monkeypatch):
    """Half past midnight on 3 March on Kiritimati, when an exam is booked, is 2 March in Honolulu."""
    instant = datetime.datetime(2026, 3, 2, 10, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: instant)
    Learner.objects.filter(pk=learner.pk).update(zone="Pacific/Kiritimati")
    held = make_held(learner, stage="planned")
    event = move(thing=held, stage="booked", happened_on=datetime.date(2026, 3, 20), by=learner.user)
    move(thing=held, stage="studying", happened_on=datetime.date(2026, 3, 2), by=learner.user)
    assert (event.recorded_on, now(held).stage) == (datetime.date(2026, 3, 3), "booked")
    Learner.objects.filter(pk=learner.pk).update(zone="Pacific/Honolulu")
    assert differences(learner) == []


def test_the_only_stage_cannot_be_taken_back(learner):
    application = make_application(learner)
    with pytest.raises(StageError):
        take_back(event=application.events.get(), by=learner.user)
    assert application.events.count() == 1


def test_an_event_is_never_rewritten(learner):
    event = make_application(learner).events.get()
    event.stage = "offer"
    with pytest.raises(ValueError, match="never rewritten"):
        event.save()


def test_a_project_counts_with_all_criteria_while_it_is_up(learner):
    project = make_project(learner, stage="building", evidence=ALL_CRITERIA)
    assert counts(learner) == (0, 0, 0)
    event = move(thing=project, stage="deployed", happened_on=day(1), by=learner.user)
    assert counts(learner) == (1, 0, 0)
    fields = {"title": "Bus delays", "link": "", "note": ""}
    change_project(project=project, **fields, evidence={"model": START})
    assert counts(learner) == (0, 0, 0)
    change_project(project=project, **fields, evidence=ALL_CRITERIA)
    assert counts(learner) == (1, 0, 0)
    take_back(event=event, by=learner.user)
    assert counts(learner) == (0, 0, 0)


def test_a_certification_counts_while_it_is_held_and_the_guide_counts_it(learner, guide):
    held = make_held(learner, listed=guide["credential"])
    make_held(learner, listed=make_certification("tool", title="Tool", counts_as_cloud=False))
    make_held(learner)
    assert counts(learner) == (0, 1, 0)
    move(thing=held, stage="expired", happened_on=day(9), by=learner.user)
    assert counts(learner) == (0, 0, 0)
    move(thing=held, stage="renewed", happened_on=day(10), by=learner.user)
    assert counts(learner) == (0, 1, 0)
    change_certification(certification=held, by=learner.user, listed=None, name="Another", link="")
    assert counts(learner) == (0, 0, 0)


def test_what_the_guide_comes_to_count_rewrites_nobodys_past(learner, guide):
    credential = guide["credential"]
    held = make_held(learner, listed=credential)
    credential.counts_as_cloud = False
    credential.save()
    later = make_held(learner, listed=credential)
    assert differences(learner) == []
    change_certification(certification=held, by=learner.user, listed=credential, name="", link="https://example.org/me")
    move(thing=later, stage="renewed", happened_on=day(3), by=learner.user)
    assert counts(learner) == (0, 1, 0)
    assert differences(learner) == []
    change_certification(certification=held, by=learner.user, listed=None, name="Another", link="")
    change_certification(certification=held, by=learner.user, listed=credential, name="", link="")
    assert counts(learner) == (0, 0, 0)


def test_an_application_counts_once_it_was_sent_whatever_became_of_it(learner):
    application = make_application(learner, stage="saved")
    assert counts(learner) == (0, 0, 0)
    move(thing=application, stage="applied", happened_on=day(1), by=learner.user)
    move(thing=application, stage="withdrawn", happened_on=day(2), by=learner.user)
    make_application(learner, stage="rejected")
    assert counts(learner) == (0, 0, 2)


def test_the_same_token_is_saved_once(learner, stranger):
    fields = {"company": "A", "role": "B", "channel": "cold", "stage": "applied", "happened_on": START}
    token = uuid.uuid4()
    first, created = add_application(learner=learner, by=learner.user, token=token, **fields)
    second, again = add_application(learner=learner, by=learner.user, token=token, **fields)
    _, elsewhere = add_application(learner=stranger, by=stranger.user, token=token, **fields)
    assert (first, created, again, elsewhere) == (second, True, False, True)
    assert counts(learner) == (0, 0, 1)


@pytest.mark.parametrize(
    ("add", "fields", "others"),
    [
        (add_application, {"company": "A", "role": "B", "channel": "cold"}, [{"role": "C"}, {"note": "called"}]),
        (add_certification, {"name": "A"}, [{"name": "B"}, {"link": "https://example.org/"}]),
        (add_project, {"title": "A", "evidence": ALL_CRITERIA}, [{"title": "B"}, {"evidence": {}}]),
    ],
)
def test_the_same_token_with_other_contents_loses_nothing(learner, add, fields, others):
    stage = {add_application: "applied", add_certification: "passed", add_project: "public"}[add]
    fields |= {"learner": learner, "by": learner.user, "token": uuid.uuid4(), "stage": stage, "happened_on": START}
    first, _ = add(**fields)
    assert add(**fields) == (first, False)
    seen = {first.pk}
    for other in [*others, {"happened_on": day(1)}]:
        thing, created = add(**{**fields, **other})
        assert created
        assert thing.pk not in seen
        seen.add(thing.pk)
    assert add(**fields) == (first, False)
    move(thing=first, stage=type(first).Stage.values[0], happened_on=day(5), by=learner.user)
    assert add(**fields) == (first, False)


def test_every_write_makes_a_new_version(learner):
    project, application = make_project(learner), make_application(learner)
    versions = [Learner.objects.get(pk=learner.pk).version]
    for act in (
        lambda: move(thing=project, stage="public", happened_on=day(1), by=learner.user),
        lambda: take_back(event=project.events.last(), by=learner.user),
        lambda: change_project(project=project, title="New", link="", note="", evidence={}),
        lambda: change_application(application=application, company="A", role="B", channel="cold", link="", note=""),
    ):
        act()
        versions.append(Learner.objects.get(pk=learner.pk).version)
    assert versions == sorted(set(versions))
    assert now(application).company == "A"


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "move", "back", "evidence"]),
        st.sampled_from(["project", "certification", "application"]),
        st.integers(0, 20),
        st.integers(0, 30),
    ),
    max_size=15,
)
MAKE = {"project": make_project, "certification": make_held, "application": make_application}
MODELS = {"project": Project, "certification": Certification, "application": Application}


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_the_rollups_are_what_the_events_say_after_any_sequence_of_writes(learner, guide, steps):
    with transaction.atomic():
        for verb, noun, pick, n in steps:
            things = list(MODELS[noun].objects.for_learner(learner))
            stage = MODELS[noun].Stage.values[n % len(MODELS[noun].Stage.values)]
            thing = things[pick % len(things)] if things else None
            if verb == "add" or thing is None:
                more = {"listed": guide["credential"]} if noun == "certification" and n % 2 else {}
                MAKE[noun](learner, stage=stage, happened_on=day(n), **more)
            elif verb == "move":
                move(thing=thing, stage=stage, happened_on=day(n), by=learner.user)
            elif verb == "back":
                with contextlib.suppress(StageError):
                    take_back(event=thing.events.last(), by=learner.user)
            elif verb == "evidence" and noun == "project":
                met = dict(list(ALL_CRITERIA.items())[: n % 4])
                change_project(project=thing, title="T", link="", note="", evidence=met)
        assert differences(learner) == []
        transaction.set_rollback(True)


def test_rebuild_mends_what_the_comparison_finds(learner):
    make_project(learner, stage="public", evidence=ALL_CRITERIA)
    application = make_application(learner, stage="screen")
    Application.objects.update(furthest="saved", stage="saved")
    Learner.objects.update(projects_end_to_end=7)
    assert len(differences(learner)) == 2
    recounts.rebuild(learner)
    assert differences(learner) == []
    assert counts(learner) == (1, 0, 1)
    assert now(application).stage == "screen"


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationEvent.objects.create(recorded_on=START, **fields)


def test_the_database_refuses_events_that_make_no_sense(learner):
    application = make_application(learner)
    refused(application=application, sequence=1, stage="offer", happened_on=START)
    refused(application=application, sequence=2, stage="promoted", happened_on=START)
    refused(application=application, sequence=2, stage="", happened_on=START)
    refused(application=application, sequence=2, stage="offer", happened_on=datetime.date(1999, 12, 31))


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Application, {"stage": "promoted"}),
        (Application, {"furthest": "rejected"}),
        (Application, {"stage_without_offers": "declined"}),
        (Application, {"channel": "telepathy"}),
        (Application, {"stage_since": TOO_EARLY}),
        (Application, {"stage_without_offers_since": TOO_EARLY}),
        (Application, {"company": ""}),
        (Project, {"stage": "sold"}),
        (Project, {"title": ""}),
        (Project, {"stage_since": TOO_EARLY}),
        (Evidence, {"met_on": TOO_EARLY}),
        (Certification, {"stage": "bought"}),
        (Certification, {"stage_since": TOO_EARLY}),
        (Certification, {"name": "", "listed": None}),
    ],
)
def test_the_database_refuses_rows_that_make_no_sense(learner, model, values):
    make_application(learner), make_project(learner, evidence=ALL_CRITERIA), make_held(learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_lose_nothing():
    learner = make_learner()
    application = make_application(learner, stage="saved")
    failures, start = [], threading.Barrier(2)

    def act(stage, n):
        try:
            start.wait(10)
            for i in range(5):
                move(thing=application, stage=stage, happened_on=day(n + i), by=learner.user)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=args) for args in (("screen", 1), ("onsite", 20))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert sorted(application.events.values_list("sequence", flat=True)) == list(range(1, 12))
    assert now(application).stage_since == day(24)
    assert differences(learner) == []
    assert counts(learner) == (0, 0, 1)
