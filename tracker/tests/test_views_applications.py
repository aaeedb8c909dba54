"""The pages of applications: page, fragment, refusals, bad input, moves and undo."""

import datetime
import re
import uuid

import pytest
from django.utils.html import strip_tags

from tracker.models import Application, Learner, Section, Target
from tracker.tests.factories import START, make_application, make_mentorship

LIST, ADD = "/tracker/applications/", "/tracker/applications/add/"
VOLATILE = re.compile(r'name="(token|csrfmiddlewaretoken)" value="[^"]*"')


def typed(**fields):
    defaults = {"company": "Parcelwise", "role": "ML Engineer", "link": "", "channel": "cold", "note": "by a friend"}
    return {**defaults, "stage": "applied", "happened_on": "2026-01-06", "token": uuid.uuid4(), **fields}


@pytest.fixture
def application(learner):
    return make_application(learner, note="asked for references")


@pytest.fixture
def urls(application):
    return {verb: f"{LIST}{application.pk}/{verb}/" for verb in ("edit", "move")}


def same(page, fragment):
    return VOLATILE.sub("", fragment).strip() in VOLATILE.sub("", page)


def test_application_list_shows_the_count_and_the_rows(log_in, learner, application):
    page = log_in(learner).get(LIST).text
    assert "Lakeshore Analytics" in page
    assert "asked for references" in page
    assert "Data Engineer" in page
    assert "Job board" in page
    assert "Applied" in page


def test_application_list_begins_with_the_count_against_its_target(log_in, learner, guide, application):
    milestone = guide["applications"]
    edition = milestone.figure.editions.get()
    client = log_in(learner)
    assert 'class="goals"' not in client.get(LIST).text
    Target.objects.create(learner=learner, milestone=milestone, edition=edition, answered=edition, by=learner.user)
    assert "1 of 50–100" in strip_tags(client.get(LIST).text)


def test_application_list_empty_says_what_it_is_for(log_in, learner):
    assert "No applications yet" in log_in(learner).get(LIST).text


@pytest.mark.parametrize("verb", ["", "add/", "edit", "move"])
def test_fragments_are_what_the_pages_hold(log_in, learner, application, urls, htmx, verb):
    url = urls.get(verb, LIST + verb)
    client = log_in(learner)
    page, fragment = client.get(url).text, client.get(url, headers=htmx).text
    assert "<html" not in fragment
    assert same(page, fragment)


def test_application_list_pages_by_key(log_in, learner):
    for n in range(26):
        make_application(learner, company=f"Firm {n:02}", happened_on=START + datetime.timedelta(days=n // 2))
    client = log_in(learner)
    first = client.get(LIST).text
    older = re.search(r'href="(/tracker/applications/\?before=[^"]+)"', first)[1]
    second = client.get(older).text
    names = [name for page in (first, second) for name in re.findall(r'/applications/\d+/">(Firm \d\d)</a>', page)]
    assert names == [f"Firm {n:02}" for n in reversed(range(26))]
    assert client.get(LIST, {"before": "x\x00"}).status_code == 200


def test_application_list_costs_the_same_with_twice_the_rows(
    log_in, learner, guide, django_assert_max_num_queries, django_assert_num_queries
):
    client = log_in(learner)
    client.get(LIST)  # the catalogue of the guide is fetched once a process
    for _ in range(3):
        make_application(learner)
    client.get(LIST)  # the guide is read once and kept
    with django_assert_max_num_queries(13) as first:
        client.get(LIST)
    for _ in range(3):
        make_application(learner)
    with django_assert_num_queries(len(first)):
        client.get(LIST)


def test_application_add_saves_it_with_its_first_stage(log_in, learner):
    response = log_in(learner).post(ADD, typed(link="example.org/jobs/7"), follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "Added: ML Engineer, Parcelwise." in response.text
    application = Application.objects.get()
    assert (application.stage, application.stage_since) == ("applied", datetime.date(2026, 1, 6))
    assert application.link == "https://example.org/jobs/7"
    assert application.events.get().by == learner.user
    assert Learner.objects.get(pk=learner.pk).applications_sent == 1


def test_application_add_by_htmx_leads_to_the_list(log_in, learner, htmx):
    response = log_in(learner).post(ADD, typed(), headers=htmx)
    assert (response.status_code, response["HX-Redirect"]) == (204, LIST)


def test_the_same_form_sent_twice_is_saved_once(log_in, learner):
    client, form = log_in(learner), typed()
    assert [client.post(ADD, form).status_code for _ in range(2)] == [302, 302]
    assert Application.objects.count() == 1
    assert client.post(ADD, typed(token="x" * 9000, company="Another")).status_code == 302


TOMORROW = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)).date().isoformat()
BAD = [
    ({"company": ""}, "This field is required."),
    ({"company": "x" * 121}, "at most 120 characters"),
    ({"company": "a\x00b"}, "Null characters are not allowed."),
    ({"role": " "}, "This field is required."),
    ({"link": "javascript:alert(1)"}, "not an address of the web"),
    ({"link": "ftp://example.org/x"}, "not an address of the web"),
    ({"link": "no address"}, "not an address of the web"),
    ({"link": "https://example.org/" + "x" * 500}, "at most 500 characters"),
    ({"channel": "telepathy"}, "Choose one of the list."),
    ({"note": "x" * 2001}, "at most 2000 characters"),
    ({"stage": "promoted"}, "Choose one of the list."),
    ({"stage": "a\x00"}, "Choose one of the list."),
    ({"happened_on": TOMORROW}, "This day has not come yet."),
    ({"happened_on": "1999-12-31"}, "before the year 2000"),
    ({"happened_on": "0000-01-01"}, "not a day of the calendar"),
    ({"happened_on": "9999-12-31"}, "after the year 2199"),
    ({"happened_on": "soon\x00"}, "not a day of the calendar"),
    ({"happened_on": ""}, "This field is required."),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_application_add_refuses_bad_input_and_keeps_what_was_typed(log_in, learner, htmx, wrong, message):
    client = log_in(learner)
    for headers in ({}, htmx):
        response = client.post(ADD, typed(**wrong), headers=headers)
        assert response.status_code == 422
        assert message in response.text
        assert 'aria-invalid="true"' in response.text
        if "note" not in wrong:
            assert "by a friend" in response.text
    assert Application.objects.count() == 0


def test_application_edit_changes_what_it_says_and_not_its_stage(log_in, learner, application, urls):
    client = log_in(learner)
    assert 'value="Lakeshore Analytics"' in client.get(urls["edit"]).text
    assert client.post(urls["edit"], typed(stage="offer")).url == LIST
    application.refresh_from_db()
    assert (application.company, application.stage) == ("Parcelwise", "applied")


def test_application_edit_refuses_bad_input(log_in, learner, application, urls):
    response = log_in(learner).post(urls["edit"], typed(company=""))
    assert response.status_code == 422
    assert Application.objects.get().company == "Lakeshore Analytics"


def test_application_move_tells_and_offers_undo(log_in, learner, application, urls):
    client = log_in(learner)
    response = client.post(urls["move"], {"stage": "screen", "happened_on": "2026-02-02"}, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    undo = f"{LIST}{application.pk}/moves/2/undo/"
    assert f'action="{undo}"' in response.text
    assert "Data Engineer, Lakeshore Analytics: Screen, Monday 2 February" in response.text
    response = client.post(undo, follow=True)
    assert "Applied again." in response.text
    assert Application.objects.get().stage == "applied"
    assert client.post(undo).url == LIST
    assert application.events.count() == 3


def test_application_move_by_htmx_gets_the_message_and_renews_the_list(log_in, learner, application, urls, htmx):
    client = log_in(learner)
    response = client.post(urls["move"], {"stage": "screen", "happened_on": "2026-02-02"}, headers=htmx)
    assert response.text.lstrip().startswith('<div id="messages"')
    assert (response["HX-Retarget"], response["HX-Trigger"]) == ("#messages", "stages-changed")
    assert 'hx-trigger="stages-changed from:body"' in client.get(LIST).text
    response = client.post(f"{LIST}{application.pk}/moves/2/undo/", headers=htmx)
    assert "Applied again." in response.text


def test_application_move_begins_with_today_and_no_stage(log_in, learner, application, urls):
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    page = log_in(learner).get(urls["move"]).text
    assert f'value="{today}"' in page
    assert '<option value="" selected>Choose a stage</option>' in page, "one press moves nothing"


@pytest.mark.parametrize(
    "wrong", [{"stage": "promoted"}, {"stage": ""}, {"happened_on": TOMORROW}, {"happened_on": ""}]
)
def test_application_move_refuses_bad_input(log_in, learner, application, urls, htmx, wrong):
    client = log_in(learner)
    for headers in ({}, htmx):
        response = client.post(urls["move"], {"stage": "offer", "happened_on": "2026-02-02", **wrong}, headers=headers)
        assert response.status_code == 422
        assert 'aria-invalid="true"' in response.text
    assert client.post(urls["move"], {}).status_code == 422
    assert application.events.count() == 1


def test_the_first_stage_cannot_be_undone(log_in, learner, application):
    response = log_in(learner).post(f"{LIST}{application.pk}/moves/1/undo/", follow=True)
    assert "This is its only stage" in response.text
    assert log_in(learner).post(f"{LIST}{application.pk}/moves/9/undo/").status_code == 404


def every_url(application):
    return [LIST, ADD, *(f"{LIST}{application.pk}/{verb}/" for verb in ("edit", "move"))]


def test_the_anonymous_are_asked_to_log_in(client, application, htmx):
    for url in every_url(application):
        assert client.get(url).url.startswith("/accounts/login/")
        assert client.get(url, headers=htmx)["HX-Redirect"].startswith("/accounts/login/")


def test_ids_of_others_are_not_found(log_in, stranger, application):
    client = log_in(stranger)
    for url in every_url(application)[2:]:
        assert client.get(url).status_code == client.post(url, typed()).status_code == 404
    assert client.post(f"{LIST}{application.pk}/moves/1/undo/").status_code == 404
    assert client.get(f"{LIST}{2**70}/edit/").status_code == 404
    assert "Lakeshore" not in client.get(LIST).text
    assert application.events.count() == 1


def test_a_mentor_reads_what_is_shared_and_changes_nothing(log_in, learner, mentor, application, htmx):
    make_mentorship(learner, mentor)
    of = f"/tracker/of/{learner.user.handle}/applications/"
    client = log_in(mentor)
    page = client.get(of).text
    assert "Lakeshore Analytics" in page
    main = page[page.index("<main") : page.index("</main")]
    assert 'method="post"' not in main
    assert main.count("<button") == 1, "that of the filters"
    assert "Move" not in main
    assert same(page, client.get(of, headers=htmx).text)
    for url in every_url(application)[1:]:
        assert client.post(url.replace("/tracker/", f"/tracker/of/{learner.user.handle}/"), typed()).status_code == 404
        assert client.post(url, typed()).status_code in (302, 404)
    assert Application.objects.get().company == "Lakeshore Analytics"


def test_a_mentor_does_not_find_what_is_not_shared(log_in, learner, mentor, stranger, application):
    make_mentorship(learner, mentor, sections=[s for s in Section.values if s != Section.APPLICATIONS])
    of = f"/tracker/of/{learner.user.handle}/applications/"
    assert log_in(mentor).get(of).status_code == 404
    assert log_in(stranger).get(of).status_code == 404


def test_wrong_methods(log_in, learner, application, urls):
    client = log_in(learner)
    assert client.post(LIST).status_code == 405
    assert client.put(ADD).status_code == 405
    assert client.put(urls["edit"]).status_code == client.put(urls["move"]).status_code == 405
    assert client.get(f"{LIST}{application.pk}/moves/1/undo/").status_code == 405
