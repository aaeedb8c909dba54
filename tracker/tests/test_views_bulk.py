"""Many sessions at once, over HTTP: change, delete, undo, refusals; with and without htmx."""

import datetime
import re
import uuid
from urllib.parse import urlencode

import pytest

from guide.models import Topic
from tracker.actions import study_bulk
from tracker.actions.study import log_session
from tracker.models import BulkAct, Learner, StudySession
from tracker.tests.factories import START

CHANGE, DELETE = "/tracker/study/bulk/change/", "/tracker/study/bulk/delete/"


def log(learner, *, day=START, seconds=3600, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


@pytest.fixture
def three(learner, guide):
    return [log(learner, skill=guide["programming"], tags=["calm"], note=f"number {n}") for n in range(3)]


def chosen(*sessions, **fields):
    ids = [getattr(session, "pk", session) for session in sessions]
    return {"session": ids, "token": uuid.uuid4(), "next": "/tracker/study/?tag=calm", **fields}


def skills():
    return list(StudySession.objects.order_by("pk").values_list("skill__slug", flat=True))


def undo_of(response):
    return re.search(r'action="(/tracker/study/bulk/\d+/undo/)"', response.text)[1]


def test_bulk_change_changes_says_so_and_leads_back_to_the_list_it_was_on(log_in, learner, three):
    client = log_in(learner)
    response = client.post(CHANGE, chosen(*three[:2], what="math", add="#deep", remove="calm"), follow=True)
    assert response.redirect_chain == [("/tracker/study/?tag=calm", 302)]
    assert "Changed 2 sessions." in response.text
    assert skills() == ["math", "math", "programming"]
    assert [sorted(tag.name for tag in session.tags.all()) for session in three] == [["deep"], ["deep"], ["calm"]]
    response = client.post(undo_of(response), follow=True)
    assert "Undone: 2 as before." in response.text
    assert skills() == ["programming"] * 3


def test_bulk_change_takes_a_topic_with_its_skill(log_in, learner, guide, three):
    topic = Topic.objects.create(skill=guide["math"], name="Linear algebra")
    log_in(learner).post(CHANGE, chosen(three[0], what=f"topic:{topic.pk}"))
    three[0].refresh_from_db()
    assert (three[0].skill_id, three[0].topic) == (guide["math"].pk, topic)


def test_bulk_change_as_htmx_answers_with_the_list_and_undo(log_in, learner, three, htmx):
    client = log_in(learner)
    response = client.post(CHANGE, chosen(*three, what="math"), headers=htmx)
    assert response.text.lstrip().startswith('<div id="sessions"')
    assert "Changed 3 sessions." in response.text
    assert 'hx-get="/tracker/study/?tag=calm"' in response.text, "narrowed as it was"
    assert response["HX-Trigger"] == "study-changed"
    response = client.post(undo_of(response), {"next": "/tracker/study/?tag=calm"}, headers=htmx)
    assert "Undone: 3 as before." in response.text
    assert response.text.lstrip().startswith('<div id="sessions"')
    assert skills() == ["programming"] * 3


@pytest.mark.parametrize("by_htmx", [False, True])
def test_bulk_delete_and_undo(log_in, learner, three, htmx, by_htmx):
    client, headers = log_in(learner), htmx if by_htmx else {}
    response = client.post(DELETE, chosen(*three), headers=headers, follow=True)
    assert "Deleted 3 sessions." in response.text
    assert Learner.objects.get(pk=learner.pk).sessions == 0
    response = client.post(undo_of(response), headers=headers, follow=True)
    assert "Undone: 3 as before." in response.text
    assert Learner.objects.get(pk=learner.pk).sessions == 3


def test_what_is_undone_twice_is_said_to_be_undone_already(log_in, learner, three):
    client = log_in(learner)
    undo = undo_of(client.post(DELETE, chosen(*three), follow=True))
    assert "Undone: 3 as before." in client.post(undo, follow=True).text
    assert "This was undone already." in client.post(undo, follow=True).text


def test_undoing_says_what_it_left_alone(log_in, learner, guide, three):
    client = log_in(learner)
    undo = undo_of(client.post(CHANGE, chosen(*three, what="math"), follow=True))
    client.post(f"/tracker/study/{three[0].pk}/edit/", {"what": "programming", "duration": "1h", "day": START})
    response = client.post(undo, follow=True)
    assert "Undone: 2 as before, 1 left as they are, since they were changed in the meantime." in response.text


@pytest.mark.parametrize("by_htmx", [False, True])
def test_undoing_a_deletion_whose_day_has_filled_restores_none_and_says_so(
    log_in, learner, guide, three, htmx, by_htmx
):
    client, headers = log_in(learner), htmx if by_htmx else {}
    undo = undo_of(client.post(DELETE, chosen(*three), follow=True))
    log(learner, seconds=23 * 3600, skill=guide["math"])
    response = client.post(undo, headers=headers)
    assert response.status_code == 422
    assert "None restored: 5 January 2026 is full by now." in response.text
    assert StudySession.objects.kept().count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"what": ""}, "Choose a skill, or name tags"),
        ({"what": "unheard-of"}, "Choose one of the list."),
        ({"what": "topic:999999"}, "Choose one of the list."),
        ({"what": "🙂\0"}, "Choose one of the list."),
        ({"add": "x" * 41}, "at most 40 characters"),
        ({"add": "=cmd|calc"}, "A tag has letters, digits, - and _"),
        ({"add": "\0"}, "Null characters are not allowed."),
        ({"add": " ".join(f"t{n}" for n in range(21))}, "at most 20"),
        ({"add": "x" * 10_000}, "at most 2000 characters"),
        ({"what": "math", "session": []}, "Choose sessions first"),
        ({"what": "math", "session": ["x", "-1", "🙂", "9" * 30, ""]}, "Choose sessions first"),
    ],
)
def test_bulk_change_refuses_bad_input_and_keeps_the_choice(log_in, learner, three, htmx, fields, message):
    for headers in ({}, htmx):
        response = log_in(learner).post(CHANGE, {**chosen(*three), **fields}, headers=headers)
        assert response.status_code == 422
        assert message in response.text
        if "session" not in fields:
            assert len(re.findall(r'form="bulk"[^>]* checked>', response.text)) == 3
    assert skills() == ["programming"] * 3
    assert not BulkAct.objects.exists()


@pytest.mark.parametrize("url", [CHANGE, DELETE])
def test_the_sessions_of_somebody_else_are_as_if_they_were_not(log_in, learner, stranger, guide, three, url):
    theirs = log(stranger, skill=guide["programming"])
    client = log_in(learner)
    for ids in ([theirs], [10**17], [theirs, 10**17]):
        assert client.post(url, chosen(*ids, what="math")).status_code == 404
    assert client.post(url, chosen(theirs, three[0], what="math")).status_code == 302
    theirs.refresh_from_db()
    assert (theirs.skill.slug, theirs.deleted_at) == ("programming", None)
    assert BulkAct.objects.get().count == 1
    undo = f"/tracker/study/bulk/{BulkAct.objects.get().pk}/undo/"
    assert log_in(stranger).post(undo).status_code == 404
    assert BulkAct.objects.get().undone_at is None


def test_the_same_form_sent_twice_is_one_act(log_in, learner, three):
    form = chosen(*three, what="math")
    for _ in range(2):
        assert "Changed 3 sessions." in log_in(learner).post(CHANGE, form, follow=True).text
    log_in(learner).post(f"/tracker/study/bulk/{BulkAct.objects.get().pk}/undo/")
    assert skills() == ["programming"] * 3


def test_all_that_match_are_changed_whichever_page_they_are_on(log_in, learner, guide):
    for n in range(30):
        log(learner, day=START + datetime.timedelta(days=n), skill=guide["programming"], tags=["calm"])
    other = log(learner, skill=guide["programming"])
    form = chosen(matching="tag=calm", every="True", what="math")
    assert "Changed 30 sessions." in log_in(learner).post(CHANGE, form, follow=True).text
    other.refresh_from_db()
    assert other.skill == guide["programming"]


def test_all_that_match_what_cannot_be_read_are_not_all(log_in, learner, three):
    """Or a tag that is gone would have every session deleted."""
    response = log_in(learner).post(DELETE, chosen(matching="tag=gone", every="True"))
    assert response.status_code == 422
    assert "Load it anew" in response.text
    assert StudySession.objects.kept().count() == 3


def test_after_a_refusal_all_that_were_chosen_are_seen_to_be(log_in, learner, guide):
    """Or a box that is checked then would stand for all of them."""
    for n in range(30):
        log(learner, day=START + datetime.timedelta(days=n), skill=guide["programming"], tags=["calm"])
    form = chosen(matching="tag=calm", every="True", what="")
    response = log_in(learner).post(CHANGE, form)
    assert response.status_code == 422
    assert response.context["page"].selected == "all"
    one = StudySession.objects.latest_first().first()
    again = log_in(learner).post(DELETE, {**form, "session": [one.pk]})
    assert again.status_code == 422
    assert "Are all meant, or those that are checked?" in again.text
    assert StudySession.objects.kept().count() == 30


def test_all_that_match_a_long_search_are_found(log_in, learner, guide):
    log(learner, skill=guide["programming"], note="🙂" * 200)
    matching = urlencode({"q": "🙂" * 200})
    log_in(learner).post(DELETE, chosen(matching=matching, every="True"))
    assert not StudySession.objects.kept().exists()


def test_more_than_an_act_takes_are_refused(log_in, learner, three, monkeypatch):
    monkeypatch.setattr(study_bulk, "MOST", 2)
    response = log_in(learner).post(DELETE, chosen(every="True"))
    assert response.status_code == 422
    assert "more than 1,000 sessions" in response.text
    assert StudySession.objects.kept().count() == 3


@pytest.mark.parametrize("next_url", ["https://evil.example/", "javascript:alert(1)", "http://[::1", "🙂", ""])
def test_a_forged_way_back_leads_to_the_list(log_in, learner, three, next_url):
    response = log_in(learner).post(CHANGE, chosen(three[0], what="math", next=next_url))
    assert response.url == "/tracker/study/"
    assert log_in(learner).post(CHANGE, chosen(three[0], next=next_url)).status_code == 422


def test_a_tag_of_a_file_is_taken_away_by_its_name(log_in, learner, guide):
    session = log(learner, skill=guide["math"], tags=["=cmd|calc", "calm"])
    log_in(learner).post(CHANGE, {**chosen(session), "remove": "=cmd|calc"})
    assert [tag.name for tag in session.tags.all()] == ["calm"]
