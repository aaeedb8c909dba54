"""A plan that somebody is behind: what is proposed, accepted, declined."""

import pytest

from guide.models import Milestone
from tracker.actions.plans import (
    ProposalAnswered,
    ProposalMovedOn,
    accept_proposal,
    decline_proposal,
)
from tracker.actions.targets import choose
from tracker.days import DAY
from tracker.models import Break, Learner, Plan, PlanAnswer
from tracker.proposals import proposal_of
from tracker.tests.factories import START
from tracker.tests.plans import HOUR, PROGRAMMING, plan_of, study
from tracker.tests.test_actions_plans import fresh, target, versions
from tracker.workload import Done, Running

pytestmark = pytest.mark.django_db
WEEK = 7 * DAY
MONDAY = START + 4 * WEEK  # of a week in which somebody is behind


@pytest.fixture
def behind(learner, guide):
    """Ten hours a week since START, thirty done of the forty by MONDAY."""
    plan_of(learner, ends={PROGRAMMING: "high", "total-hours": "high"})
    return study(learner, guide["programming"], START, 20) and study(learner, guide["math"], START + WEEK, 10)


def answer(learner, lever, *, today=MONDAY, **changes):
    """Accept the lever of the week's proposal."""
    proposal = proposal_of(learner, today)
    key = next(offer.key for offer in proposal.offers if offer.lever == lever)
    asked = {"week": proposal.week, "seen": proposal.running.plan.number, "key": key, **changes}
    return accept_proposal(learner=learner, by=learner.user, today=today, **asked)


def test_a_proposal_is_of_the_weeks_first_morning(behind, guide):
    first, later = proposal_of(behind, MONDAY), proposal_of(behind, MONDAY + 6 * DAY)
    assert (first.week, first.gap, first.asked, first.did) == (MONDAY, 10 * HOUR, 40 * HOUR, 30 * HOUR)
    assert (later.week, later.gap, later.offers) == (first.week, first.gap, first.offers)
    assert proposal_of(study(behind, guide["math"], MONDAY, 10), MONDAY + DAY).gap == 10 * HOUR, "of this week"
    assert proposal_of(study(behind, guide["math"], MONDAY - DAY, 10), MONDAY + DAY) is None, "of the last"


@pytest.mark.parametrize(("hours", "proposed"), [(37.5, False), (37.49, True)])
def test_up_to_a_quarter_of_a_weeks_hours_nothing_is_proposed(learner, guide, hours, proposed):
    plan_of(learner)
    learner = study(learner, guide["math"], START, 20)
    learner = study(learner, guide["math"], START + DAY, hours - 20)
    assert (proposal_of(learner, MONDAY) is not None) == proposed


def test_looking_writes_nothing(behind, django_assert_num_queries):
    rows = PlanAnswer.objects.count(), Plan.objects.count(), fresh(behind).version
    with django_assert_num_queries(6):
        proposal_of(behind, MONDAY)
    assert rows == (PlanAnswer.objects.count(), Plan.objects.count(), fresh(behind).version)


@pytest.mark.parametrize("lever", ["hours", "date", "low_end"])
def test_accepting_closes_the_gap_and_appends_a_version(behind, lever):
    plan = answer(behind, lever)

    assert (plan.number, plan.effective_from, plan.origin) == (2, MONDAY, "proposal")
    assert plan.reason.startswith("Proposed in the week of 2 February 2026 and accepted: ")
    running = Running.of(behind)
    left = running.left(Done.now(behind).before(behind, MONDAY))
    assert running.course.gap(left, MONDAY) == 0
    assert fresh(behind).goal_seconds == plan.weekly_seconds
    said = PlanAnswer.objects.get()
    assert (said.answer, said.lever, said.plan.number, said.by) == ("accepted", lever, 1, behind.user)
    assert proposal_of(behind, MONDAY) is None


def test_the_low_end_is_the_end_of_targets_as_well(behind):
    before = Running.of(behind).course.ends
    answer(behind, "low_end")
    assert [target(behind, slug).end for slug in (PROGRAMMING, "total-hours")] == ["low", "low"]
    assert Running.of(behind).course.ends <= before


@pytest.mark.parametrize("lever", ["hours", "date"])
def test_a_plan_by_a_day_keeps_or_moves_its_day(learner, guide, lever):
    day = START + 150 * WEEK - DAY
    plan_of(learner, target_day=day)

    plan = answer(fresh(learner), lever)

    assert plan.weekly_seconds is None
    assert (plan.target_day == day) == (lever == "hours")
    assert fresh(learner).goal_seconds == (37_020 if lever == "hours" else 10 * HOUR)


def test_accepting_twice_is_once_and_another_answer_is_told(behind):
    first = proposal_of(behind, MONDAY)
    plan = answer(behind, "hours")
    shown = {"learner": behind, "by": behind.user, "today": MONDAY, "week": MONDAY, "seen": 1}

    assert accept_proposal(**shown, key=first.offers[0].key) == plan
    with pytest.raises(ProposalAnswered):
        accept_proposal(**shown, key=first.offers[1].key)
    with pytest.raises(ProposalAnswered):
        decline_proposal(**shown)
    assert (len(versions(behind)), PlanAnswer.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    "changes", [{"seen": 0}, {"seen": 2}, {"week": MONDAY - WEEK}, {"key": "hours.60.None"}, {"key": ""}]
)
def test_a_proposal_that_was_not_shown_is_not_accepted(behind, changes):
    with pytest.raises(ProposalMovedOn):
        answer(behind, "hours", **changes)
    assert len(versions(behind)) == 1


def test_a_proposal_for_an_earlier_version_is_told(behind):
    key = proposal_of(behind, MONDAY).offers[0].key
    choose(
        learner=behind, milestone=guide_of("applications"), edition=target(behind, "applications").edition, end="high",
        by=behind.user,
    )  # fmt: skip
    with pytest.raises(ProposalMovedOn):
        accept_proposal(learner=behind, by=behind.user, today=MONDAY, week=MONDAY, seen=1, key=key)


def guide_of(slug):
    return Milestone.objects.get(slug=slug)


def test_declining_rests_four_weeks_whatever_is_planned(behind):
    decline_proposal(learner=behind, by=behind.user, today=MONDAY, week=MONDAY, seen=1)

    assert len(versions(behind)) == 1
    assert all(proposal_of(behind, MONDAY + n * DAY) is None for n in range(28))
    assert proposal_of(behind, MONDAY + 28 * DAY).gap == 50 * HOUR
    again = decline_proposal(learner=behind, by=behind.user, today=MONDAY, week=MONDAY, seen=1)
    assert PlanAnswer.objects.get() == again


def test_a_break_is_silent(behind):
    Break.objects.create(learner=behind, first=MONDAY, last=MONDAY + 6 * DAY)
    assert proposal_of(behind, MONDAY) is None
    assert proposal_of(behind, MONDAY + WEEK).gap == 10 * HOUR


def test_a_new_version_is_given_a_whole_week(behind):
    plan_of(behind, today=MONDAY + DAY)
    assert proposal_of(behind, MONDAY + WEEK) is None
    assert proposal_of(behind, MONDAY + 2 * WEEK) is not None


def test_a_week_that_begins_on_another_day(behind):
    Learner.objects.filter(pk=behind.pk).update(week_start=6)
    assert proposal_of(fresh(behind), MONDAY).week == MONDAY - DAY
