import pytest
from django.db import IntegrityError, transaction

from guide.tests.factories import make_milestone
from tracker.actions.targets import GuideMovedOn, choose, ensure_targets, keep, switch
from tracker.models import Learner, Target
from tracker.tests.factories import correct

pytestmark = pytest.mark.django_db


def current(learner, milestone):
    return Target.objects.for_learner(learner).of(milestone).current().with_editions().get()


def open_questions(learner):
    targets = Target.objects.for_learner(learner).current().with_editions()
    return [target.milestone.slug for target in targets if target.has_changed]


@pytest.fixture
def milestone(learner, guide):
    ensure_targets(learner=learner, by=learner.user)
    return guide["applications"]


@pytest.fixture
def first(milestone):
    return milestone.figure.editions.current().get()


def test_every_tracked_milestone_gets_a_target_once(learner, guide):
    assert len(ensure_targets(learner=learner)) == 6

    added = make_milestone("public-projects", counts="public_projects_per_quarter", low=1, high=2)

    assert [target.milestone for target in ensure_targets(learner=learner)] == [added]
    version = Learner.objects.get(pk=learner.pk).version
    assert ensure_targets(learner=learner) == []
    assert Learner.objects.get(pk=learner.pk).version == version


def test_a_target_keeps_its_edition_until_its_owner_switches(learner, milestone, first):
    now = correct(milestone.figure, 60, 120)
    assert current(learner, milestone).edition == first
    assert open_questions(learner) == [milestone.slug]

    target = switch(target=current(learner, milestone), by=learner.user, seen=now.pk)

    assert (target.edition, target.answered) == (now, now)
    assert open_questions(learner) == []


def test_keeping_silences_the_question_until_the_next_edition(learner, milestone, first):
    correct(milestone.figure, 60, 120)
    target = keep(target=current(learner, milestone), by=learner.user)
    assert target.edition == first
    assert open_questions(learner) == []

    correct(milestone.figure, 70, 140)

    assert open_questions(learner) == [milestone.slug]
    assert current(learner, milestone).edition == first


@pytest.mark.parametrize("act", [switch, keep])
def test_sent_twice_it_is_answered_once(learner, milestone, act):
    correct(milestone.figure, 60, 120)
    old = current(learner, milestone)

    once, again = act(target=old, by=learner.user), act(target=old, by=learner.user)

    assert once == again
    assert Target.objects.for_learner(learner).of(milestone).count() == 2


def test_one_may_switch_after_having_kept(learner, milestone):
    now = correct(milestone.figure, 60, 120)
    kept = keep(target=current(learner, milestone), by=learner.user)

    assert switch(target=kept, by=learner.user).edition == now


@pytest.mark.parametrize("act", [switch, keep])
def test_an_edition_that_the_learner_has_not_seen_is_not_chosen(learner, milestone, first, act):
    seen = correct(milestone.figure, 60, 120)
    correct(milestone.figure, 70, 140)

    with pytest.raises(GuideMovedOn):
        act(target=current(learner, milestone), by=learner.user, seen=seen.pk)

    assert current(learner, milestone).edition == first


def test_choosing_the_other_end_appends(learner, milestone, first):
    target = choose(learner=learner, milestone=milestone, edition=first, end="high", by=learner.user)
    again = choose(learner=learner, milestone=milestone, edition=first, end="high", by=learner.user)

    assert target == again
    assert [row.end for row in Target.objects.for_learner(learner).of(milestone).latest_first()] == ["high", "low"]


def test_an_edition_of_another_figure_is_refused(learner, milestone, guide):
    other = guide["projects"].figure.editions.current().get()
    with pytest.raises(ValueError, match="figure"):
        choose(learner=learner, milestone=milestone, edition=other, end="low", by=learner.user)


def test_a_figure_that_the_milestone_had_stays_the_learners_to_choose(learner, stranger, milestone, first, guide):
    """The guide gives the milestone another figure, with another edition: hers was of the old one."""
    milestone.figure = guide["projects"].figure
    milestone.save()
    now = milestone.figure.editions.current().get()

    high = choose(learner=learner, milestone=milestone, edition=first, end="high", by=learner.user)
    assert (high.edition, high.answered) == (first, first)
    switched = switch(target=high, by=learner.user)
    assert switched.edition == now
    back = choose(learner=learner, milestone=milestone, edition=first, end="low", by=learner.user)
    assert (back.edition, back.answered) == (first, now)
    with pytest.raises(ValueError, match="figure"):
        choose(learner=stranger, milestone=milestone, edition=first, end="low", by=stranger.user)


def test_a_target_that_aims_for_neither_end_cannot_be_saved(learner, milestone):
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.update(end="mid")


def test_two_current_targets_of_one_milestone_cannot_be_saved(learner, milestone, first):
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(learner=learner, milestone=milestone, edition=first, answered=first)
