"""Writing projects: what shows for them, the learner's own order, and the days on which they became public."""

import datetime
import random
import uuid

import pytest
from django.db import IntegrityError, transaction

from guide.tests.factories import make_record
from tracker.actions.projects import NotThere, add_project, change_project, place_project
from tracker.actions.stages import correct, discard, move, restore, take_back
from tracker.models import Evidence, Learner, Project, ProjectEvent, ProjectPicture
from tracker.portfolio import Proof
from tracker.recounts import course_of
from tracker.tests.factories import START, make_project

DAY = datetime.timedelta(days=1)
SHOT = "https://example.org/shot.png"


def titles(learner):
    return [project.title for project in Project.objects.for_learner(learner).in_own_order()]


@pytest.fixture
def three(learner):
    return {title: make_project(learner, title=title) for title in "CBA"}


def test_a_new_project_stands_above_all(learner, three):
    assert titles(learner) == ["A", "B", "C"]
    place_project(project=three["A"], step=1)
    make_project(learner, title="D")
    assert titles(learner) == ["D", "B", "A", "C"]


@pytest.mark.parametrize(
    ("title", "to", "order", "place"),
    [
        ("C", {"step": -1}, "ACB", 2),
        ("A", {"step": 1}, "BAC", 2),
        ("A", {"step": -1}, "ABC", 1),
        ("C", {"step": 1}, "ABC", 3),
        ("C", {"above": "A"}, "CAB", 1),
        ("A", {"below": "C"}, "BCA", 3),
        ("A", {"below": "B"}, "BAC", 2),
        ("C", {"above": "B"}, "ACB", 2),
    ],
)
def test_a_project_is_placed(learner, three, title, to, order, place):
    to = {word: where if word == "step" else three[where].pk for word, where in to.items()}
    assert place_project(project=three[title], **to) == (place, 3)
    assert "".join(titles(learner)) == order


def test_placing_where_it_stands_changes_nothing(learner, three):
    version = Learner.objects.get(pk=learner.pk).version
    place_project(project=three["B"], above=three["C"].pk)
    assert Learner.objects.get(pk=learner.pk).version == version
    place_project(project=three["B"], step=1)
    assert Learner.objects.get(pk=learner.pk).version == version + 1


def test_nothing_is_placed_beside_what_is_not_there(learner, stranger, three):
    other = make_project(stranger)
    discard(thing=three["A"])
    for beside in (other.pk, three["A"].pk, three["B"].pk, 10**12):
        with pytest.raises(NotThere):
            place_project(project=three["B"], below=beside)
    with pytest.raises(NotThere):
        place_project(project=three["A"], step=1)


def test_any_moves_keep_every_project_once(learner):
    made = [make_project(learner, title=f"{n}") for n in range(8)]
    order, chance = [project.pk for project in reversed(made)], random.Random(5)
    for _ in range(30):
        project, beside = chance.sample(made, 2)
        place_project(project=project, below=beside.pk)
        order.remove(project.pk)
        order.insert(order.index(beside.pk) + 1, project.pk)
        assert list(Project.objects.for_learner(learner).in_own_order().values_list("pk", flat=True)) == order


def test_a_project_that_comes_back_stands_where_it_was(learner, three):
    discard(thing=three["B"])
    assert titles(learner) == ["A", "C"]
    restore(thing=three["B"])
    assert titles(learner) == ["A", "B", "C"]


def test_all_that_shows_for_a_project_is_kept_and_changed(learner, guide):
    idea = make_record("idea", "churn")
    evidence = {"model": Proof(START, "https://example.org/run", "AUC"), "tests": Proof(START)}
    project = make_project(
        learner, idea_id=idea.pk, code_link="https://example.org/code", evidence=evidence, skills=[guide["math"]],
        pictures=[(SHOT, "The chart")],
    )  # fmt: skip
    assert project.proofs == evidence
    assert project.shots == ((SHOT, "The chart"),)
    assert [criterion.lower() for criterion in project.criteria_lacking] == ["loads real data", "deployed to the web"]
    assert project.criteria_unshown == ["Has tests"], "by the learner's word alone"

    changed = change_project(
        project=project, evidence={"model": Proof(START + DAY)}, skills=[guide["programming"]],
        pictures=[(SHOT, "Another view")],
    )  # fmt: skip
    changed = Project.objects.with_all().get(pk=changed.pk)
    assert changed.proofs == {"model": Proof(START + DAY)}
    assert changed.skill_keys == {guide["programming"].pk}
    assert changed.shots == ((SHOT, "Another view"),)
    assert (changed.code_link, changed.idea_id) == ("https://example.org/code", idea.pk)


def test_a_form_sent_twice_adds_one_project_and_a_changed_one_another(learner, guide):
    said = {"learner": learner, "by": learner.user, "token": uuid.uuid4(), "stage": "idea", "happened_on": START}
    said |= {"title": "A", "skills": [guide["math"]], "pictures": ((SHOT, "It"),), "evidence": {"model": Proof(START)}}
    first, created = add_project(**said)
    assert created
    assert add_project(**said) == (first, False)
    for other in ({"skills": []}, {"pictures": ()}, {"evidence": {"model": Proof(START, note="x")}}):
        assert add_project(**{**said, **other})[1]


def test_only_the_three_criteria_make_it_end_to_end(learner):
    further = dict.fromkeys(set(Evidence.Criterion.values) - set(Evidence.ASKED), START)
    project = make_project(learner, stage="public", evidence=further)
    assert Learner.objects.get(pk=learner.pk).projects_end_to_end == 0
    change_project(project=project, evidence=further | dict.fromkeys(Evidence.ASKED, START))
    assert Learner.objects.get(pk=learner.pk).projects_end_to_end == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda project: Evidence.objects.create(project=project, criterion="beauty", met_on=START),
        lambda project: Evidence.objects.create(project=project, criterion="model", met_on=START, link="javascript:1"),
        lambda project: ProjectPicture.objects.create(project=project, link="javascript:1", text="x"),
        lambda project: ProjectPicture.objects.create(project=project, link=SHOT, text=""),
        lambda project: Project.objects.filter(pk=project.pk).update(code_link="ftp://example.org"),
        lambda project: Project.objects.filter(pk=project.pk).update(write_up_link="javascript:1"),
        lambda project: Project.objects.filter(pk=project.pk).update(title=""),
    ],
)
def test_what_may_not_be_is_refused_by_the_database(learner, write):
    project = make_project(learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(project)


def test_the_days_public_are_those_that_the_events_say(learner, stranger):
    chance = random.Random(7)
    make_project(stranger, stage="public")
    for n in range(12):
        project = make_project(learner, title=f"{n}", stage=chance.choice(Project.Stage.values))
        for _ in range(chance.randrange(5)):
            day = START + DAY * chance.randrange(60)
            event = move(thing=project, stage=chance.choice(Project.Stage.values), happened_on=day, by=None)
            project.refresh_from_db()
            if chance.random() < 0.3:
                take_back(event=event, by=None)
            elif chance.random() < 0.4:
                correct(event=event, stage=chance.choice(Project.Stage.values), happened_on=day + DAY, by=None)
    discard(thing=make_project(learner, stage="public"))
    courses = [course_of(project) for project in Project.objects.for_learner(learner).with_events()]
    days = sorted(course.reached_on["public"] for course in courses if "public" in course.reached_on)
    assert days
    assert ProjectEvent.objects.days_public(learner) == days
