"""The pages of projects: what is theirs alone; what they share with applications is tested there."""

import datetime
import uuid

import pytest

from tracker.models import Learner, Project, Section
from tracker.tests.factories import START, make_mentorship, make_project

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


def test_project_list_costs_the_same_with_twice_the_rows(
    log_in, learner, django_assert_max_num_queries, django_assert_num_queries
):
    client = log_in(learner)
    client.get(LIST)  # the catalogue of the guide is fetched once a process
    for _ in range(3):
        make_project(learner, evidence={"model": START})
    client.get(LIST)  # the guide is read once and kept
    with django_assert_max_num_queries(9) as first:
        client.get(LIST)
    for _ in range(3):
        make_project(learner, evidence={"model": START})
    with django_assert_num_queries(len(first)):
        client.get(LIST)


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
