"""demo_data: the same arguments, the same rows, with rollups that agree with them."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum

from careerguide.models import User
from guide.models import Kind, Milestone
from guide.tests.factories import make_record, make_step
from tracker.actions.cast import newcomer
from tracker.actions.demo import Catalogue, record_lives
from tracker.demo import CAST
from tracker.demo.prospects import BUILT, LEARNED
from tracker.models import Application, ApplicationEvent, Evidence, Learner, Offer, Project, StudySession
from tracker.tests.factories import make_user

ARGUMENTS = {"learners": 6, "days": 120, "seed": 3, "until": "2026-06-30"}


def demo_data(**changes):
    out = StringIO()
    options = [f"--{name}={value}" for name, value in {**ARGUMENTS, **changes}.items()]
    call_command("demo_data", *options, stdout=out)
    return out.getvalue()


def rows():
    """What was written, without keys and times of writing."""
    session = ("learner__user__email", "day", "seconds", "activity", "skill__slug", "topic__name", "note", "token")
    event = ("application__token", "sequence", "stage", "happened_on")
    return [
        list(User.objects.order_by("email").values_list("email", "name", "handle", "date_joined")),
        list(Learner.objects.order_by("user__email").values_list("started_on", "zone", "logged_seconds", "joined_at")),
        list(StudySession.objects.order_by("token").values_list(*session)),
        list(Project.objects.order_by("token").values_list("title", "stage", "stage_since", "end_to_end")),
        list(ApplicationEvent.objects.order_by("application__token", "sequence").values_list(*event)),
    ]


def test_the_same_arguments_give_the_same_rows(guide):
    demo_data()
    first = rows()
    User.objects.all().delete()

    demo_data()

    assert rows() == first
    assert len(first[0]) == 6
    assert len(first[2]) > 100


def test_another_seed_gives_others(guide):
    demo_data(learners=2)
    assert "2 invented learners added" in demo_data(learners=2, seed=4)


def test_twice_adds_nobody_twice(guide):
    demo_data()
    first = rows()

    assert "0 invented learners added" in demo_data()
    assert rows() == first


def test_the_rollups_agree_with_the_rows(guide):
    demo_data()

    counts = {"sessions": Count("study_sessions"), "logged": Sum("study_sessions__seconds")}
    for learner in Learner.objects.annotate(**{f"true_{name}": count for name, count in counts.items()}):
        assert (learner.sessions, learner.logged_seconds) == (learner.true_sessions, learner.true_logged)
        days = learner.study_sessions.values("day").annotate(total=Sum("seconds"))
        assert {row["day"]: row["total"] for row in days} == dict(learner.day_totals.values_list("day", "seconds"))
        skills = learner.study_sessions.exclude(skill=None).values_list("skill").annotate(Sum("seconds"), Count("id"))
        kept = {pk: (seconds, count) for pk, seconds, _, count in learner.skill_totals.values_list(
            "skill", "logged_seconds", "prior_seconds", "sessions") if count}  # fmt: skip
        assert {pk: (seconds, count) for pk, seconds, count in skills} == kept


def test_counts_of_things_agree_with_the_things(guide):
    demo_data(learners=20, days=300)
    call_command("rebuild_rollups", "--check", stdout=StringIO())

    assert Application.objects.exists()
    for learner in Learner.objects.all():
        sent = learner.applications.exclude(furthest=Application.Stage.SAVED).count()
        assert learner.applications_sent == sent
        met = Evidence.objects.filter(project__learner=learner).values("project").annotate(met=Count("id"))
        met = met.filter(criterion__in=Evidence.ASKED, project__stage__in=["deployed", "public", "kept"])
        assert learner.projects_end_to_end == met.filter(met=3).count()
        assert learner.cloud_certifications == learner.certifications.filter(stage="passed").count()


def test_linnea_has_something_in_hand_on_every_page(guide, db):
    order = make_record(Kind.PROCESS, "an-order", title="An order")
    for number, slug in enumerate((LEARNED, BUILT), start=1):
        make_step(order, number, slug, title=slug)
    catalogue, last = Catalogue.read(), datetime.date(2026, 6, 30)
    linnea = next(person for person in CAST if person.login == "learner")
    record_lives(newcomers=[newcomer(linnea, make_user("Linnea"), last, catalogue)], catalogue=catalogue)
    call_command("rebuild_rollups", "--check", stdout=StringIO())

    learner = Learner.objects.get()
    assert learner.next_expiry_on > last
    assert Offer.objects.for_learner(learner).filter(answer_by__gt=last).exists()
    assert learner.applications.filter(next_action_on__gt=last).exists()
    claims = {claim.step.slug: claim.projects.count() for claim in learner.step_claims.all()}
    assert claims == {LEARNED: 0, BUILT: 1}


def test_everybody_measures_against_what_the_guide_gives_today(guide):
    demo_data(learners=2)

    tracked = Milestone.objects.tracked().count()
    assert [learner.targets.current().count() for learner in Learner.objects.all()] == [tracked, tracked]


def test_nobody_can_log_in_as_an_invented_learner(guide):
    demo_data(learners=1)
    assert not User.objects.get().has_usable_password()


def test_production_wants_force(guide, settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="--force"):
        demo_data()
    assert not User.objects.exists()
    call_command("demo_data", "--learners=1", "--days=10", "--force", stdout=StringIO())
    assert User.objects.count() == 1


def test_without_a_guide_it_says_so(db):
    with pytest.raises(CommandError, match="load_guide"):
        demo_data()
