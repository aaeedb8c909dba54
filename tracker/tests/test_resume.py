"""The résumé of what is tracked: valid JSON Resume, nothing invented, nothing private."""

import datetime
import json
from pathlib import Path

import jsonschema
import pytest

import careerguide.tests
from tracker.access import full_access
from tracker.actions.learner import set_prior_hours
from tracker.actions.stages import discard, move
from tracker.resume import Resume
from tracker.tests.factories import START, make_application, make_held, make_project, make_sessions

SCHEMA = Path(careerguide.tests.__file__).parent / "vendor" / "jsonresume-1.2.1" / "schema.json"


@pytest.fixture
def told(learner, guide):
    project = make_project(
        learner, stage="public", link="https://example.org/bus", evidence={"real_data": START}, note="For me alone."
    )
    project.skills.add(guide["math"])
    make_project(learner, title="An idea", stage="idea")
    discard(thing=make_project(learner, title="Thrown away", stage="public"))
    make_held(learner, listed=guide["credential"], link="https://example.org/credential")
    make_held(learner, name="Failed it", stage="failed")
    make_application(learner, company="Lakeshore Analytics")
    make_sessions(learner, [START], skill=guide["math"])
    return learner


def test_it_is_valid_json_resume(client, told, log_in):
    log_in(told)
    response = client.get("/tracker/resume/resume.json")
    assert response["Content-Disposition"] == 'attachment; filename="resume.json"'
    document = json.loads(response.content)
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)
    assert [project["name"] for project in document["projects"]] == ["Bus delays"]
    assert document["projects"][0]["url"] == "https://example.org/bus"
    assert len(document["certificates"]) == 1
    assert [skill["level"] for skill in document["skills"]] == ["1 h of study"]


def test_a_project_starts_when_it_was_begun_and_not_when_it_went_up(learner):
    begun = make_project(learner, title="Begun here", stage="building")
    move(thing=begun, stage="deployed", happened_on=START + datetime.timedelta(days=7), by=learner.user)
    make_project(learner, title="Came as it was", stage="deployed")
    starts = {row["name"]: row.get("startDate") for row in Resume.of(full_access(learner)).as_json()["projects"]}
    assert starts == {"Begun here": START.isoformat(), "Came as it was": None}


def test_hours_are_told_as_on_every_page_and_those_from_before_as_such(client, learner, guide, log_in):
    set_prior_hours(learner=learner, by=learner.user, prior={guide["math"]: 200 * 3600})
    make_sessions(learner, [START], skill=guide["math"], seconds=45_000)
    told = "213 h of study, 200 h of it before the log began"  # 212.5, halves up
    log_in(learner)
    assert client.get("/tracker/resume/resume.json").json()["skills"][0]["level"] == told
    assert told in client.get("/tracker/resume/").text


def test_nothing_private_and_nothing_unknown_is_in_it(client, told, log_in):
    log_in(told)
    for url in ("/tracker/resume/", "/tracker/resume/resume.json"):
        text = client.get(url).content.decode()
        for word in ("Lakeshore", "For me alone", "An idea", "Thrown away", "Failed it"):
            assert word not in text
    assert not {"work", "education", "volunteer"} & set(Resume.of(full_access(told)).as_json())


def test_an_empty_one_says_what_would_be_there(client, learner, log_in):
    log_in(learner)
    assert "Nothing to list yet" in client.get("/tracker/resume/").content.decode()
    assert client.get("/tracker/resume/resume.json").json()["projects"] == []
