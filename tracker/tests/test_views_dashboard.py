"""Today: what the learner sees, and what a mentor sees of it."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone

from guide.models import ContentVersion, Edition, Milestone
from tracker.access import Access
from tracker.actions.study import log_session
from tracker.dashboard import Dashboard
from tracker.models import Section, Target
from tracker.tests.factories import START, make_mentorship

EVERYTHING = frozenset(Section.values)


def log(learner, *, day=START, seconds=3600, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


def set_targets(learner, guide):
    """Targets on the current editions of all the guide's milestones."""
    from guide.models import Milestone

    for milestone in Milestone.objects.tracked():
        Target.objects.create(
            learner=learner, milestone=milestone, edition=milestone.now, answered=milestone.now, by=learner.user
        )


@pytest.fixture
def studied(learner, guide):
    set_targets(learner, guide)
    log(learner, skill=guide["programming"], seconds=90 * 3600 // 4, note="first steps")
    log(learner, skill=guide["math"], day=START + datetime.timedelta(days=1), seconds=2 * 3600, note="vectors")
    log(learner, activity="interview", day=START + datetime.timedelta(days=2))
    learner.refresh_from_db()
    return learner


def see(learner, sections=EVERYTHING, viewer=None):
    return Dashboard.for_access(Access(learner, viewer or learner.user, frozenset(sections)))


def test_hours_stand_against_their_ranges(studied):
    dashboard = see(studied)
    rows = {row.measured.goal.skill.slug: row.measured for row in dashboard.skills}
    assert float(rows["programming"].done) == 22.5
    assert float(rows["math"].to_low) == 298
    assert float(dashboard.total.measured.done) == 24.5, "interview practice does not count to the total"


def test_today_page_for_the_learner(log_in, studied):
    page = log_in(studied).get("/tracker/").text
    assert "Hours by skill" in page
    assert "400–600 h" in page
    assert "0 of 3" in re.sub(r"<[^>]+>", "", page)
    assert 'id="quick-line"' in page


def test_today_as_htmx_is_the_fragment_that_the_page_holds(log_in, studied, htmx):
    client = log_in(studied)
    fragment = client.get("/tracker/", headers=htmx).text.strip()
    assert fragment.startswith('<div id="today"')
    assert fragment in client.get("/tracker/").text


def test_today_before_the_first_log_teaches(log_in, learner, guide):
    set_targets(learner, guide)
    page = log_in(learner).get("/tracker/").text
    assert "Log the first session." in page


def test_today_sends_the_anonymous_to_log_in_and_a_newcomer_to_onboarding(client, log_in, mentor, guide):
    assert client.get("/tracker/").url == "/accounts/login/?next=/tracker/"
    assert log_in(mentor).get("/tracker/").url == "/tracker/start/"


def test_a_mentor_sees_the_same_numbers(studied, mentor, log_in):
    make_mentorship(studied, mentor)
    own, theirs = see(studied), see(studied, viewer=mentor)
    assert [row.measured for row in own.skills] == [row.measured for row in theirs.skills]
    assert own.total.measured == theirs.total.measured
    page = log_in(mentor).get(f"/tracker/of/{studied.user.handle}/").text
    assert "record of <b>Lena</b>" in page
    main = page.split("<main")[1].split("</main>")[0]
    assert "<form" not in main
    assert "Log time" not in main


@pytest.mark.parametrize(
    ("missing", "absent"),
    [
        (Section.HOURS, ["Hours by skill", "This week", "Last sessions", "first steps", "25 h"]),
        (Section.NOTES, ["first steps", "vectors"]),
        (Section.APPLICATIONS, ["Applications"]),
        (Section.PROJECTS, ["End to end projects"]),
        (Section.CERTIFICATIONS, ["Cloud certification"]),
        (Section.PLAN, ["of 10 h"]),
    ],
)
def test_what_is_not_shared_leaves_no_trace(studied, mentor, log_in, missing, absent):
    whole = log_in(studied).get("/tracker/").text
    make_mentorship(studied, mentor, sections=EVERYTHING - {missing})
    main = log_in(mentor).get(f"/tracker/of/{studied.user.handle}/").text.split("<main")[1].split("</main>")[0]
    for text in absent:
        assert text in whole, "the learner sees it"
        assert text not in main
    assert "not shared" not in main
    assert "hidden" not in main.replace('aria-hidden="true"', "")


def test_without_the_plan_hours_stand_against_what_the_guide_recommends_first(studied, mentor, guide):
    """The end that the milestone names; a milestone without a value yet is left out."""
    Milestone.objects.filter(slug="hours-math").update(end="high")
    Edition.objects.current().filter(figure=guide["total"].figure).update(is_current=False)
    ContentVersion.objects.grow()
    dashboard = see(studied, sections=EVERYTHING - {Section.PLAN}, viewer=mentor)
    ends = {row.measured.goal.skill.slug: row.measured.goal.end for row in dashboard.skills}
    assert ends == {"programming": "low", "math": "high"}
    assert dashboard.total is None


def test_a_mentor_who_is_shown_nothing_sees_nothing_of_the_record(studied, mentor):
    make_mentorship(studied, mentor, sections=[])
    dashboard = see(studied, sections=[], viewer=mentor)
    assert (dashboard.skills, dashboard.week, dashboard.recent, dashboard.counts) == ((), None, (), ())
    assert dashboard.next is None


@pytest.mark.parametrize("who", ["stranger", "mentor", "superuser", "curator"])
def test_without_consent_there_is_no_record(request, log_in, studied, who):
    person = request.getfixturevalue(who)
    assert log_in(person).get(f"/tracker/of/{studied.user.handle}/").status_code == 404


def test_an_ended_mentorship_shows_nothing(studied, mentor, log_in):
    mentorship = make_mentorship(studied, mentor)
    mentorship.ended_at = timezone.now()
    mentorship.save()
    assert log_in(mentor).get(f"/tracker/of/{studied.user.handle}/").status_code == 404


def test_a_correction_shows_old_and_new(studied, guide, log_in):
    old = Edition.objects.get(figure__key="hours.programming")
    values = old.values()
    old.is_current = False
    old.save(update_fields=["is_current"])
    Edition.objects.create(figure=old.figure, number=2, **{**values, "low": 350, "high": 550})
    ContentVersion.objects.grow()
    dashboard = see(studied)
    (changed,) = dashboard.changed_targets
    assert (changed.edition.low, changed.now.low) == (400, 350)
    row = next(row for row in dashboard.skills if row.measured.goal.skill.slug == "programming")
    assert row.measured.goal.low == 400, "the learner's own target stays as chosen"


def test_queries_do_not_grow_with_the_record(studied, guide, log_in, django_assert_max_num_queries):
    client = log_in(studied)
    client.get("/tracker/")  # the catalogue of the guide is fetched once a process
    log(studied, seconds=60, skill=guide["math"])
    with django_assert_max_num_queries(8) as few:
        client.get("/tracker/")
    for n in range(40):
        log(studied, day=START + datetime.timedelta(days=n), seconds=60, skill=guide["math"])
    with django_assert_max_num_queries(8) as many:
        page = client.get("/tracker/")
    assert len(few) == len(many)
    assert len(page.content) < 40_000


def test_an_unchanged_record_is_not_rendered_again(studied, log_in, django_assert_num_queries):
    client = log_in(studied)
    first = client.get("/tracker/").text
    with django_assert_num_queries(4):  # session, user, learner, version of the guide
        second = client.get("/tracker/").text
    assert first.split('<div id="today"')[1] == second.split('<div id="today"')[1]


def test_what_is_kept_for_the_learner_is_never_shown_to_a_mentor(studied, mentor, log_in):
    make_mentorship(studied, mentor, sections=[Section.PROJECTS])
    assert "first steps" in log_in(studied).get("/tracker/").text
    assert "first steps" not in log_in(mentor).get(f"/tracker/of/{studied.user.handle}/").text
