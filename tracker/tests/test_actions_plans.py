import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from guide.tests.factories import make_figure, make_question, make_source
from tracker.access import full_access
from tracker.actions.learner import change_goal
from tracker.actions.plan_versions import append_version, shape_of, steps_of
from tracker.actions.plans import (
    PlanMovedOn,
    accept_proposal,
)
from tracker.actions.targets import choose, keep, switch
from tracker.days import DAY
from tracker.models import Break, Learner, Plan, PlanAnswer, PlanStep, Target, WeeklyGoal
from tracker.plan_page import Due, dues_of, pace_of
from tracker.proposals import proposal_of
from tracker.tests.factories import START, correct
from tracker.tests.plans import HOUR, MATH, PROGRAMMING, plan_of, steps_for, study
from tracker.workload import Running

pytestmark = pytest.mark.django_db

WEEK = 7 * DAY
MONDAY = START + 4 * WEEK  # of a week in which somebody is behind


def versions(learner):
    return list(Plan.objects.for_learner(learner).with_steps().latest_first())


def fresh(learner):
    return Learner.objects.get(pk=learner.pk)


def target(learner, slug):
    return Target.objects.for_learner(learner).current().get(milestone__slug=slug)


@pytest.fixture
def behind(learner, guide):
    """Ten hours a week since START, thirty done of the forty by MONDAY."""
    plan_of(learner, ends={PROGRAMMING: "high", "total-hours": "high"})
    return study(learner, guide["programming"], START, 20) and study(learner, guide["math"], START + WEEK, 10)


def test_a_version_is_numbered_after_the_last_even_where_numbers_are_left_out(learner, guide):
    plan = plan_of(learner, ends={PROGRAMMING: "high"})
    Plan.objects.filter(pk=plan.pk).update(number=3, reason="As an archive has it.")
    version = {"effective_from": START, "steps": steps_of(plan), "reason": "Again.", **shape_of(plan)}
    assert append_version(learner=learner, by=learner.user, **version).number == 4


# --- making ----------------------------------------------------------------------------------------------------------


def test_a_plan_keeps_what_there_was_to_do_that_morning(learner, guide):
    for days, hours in enumerate((20, 10, 2)):
        learner = study(learner, guide["math"], START + days * DAY, hours)
    plan = plan_of(learner, today=START + 2 * DAY, order=(MATH, PROGRAMMING))

    steps = {step.milestone.slug: step for step in plan.steps.all()}
    assert (plan.number, plan.effective_from, plan.by) == (1, START + 2 * DAY, learner.user)
    assert [slug for slug, step in steps.items() if step.to_go is not None] == [MATH, PROGRAMMING, "total-hours"]
    assert steps[MATH].to_go == 270 * HOUR, "what is logged for the day itself is progress, not what it began with"
    assert steps["total-hours"].to_go == 1470 * HOUR
    assert steps["applications"].to_go is None


def test_the_hours_of_the_plan_are_the_weekly_goal(learner, guide):
    plan_of(learner, weekly_seconds=12 * HOUR, today=START + WEEK)

    assert fresh(learner).goal_seconds == 12 * HOUR
    goal = WeeklyGoal.objects.filter(learner=learner).first()
    assert (goal.seconds, goal.effective_from) == (12 * HOUR, START + WEEK)


def test_what_a_day_takes_becomes_the_weekly_goal(learner, guide):
    plan = plan_of(learner, target_day=START + 150 * WEEK - DAY)

    assert plan.weekly_seconds is None
    assert fresh(learner).goal_seconds == 10 * HOUR, "1,500 hours in 150 weeks"
    assert pace_of_(learner) == 10 * HOUR


def pace_of_(learner):
    return pace_of(full_access(fresh(learner)))


def test_without_a_plan_the_pace_is_the_weekly_goal_and_nothing_is_due(learner, guide):
    assert pace_of_(learner) == learner.goal_seconds
    assert dues_of(full_access(learner)) == ()


def test_the_plan_and_the_targets_say_the_same(learner, guide):
    plan_of(learner, ends={MATH: "high"})
    assert target(learner, MATH).end == "high"
    assert len(versions(learner)) == 1, "the plan's own choice of a target is no further version"


def test_the_same_form_twice_is_one_version_and_another_one_is_told(learner, guide):
    from tracker.actions.plans import make_plan

    first = plan_of(learner)
    same = {"order": "in_order", "weekly_seconds": 10 * HOUR, "steps": steps_for(learner), "seen": 0}

    assert make_plan(learner=learner, by=learner.user, today=START, **same) == first
    with pytest.raises(PlanMovedOn) as moved:
        make_plan(learner=learner, by=learner.user, today=START, **same, reason="Another window.")
    assert moved.value.plan == first
    assert len(versions(learner)) == 1


def test_a_version_is_never_rewritten(learner, guide):
    plan = plan_of(learner)
    for row in (plan, plan.steps.first()):
        with pytest.raises(ValueError, match="never rewritten"):
            row.save()


def test_every_version_reproduces_its_dates(learner, guide):
    plan_of(learner)
    before = Running(versions(learner)[0], rest=Running.of(learner).rest).dues
    learner = study(learner, guide["math"], START + DAY, 5)
    plan_of(learner, today=START + WEEK, weekly_seconds=20 * HOUR)

    latest, first = versions(learner)
    assert Running(first, rest=Running.of(learner).rest).dues == before
    assert Running(latest, rest=Running.of(learner).rest).dues != before


# --- due dates -------------------------------------------------------------------------------------------------------


def test_due_dates_follow_the_order_and_leave_out_what_is_reached(learner, guide):
    plan_of(learner, order=(MATH, PROGRAMMING))
    days = {due.slug: due.day for due in dues_of(full_access(fresh(learner)))}
    assert days[MATH] == START + 30 * WEEK - DAY, "300 hours at ten a week"
    assert days[PROGRAMMING] == START + 70 * WEEK - DAY
    assert days["total-hours"] == days["applications"] == START + 150 * WEEK - DAY

    for number in range(15):
        learner = study(learner, guide["math"], START + number * DAY, 20)
    assert Due(MATH, "Hours of Math", days[MATH]) not in dues_of(full_access(learner))
    assert PROGRAMMING in {due.slug for due in dues_of(full_access(learner))}


def test_breaks_rest(learner, guide):
    plan_of(learner)
    before = Running.of(learner).course.ends
    Break.objects.create(learner=learner, first=START + WEEK, last=START + 2 * WEEK - DAY)
    assert Running.of(learner).course.ends == before + WEEK


# --- what is chosen elsewhere ----------------------------------------------------------------------------------------


def test_a_target_chosen_elsewhere_makes_a_version_that_goes_on(learner, guide):
    first = plan_of(learner)
    edition = target(learner, MATH).edition
    choose(learner=learner, milestone=guide["math"].milestones.get(), edition=edition, end="high", by=learner.user)

    latest, _ = versions(learner)
    assert latest.effective_from == first.effective_from, "the balance goes on"
    assert latest.reason == "Target changed. Hours of Math: 300 to 500 hours, the high mark first."
    assert {s.milestone.slug: s.to_go for s in latest.steps.all() if s.to_go} == {
        PROGRAMMING: 400 * HOUR, MATH: 500 * HOUR, "total-hours": 1500 * HOUR,
    }  # fmt: skip


def test_switching_makes_a_version_and_keeping_does_not(learner, guide):
    plan_of(learner)
    correct(guide["math"].hours_figure, 350, 550)
    keep(target=target(learner, MATH), by=learner.user)
    assert len(versions(learner)) == 1
    switch(target=target(learner, MATH), by=learner.user)
    assert len(versions(learner)) == 2


@pytest.mark.parametrize("shape", [{}, {"target_day": START + 200 * WEEK}])
def test_a_goal_chosen_elsewhere_moves_no_plan(learner, guide, shape):
    plan_of(learner, **shape)
    before = dues_of(full_access(fresh(learner)))
    change_goal(learner=fresh(learner), seconds=8 * HOUR, on=START + WEEK, by=learner.user)
    assert len(versions(learner)) == 1
    assert dues_of(full_access(fresh(learner))) == before


def test_a_goal_chosen_elsewhere_leaves_what_is_proposed(behind):
    before = proposal_of(behind, MONDAY)
    change_goal(learner=behind, seconds=16 * HOUR, on=MONDAY, by=behind.user)
    assert proposal_of(fresh(behind), MONDAY) == before


def test_without_a_plan_nothing_is_planned(learner, guide):
    change_goal(learner=learner, seconds=8 * HOUR, on=START, by=learner.user)
    assert versions(learner) == []
    assert proposal_of(learner, MONDAY) is None


# --- another source's figure -----------------------------------------------------------------------------------------


@pytest.fixture
def rival(learner, guide):
    """Another source's total: 1,300 to 2,200 hours."""
    figure, edition = make_figure("hours.rival", subject=make_source("other").record, low=1300, high=2200)
    total = guide["total"]
    total.question = make_question("hours-in-all", claims=[(total.figure, "In all."), (figure, "Added up.")])
    total.save()
    plan_of(learner)
    return edition


def changed(learner):
    targets = Target.objects.for_learner(learner).current().following()
    return [(t.milestone.slug, t.now.low) for t in targets if t.has_changed]


def test_a_milestone_may_follow_another_sources_figure(learner, guide, rival):
    chosen = choose(learner=learner, milestone=guide["total"], edition=rival, end="low", by=learner.user)

    assert (chosen.edition, chosen.answered) == (rival, rival)
    assert changed(learner) == [], "the two figures differ, which is no change of either"
    [total] = [step for step in versions(learner)[0].steps.all() if step.milestone.slug == "total-hours"]
    assert (total.edition, total.to_go) == (rival, 1300 * HOUR)


def test_a_correction_of_the_chosen_figure_is_asked_about_and_of_the_other_is_not(learner, guide, rival):
    choose(learner=learner, milestone=guide["total"], edition=rival, end="low", by=learner.user)
    correct(guide["total"].figure, 1600, 2600)
    assert changed(learner) == []

    now = correct(rival.figure, 1400, 2300)
    assert changed(learner) == [("total-hours", 1400)]
    assert switch(target=target(learner, "total-hours"), by=learner.user, seen=now.pk).edition == now
    assert changed(learner) == []


def test_what_no_longer_answers_leads_back_to_the_milestones_own_figure(learner, guide, rival):
    choose(learner=learner, milestone=guide["total"], edition=rival, end="low", by=learner.user)
    guide["total"].question.claims.filter(figure=rival.figure).delete()
    assert changed(learner) == [("total-hours", 1500)]


def test_a_figure_that_counts_something_else_is_not_chosen(learner, guide, rival):
    other = guide["math"].hours_figure.editions.get()
    with pytest.raises(ValueError, match="counts what the milestone counts"):
        choose(learner=learner, milestone=guide["total"], edition=other, end="low", by=learner.user)


# --- the database ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Plan, {"target_day": START}),
        (Plan, {"weekly_seconds": None}),
        (Plan, {"weekly_seconds": 0}),
        (Plan, {"weekly_seconds": 168 * HOUR + 1}),
        (Plan, {"weekly_seconds": None, "target_day": START - DAY}),
        (Plan, {"weekly_seconds": None, "target_day": datetime.date(2200, 1, 1)}),
        (Plan, {"effective_from": datetime.date(1999, 12, 31)}),
        (Plan, {"order": "sideways"}),
        (Plan, {"origin": "dream"}),
        (Plan, {"number": 2}),
        (PlanStep, {"end": "mid"}),
        (PlanStep, {"position": 1}),
        (PlanAnswer, {"answer": "accepted"}),
        (PlanAnswer, {"lever": "hours"}),
        (PlanAnswer, {"answer": "accepted", "lever": "wish"}),
        (PlanAnswer, {"week": datetime.date(1999, 12, 27)}),
    ],
)
def test_the_database_refuses_plans_that_make_no_sense(learner, guide, model, values):
    plan = plan_of(learner)
    PlanAnswer.objects.create(learner=learner, plan=plan, week=START, answer="declined")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_a_version_a_milestone_and_a_week_stand_once(learner, guide):
    plan = plan_of(learner)
    step = plan.steps.all()[0]
    twice = [
        lambda: Plan.objects.create(learner=learner, number=1, effective_from=START, weekly_seconds=60),
        lambda: PlanStep.objects.create(plan=plan, milestone=step.milestone, edition=step.edition, position=99),
        lambda: [PlanAnswer.objects.create(learner=learner, plan=plan, week=START, answer="declined") for _ in "ab"],
    ]
    for act in twice:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.django_db(transaction=True)
def test_a_proposal_accepted_at_once_in_two_windows_makes_one_version(behind):
    key = proposal_of(behind, MONDAY).offers[0].key

    def accept():
        try:
            return accept_proposal(learner=behind, by=behind.user, today=MONDAY, week=MONDAY, seen=1, key=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=3) as pool:
        plans = [future.result() for future in [pool.submit(accept) for _ in range(3)]]
    assert len({plan.pk for plan in plans}) == 1
    assert len(versions(behind)) == 2
