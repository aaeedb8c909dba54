"""The board of applications: columns, counts, what is left out, who sees what; and the moves that are made on it."""

import datetime
import re
from urllib.parse import quote

import pytest
from django.utils.html import strip_tags

from tracker.actions.stages import move
from tracker.models import Application, OwnStage, Section
from tracker.tests.factories import START, make_application, make_mentorship

BOARD, LIST = "/tracker/applications/board/", "/tracker/applications/"
VOLATILE = re.compile(r'name="(token|csrfmiddlewaretoken|owner)" value="[^"]*"')
TODAY = datetime.datetime.now(datetime.UTC).date()


def stepped(learner, company, stage, *later, **fields):
    application = make_application(learner, company=company, stage=stage, **fields)
    for n, each in enumerate(later):
        move(thing=application, stage=each, happened_on=START + datetime.timedelta(days=n + 1), by=learner.user)
    application.refresh_from_db()
    return application


@pytest.fixture
def applications(learner):
    return [
        stepped(learner, "Saving", "saved"),
        stepped(learner, "Applying", "applied", channel="referral"),
        stepped(learner, "Onsite", "onsite"),
        stepped(learner, "Offering", "onsite", "offer"),
        stepped(learner, "Accepting", "offer", "accepted"),
        stepped(learner, "Rejecting", "screen", "rejected"),
        stepped(learner, "Declining", "offer", "declined"),
    ]


def columns(page):
    """What stands in each column: {heading: [companies]}; a heading has its count."""
    parts = re.findall(r'<section class="(?:column|closed)".*?</section>', page, re.DOTALL)
    return {
        strip_tags(re.search(r"<h3.*?</h3>", part, re.DOTALL)[0]): [
            strip_tags(each) for each in re.findall(r"<strong>(.*?)</strong>", part)
        ]
        for part in parts
    }


def on_board(application, **fields):
    return {"board": "", "seen": application.last_sequence, **fields}


def move_url(application):
    return f"{LIST}{application.pk}/move/"


def test_application_board_has_a_column_a_stage_with_its_count(log_in, learner, applications):
    page = log_in(learner).get(BOARD).text
    assert columns(page) == {
        "Saved 1": ["Saving"], "Applied 1": ["Applying"], "Replied 0": [], "Screen 0": [], "Technical 0": [],
        "On-site 1": ["Onsite"], "Offer 1": ["Offering"], "Accepted 1": ["Accepting"],
        "Closed 2": ["Declining", "Rejecting"],
    }  # fmt: skip
    assert "<details open" not in page
    kinds = re.search(r'<ul class="kinds">.*?</ul>', page, re.DOTALL)[0]
    assert re.findall(r">(\w[\w ]*) <span>(\d)</span>", kinds) == [
        ("Rejected", "1"), ("Withdrawn", "0"), ("No reply", "0"), ("Declined", "1"),
    ]  # fmt: skip


def test_the_fragment_is_what_the_page_holds(log_in, learner, applications, htmx):
    client = log_in(learner)
    page, fragment = (VOLATILE.sub("", client.get(BOARD, headers=headers).text) for headers in ({}, htmx))
    assert fragment.strip() in page
    assert "<html" not in fragment


def test_table_and_board_lead_to_each_other(log_in, learner, applications):
    client = log_in(learner)
    assert f'<a href="{BOARD}" aria-current="true">' in client.get(BOARD).text
    assert f'<a href="{LIST}" aria-current="true">' in client.get(LIST).text


def test_a_column_shows_25_and_leads_to_the_rest(log_in, learner):
    for n in range(27):
        make_application(
            learner, company=f"Firm {n:02}", channel="cold", happened_on=START + datetime.timedelta(n // 2)
        )
    page = log_in(learner).get(BOARD, {"channel": "cold", "q": "firm"}).text
    assert columns(page)["Applied 27"] == [f"Firm {n:02}" for n in reversed(range(2, 27))]
    assert f'href="{LIST}?stage=applied&amp;channel=cold&amp;q=firm">2 more' in page


def test_an_empty_board_says_what_will_be_there(log_in, learner):
    page = log_in(learner).get(BOARD).text
    assert "No applications yet" in page
    assert 'class="column"' not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"channel": "referral"}, "Applying"),
        ({"q": "engineer ONSITE"}, "Onsite"),
        ({"q": "sav", "channel": ""}, "Saving"),
    ],
)
def test_application_board_is_narrowed_by_its_address(log_in, learner, applications, asked, found):
    page = log_in(learner).get(BOARD, asked).text
    assert [company for each in columns(page).values() for company in each] == [found]


def test_what_cannot_be_read_narrows_nothing_and_is_told(log_in, learner, applications):
    client = log_in(learner)
    response = client.get(BOARD, {"channel": "telepathy", "q": "a\x00"})
    assert response.status_code == 200
    assert "There is no such choice here" in response.text
    assert "Null characters" in response.text
    assert columns(response.text)["Saved 1"] == ["Saving"]
    assert "None of the applications is like that" in client.get(BOARD, {"q": "zebra"}).text


@pytest.mark.parametrize("more", [{}, {"q": "engineer", "channel": "board"}])
def test_the_board_costs_the_same_with_many(log_in, learner, django_assert_num_queries, more):
    client = log_in(learner)
    call = OwnStage.objects.create(learner=learner, name="Recruiter call", meaning="screen")
    for n in range(5):
        make_application(learner, company=f"Firm {n}")
        make_application(learner, company=f"Call {n}", stage="screen", own_stage=call)
    client.get(BOARD, more)
    with django_assert_num_queries(7):
        client.get(BOARD, more)
    rows = list(Application.objects.all())
    many = [
        Application(
            learner=learner, company="Many", role="Data Engineer", channel="board", stage=rows[n % 10].stage,
            stage_since=START, stage_without_offers_since=START,
        )
        for n in range(1990)
    ]  # fmt: skip
    Application.objects.bulk_create(many)
    with django_assert_num_queries(7):
        page = client.get(BOARD, more).text
    assert "Applied 1,000" in columns(page)


# --- moves on the board


def test_a_move_on_the_board_answers_with_it(log_in, learner, applications, htmx):
    saving = applications[0]
    response = log_in(learner).post(move_url(saving), on_board(saving, stage="applied"), headers=htmx)
    assert response.status_code == 200
    assert response.text.lstrip().startswith('<div id="board"')
    assert columns(response.text)["Applied 2"] == ["Saving", "Applying"]
    saving.refresh_from_db()
    assert (saving.stage, saving.stage_since) == ("applied", TODAY)
    assert re.findall(r"/applications/(\d+)/\" data-focus", response.text) == [str(saving.pk)]
    assert f'hx-post="{LIST}{saving.pk}/moves/2/undo/?board="' in response.text
    assert f'href="{LIST}{saving.pk}/events/2/edit/?next={quote(BOARD, safe="")}"' in response.text


def test_without_script_a_move_leads_back_to_the_board_as_it_was(log_in, learner, applications):
    applying = applications[1]
    client = log_in(learner)
    form = on_board(applying, stage="rejected", board="channel=referral&nonsense=1")
    response = client.post(move_url(applying), form, follow=True)
    assert response.redirect_chain == [(f"{BOARD}?channel=referral", 302)]
    assert columns(response.text)["Closed 1"] == ["Applying"]
    undo = re.search(r'action="([^"]+/undo/[^"]*)"', response.text)[1].replace("&amp;", "&")
    response = client.post(undo, follow=True)
    assert response.redirect_chain == [(f"{BOARD}?channel=referral", 302)]
    assert "Applied again." in response.text


def test_undo_on_the_board_answers_with_it(log_in, learner, applications, htmx):
    saving = applications[0]
    client = log_in(learner)
    client.post(move_url(saving), on_board(saving, stage="offer"))
    response = client.post(f"{LIST}{saving.pk}/moves/2/undo/?board=", headers=htmx)
    assert columns(response.text)["Saved 1"] == ["Saving"]
    assert "Saved again." in response.text


def test_what_is_odd_is_asked_above_the_board(log_in, learner, applications, htmx):
    client, rejecting = log_in(learner), applications[5]
    form = on_board(rejecting, stage="technical", board="q=rej")
    response = client.post(move_url(rejecting), form, headers=htmx)
    assert response.status_code == 422
    assert response.text.lstrip().startswith('<div id="board"')
    assert "It was closed: Rejected" in response.text
    assert 'name="board" value="q=rej"' in response.text
    assert rejecting.events.count() == 2
    plain = client.post(move_url(rejecting), form)
    assert plain.status_code == 422
    assert "<html" in plain.text
    form |= {"happened_on": TODAY.isoformat(), "right_after_closing": "on"}
    assert columns(client.post(move_url(rejecting), form, headers=htmx).text)["Technical 1"] == ["Rejecting"]


def test_the_menu_offers_own_stages_below_the_fixed_ones(log_in, learner, applications, htmx):
    call = OwnStage.objects.create(learner=learner, name="Recruiter call", meaning="screen")
    client, saving = log_in(learner), applications[0]
    slip = client.get(BOARD, {"q": "saving"}).text
    menu = re.findall(r'name="stage" value="([^"]+)"', slip)
    assert menu[:5] == ["applied", "replied", "screen", f"screen.{call.pk}", "technical"]
    response = client.post(move_url(saving), on_board(saving, stage=f"screen.{call.pk}"), headers=htmx)
    assert columns(response.text)["Screen 1"] == ["Saving"]
    assert "Recruiter call, since" in strip_tags(response.text)


# --- who sees it


def test_a_mentor_reads_the_board_and_moves_nothing(log_in, learner, mentor, applications, htmx):
    make_mentorship(learner, mentor)
    of = f"/tracker/of/{learner.user.handle}/applications/"
    client = log_in(mentor)
    page = client.get(f"{of}board/").text
    main = page[page.index("<main") : page.index("</main")]
    assert columns(page)["Offer 1"] == ["Offering"]
    assert 'method="post"' not in main
    assert "Move" not in main
    assert "board.js" not in page
    assert f'href="{of}"' in main
    for application in applications[:2]:
        assert client.post(f"{of}{application.pk}/move/", on_board(application, stage="offer")).status_code == 404


def test_without_offers_a_mentor_sees_no_hint_of_one(log_in, learner, mentor, applications):
    make_mentorship(learner, mentor, sections=[Section.APPLICATIONS])
    page = log_in(mentor).get(f"/tracker/of/{learner.user.handle}/applications/board/").text
    main = strip_tags(page[page.index("<main") : page.index("</main")])
    assert not re.search(r"\boffer\b|accepted|declined", main, re.IGNORECASE)
    assert columns(page) == {
        "Saved 1": ["Saving"], "Applied 1": ["Applying"], "Replied 0": [], "Screen 0": [], "Technical 0": [],
        "On-site 4": ["Declining", "Accepting", "Offering", "Onsite"], "Closed 1": ["Rejecting"],
    }  # fmt: skip


def test_the_board_is_not_found_without_the_section(log_in, learner, mentor, stranger, applications):
    make_mentorship(learner, mentor, sections=[s for s in Section.values if s != Section.APPLICATIONS])
    of = f"/tracker/of/{learner.user.handle}/applications/board/"
    assert log_in(mentor).get(of).status_code == 404
    assert log_in(stranger).get(of).status_code == 404
    assert "Saving" not in log_in(stranger).get(BOARD).text
    assert log_in(learner).post(BOARD).status_code == 405


def test_the_anonymous_are_asked_to_log_in(client, learner, htmx):
    assert client.get(BOARD).url.startswith("/accounts/login/")
    assert client.get(BOARD, headers=htmx)["HX-Redirect"].startswith("/accounts/login/")
