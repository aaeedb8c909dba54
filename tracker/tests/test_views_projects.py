"""The pages of projects: what is theirs alone; what they share with applications is tested there."""

import datetime
import uuid

import pytest

from guide.models import ContentVersion
from guide.tests.factories import make_milestone, make_record, make_relation
from tracker.actions.stages import discard
from tracker.actions.targets import ensure_targets
from tracker.models import Learner, Project, Section
from tracker.portfolio import Proof
from tracker.tests.factories import START, make_mentorship, make_project, make_sessions

LIST, ADD = "/tracker/projects/", "/tracker/projects/add/"
TOMORROW = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)).date().isoformat()
CRITERIA = {
    "real_data": "on", "real_data_on": "2026-01-06",
    "model": "on", "model_on": "2026-01-07",
    "deployed": "on", "deployed_on": "",
}  # fmt: skip


def typed(**fields):
    defaults = {"title": "Bus delays", "link": "", "note": "gradient boosting", "stage": "public"}
    return {**defaults, "happened_on": "2026-01-08", "token": uuid.uuid4(), **fields}


def end_to_end(learner):
    return Learner.objects.get(pk=learner.pk).projects_end_to_end


def test_project_add_with_all_criteria_counts(log_in, learner):
    page = log_in(learner).post(ADD, typed(**CRITERIA), follow=True)
    assert page.redirect_chain == [(LIST, 302)]
    assert "counts as end-to-end" in page.text
    assert "Loads real data, 6 Jan" in page.text
    days = dict(Project.objects.get().evidence.values_list("criterion", "met_on"))
    assert days["real_data"] == datetime.date(2026, 1, 6)
    assert days["deployed"] == datetime.datetime.now(datetime.UTC).date()
    assert end_to_end(learner) == 1


def test_project_add_in_progress_does_not_count(log_in, learner):
    client = log_in(learner)
    client.post(ADD, typed(**CRITERIA, stage="building"))
    client.post(ADD, typed(model="on"))
    assert end_to_end(learner) == 0


def test_project_detail_says_what_is_only_said(log_in, learner):
    shown = Proof(START, "https://example.org/run")
    proofs = {"real_data": Proof(START), "model": shown, "deployed": Proof(START)}
    project = make_project(learner, stage="public", evidence=proofs)
    page = log_in(learner).get(f"{LIST}{project.pk}/").text
    assert "On your word alone so far: loads real data, deployed to the web." in page
    assert "It counts as end-to-end." in page
    assert "That counts by word alone too" in log_in(learner).get(LIST).text


def test_project_edit_shows_and_changes_the_criteria(log_in, learner):
    project = make_project(learner, stage="public", evidence=dict.fromkeys(("real_data", "model", "deployed"), START))
    client = log_in(learner)
    page = client.get(f"{LIST}{project.pk}/edit/").text
    assert page.count(" checked") == 3
    assert 'value="2026-01-05"' in page
    assert client.post(f"{LIST}{project.pk}/edit/", typed(model="on", model_on="2026-02-02")).status_code == 302
    assert dict(project.evidence.values_list("criterion", "met_on")) == {"model": datetime.date(2026, 2, 2)}
    assert end_to_end(learner) == 0


def test_project_list_counts_against_its_milestone_and_offers_to_begin(log_in, learner):
    page = log_in(learner).get(LIST).text
    assert "No projects yet" in page
    assert f'href="{ADD}"' in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "a\x00b"}, "Null characters are not allowed."),
        ({"model": "on", "model_on": TOMORROW}, "This day has not come yet."),
        ({"model": "on", "model_on": "1999-01-01"}, "before the year 2000"),
        ({"model": "on", "model_on": "soon"}, "not a day of the calendar"),
        ({"link": "javascript:alert(1)"}, "not an address of the web"),
        ({"happened_on": TOMORROW}, "This day has not come yet."),
        ({"code_link": "ftp://example.org/x"}, "not an address of the web"),
        ({"tests_at": "https://example.org"}, "Check the box if it is met"),
        ({"model": "on", "model_at": "javascript:alert(1)"}, "not an address of the web"),
        ({"picture_1": "https://example.org/a.png"}, "What is to be seen on it?"),
        ({"picture_1_text": "The chart"}, "Where is it?"),
        ({"picture_1": "javascript:alert(1)", "picture_1_text": "x"}, "not an address of the web"),
        ({f"picture_{each}": "https://example.org/a" for each in ("1", "1_text", "2", "2_text")}, "is here already"),
        ({"idea": "unheard-of"}, "Choose one of the list."),
        ({"skills": "unheard-of"}, "Choose one of the list."),
    ],
)
def test_project_add_refuses_bad_input_and_keeps_what_was_typed(log_in, learner, htmx, wrong, message):
    client = log_in(learner)
    for headers in ({}, htmx):
        response = client.post(ADD, typed(**wrong), headers=headers)
        assert response.status_code == 422
        assert message in response.text
        assert "gradient boosting" in response.text
    assert Project.objects.count() == 0


def test_project_move_and_undo(log_in, learner):
    project = make_project(learner)
    client = log_in(learner)
    assert client.post(f"{LIST}{project.pk}/move/", {"stage": "kept", "happened_on": "2026-03-03"}).url == LIST
    assert Project.objects.get().stage == "kept"
    assert client.post(f"{LIST}{project.pk}/moves/2/undo/").url == LIST
    assert Project.objects.get().stage == "building"


@pytest.mark.parametrize("path", [LIST, f"{LIST}ideas/", "/tracker/study/"])
def test_pages_cost_the_same_with_ten_projects_and_with_a_hundred(
    log_in, learner, guide, path, django_assert_max_num_queries, django_assert_num_queries
):
    client = log_in(learner)
    for n in range(10):
        project = make_project(learner, title=f"{n}", stage="public", evidence={"model": START})
        make_sessions(learner, [START], skill=guide["math"], project=project, seconds=60)
    client.get(path)  # the guide is read once and kept
    with django_assert_max_num_queries(14) as first:
        client.get(path)
    for n in range(90):
        make_project(learner, title=f"more {n}", stage="public", evidence={"model": START})
    with django_assert_num_queries(len(first)):
        client.get(path)


def test_a_mentor_reads_projects_if_they_are_shared_and_strangers_never(log_in, learner, mentor, stranger):
    project = make_project(learner, note="gradient boosting")
    of = f"/tracker/of/{learner.user.handle}/projects/"
    assert log_in(stranger).get(of).status_code == 404
    assert log_in(stranger).get(f"{LIST}{project.pk}/edit/").status_code == 404
    mentorship = make_mentorship(learner, mentor, sections=[Section.PROJECTS])
    page = log_in(mentor).get(of).text
    assert "gradient boosting" in page
    assert "<button" not in page[page.index("<main") : page.index("</main")]
    mentorship.shares.create(section=Section.PROJECTS, granted=False)
    assert log_in(mentor).get(of).status_code == 404
    assert log_in(mentor).post(f"{LIST}{project.pk}/move/", {}).status_code in (302, 404)


def test_the_anonymous_and_wrong_methods(client, log_in, learner):
    assert client.get(LIST).url.startswith("/accounts/login/")
    assert log_in(learner).delete(ADD).status_code == 405


# --- all that a project says of itself -------------------------------------------------------------------------------

FULL = {
    "code_link": "example.org/code", "write_up_link": "https://example.org/told", "idea": "churn", "skills": ["math"],
    "model": "on", "model_on": "2026-01-07", "model_at": "https://example.org/run", "model_note": "AUC 0.9",
    "write_up": "on", "write_up_at": "https://example.org/told",
    "picture_1": "https://example.org/shot.png", "picture_1_text": "The chart <b>",
}  # fmt: skip


@pytest.fixture
def idea(guide):
    idea = make_record("idea", "churn", title="A model of customers who leave")
    make_relation(idea, "about", guide["math"].record)
    return idea


def test_project_add_takes_all_and_its_page_shows_it(log_in, learner, idea):
    client = log_in(learner)
    assert client.post(ADD, typed(**FULL)).status_code == 302
    project = Project.objects.with_all().get()
    assert project.proofs["model"] == Proof(datetime.date(2026, 1, 7), "https://example.org/run", "AUC 0.9")
    assert (project.write_up_link, project.code_link) == ("https://example.org/told", "https://example.org/code")
    page = client.get(f"{LIST}{project.pk}/").text
    for said in ("AUC 0.9", "https://example.org/run", "The chart &lt;b&gt;", "A model of customers who leave", "Math"):
        assert said in page
    assert "Nothing shows yet: loads real data, deployed to the web." in page
    assert "<img" not in page[page.index("<main") : page.index("</main")]
    assert page.count('rel="nofollow noopener noreferrer"') == 5
    refilled = client.get(f"{LIST}{project.pk}/edit/").text
    for value in ("https://example.org/shot.png", "AUC 0.9", "2026-01-07", 'value="math" id="id_skills_1" checked'):
        assert value in refilled


def test_project_edit_takes_away_what_is_no_longer_said(log_in, learner, idea):
    client = log_in(learner)
    client.post(ADD, typed(**FULL))
    project = Project.objects.get()
    again = {**FULL, "picture_1": "", "picture_1_text": "", "skills": [], "idea": ""}
    del again["model"]  # its box alone: the day and the link beside it go with it
    assert client.post(f"{LIST}{project.pk}/edit/", typed(**again)).status_code == 302
    project = Project.objects.with_all().get()
    assert (project.shots, project.skill_keys, project.idea_id) == ((), frozenset(), None)
    assert list(project.proofs) == ["write_up"]


def test_what_the_guide_took_out_stays_what_was_chosen(log_in, learner, idea, guide):
    client = log_in(learner)
    client.post(ADD, typed(**FULL))
    project = Project.objects.get()
    for record in (idea, guide["math"]):
        record.state = "retired"
        record.save()
    ContentVersion.objects.grow()
    assert "A model of customers who leave" in client.get(f"{LIST}{project.pk}/edit/").text
    assert client.post(f"{LIST}{project.pk}/edit/", typed(**FULL)).status_code == 302
    assert Project.objects.get().idea_id == idea.pk
    assert client.post(ADD, typed(idea="churn")).status_code == 422


def test_project_add_is_filled_with_an_idea(log_in, learner, idea):
    page = log_in(learner).get(f"{ADD}?idea=churn").text
    assert 'value="A model of customers who leave"' in page
    assert '<option value="churn" selected>' in page
    assert 'value="math" id="id_skills_1" checked' in page
    assert log_in(learner).get(f"{ADD}?idea=%00").status_code == 200


def test_ideas_stand_by_what_hours_say_of_them(log_in, learner, idea, guide):
    make_record("idea", "untied", title="Untied idea")
    ensure_targets(learner=learner)
    client = log_in(learner)
    page = client.get(f"{LIST}ideas/").text
    assert "None yet" in page
    assert page.index("With some hours more") < page.index("customers who leave") < page.index("Untied idea")
    make_sessions(
        learner, [START + datetime.timedelta(days=n) for n in range(15)], skill=guide["math"], seconds=20 * 3600
    )
    page = client.get(f"{LIST}ideas/").text
    assert page.index("Within your hours") < page.index("customers who leave") < page.index("say nothing")
    assert "With some hours more" not in page
    assert f"{ADD}?idea=churn" in page
    project = make_project(learner, idea_id=idea.pk)
    assert f'href="{LIST}{project.pk}/"' in client.get(f"{LIST}ideas/").text


# --- stages, the cadence ---------------------------------------------------------------------------------------------


def test_project_page_tells_its_stages_and_takes_one_back_on_the_spot(log_in, learner):
    project, client = make_project(learner, stage="idea"), log_in(learner)
    here = f"{LIST}{project.pk}/"
    assert "Take back" not in client.get(here).text
    moved = client.post(f"{here}move/", {"stage": "public", "happened_on": "2026-02-03", "next": here})
    assert moved.url == here
    page = client.get(here).text
    assert page.index("Tuesday 3 February") < page.index("Monday 5 January")
    assert client.post(f"{here}moves/2/undo/", {"next": here}).url == here
    assert client.post(f"{here}moves/2/undo/", {"next": "https://example.org/"}).url == LIST


def test_project_list_shows_the_cadence_with_its_source(log_in, learner, guide):
    make_milestone("public-projects", counts="public_projects_per_quarter", low=1, unit="per_quarter")
    make_project(learner, stage="public", happened_on=START)
    page = log_in(learner).get(LIST).text
    cadence = page[page.index('id="cadence"') :]
    assert "1 project became public" in cadence
    assert "January to March 2026" in cadence
    assert 'class="src' in cadence
    assert "kept" in cadence


def test_the_cadence_hides_the_start_from_whoever_may_not_see_the_plan(log_in, learner, mentor):
    Learner.objects.filter(pk=learner.pk).update(started_on=datetime.date(2024, 1, 1))
    make_mentorship(learner, mentor, sections=[Section.PROJECTS])
    of = f"/tracker/of/{learner.user.handle}/projects/"
    assert 'id="cadence"' not in log_in(mentor).get(of).text
    make_project(learner, stage="public", happened_on=START)
    page = log_in(mentor).get(of).text
    assert "January to March 2026" in page
    assert "2024" not in page[page.index("<main") :]


# --- order, deletion -------------------------------------------------------------------------------------------------


def test_project_place_keeps_the_focus_on_the_one_that_moved(log_in, learner, htmx):
    below, above = make_project(learner, title="Below"), make_project(learner, title="Above")
    client = log_in(learner)
    assert client.get(LIST).text.index("Above") < client.get(LIST).text.index("Below")
    response = client.post(f"{LIST}{below.pk}/place/", {"to": "up"})
    assert response.url == f"{LIST}?moved={below.pk}-up#project-{below.pk}"
    page = client.get(response.url).text
    assert page.index("Below") < page.index("Above")
    assert page.count(" autofocus") == 1
    assert f'id="place-{below.pk}-up"' in page[: page.index(" autofocus")].rpartition("<button")[2]
    fragment = client.post(f"{LIST}{below.pk}/place/", {"to": f"below:{above.pk}"}, headers=htmx).text
    assert fragment.lstrip().startswith('<div id="projects"')
    assert "Below is 2 of 2 now." in fragment


@pytest.mark.parametrize("to", ["", "sideways", "above:", "above:0", "below:999999", f"above:{'9' * 30}"])
def test_project_place_refuses_what_is_no_place(log_in, learner, to):
    project = make_project(learner)
    assert log_in(learner).post(f"{LIST}{project.pk}/place/", {"to": to}).status_code == 404


def test_a_project_that_leaves_the_page_leads_to_the_page_it_is_on(log_in, learner):
    made = [make_project(learner, title=f"No {n:02}") for n in range(27)]
    client = log_in(learner)
    assert f'href="{LIST}?page=2"' in client.get(LIST).text
    assert "No 00" in client.get(f"{LIST}?page=2").text
    response = client.post(f"{LIST}{made[-1].pk}/place/", {"to": f"below:{made[0].pk}"})
    assert response.url.startswith(f"{LIST}?page=2&moved=")
    assert "No projects on this page" in client.get(f"{LIST}?page=99").text
    assert client.get(f"{LIST}?page=x").status_code == 200


def test_project_delete_and_undo(log_in, learner, htmx):
    project = make_project(learner, stage="public", evidence=dict.fromkeys(("real_data", "model", "deployed"), START))
    client, here = log_in(learner), f"{LIST}{project.pk}/"
    page = client.post(f"{here}delete/", follow=True).text
    assert "Deleted: Bus delays." in page
    assert f'action="{here}restore/"' in page
    assert client.get(here).status_code == client.get(f"{here}edit/").status_code == 404
    assert end_to_end(learner) == 0
    response = client.post(f"{here}restore/", headers=htmx)
    assert response["HX-Trigger"] == "stages-changed"
    assert end_to_end(learner) == 1
    assert client.get(here).status_code == 200


def test_a_mentor_reads_the_page_and_changes_nothing(log_in, learner, mentor, stranger, guide):
    project = make_project(learner)
    make_sessions(learner, [START], skill=guide["math"], project=project)
    of = f"/tracker/of/{learner.user.handle}/projects/{project.pk}/"
    mentorship = make_mentorship(learner, mentor, sections=[Section.PROJECTS, Section.HOURS])
    client = log_in(mentor)
    page = client.get(of).text
    main = page[page.index("<main") : page.index("</main")]
    assert "<button" not in main
    assert f"/tracker/of/{learner.user.handle}/study/?project={project.pk}" in main
    mentorship.shares.create(section=Section.HOURS, granted=False)
    assert "1 h" not in client.get(of).text[page.index("<main") :]
    assert client.get(f"/tracker/of/{learner.user.handle}/projects/ideas/").status_code == 404
    for verb in ("place", "delete", "restore", "edit"):
        assert client.post(f"{LIST}{project.pk}/{verb}/").status_code in (302, 404)
    assert log_in(stranger).get(of).status_code == 404
    other = make_project(stranger)
    assert log_in(mentor).get(f"/tracker/of/{learner.user.handle}/projects/{other.pk}/").status_code == 404
    discard(thing=project)
    assert log_in(mentor).get(of).status_code == 404
