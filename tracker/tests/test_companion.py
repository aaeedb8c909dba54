"""What a learner finds beside the guide's records: the seam, the parts, what they cost, and who gets none."""

import datetime
import re
import uuid

import html5lib
import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guide.models import Record
from guide.publishing import save_revision, touch_content
from guide.shelves import SHELVES
from guide.tests.factories import (
    make_certification,
    make_every_kind,
    make_path,
    make_question,
    make_record,
    make_source,
)
from tracker.actions.learner import set_prior_hours
from tracker.actions.reading import mark_read, save_note
from tracker.actions.study import log_session
from tracker.actions.targets import ensure_targets
from tracker.models import Note, Timer
from tracker.tests.factories import START, make_held, make_mentorship, make_project, make_user

SKILL = "/guide/skills/programming/"


def log(learner, skill, hours=3):
    fields = {"day": START, "seconds": hours * 3600, "skill": skill, "token": uuid.uuid4()}
    return log_session(learner=learner, by=learner.user, **fields)[0]


def main_of(response):
    page = response.text
    return page[page.index("<main") : page.index("</main")]


@pytest.fixture
def every_kind(guide):
    return guide | make_every_kind()


def test_without_a_companion_and_without_a_log_in_pages_are_the_same_bytes(client, every_kind, settings):
    addresses = [SKILL, "/guide/skills/", "/guide/mistakes/", "/guide/laws/a-law/", "/guide/milestones/", "/"]
    with_companion = [client.get(address).content for address in addresses]
    settings.GUIDE_COMPANION = ""
    caches["pages"].clear()
    assert [client.get(address).content for address in addresses] == with_companion
    assert b"csrfmiddlewaretoken" not in b"".join(with_companion)


def test_an_anonymous_page_is_kept_whatever_a_learner_does(client, learner, guide):
    etag = client.get(SKILL).headers["ETag"]
    log(learner, guide["programming"])
    save_note(learner=learner, record=guide["programming"], text="Mine.", seen=0)
    assert client.get(SKILL).headers["ETag"] == etag
    assert "Your record" not in client.get(SKILL).text


def test_a_learner_without_a_companion_reads_the_plain_page(log_in, learner, guide, settings):
    settings.GUIDE_COMPANION = ""
    assert "Your record" not in log_in(learner).get(SKILL).text


@pytest.mark.parametrize("role", ["mentor", "curator", "superuser"])
def test_who_keeps_no_record_finds_nothing_and_no_error(log_in, request, learner, every_kind, role):
    person = request.getfixturevalue(role)
    if role == "mentor":
        make_mentorship(learner, person)
    for address in (SKILL, "/guide/paths/self-taught/", "/guide/certifications/cloud-ml/", "/guide/mistakes/"):
        response = log_in(person).get(address)
        assert response.status_code == 200
        assert "<form" not in main_of(response)
        assert "Your record" not in main_of(response)


def test_a_newcomer_is_led_to_begin_with_the_path(log_in, guide):
    client = log_in(make_user("Nell"))
    assert "/tracker/start/?path=self-taught" in client.get("/guide/paths/self-taught/").text
    assert "Your record" not in client.get(SKILL).text


def test_a_skill_shows_hours_on_the_scale_of_its_figure_and_deep_links(log_in, learner, guide):
    set_prior_hours(learner=learner, prior={guide["programming"]: 30 * 3600}, by=learner.user)
    log(learner, guide["programming"], 10)
    page = main_of(log_in(learner).get(SKILL))
    assert "you: 40 h" in page
    assert 'class="p-prior"' in page
    assert 'class="p-logged"' in page
    assert "30 h of them from before joining, 10 h logged in 1 session" in page
    assert "360 h to the low mark" in page
    assert "/tracker/study/add/?skill=programming" in page
    assert "/tracker/study/?skill=programming" in page


def test_more_than_the_figure_still_fits_on_the_scale(log_in, learner, guide):
    set_prior_hours(learner=learner, prior={guide["programming"]: 2000 * 3600}, by=learner.user)
    client = log_in(learner)
    for page in (main_of(client.get(SKILL)), main_of(client.get("/guide/skills/"))):
        assert "2,000 h" in page
        assert 'class="p-prior" x="0%" y="12.75" width="100%"' in page or 'y="38.75" width="100%"' in page


def test_the_list_of_skills_draws_what_the_learner_has(log_in, learner, guide):
    log(learner, guide["math"], 10)
    page = main_of(log_in(learner).get("/guide/skills/"))
    assert "you: 10 h" in page
    assert page.count('class="p-logged" x=') == 1


def test_the_sessions_of_a_skill_are_listed_alone(log_in, learner, guide):
    log(learner, guide["programming"], 7)
    log(learner, guide["math"], 4)
    client = log_in(learner)
    page = main_of(client.get("/tracker/study/?skill=math"))
    assert "4 h" in page
    assert "7 h" not in page
    everything = main_of(client.get("/tracker/study/?skill=no%00such"))
    assert "7 h" in everything


def test_sessions_of_a_skill_are_paged_within_it(log_in, learner, guide):
    for _ in range(27):
        log_session(learner=learner, by=learner.user, day=START + datetime.timedelta(days=1), seconds=60,
                    skill=guide["math"], token=uuid.uuid4())  # fmt: skip
    assert "/tracker/study/?skill=math&amp;before=" in log_in(learner).get("/tracker/study/?skill=math").text


def test_milestones_tell_where_the_learner_stands(log_in, learner, guide):
    ensure_targets(learner=learner)
    log(learner, guide["programming"], 10)
    page = main_of(log_in(learner).get("/guide/milestones/"))
    assert "390 h to the low mark" in page
    assert page.count('class="own"') == 6  # two skills, all hours, projects, certifications, applications


def test_ideas_lead_to_a_project_that_bears_their_title(log_in, learner, every_kind):
    client = log_in(learner)
    assert "/tracker/projects/add/?idea=" in client.get("/guide/portfolio-ideas/").text
    assert 'value="A idea"' in client.get("/tracker/projects/add/?title=A%20idea").text
    assert client.get("/tracker/projects/add/?title=%00" + "x" * 500).status_code == 200


def test_a_certification_in_beta_is_planned_with_a_remark(log_in, learner, guide):
    make_certification("in-beta", title="In beta", status="beta")

    html = log_in(learner).get("/guide/certifications/in-beta/").content.decode()

    assert "Plan this certification" in html
    assert "In beta when the guide looked; whether it is out was not verified." in html


def test_a_retired_certification_is_recorded_and_not_planned(log_in, learner, guide):
    gone = make_certification("gone", title="Gone", status="retired")
    client = log_in(learner)
    page = client.get(gone.get_absolute_url()).text
    assert "Plan this certification" not in page
    assert "/tracker/certifications/add/?listed=gone&amp;stage=passed" in page
    form = client.get("/tracker/certifications/add/?listed=gone&stage=passed").text
    assert '<option value="gone" selected>' in form
    assert '<option value="passed" selected>' in form
    assert client.get("/tracker/certifications/add/?listed=%00&stage=%00").status_code == 200


def test_a_held_certification_shows_its_stage_here_and_in_the_list(log_in, learner, guide):
    held = make_held(learner, listed=guide["credential"], stage="booked")
    client = log_in(learner)
    page = client.get("/guide/certifications/cloud-ml/").text
    assert "Exam booked" in page
    assert f"/tracker/certifications/#certification-{held.pk}" in page
    assert "Exam booked" in main_of(client.get("/guide/certifications/"))


def test_a_path_says_whether_it_is_ones_own(log_in, learner, guide):
    make_path("bootcamp")
    client = log_in(learner)
    assert "This is your path" in client.get("/guide/paths/self-taught/").text
    assert "Track this path" in client.get("/guide/paths/bootcamp/").text
    assert main_of(client.get("/guide/paths/")).count("Your path") == 1


def test_lists_tell_what_was_read_and_noted(log_in, learner, every_kind):
    for n in range(2):
        make_record("mistake", f"more-{n}")
    mistake, law = every_kind["mistake"], every_kind["law"]
    save_revision(record=Record.objects.get(pk=law.pk), by=None, origin="admin")
    for record in (mistake, law):
        mark_read(learner=learner, record=record)
        save_note(learner=learner, record=record, text="Mine.", seen=0)
    client = log_in(learner)
    page = main_of(client.get("/guide/mistakes/"))
    assert '<span class="own">1</span> of 3 read' in page
    assert page.count(">Noted<") == 1
    assert page.count("Mark as unread") == 1
    assert page.count("Mark as read") == 2
    page = main_of(client.get("/guide/laws/"))
    assert '<span class="own">1</span> of 1 read' in page
    assert page.count(">Noted<") == 1
    assert "<form" not in page
    save_revision(record=Record.objects.get(pk=law.pk), by=None, origin="admin")
    Record.objects.filter(pk=law.pk).update(position=7)
    save_revision(record=Record.objects.get(pk=law.pk), by=None, origin="admin")
    assert "Changed since you read it" not in client.get("/guide/laws/").text  # saved, and it reads as before
    assert "Changed since you read it" not in client.get("/guide/laws/a-law/").text
    Record.objects.filter(pk=law.pk).update(summary="Another.")
    save_revision(record=Record.objects.get(pk=law.pk), by=None, origin="admin")
    assert "Changed since you read it" in client.get("/guide/laws/").text
    assert "Changed since you read it" in client.get("/guide/laws/a-law/").text


LISTS = {"skills": 6, "certifications": 2, "milestones": 5, "paths": 1, "mistakes": 5, "laws": 5, "portfolio-ideas": 2,
         "questions": 1, "sources": 1}  # fmt: skip
PAGES = {SKILL: 3, "/guide/laws/a-law/": 3, "/guide/certifications/cloud-ml/": 2, "/guide/paths/self-taught/": 1,
         "/guide/questions/how-long/": 1, "/guide/sources/a-source/": 1, "/guide/pay/a-pay/": 1}  # fmt: skip
COSTS = {f"/guide/{name}/": most for name, most in LISTS.items()} | PAGES


def queries_of(client, address):
    """How many a page takes once the guide's catalogue is at hand."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(("address", "most"), COSTS.items(), ids=COSTS)
def test_a_page_costs_a_learner_a_fixed_few_queries_more(log_in, learner, curator, every_kind, address, most):
    make_question()
    ensure_targets(learner=learner)
    # The navigation asks of anybody whether they keep a record; a learner's is then at hand.
    plain = queries_of(log_in(curator), address)
    first = queries_of(log_in(learner), address)
    assert first <= plain + most
    for record in Record.objects.all():
        save_note(learner=learner, record=record, text="x" * 500, seen=0)
        if record.kind in ("law", "mistake", "authorization"):
            mark_read(learner=learner, record=record)
    log(learner, every_kind["programming"])
    make_held(learner, listed=every_kind["credential"])
    touch_content()
    assert queries_of(log_in(learner), address) == first


def test_pages_with_a_record_beside_them_are_valid_html_with_each_id_once(log_in, learner, every_kind):
    make_question()
    ensure_targets(learner=learner)
    client = log_in(learner)
    addresses = [*COSTS, "/tracker/notes/", "/tracker/notes/mistake/a-mistake/", "/tracker/study/?skill=programming"]
    for kept in (False, True):
        for address in addresses:
            page = client.get(address).text
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            parser.parse(page)
            assert not parser.errors, address
            ids = re.findall(r'\sid="([^"]+)"', page)
            assert len(ids) == len(set(ids)), address
        if not kept:
            for record in Record.objects.all():
                save_note(learner=learner, record=record, text="Mine.", seen=0)
            mark_read(learner=learner, record=every_kind["mistake"])
            log(learner, every_kind["programming"])


@pytest.mark.parametrize("kind", SHELVES)
def test_every_list_shows_that_there_is_a_note(log_in, learner, guide, kind):
    rows = {**make_every_kind(), "question": make_question(), "source": make_source()}
    rows |= {"path": guide["path"], "skill": guide["math"], "certification": guide["credential"]}
    record = Record.objects.get(pk=rows.get(kind, guide["total"]).pk)
    Note.objects.create(learner=learner, record=record, text="Mine.")
    assert "Noted" in log_in(learner).get(reverse(f"guide:{kind}-list")).text


def test_an_idea_that_was_begun_leads_to_its_project(log_in, learner, stranger, every_kind):
    client, ideas = log_in(learner), "/guide/portfolio-ideas/"
    idea = every_kind["idea"]
    make_project(stranger, title=idea.title)
    add = f"/tracker/projects/add/?title={idea.title}"
    assert "Start this project" in main_of(client.get(ideas))
    assert "You have a project of this title" not in client.get(add).text

    project = make_project(learner, title=idea.title)
    page = main_of(client.get(ideas))
    assert "You have started this" in page
    assert f"/tracker/projects/{project.pk}/" in page
    assert "Start this project" not in page
    assert "You have a project of this title already" in client.get(add).text
    assert client.get("/tracker/projects/add/?title=%00" + "x" * 9000).status_code == 200


def test_the_home_page_knows_the_path_and_the_next_step(log_in, learner, guide):
    make_path("bootcamp")
    ensure_targets(learner=learner)
    client = log_in(learner)
    page = main_of(client.get("/"))
    assert f'You follow <a href="{learner.path.get_absolute_url()}">' in page
    assert "Log the first session." in page
    log(learner, guide["programming"])
    page = main_of(client.get("/"))
    assert "Programming: 397 h to the low mark." in page
    assert "/tracker/study/add/?skill=programming" in page
    assert "An invented learner" not in page  # their own record is the example

    few = queries_of(client, "/")
    for _ in range(4):
        log(learner, guide["math"])
    assert queries_of(client, "/") == few


def test_the_home_page_marks_the_path_that_is_followed(log_in, learner, guide):
    learner.path.for_readers = ["software"]
    learner.path.save()
    touch_content()
    assert main_of(log_in(learner).get("/")).count("Your path") == 1


def test_the_timer_is_started_from_a_skill(log_in, learner):
    client = log_in(learner)
    page = client.get("/guide/skills/programming/").text
    form = re.search(r'<form[^>]*action="(/tracker/timer/start/)".*?</form>', page, re.DOTALL)
    (what,) = re.findall(r'name="what" value="([^"]+)"', form[0])
    page = client.post(form[1], {"what": what}, follow=True).text
    assert Timer.objects.get(learner=learner).skill.slug == "programming"
    assert "of Programming" in page
