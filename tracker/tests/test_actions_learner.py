import datetime
import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.tests.factories import make_path
from tracker import rollups
from tracker.actions.learner import (
    StartAfterFirstSession,
    change_calendar,
    change_goal,
    change_path,
    enroll,
    set_prior_hours,
)
from tracker.actions.study import delete_session, log_session
from tracker.models import CalendarChoice, Enrollment, Learner, PriorHours, SkillTotal, Target, WeeklyGoal
from tracker.tests.factories import START, make_user

pytestmark = pytest.mark.django_db

HOUR = 3600
TODAY = datetime.date(2026, 6, 1)


def begin(user, guide, **fields):
    defaults = {
        "path": guide["path"],
        "started_on": START,
        "goal_seconds": 10 * HOUR,
        "zone": "Europe/Vienna",
        "week_start": 0,
        "prior": {guide["programming"]: 120 * HOUR, guide["math"]: 0},
    }
    return enroll(user=user, by=user, **{**defaults, **fields})


def log(learner, day, skill=None):
    return log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=HOUR, skill=skill, activity="project"
    )[0]


def version(learner):
    return Learner.objects.get(pk=learner.pk).version


def test_enrolling_writes_every_first_choice(guide):
    learner = begin(make_user(), guide)

    assert Enrollment.objects.get(learner=learner).started_on == START
    assert WeeklyGoal.objects.get(learner=learner).seconds == 10 * HOUR
    assert CalendarChoice.objects.get(learner=learner).zone == "Europe/Vienna"
    assert PriorHours.objects.get(learner=learner).skill == guide["programming"]
    assert SkillTotal.objects.get(learner=learner).prior_seconds == 120 * HOUR
    assert learner.prior_seconds == 120 * HOUR
    assert Target.objects.for_learner(learner).current().count() == 6


def test_enrolling_again_gives_the_first_record(guide):
    user = make_user()
    first = begin(user, guide)

    again = begin(user, guide, goal_seconds=20 * HOUR, prior={guide["math"]: HOUR})

    assert again == first
    assert again.goal_seconds == 10 * HOUR
    assert Enrollment.objects.filter(learner=first).count() == 1
    assert PriorHours.objects.filter(learner=first).count() == 1


def test_a_value_that_the_database_refuses_is_not_taken_for_a_second_enrolment(guide):
    with pytest.raises(IntegrityError), transaction.atomic():
        begin(make_user(), guide, goal_seconds=0)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_make_one_record():
    from guide.tests.factories import make_guide

    guide, user = make_guide(), make_user()
    found, both = [], threading.Barrier(2)

    def tab(goal):
        try:
            both.wait(timeout=10)
            found.append(begin(user, guide, goal_seconds=goal).goal_seconds)
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab, args=[hours * HOUR]) for hours in (5, 15)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join()

    assert len(found) == 2
    assert len(set(found)) == 1
    assert Enrollment.objects.count() == WeeklyGoal.objects.count() == 1


def test_another_path_and_a_new_start_keep_the_history(learner):
    other = make_path("bootcamp")

    changed = change_path(learner=learner, path=other, started_on=TODAY, by=learner.user)

    assert (changed.path, changed.started_on) == (other, TODAY)
    assert [row.started_on for row in learner.enrollments.all()] == [TODAY, START]


def test_the_start_may_move_before_the_first_session_and_not_behind_it(learner):
    log(learner, datetime.date(2026, 2, 1))
    binned = log(learner, datetime.date(2026, 1, 20))
    delete_session(session=binned, by=learner.user)

    change_path(learner=learner, path=learner.path, started_on=datetime.date(2026, 2, 1), by=learner.user)
    with pytest.raises(StartAfterFirstSession) as refused:
        change_path(learner=learner, path=learner.path, started_on=datetime.date(2026, 2, 2), by=learner.user)

    assert refused.value.day == datetime.date(2026, 2, 1)
    assert Learner.objects.get(pk=learner.pk).started_on == datetime.date(2026, 2, 1)


def test_whoever_begins_again_may_start_behind_what_is_logged(learner):
    log(learner, START)

    changed = change_path(learner=learner, path=learner.path, started_on=TODAY, by=learner.user, restart=True)
    other = change_path(learner=learner, path=make_path("bootcamp"), started_on=TODAY, by=learner.user)

    assert changed.started_on == other.started_on == TODAY


def test_nothing_is_appended_where_nothing_changes(learner, guide):
    set_prior_hours(learner=learner, prior={guide["math"]: HOUR}, by=learner.user)
    before = version(learner)

    change_path(learner=learner, path=learner.path, started_on=START, by=learner.user)
    change_goal(learner=learner, seconds=learner.goal_seconds, on=TODAY, by=learner.user)
    change_calendar(learner=learner, zone="UTC", week_start=0, on=TODAY, by=learner.user)
    set_prior_hours(learner=learner, prior={guide["math"]: HOUR, guide["programming"]: 0}, by=learner.user)

    assert version(learner) == before
    for rows in (learner.enrollments, learner.goals, learner.calendar_choices, learner.prior_hours):
        assert rows.count() == 1


def test_each_change_makes_a_new_version(learner, guide):
    before = version(learner)

    changed = change_goal(learner=learner, seconds=HOUR, on=TODAY, by=learner.user)

    assert changed.version == before + 1 == version(learner)


def test_prior_hours_leave_what_is_logged_alone(learner, guide):
    log(learner, START, guide["math"])

    set_prior_hours(learner=learner, prior={guide["math"]: 2 * HOUR}, by=learner.user)

    total = SkillTotal.objects.get(learner=learner, skill=guide["math"])
    assert (total.prior_seconds, total.logged_seconds, total.sessions) == (2 * HOUR, HOUR, 1)


@pytest.mark.parametrize(
    "save",
    [
        lambda learner, guide: Enrollment.objects.create(
            learner=learner, path=guide["path"], started_on=datetime.date(1999, 12, 31)
        ),
        lambda learner, guide: WeeklyGoal.objects.create(learner=learner, effective_from=TODAY, seconds=0),
        lambda learner, guide: WeeklyGoal.objects.create(learner=learner, effective_from=TODAY, seconds=169 * HOUR),
        lambda learner, guide: CalendarChoice.objects.create(
            learner=learner, effective_from=TODAY, zone="UTC", week_start=3
        ),
        lambda learner, guide: PriorHours.objects.create(
            learner=learner, skill=guide["math"], seconds=PriorHours.MAX_SECONDS + 1
        ),
    ],
    ids=["start", "no goal", "too much of a goal", "week start", "prior hours"],
)
def test_the_database_refuses_what_no_form_lets_through(learner, guide, save):
    with pytest.raises(IntegrityError), transaction.atomic():
        save(learner, guide)


zones = st.sampled_from(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
choices = st.one_of(
    st.tuples(st.just("path"), st.sampled_from(["self-taught", "bootcamp"]), st.dates(START, TODAY)),
    st.tuples(st.just("goal"), st.integers(1, 168 * HOUR), st.dates(START, TODAY)),
    st.tuples(st.just("calendar"), st.tuples(zones, st.sampled_from([0, 5, 6])), st.dates(START, TODAY)),
    st.tuples(st.just("prior"), st.sampled_from(["programming", "math"]), st.integers(0, PriorHours.MAX_SECONDS)),
    st.tuples(st.just("log"), st.sampled_from(["programming", "math"]), st.dates(START, TODAY)),
)


def carry_out(learner, guide, verb, what, when):
    if verb == "path":
        change_path(learner=learner, path=make_path(what), started_on=when, by=learner.user, restart=True)
    elif verb == "goal":
        change_goal(learner=learner, seconds=what, on=when, by=learner.user)
    elif verb == "calendar":
        change_calendar(learner=learner, zone=what[0], week_start=what[1], on=when, by=learner.user)
    elif verb == "prior":
        set_prior_hours(learner=learner, prior={guide[what]: when}, by=learner.user)
    else:
        log(learner, when, guide[what])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(choices, max_size=12))
def test_what_is_current_equals_the_latest_rows_after_any_sequence_of_choices(learner, guide, steps):
    with transaction.atomic():
        for step in steps:
            carry_out(learner, guide, *step)

        now = Learner.objects.get(pk=learner.pk)
        enrollment, goal, calendar = now.enrollments.first(), now.goals.first(), now.calendar_choices.first()
        assert (now.path, now.started_on) == (enrollment.path, enrollment.started_on)
        assert now.goal_seconds == goal.seconds
        assert (now.zone, now.week_start) == (calendar.zone, calendar.week_start)
        latest = PriorHours.objects.latest_by_skill(now)
        for total in SkillTotal.objects.for_learner(now):
            assert total.prior_seconds == latest.get(total.skill_id, 0)
        assert now.prior_seconds == sum(latest.values())
        assert rollups.Sums.kept(now).differences(rollups.Sums.counted(now)) == []
        transaction.set_rollback(True)
