"""The bin: what is in it until when, restoring, deleting for good."""

import datetime
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions.study import delete_session, log_session
from tracker.models import Learner, StudySession
from tracker.tests.factories import START

BIN, RESTORE, EMPTY = "/tracker/study/bin/", "/tracker/study/bin/restore/", "/tracker/study/bin/empty/"


def log(learner, *, day=START, seconds=3600, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


def binned(learner, **fields):
    return delete_session(session=log(learner, **fields), by=learner.user)


@pytest.fixture
def gone(learner, guide):
    return [binned(learner, skill=guide["math"], note=f"number {n}") for n in range(3)]


def test_bin_list_shows_what_was_deleted_and_when_it_leaves(log_in, learner, guide, gone):
    log(learner, skill=guide["math"], note="kept one")
    deleted = datetime.datetime(2026, 3, 2, 23, 30, tzinfo=datetime.UTC)
    StudySession.objects.filter(pk=gone[0].pk).update(deleted_at=deleted)
    Learner.objects.filter(pk=learner.pk).update(zone="Europe/Berlin")
    page = log_in(learner).get(BIN).text
    assert "number 0" in page
    assert "kept one" not in page
    assert "Gone on Thursday 2 April" in page, "the learner's own day, which begins an hour before"
    assert page.index("number 2") < page.index("number 0")


def test_bin_list_teaches_where_it_is_empty(log_in, learner):
    assert "waits here for 30 days" in log_in(learner).get(BIN).text


def test_bin_list_pages_by_keyset_and_shows_every_session_once(log_in, learner, guide):
    for n in range(30):
        binned(learner, skill=guide["math"], seconds=60 + n)
    same = timezone.now()
    StudySession.objects.filter(pk__in=StudySession.objects.order_by("pk").values("pk")[:28]).update(deleted_at=same)
    client, url, seen = log_in(learner), BIN, []
    while url:
        page = client.get(url).text
        seen += re.findall(r'<div id="session-(\d+)"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        url = found and found[1]
    assert len(seen) == len(set(seen)) == 30


@pytest.mark.parametrize("cursor", ["x", "1", "1.2.3", "9" * 20 + ".1", "1." + "9" * 18, "🙂", "-1.1"])
def test_bin_list_answers_any_cursor(log_in, learner, gone, cursor):
    assert log_in(learner).get(BIN, {"before": cursor}).status_code == 200


def test_bin_list_costs_the_same_for_twice_as_many(log_in, learner, guide):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            log_in(learner).get(BIN)
        return len(asked)

    for _ in range(4):
        binned(learner, skill=guide["math"], tags=["calm"])
    cost()
    first = cost()
    for _ in range(4):
        binned(learner, skill=guide["math"], tags=["calm"])
    assert cost() == first


def test_bin_restore_restores_one_or_several(log_in, learner, gone):
    client = log_in(learner)
    response = client.post(RESTORE, {"session": [gone[0].pk, gone[1].pk]}, follow=True)
    assert response.redirect_chain == [(BIN, 302)]
    assert "Restored 2 sessions." in response.text
    assert Learner.objects.get(pk=learner.pk).sessions == 2
    assert "Restored 1 session." in client.post(RESTORE, {"session": gone[2].pk}, follow=True).text


def test_bin_restore_says_which_day_is_full_and_restores_none(log_in, learner, guide, gone):
    log(learner, seconds=23 * 3600, skill=guide["math"])
    response = log_in(learner).post(RESTORE, {"session": [session.pk for session in gone]})
    assert response.status_code == 422
    assert "Not restored: 5 January 2026 is full by now." in response.text
    assert len(re.findall(r'name="session"[^>]* checked', response.text)) == 3
    assert StudySession.objects.kept().count() == 1


def test_bin_restore_asks_for_a_choice(log_in, learner, gone):
    for ids in ([], ["x"], ["9" * 30]):
        response = log_in(learner).post(RESTORE, {"session": ids})
        assert response.status_code == 422
        assert "Choose sessions first" in response.text


def test_bin_remove_asks_first_and_then_deletes_for_good(log_in, learner, gone):
    client, url = log_in(learner), f"/tracker/study/{gone[0].pk}/remove/"
    page = client.get(url).text
    assert "This cannot be undone." in page
    assert "number 0" in page
    assert StudySession.objects.count() == 3
    assert "Deleted 1 h of Math for good." in client.post(url, follow=True).text
    assert set(StudySession.objects.all()) == set(gone[1:])
    assert client.post(url).status_code == 404


def test_bin_remove_takes_only_what_is_in_the_bin(log_in, learner, guide):
    url = f"/tracker/study/{log(learner, skill=guide['math']).pk}/remove/"
    assert log_in(learner).get(url).status_code == log_in(learner).post(url).status_code == 404


def test_bin_empty_asks_first_and_leaves_what_was_deleted_since(log_in, learner, guide, gone):
    client = log_in(learner)
    page = client.get(EMPTY).text
    newest = re.search(r'name="newest" value="([^"]+)"', page)[1]
    kept, later = log(learner, skill=guide["math"]), binned(learner, skill=guide["math"])
    assert client.post(EMPTY).url == EMPTY, "nothing is emptied unasked"
    assert "3 sessions deleted for good" in client.post(EMPTY, {"newest": newest}, follow=True).text
    assert set(StudySession.objects.all()) == {kept, later}


def test_bin_empty_of_an_empty_bin_says_so(log_in, learner):
    assert "The bin is empty" in log_in(learner).get(EMPTY).text


@pytest.mark.parametrize("url", [RESTORE, "/tracker/study/{}/remove/"])
def test_a_session_of_somebody_else_is_not_found(log_in, stranger, gone, url):
    response = log_in(stranger).post(url.format(gone[0].pk), {"session": gone[0].pk})
    assert response.status_code == 404
    assert StudySession.objects.binned().count() == 3


def test_bin_empty_empties_no_other(log_in, stranger, learner, gone):
    newest = re.search(r'name="newest" value="([^"]+)"', log_in(learner).get(EMPTY).text)[1]
    log_in(stranger).post(EMPTY, {"newest": newest})
    assert StudySession.objects.binned().count() == 3
