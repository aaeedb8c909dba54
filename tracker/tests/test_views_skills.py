"""The history of a skill: sums, topics, weeks and months, its sessions; for the learner and for a mentor."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guide.models import ContentVersion, Topic
from tracker.actions.learner import set_prior_hours
from tracker.actions.study import log_session
from tracker.models import Section
from tracker.tests.factories import START, make_mentorship

PAGE = "/tracker/study/skills/math/"


def log(learner, *, day=START, seconds=3600, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


@pytest.fixture
def topic(guide):
    return Topic.objects.create(skill=guide["math"], name="Linear algebra")


@pytest.fixture
def studied(learner, guide, topic):
    log(learner, skill=guide["math"], topic=topic, seconds=5400, note="eigenvalues")
    log(learner, skill=guide["math"], day=START + datetime.timedelta(days=40), seconds=1800)
    log(learner, skill=guide["programming"], note="not of this skill")
    set_prior_hours(learner=learner, by=learner.user, prior={guide["math"]: 36_000})
    return learner


def test_skill_history_tells_sums_topics_first_and_last_and_the_sessions(log_in, studied):
    page = log_in(studied).get(PAGE).text
    main = page[page.index("<main") : page.index("</main>")]
    assert '<dd class="own">12 h</dd>' in main
    assert "<dt>Before joining</dt><dd>10 h</dd>" in main
    assert "2 h in 2 sessions" in main
    assert "Monday 5 January" in main
    assert "Saturday 14 February" in main
    assert '<a href="/tracker/study/?skill=math&amp;topic=Linear+algebra">Linear algebra</a>' in main
    assert "No topic named" in main
    assert "eigenvalues" in main
    assert "not of this skill" not in main
    assert 'href="/guide/skills/math/"' in main


def test_skill_history_has_a_picture_and_the_same_as_a_table(log_in, studied):
    page = log_in(studied).get(PAGE).text
    assert '<svg class="columns" width="100%" height="170" role="img">' in page
    assert "<title>Hours of Math by month</title>" in page
    assert '<th scope="row">January 2026</th><td class="n">1 h 30</td>' in page
    assert '<th scope="row">March 2026</th><td class="n">0 min</td>' in page


def test_skill_history_of_a_skill_not_logged_yet_is_a_page(log_in, learner):
    response = log_in(learner).get(PAGE)
    assert response.status_code == 200
    assert "Nothing logged yet." in response.text
    assert 'href="/tracker/study/add/?skill=math"' in response.text
    for odd in ("No sessions like this", "0 min", "No hours yet"):
        assert odd not in response.text


def test_skill_history_of_a_young_skill_goes_by_week(log_in, learner, guide):
    log(learner, skill=guide["math"], day=timezone.now().date())
    assert "by week</title>" in log_in(learner).get(PAGE).text


def test_skill_history_says_what_lies_before_the_two_years_that_it_shows(log_in, learner, guide):
    type(learner).objects.filter(pk=learner.pk).update(started_on=datetime.date(2020, 1, 1))
    log(learner, skill=guide["math"], day=datetime.date(2020, 2, 2), seconds=7200)
    log(learner, skill=guide["math"])
    page = log_in(learner).get(PAGE).text
    assert '<th scope="row">Before that</th><td class="n">2 h</td>' in page


def test_skill_history_stays_for_a_skill_that_the_guide_retired(log_in, studied, guide):
    type(guide["math"]).objects.filter(slug="math").update(state="retired")
    ContentVersion.objects.grow()
    assert log_in(studied).get(PAGE).status_code == 200
    type(guide["math"]).objects.filter(slug="math").update(state="draft")
    ContentVersion.objects.grow()
    assert log_in(studied).get(PAGE).status_code == 404
    assert log_in(studied).get("/tracker/study/skills/unheard-of/").status_code == 404


def test_skill_history_shows_a_mentor_what_is_shared_and_no_way_to_change_it(log_in, studied, mentor):
    make_mentorship(studied, mentor, sections=[Section.HOURS])
    there = f"/tracker/of/{studied.user.handle}/study/skills/math/"
    page = log_in(mentor).get(there).text
    main = page[page.index("<main") : page.index("</main>")]
    assert "2 h in 2 sessions" in main
    assert "eigenvalues" not in main
    assert "<form" not in main
    assert f'href="/tracker/of/{studied.user.handle}/study/?skill=math&amp;topic=Linear+algebra"' in main


def test_skill_history_costs_the_same_for_twice_as_many(log_in, studied, guide, topic):
    def cost():
        log_in(studied).get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            log_in(studied).get(PAGE)
        return len(asked)

    first = cost()
    for n in range(6):
        log(studied, skill=guide["math"], topic=topic, day=START + datetime.timedelta(days=n), tags=["calm"])
    assert cost() == first <= 17


def test_skill_history_takes_only_what_reads(log_in, learner):
    assert log_in(learner).post(PAGE).status_code == 405
