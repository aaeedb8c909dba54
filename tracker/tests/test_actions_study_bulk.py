"""Acts on many sessions: all or none, the rollups right, undone to exactly what was."""

import datetime
import uuid

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.models import Topic
from tracker import rollups
from tracker.actions import study_bulk
from tracker.actions.study import DayTooLong, change_session, delete_session, log_session, restore_session
from tracker.actions.study_bulk import (
    NoSessions,
    TooMany,
    What,
    change_sessions,
    delete_sessions,
    remove_for_good,
    restore_sessions,
    undo_bulk,
)
from tracker.models import BulkAct, Learner, StudySession, Tag

DAY = datetime.date(2026, 3, 2)

pytestmark = pytest.mark.django_db


def log(learner, *, seconds=3600, day=DAY, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


def rows(learner, *sessions):
    return StudySession.objects.for_learner(learner).with_ids([session.pk for session in sessions])


def by(learner):
    return {"learner": learner, "by": learner.user, "token": uuid.uuid4()}


def differences(learner):
    return rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner))


def state(learner):
    """All that a learner entered, and whether it counts and is kept, by session."""
    sessions = StudySession.objects.for_learner(learner).order_by("pk")
    return {
        session.pk: {**session.entry(), "counts": session.counts, "gone": session.deleted_at} for session in sessions
    }


@pytest.fixture
def topic(guide):
    return Topic.objects.create(skill=guide["math"], name="Linear algebra")


@pytest.fixture
def three(learner, guide, topic):
    """Programming, Math with a topic and tags, project work without a skill."""
    return [
        log(learner, skill=guide["programming"], seconds=20),
        log(learner, skill=guide["math"], topic=topic, tags=["calm", "mit"], day=DAY + datetime.timedelta(days=1)),
        log(learner, activity="project", tags=["calm"]),
    ]


def test_a_bulk_change_gives_all_a_skill_and_moves_the_sums(learner, guide, topic, three):
    act = change_sessions(**by(learner), sessions=rows(learner, *three), what=What(guide["math"], topic))
    assert act.count == 3
    sessions = StudySession.objects.all()
    assert {(s.skill_id, s.topic_id, s.activity, s.counts) for s in sessions} == {
        (guide["math"].pk, topic.pk, "study", True)
    }
    assert differences(learner) == []


def test_a_kind_of_time_that_goes_with_a_skill_stays(learner, guide):
    session = log(learner, skill=guide["programming"], activity="interview")
    change_sessions(**by(learner), sessions=rows(learner, session), what=What(guide["math"]))
    session.refresh_from_db()
    assert (session.skill_id, session.activity) == (guide["math"].pk, "interview")


def test_whether_a_session_counts_stays_where_its_skill_does(learner, guide, three):
    StudySession.objects.filter(pk=three[1].pk).update(counts=False)
    rollups.rebuild(learner)
    change_sessions(**by(learner), sessions=rows(learner, *three), what=What(guide["math"]))
    assert [s.counts for s in StudySession.objects.order_by("pk")] == [True, False, True]
    assert differences(learner) == []


def test_tags_are_added_and_taken_away_and_no_other_is_touched(learner, guide, three):
    change_sessions(**by(learner), sessions=rows(learner, *three), add=["deep"], remove=["calm", "unheard-of"])
    tags = [sorted(tag.name for tag in session.tags.all()) for session in three]
    assert tags == [["deep"], ["deep", "mit"], ["deep"]]
    assert not Tag.objects.called("unheard-of")


def test_whose_tags_change_was_changed_since_it_was_made_and_no_other(learner, guide, three):
    StudySession.objects.update(updated_at=F("created_at"), by=None)
    act = change_sessions(**by(learner), sessions=rows(learner, *three), add=["mit"], remove=["unheard-of"])
    assert set(StudySession.objects.changed_since()) == {three[0], three[2]}
    assert [s.by for s in StudySession.objects.order_by("pk")] == [learner.user, None, learner.user]
    StudySession.objects.update(updated_at=F("created_at"))
    undo_bulk(act=act, by=learner.user)
    assert set(StudySession.objects.changed_since()) == {three[0], three[2]}


@pytest.mark.parametrize("changed", [{"what": True}, {"add": ["mit", "deep"]}, {"remove": ["calm"]}])
def test_undoing_a_change_gives_back_exactly_what_was(learner, guide, three, changed):
    if "what" in changed:
        changed = {**changed, "what": What(guide["programming"])}
    before, sums = state(learner), rollups.Sums.kept(learner)
    act = change_sessions(**by(learner), sessions=rows(learner, *three), **changed)
    assert state(learner) != before
    undone = undo_bulk(act=act, by=learner.user)
    assert (undone.restored, undone.left) == (3, 0)
    assert state(learner) == before
    assert rollups.Sums.kept(learner) == sums
    assert undo_bulk(act=act, by=learner.user) is None, "undone already"
    assert state(learner) == before


def test_undoing_leaves_what_was_changed_since(learner, guide, three):
    act = change_sessions(**by(learner), sessions=rows(learner, *three), what=What(guide["programming"]), add=["deep"])
    three[1].refresh_from_db()
    change_session(session=three[1], by=learner.user, skill=guide["math"])
    delete_session(session=three[2], by=learner.user)
    undone = undo_bulk(act=act, by=learner.user)
    assert (undone.restored, undone.left) == (2, 1)
    now = state(learner)
    assert (now[three[1].pk]["skill"], now[three[1].pk]["topic"]) == (guide["math"], None)
    assert now[three[1].pk]["tags"] == {"calm", "mit"}, "the tags were not changed since"
    assert (now[three[2].pk]["activity"], now[three[2].pk]["skill"]) == ("project", None)
    assert differences(learner) == []


def test_a_topic_that_is_gone_when_a_change_is_undone_is_left_out(learner, guide, topic, three):
    act = change_sessions(**by(learner), sessions=rows(learner, *three), what=What(guide["programming"]))
    topic.delete()
    undo_bulk(act=act, by=learner.user)
    now = state(learner)[three[1].pk]
    assert (now["skill"], now["topic"]) == (guide["math"], None)


def test_deleting_many_and_undoing_it(learner, three):
    before, sums = state(learner), rollups.Sums.kept(learner)
    act = delete_sessions(**by(learner), sessions=rows(learner, *three))
    assert Learner.objects.get(pk=learner.pk).sessions == 0
    assert differences(learner) == []
    assert undo_bulk(act=act, by=learner.user).restored == 3
    assert state(learner) == before
    assert rollups.Sums.kept(learner) == sums


def test_undoing_a_deletion_leaves_what_was_restored_and_deleted_again_since(learner, three):
    act = delete_sessions(**by(learner), sessions=rows(learner, *three))
    three[0].refresh_from_db()
    delete_session(session=restore_session(session=three[0], by=learner.user), by=learner.user)
    undone = undo_bulk(act=act, by=learner.user)
    assert (undone.restored, undone.left) == (2, 1)
    assert set(StudySession.objects.kept()) == set(three[1:])


def test_a_day_that_has_filled_refuses_all_of_an_undoing(learner, guide, three):
    act = delete_sessions(**by(learner), sessions=rows(learner, *three))
    full = log(learner, seconds=23 * 3600 + 1800, skill=guide["math"])
    with pytest.raises(DayTooLong) as caught:
        undo_bulk(act=act, by=learner.user)
    assert (caught.value.day, caught.value.seconds) == (DAY, 23 * 3600 + 1800)
    assert list(StudySession.objects.kept()) == [full]
    assert BulkAct.objects.get().undone_at is None
    assert differences(learner) == []


def test_restoring_several_is_all_or_none(learner, guide, three):
    delete_sessions(**by(learner), sessions=rows(learner, *three))
    full = log(learner, seconds=23 * 3600 + 1800, skill=guide["math"])
    with pytest.raises(DayTooLong):
        restore_sessions(learner=learner, by=learner.user, sessions=rows(learner, *three))
    delete_session(session=full, by=learner.user)
    assert restore_sessions(learner=learner, by=learner.user, sessions=rows(learner, *three)) == 3
    assert differences(learner) == []
    with pytest.raises(NoSessions):
        restore_sessions(learner=learner, by=learner.user, sessions=rows(learner, *three))


def test_what_is_removed_for_good_is_in_no_sum(learner, three):
    delete_session(session=three[0], by=learner.user)
    assert remove_for_good(learner=learner, sessions=rows(learner, *three)) == 1
    assert set(StudySession.objects.all()) == set(three[1:])
    assert differences(learner) == []


def test_the_same_form_sent_twice_is_one_act_and_undone_to_what_was_before_the_first(learner, guide, three):
    before, same = state(learner), by(learner)
    first = change_sessions(**same, sessions=rows(learner, *three), what=What(guide["programming"]))
    second = change_sessions(**same, sessions=rows(learner, *three), what=What(guide["programming"]))
    assert first == second
    undo_bulk(act=second, by=learner.user)
    assert state(learner) == before
    same = by(learner)
    assert delete_sessions(**same, sessions=rows(learner, *three)) == delete_sessions(
        **same, sessions=rows(learner, *three)
    )


def test_an_act_takes_no_more_than_its_most(learner, three, monkeypatch):
    monkeypatch.setattr(study_bulk, "MOST", 2)
    for act in (change_sessions, delete_sessions):
        with pytest.raises(TooMany):
            act(**by(learner), sessions=rows(learner, *three))
    assert StudySession.objects.kept().count() == 3


def test_there_must_be_something_to_act_on(learner, three):
    delete_session(session=three[0], by=learner.user)
    with pytest.raises(NoSessions):
        delete_sessions(**by(learner), sessions=rows(learner, three[0]))


def test_an_act_costs_as_many_statements_for_two_as_for_four(learner, guide):
    def cost(number):
        sessions = [log(learner, seconds=60, skill=guide["programming"], tags=["calm"]) for _ in range(number)]
        change = {"what": What(guide["math"]), "add": ["deep"], "remove": ["calm"]}
        with CaptureQueriesContext(connection) as asked:
            change_sessions(**by(learner), sessions=rows(learner, *sessions), **change)
        return len(asked)

    assert cost(2) == cost(4) < 25


steps = st.lists(
    st.tuples(
        st.sampled_from(["log", "change", "tag", "delete", "undo", "one", "gone", "restore"]),
        st.sets(st.integers(0, 5), min_size=1, max_size=4),
        st.sampled_from(["programming", "math", None]),
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_rollups_equal_the_sums_after_any_sequence_of_acts(learner, guide, steps):
    with transaction.atomic():
        for n in range(4):
            log(learner, seconds=5 * 3600 + n, skill=guide["math"], day=DAY + datetime.timedelta(days=n % 2))
        for verb, picks, name in steps:
            step(learner, verb, picks, guide[name] if name else None)
            assert differences(learner) == []
        transaction.set_rollback(True)


def step(learner, verb, picks, skill):
    sessions = list(StudySession.objects.for_learner(learner).order_by("pk"))
    some = rows(learner, *[session for n, session in enumerate(sessions) if n in picks])
    one = some.kept().first()
    acts = list(BulkAct.objects.for_learner(learner))
    try:
        if verb == "log":
            log(learner, seconds=4 * 3600, skill=skill, activity="study" if skill else "project")
        elif verb == "change":
            change_sessions(**by(learner), sessions=some, what=What(skill, activity="study" if skill else "project"))
        elif verb == "tag":
            change_sessions(**by(learner), sessions=some, add=["calm"], remove=["deep"])
        elif verb == "delete":
            delete_sessions(**by(learner), sessions=some)
        elif verb == "restore":
            restore_sessions(learner=learner, by=learner.user, sessions=some)
        elif verb == "gone":
            remove_for_good(learner=learner, sessions=some)
        elif verb == "one" and one and skill:
            change_session(session=one, by=learner.user, skill=skill, activity="study", seconds=one.seconds + 60)
        elif verb == "undo" and acts:
            undo_bulk(act=acts[min(picks) % len(acts)], by=learner.user)
    except (DayTooLong, NoSessions):
        pass  # refused whole: the rollups must not show a trace of it


changes = st.fixed_dictionaries(
    {
        "skill": st.sampled_from(["programming", "math", None, "keep"]),
        "add": st.sets(st.sampled_from(["calm", "deep", "mit"])),
        "remove": st.sets(st.sampled_from(["calm", "deep", "mit"])),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=changes)
def test_undo_is_the_inverse_of_any_change(learner, guide, topic, change):
    with transaction.atomic():
        log(learner, skill=guide["math"], topic=topic, tags=["calm", "mit"])
        log(learner, activity="interview", tags=["deep"])
        log(learner, skill=guide["programming"], activity="project")
        name = change["skill"]
        what = None if name == "keep" else What(guide[name]) if name else What(activity="interview")
        before, sums = state(learner), rollups.Sums.kept(learner)
        act = change_sessions(
            **by(learner), sessions=StudySession.objects.for_learner(learner), what=what,
            add=change["add"], remove=change["remove"],
        )  # fmt: skip
        assert differences(learner) == []
        undo_bulk(act=act, by=learner.user)
        assert state(learner) == before
        assert rollups.Sums.kept(learner) == sums
        transaction.set_rollback(True)
