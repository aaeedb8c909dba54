"""A learner's own names for stages: page, fragment, refusals, retire and bring back."""

import re

import pytest

from tracker.actions.stages import move
from tracker.models import OwnStage
from tracker.tests.factories import START, make_application

LIST = "/tracker/settings/stages/"
VOLATILE = re.compile(r'name="(csrfmiddlewaretoken|owner)" value="[^"]*"')


def typed(**fields):
    return {"name": "Recruiter call", "meaning": "screen", **fields}


@pytest.fixture
def call(learner):
    return OwnStage.objects.create(learner=learner, name="Recruiter call", meaning="screen")


@pytest.fixture
def used(learner, call):
    move(thing=make_application(learner), stage="screen", happened_on=START, by=learner.user, own_stage=call)
    return call


def test_own_stage_list_teaches_and_shows(log_in, learner, stranger):
    client = log_in(learner)
    assert "None. A recruiter call" in client.get(LIST).text
    OwnStage.objects.create(learner=stranger, name="Theirs", meaning="offer")
    OwnStage.objects.create(learner=learner, name="Take-home", meaning="technical")
    page = client.get(LIST).text
    assert re.search(r'<th scope="row">Take-home</th>\s*<td data-label="Counts as">Technical</td>', page)
    assert "Theirs" not in page
    assert f'href="{LIST}"' in client.get("/tracker/settings/").text


def test_fragments_are_what_the_pages_hold(log_in, learner, call, htmx):
    client = log_in(learner)
    for url in (LIST, f"{LIST}{call.pk}/edit/"):
        page, fragment = (VOLATILE.sub("", client.get(url, headers=headers).text) for headers in ({}, htmx))
        assert fragment.strip() in page


def test_own_stage_add_and_again_is_one(log_in, learner, htmx):
    client = log_in(learner)
    assert client.post(f"{LIST}add/", typed()).url == LIST
    response = client.post(f"{LIST}add/", typed(name=" Recruiter call "), headers=htmx)
    assert "Added: Recruiter call, counts as Screen." in response.text
    own = OwnStage.objects.get()
    assert client.post(f"{LIST}{own.pk}/retire/", headers=htmx).status_code == 200
    client.post(f"{LIST}add/", typed())
    assert OwnStage.objects.get().retired_at is None


BAD = [
    ({"name": ""}, "This field is required."),
    ({"name": "x" * 41}, "at most 40 characters"),
    ({"name": "a\x00"}, "Null characters"),
    ({"name": "On-Site"}, "the name of a stage that is there already"),
    ({"name": "recruiter CALL", "meaning": "offer"}, "You have this name already, for: Screen."),
    ({"meaning": "promoted"}, "Choose one of the list."),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_own_stage_add_refuses_and_keeps_what_was_typed(log_in, learner, call, htmx, wrong, message):
    for headers in ({}, htmx):
        response = log_in(learner).post(f"{LIST}add/", typed(**wrong), headers=headers)
        assert response.status_code == 422
        assert message in response.text
    assert OwnStage.objects.count() == 1


def test_there_is_an_end_to_names(log_in, learner):
    OwnStage.objects.bulk_create(OwnStage(learner=learner, name=f"N{n}", meaning="screen") for n in range(30))
    response = log_in(learner).post(f"{LIST}add/", typed())
    assert (response.status_code, "There is room for 30 names" in response.text) == (422, True)


def test_a_new_name_stands_everywhere_and_what_it_counts_as_stays_once_used(log_in, learner, used):
    client, url = log_in(learner), f"{LIST}{used.pk}/edit/"
    assert "so this stays" in client.get(url).text
    assert client.post(url, typed(meaning="offer")).status_code == 422
    assert client.post(url, typed(name="First ring")).url == LIST
    assert "First ring" in client.get("/tracker/applications/").text
    used.refresh_from_db()
    assert (used.name, used.meaning) == ("First ring", "screen")


def test_until_it_is_used_it_may_count_as_another(log_in, learner, call):
    OwnStage.objects.create(learner=learner, name="Take-home", meaning="technical")
    client, url = log_in(learner), f"{LIST}{call.pk}/edit/"
    assert client.post(url, typed(name="take-home")).status_code == 422
    assert client.post(url, typed(meaning="replied")).url == LIST
    call.refresh_from_db()
    assert call.meaning == "replied"


def test_retire_and_bring_back(log_in, learner, used, htmx):
    client = log_in(learner)
    for _ in range(2):
        response = client.post(f"{LIST}{used.pk}/retire/", follow=True)
        assert "Retired: Recruiter call." in response.text
        assert f'action="{LIST}{used.pk}/restore/"' in response.text
    assert "Offered again: Recruiter call." in client.post(f"{LIST}{used.pk}/restore/", headers=htmx).text
    used.refresh_from_db()
    assert used.retired_at is None


def test_the_names_of_others_are_not_found(log_in, stranger, call):
    client = log_in(stranger)
    for verb in ("edit", "retire", "restore"):
        assert client.post(f"{LIST}{call.pk}/{verb}/", typed()).status_code == 404
    assert client.get(f"{LIST}add/").status_code == 405


def test_the_page_costs_the_same_with_many(log_in, learner, call, django_assert_num_queries):
    client = log_in(learner)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    OwnStage.objects.bulk_create(OwnStage(learner=learner, name=f"N{n}", meaning="screen") for n in range(20))
    with django_assert_num_queries(4):
        client.get(LIST)
