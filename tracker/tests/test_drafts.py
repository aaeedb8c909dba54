"""What was typed while the log-in ran out comes back after logging in: to the same person, once, on every form."""

import re

import pytest

from careerguide.tests.fixtures import HTMX
from tracker.tests.factories import START, make_application, make_held, make_project

TYPED = {"title": "Bus delays", "name": "Own diploma", "company": "Lakeshore", "role": "Engineer", "note": "a thought"}


@pytest.fixture
def paths(learner):
    things = {"project": make_project, "certification": make_held, "application": make_application}
    edits = [f"/tracker/{noun}s/{make(learner).pk}/edit/" for noun, make in things.items()]
    return [*(f"/tracker/{noun}s/add/" for noun in things), *edits]


def owner_of(page):
    return re.search(r'name="owner" value="([^"]+)"', page)[1]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_every_form_of_a_thing_gives_back_what_was_typed(client, log_in, learner, paths, headers):
    for path in paths:
        owner = owner_of(log_in(learner).get(path).text)
        client.logout()
        client.post(path, {**TYPED, "owner": owner}, headers=headers)
        page = log_in(learner).get(path).text
        assert "it is not saved yet" in page, path
        assert any(text in page for text in ("Bus delays", "Own diploma", "Lakeshore")), path
        client.session.flush()


def test_a_draft_is_a_note_and_not_a_store(client, learner, log_in):
    owner = owner_of(log_in(learner).get("/tracker/study/add/").text)
    client.logout()
    many = {f"field{n}": "x" * 100 for n in range(500)}
    client.post("/tracker/study/add/", {"note": "y" * 100_000, "owner": owner, **many})
    kept = client.session["tracker.draft"]["typed"]
    assert len(kept) <= 60
    assert max(map(len, kept.values())) <= 10_000
    assert sum(map(len, kept.values())) <= 20_000


def test_boxes_come_back_as_they_were_left(client, log_in, learner, guide):
    project = make_project(learner, evidence={"real_data": START, "model": START}, skills=[guide["math"]])
    path = f"/tracker/projects/{project.pk}/edit/"
    both = [guide["math"].slug, guide["programming"].slug]
    for skills in (both, both[1:], []):
        owner = owner_of(log_in(learner).get(path).text)
        client.logout()
        client.post(path, {"title": "Bus delays", "real_data": "on", "skills": skills, "owner": owner})
        form = log_in(learner).get(path).context["form"]
        assert form["skills"].value() == skills
        assert (form["real_data"].value(), form["model"].value()) == (True, False)
        client.session.flush()
