"""The moves of a project from stage to stage, and the days of its stages."""

import pytest

from tracker import recounts
from tracker.actions.stages import move
from tracker.days import DAY
from tracker.tests.factories import START, make_mentorship, make_project

LIST = "/tracker/projects/"


def test_project_move_proposes_the_next_stage(log_in, learner):
    for stage, coming in (("idea", "building"), ("public", "kept"), ("kept", "kept")):
        page = log_in(learner).get(f"{LIST}{make_project(learner, stage=stage).pk}/").text
        assert f'value="{coming}" selected' in page


def test_project_move_asks_about_a_day_that_runs_backwards(log_in, learner, htmx):
    project, client = make_project(learner, stage="deployed", happened_on=START + 9 * DAY), log_in(learner)
    early = {"stage": "public", "happened_on": START.isoformat()}
    for headers in ({}, htmx):
        response = client.post(f"{LIST}{project.pk}/move/", early, headers=headers)
        assert response.status_code == 422
        assert "is this the day?" in response.text
        assert 'name="right_backwards"' in response.text
    assert client.post(f"{LIST}{project.pk}/move/", early | {"right_backwards": "on"}).status_code == 302
    assert project.events.count() == 2


def test_project_move_says_where_it_stands_and_not_again_where_it_is(log_in, learner):
    project, client = make_project(learner, stage="deployed", happened_on=START + 9 * DAY), log_in(learner)
    early = {
        "stage": "building",
        "happened_on": START.isoformat(),
        "right_backwards": "on",
        "next": f"{LIST}{project.pk}/",
    }
    told = client.post(f"{LIST}{project.pk}/move/", early, follow=True)
    assert told.redirect_chain == [(f"{LIST}{project.pk}/", 302)]
    assert "Since then, it has been: Deployed." in told.text
    again = client.post(
        f"{LIST}{project.pk}/move/", {"stage": "deployed", "happened_on": (START + 20 * DAY).isoformat()}
    )
    assert (again.status_code, "It stands there already." in again.text) == (422, True)


def test_project_move_that_is_asked_about_keeps_where_to_go_on(log_in, learner):
    project = make_project(learner, stage="deployed", happened_on=START + 9 * DAY)
    early = {"stage": "public", "happened_on": START.isoformat(), "next": f"{LIST}{project.pk}/"}
    page = log_in(learner).post(f"{LIST}{project.pk}/move/", early).text
    assert f'name="next" value="{LIST}{project.pk}/"' in page
    assert f'href="{LIST}{project.pk}/">Leave as it is' in page
    assert 'name="owner"' in page


def redating(project, sequence):
    return f"{LIST}{project.pk}/moves/{sequence}/day/"


def test_project_redate_gives_a_past_stage_its_right_day(log_in, learner):
    project, client = make_project(learner, stage="building", happened_on=START), log_in(learner)
    move(thing=project, stage="public", happened_on=START + 9 * DAY, by=learner.user)
    assert f'href="{redating(project, 1)}"' in client.get(f"{LIST}{project.pk}/").text
    assert f'value="{(START + 9 * DAY).isoformat()}"' in client.get(redating(project, 2)).text
    told = client.post(redating(project, 2), {"happened_on": (START + 2 * DAY).isoformat()}, follow=True)
    assert told.redirect_chain == [(f"{LIST}{project.pk}/", 302)]
    assert f"{project}: Public, " in told.text
    project.refresh_from_db()
    assert (project.stage, project.stage_since) == ("public", START + 2 * DAY)
    assert not recounts.Standings.kept(learner).differences(recounts.Standings.counted(learner))


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("", "This field is required."),
        ("soon", "This is not a day of the calendar."),
        ("2150-01-01", "This day has not come yet."),
        ((START - DAY).isoformat(), "is this the day?"),
    ],
)
def test_project_redate_refuses_or_asks_about_what_cannot_be(log_in, learner, htmx, day, message):
    project = make_project(learner, stage="building", happened_on=START)
    move(thing=project, stage="public", happened_on=START + DAY, by=learner.user)
    for headers in ({}, htmx):
        response = log_in(learner).post(redating(project, 2), {"happened_on": day}, headers=headers)
        assert response.status_code == 422
        assert message in response.text
        assert f'value="{day}"' in response.text
    assert project.events.count() == 2


def test_project_redate_of_what_only_took_back_or_is_not_there_is_no_page(log_in, learner, mentor):
    project, client = make_project(learner), log_in(learner)
    move(thing=project, stage="kept", happened_on=START + DAY, by=learner.user)
    client.post(f"{LIST}{project.pk}/moves/2/undo/")
    assert [client.get(redating(project, number)).status_code for number in (1, 3, 9)] == [200, 404, 404]
    late = client.post(redating(project, 2), {"happened_on": START.isoformat()}, follow=True)
    assert "This was changed in the meantime." in late.text
    make_mentorship(learner, mentor)
    seen = log_in(mentor).get(f"/tracker/of/{learner.user.handle}/projects/{project.pk}/")
    assert "Change the day" not in seen.text
