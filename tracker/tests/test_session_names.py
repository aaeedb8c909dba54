"""A session has one name wherever it is told of: the skill and its topic, else the activity."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guide.models import ContentVersion, Topic
from tracker.actions.study import log_session
from tracker.models import StudySession
from tracker.tests.factories import START

QUICK, BIN = "/tracker/study/quick/", reverse("tracker:bin-list")
NAME = "Math: Rings"


@pytest.fixture
def topic(guide):
    topic = Topic.objects.create(skill=guide["math"], name="Rings")
    ContentVersion.objects.grow()
    return topic


@pytest.fixture
def log(learner, guide, topic):
    def one():
        fields = {"day": START, "seconds": 3600, "skill": guide["math"], "topic": topic}
        return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), **fields)[0]

    return one


def test_the_quick_line_says_what_it_logged(log_in, learner, topic, htmx):
    client, line = log_in(learner), {"line": "45m rings 2026-01-06"}
    for headers in (htmx, {}):
        echo = client.get(QUICK, line, headers=htmx).text
        seen = re.search(r'name="seen" value="([^"]*)"', echo)[1]
        told = client.post(QUICK, {**line, "seen": seen}, headers=headers, follow=True).text
        assert f"Logged 45 min of {NAME}" in told


def test_what_is_done_with_a_session_names_it(log_in, learner, log, htmx):
    client, session = log_in(learner), log()
    here = {verb: reverse(f"tracker:study-{verb}", args=[session.pk]) for verb in ("edit", "delete", "restore")}
    typed = {"what": "math", "duration": "2h", "day": START.isoformat(), "note": ""}
    assert f"Changed to 2 h of {NAME}." in client.post(here["edit"], typed, follow=True).text
    assert f"2 h of {NAME}," in client.get(here["edit"]).text
    assert f"Deleted 2 h of {NAME}." in client.post(here["delete"], headers=htmx).text
    bin_page = client.get(BIN).text
    assert f'<span class="sr"> 2 h of {NAME},' in bin_page
    assert f"Restored 2 h of {NAME}." in client.post(here["restore"], follow=True).text


def test_list_and_today_name_it_alike(log_in, learner, log):
    log()
    client = log_in(learner)
    page = client.get("/tracker/study/").text
    for words in ("Edit", "Delete", "Repeat"):
        assert f'{words}<span class="sr"> 1 h of {NAME}' in page
    assert f"<span>{NAME}, <span" in client.get("/tracker/").text


@pytest.mark.parametrize("path", ["/tracker/", "/tracker/study/", BIN])
def test_the_name_costs_no_query(log_in, learner, log, path):
    client = log_in(learner)
    counts = []
    for _ in range(2):
        for session in (log(), log(), log()):
            if path == BIN:
                client.post(reverse("tracker:study-delete", args=[session.pk]))
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert StudySession.objects.count() == 6
