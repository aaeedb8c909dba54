"""A mentor's side of mentoring: the list says what is shared and hints at nothing else; join, leave."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone

from tracker import mentees
from tracker.actions.mentoring import MISTYPED, end, invite
from tracker.actions.study import log_session
from tracker.mentees import MenteePage
from tracker.models import DayTotal, Mentorship, Section
from tracker.tests.factories import (
    START,
    make_application,
    make_held,
    make_learner,
    make_mentorship,
    make_project,
    make_user,
)

LIST, JOIN = "/tracker/mentees/", "/tracker/mentees/join/"
TODAY = timezone.now().date()
VOLATILE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def busy(learner, guide):
    """A learner with something in every section."""
    fields = {"learner": learner, "by": learner.user, "skill": guide["math"]}
    log_session(**fields, token=uuid.uuid4(), day=TODAY, seconds=5400)
    log_session(**fields, token=uuid.uuid4(), day=TODAY - datetime.timedelta(days=7), seconds=3600)
    make_project(learner, stage="public", evidence=dict.fromkeys(("real_data", "model", "deployed"), START))
    make_held(learner, listed=guide["credential"])
    make_application(learner), make_application(learner)
    return learner


def facts(mentor):
    (mentee,) = MenteePage.of(mentor, "", timezone.now()).mentees
    return mentee.facts


def test_mentee_list_says_what_is_shared(log_in, mentor, busy):
    make_mentorship(busy, mentor)
    page = log_in(mentor).get(LIST).text
    assert f'href="/tracker/of/{busy.user.handle}/"' in page
    today = f"{TODAY.day} {TODAY:%b}"
    expected = ("Self-taught", "1 h 30 this week", f"last logged for {today}", "1 end-to-end project")
    assert facts(mentor) == [*expected, "1 cloud certification", "2 applications sent"]
    assert ", ".join(expected) in page


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (Section.PLAN, ["Self-taught"]),
        (Section.PROJECTS, ["1 end-to-end project"]),
        (Section.CERTIFICATIONS, ["1 cloud certification"]),
        (Section.APPLICATIONS, ["2 applications sent"]),
        (Section.NOTES, []),
        (Section.OFFERS, []),
    ],
)
def test_each_section_shows_its_own_facts_and_no_others(mentor, busy, section, expected):
    make_mentorship(busy, mentor, sections=[section])
    assert facts(mentor) == expected


def test_hours_show_this_week_and_the_last_day(mentor, busy):
    make_mentorship(busy, mentor, sections=[Section.HOURS])
    assert [fact.partition(" for ")[0] for fact in facts(mentor)] == ["1 h 30 this week", "last logged"]


def row(log_in, mentor, learner):
    page = VOLATILE.sub("", log_in(mentor).get(LIST).text)
    found = re.search(rf'<div id="mentee-{learner.user.handle}".*?</details>', page, re.DOTALL)[0]
    return found.replace(learner.user.handle, "HANDLE").replace(learner.user.name, "NAME")


def test_what_is_not_shared_reads_like_what_is_not_there(log_in, mentor, busy, stranger):
    hidden = [section for section in Section.values if section != Section.PLAN]
    make_mentorship(busy, mentor, sections=[Section.PLAN])
    make_mentorship(stranger, mentor, sections=[Section.PLAN, *hidden])  # shares all, and has nothing
    assert row(log_in, mentor, busy) == row(log_in, mentor, stranger)


def test_mentees_come_by_name_whatever_they_share(log_in, mentor, guide):
    for name in ("cleo", "Abel", "Bea"):
        make_mentorship(make_learner(make_user(name)), mentor, sections=[])
    make_mentorship(make_learner(make_user("", email="anna@example.com")), mentor, sections=[])
    assert [mentee.name for mentee in MenteePage.of(mentor, "", timezone.now()).mentees] == [
        "Abel",
        "anna",
        "Bea",
        "cleo",
    ]


def test_mentee_list_pages_by_key(log_in, mentor, guide, monkeypatch):
    monkeypatch.setattr(mentees, "PAGE", 2)
    for name in ("Abel", "Bea", "Cleo", "Dora", "Edda"):
        make_mentorship(make_learner(make_user(name)), mentor)
    client, url, seen = log_in(mentor), LIST, []
    while url:
        page = client.get(url).text
        seen += re.findall(r"<b>(\w+)</b></a>", page)
        following = re.search(r'href="(/tracker/mentees/\?after=\d+)"', page)
        url = following and following[1]
    assert seen == ["Abel", "Bea", "Cleo", "Dora", "Edda"]
    for after in ("x", "9" * 30, "-1", "\x00", "²"):
        assert client.get(LIST, {"after": after}).status_code == 200


def test_a_page_goes_on_below_a_mentorship_that_has_ended_since(mentor, stranger, guide, monkeypatch):
    monkeypatch.setattr(mentees, "PAGE", 2)
    _, last, *_ = [make_mentorship(make_learner(make_user(name)), mentor) for name in ("Abel", "Bea", "Cleo", "Dora")]
    foreign = make_mentorship(stranger, make_user("Mona"))
    end(mentorship=last, by=mentor)
    assert [mentee.name for mentee in MenteePage.of(mentor, str(last.pk), timezone.now()).mentees] == ["Cleo", "Dora"]
    assert MenteePage.of(mentor, str(foreign.pk), timezone.now()).mentees == []


def test_mentee_list_costs_the_same_with_twice_the_mentees(
    log_in, mentor, guide, django_assert_max_num_queries, django_assert_num_queries
):
    client = log_in(mentor)
    for n in range(3):
        make_mentorship(make_learner(make_user(f"Person{n}")), mentor)
    with django_assert_max_num_queries(6) as first:
        client.get(LIST)
    for n in range(3, 6):
        make_mentorship(make_learner(make_user(f"Person{n}")), mentor)
    with django_assert_num_queries(len(first)):
        client.get(LIST)


def test_a_week_is_the_mentees_own(guide):
    """At noon on Sunday in Greenwich it is Monday already on Kiritimati; and a week may begin on Sunday."""
    now = datetime.datetime(2026, 3, 8, 12, tzinfo=datetime.UTC)
    people = {
        "near": make_learner(make_user("Near")),
        "far": make_learner(make_user("Far"), zone="Pacific/Kiritimati"),
        "sunday": make_learner(make_user("Sunny"), week_start=6),
    }
    for person in people.values():
        for day in range(1, 10):
            DayTotal.objects.create(learner=person, day=datetime.date(2026, 3, day), seconds=10**day % 65521)
    hours = mentees.hours_of({person.pk: person for person in people.values()}, now)
    expected = {"near": range(2, 9), "far": range(9, 10), "sunday": range(8, 10)}
    for name, days in expected.items():
        assert hours[people[name].pk] == (sum(10**day % 65521 for day in days), datetime.date(2026, 3, 9))
    assert mentees.hours_of({}, now) == {}


@pytest.mark.parametrize("url", [LIST, JOIN])
def test_fragments_are_what_the_pages_hold(log_in, mentor, learner, htmx, url):
    make_mentorship(learner, mentor)
    client = log_in(mentor)
    page, fragment = client.get(url).text, client.get(url, headers=htmx).text
    assert "<html" not in fragment
    assert VOLATILE.sub("", fragment).strip() in VOLATILE.sub("", page)


def test_the_list_is_empty_for_whoever_mentors_nobody(log_in, stranger, learner, mentor):
    make_mentorship(learner, mentor)
    assert "Nobody here yet" in log_in(stranger).get(LIST).text


@pytest.fixture
def code(learner):
    return invite(learner=learner, sections=[Section.HOURS], token=uuid.uuid4(), by=learner.user).readable


def test_mentee_join_needs_no_record_of_ones_own(log_in, mentor, learner, code):
    client = log_in(mentor)
    for _ in range(2):
        response = client.post(JOIN, {"code": code.lower()}, follow=True)
        assert response.redirect_chain == [(LIST, 302)]
        assert response.text.count("You mentor Lena now.") == 1
    assert Mentorship.objects.count() == 1
    assert client.get(f"/tracker/of/{learner.user.handle}/").status_code == 200


def test_mentee_join_by_htmx_leads_to_the_list(log_in, mentor, code, htmx):
    response = log_in(mentor).post(JOIN, {"code": code}, headers=htmx)
    assert (response.status_code, response["HX-Redirect"]) == (204, LIST)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Type the code that you were given."),
        ("ABCD-EFGH", MISTYPED),
        ("x" * 101, "at most 100 characters"),
        ("K7QM\x003FXA", "Null characters are not allowed."),
        ("🙂", MISTYPED),
    ],
)
def test_mentee_join_refuses_what_is_no_code_and_keeps_it(log_in, mentor, code, htmx, typed, message):
    client = log_in(mentor)
    for headers in ({}, htmx):
        response = client.post(JOIN, {"code": typed}, headers=headers)
        assert response.status_code == 422
        assert message in response.text
        assert 'aria-invalid="true"' in response.text
        if typed.isprintable():
            assert f'value="{typed}"' in response.text or not typed
    assert Mentorship.objects.count() == 0


def test_mentee_join_refuses_ones_own_code(log_in, learner, code):
    response = log_in(learner).post(JOIN, {"code": code})
    assert response.status_code == 422
    assert "This is your own code" in response.text


def test_mentorship_leave_ends_it_once(log_in, mentor, learner, htmx):
    make_mentorship(learner, mentor)
    client, url = log_in(mentor), f"{LIST}{learner.user.handle}/leave/"
    assert "You see nothing of the record of Lena any more." in client.post(url, follow=True).text
    assert client.post(url, headers=htmx).text.lstrip().startswith('<div id="mentees"')
    assert Mentorship.objects.get().ended_by == mentor
    assert client.get(f"/tracker/of/{learner.user.handle}/").status_code == 404


def test_only_ones_own_mentorship_can_be_left(log_in, mentor, stranger, learner):
    make_mentorship(learner, mentor)
    assert log_in(stranger).post(f"{LIST}{learner.user.handle}/leave/").status_code == 404
    assert log_in(mentor).post(f"{LIST}nobody/leave/").status_code == 404
    assert Mentorship.objects.open().exists()


def test_the_pages_of_a_record_link_to_what_is_shared_alone(log_in, mentor, learner):
    make_mentorship(learner, mentor, sections=[Section.PROJECTS])
    of = f"/tracker/of/{learner.user.handle}/"
    page = log_in(mentor).get(f"{of}projects/").text
    assert "The record of <b>Lena</b>, as shared with you." in page
    assert f'<a href="{of}projects/" aria-current="page">Projects</a>' in page
    assert f'<a href="{of}">Today</a>' in page
    assert f"{of}study/" not in page
    assert f"{of}applications/" not in page


def test_the_anonymous_are_asked_to_log_in(client, learner, htmx):
    for url in (LIST, JOIN):
        assert client.get(url).url.startswith("/accounts/login/")
        assert client.get(url, headers=htmx)["HX-Redirect"].startswith("/accounts/login/")
    assert client.post(f"{LIST}{learner.user.handle}/leave/").url.startswith("/accounts/login/")


def test_wrong_methods(log_in, mentor, learner):
    make_mentorship(learner, mentor)
    client = log_in(mentor)
    assert client.post(LIST).status_code == client.put(JOIN).status_code == 405
    assert client.get(f"{LIST}{learner.user.handle}/leave/").status_code == 405
