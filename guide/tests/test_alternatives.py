"""Among which figures one may choose: those that count the same, and no part of another."""

import pytest

from guide.alternatives import alternatives
from guide.models import FigurePart, Milestone
from guide.tests.factories import make_figure, make_question, make_skill, make_source

pytestmark = pytest.mark.django_db


def keys(milestone):
    milestone = Milestone.objects.select_related("figure").get(pk=milestone.pk)
    return [edition.figure.key for edition in alternatives([milestone])[milestone.pk]]


@pytest.fixture
def asked(guide):
    """All milestones in hours ask one question: the total, its parts, a rival and things beside it answer."""
    total, about = guide["total"], make_source("another").record
    rival, _ = make_figure("hours.rival", subject=about, low=1300, high=2200)
    years, _ = make_figure("years.rival", subject=about, low=2, unit="year")
    rate, _ = make_figure("rate.rival", subject=about, low=10, measure="rate")
    parts = [guide[name].hours_figure for name in ("programming", "math")]
    for whole in (total.figure, rival):
        FigurePart.objects.bulk_create(FigurePart(total=whole, part=part) for part in parts)
    figures = [total.figure, *parts, rival, years, rate, None]
    question = make_question("hours-in-all", claims=[(figure, "So many.") for figure in figures])
    Milestone.objects.in_hours().update(question=question)
    return guide | {"rival": rival, "asked": question}


def test_what_counts_the_same_may_be_chosen_its_own_first(asked):
    assert keys(asked["total"]) == ["milestone.total_hours", "hours.rival"]


def test_a_part_is_no_rival_of_the_whole_nor_of_another_part(asked):
    assert keys(asked["programming"].milestones.get()) == ["hours.programming"]


def test_another_source_on_the_same_skill_is_a_rival_and_one_on_another_skill_is_not(asked):
    other = make_source("fourth")
    more, _ = make_figure("hours.programming.more", subject=asked["programming"], low=500, high=800, source=other)
    cooking, _ = make_figure("hours.cooking", subject=make_skill("cooking", low=None), low=20)
    for position, figure in enumerate((more, cooking), start=9):
        asked["asked"].claims.create(source=other, text="So many.", figure=figure, position=position)
    assert keys(asked["programming"].milestones.get()) == ["hours.programming", "hours.programming.more"]


def test_what_readers_may_not_see_is_not_chosen(asked):
    asked["asked"].state = "draft"
    asked["asked"].save()
    assert keys(asked["total"]) == ["milestone.total_hours"]


def test_it_takes_as_many_queries_for_one_as_for_all(asked, django_assert_num_queries):
    milestones = list(Milestone.objects.tracked())
    with django_assert_num_queries(3):
        alternatives(milestones[:1])
    with django_assert_num_queries(3):
        alternatives(milestones)
    with django_assert_num_queries(1):
        alternatives([milestone for milestone in milestones if milestone.question_id is None])
