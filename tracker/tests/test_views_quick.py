"""The quick line's page and fragments: echo, log, refusals, bad input; a session once more."""

import datetime
import re
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guide.models import Alias, ContentVersion, Topic
from tracker.actions.study import delete_session, log_session
from tracker.models import Learner, StudySession
from tracker.tests.factories import START, make_mentorship

QUICK = "/tracker/study/quick/"
TODAY = timezone.now().date()
LINE = "1h30 linear algebra 2026-01-06 #mit-ocw eigenvalues"
SEEN = "1h30 Linear algebra 2026-01-06 #mit-ocw eigenvalues"


@pytest.fixture
def topic(guide):
    """Linear algebra, a topic of Math; "stats" is short for Math, too."""
    topic = Topic.objects.create(skill=guide["math"], name="Linear algebra")
    Alias.objects.create(skill=guide["math"], topic=topic, name="vectors")
    Alias.objects.create(skill=guide["programming"], name="coding")
    return topic


@pytest.fixture
def lena(log_in, learner, topic):
    return log_in(learner)


def log(learner, *, day=START, seconds=5400, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


def typed(line=LINE, seen=SEEN, **fields):
    return {"line": line, "seen": seen, "token": uuid.uuid4(), **fields}


def seen_in(response):
    found = re.search(r'name="seen" value="([^"]*)"', response.text)
    return found and found[1]


# --- the echo --------------------------------------------------------------------------------------------------------


def test_study_quick_shows_what_a_line_says_and_stores_nothing(lena):
    page = lena.get(QUICK, {"line": LINE})
    for part in ("1 h 30 min", "Math, Linear algebra", "Tue 6 Jan", "#mit-ocw", "note “eigenvalues”"):
        assert f">{part}</bdi>" in page.text
    assert "Counts to the recommended total." in page.text
    assert seen_in(page) == SEEN
    assert StudySession.objects.count() == 0


def test_study_quick_echo_is_what_the_page_holds(lena, htmx):
    echo, page = lena.get(QUICK, {"line": LINE}, headers=htmx).text, lena.get(QUICK, {"line": LINE}).text
    assert echo.startswith('<div id="quick-echo"')
    assert echo.strip() in page


def test_study_quick_asks_with_whole_lines_to_choose_from(lena, htmx):
    echo = lena.get(QUICK, {"line": "2 vectors"}, headers=htmx).text
    assert "Minutes or hours?" in echo
    assert re.findall(r'name="choice" value="([^"]*)"', echo) == ["2m vectors", "2h vectors"]
    assert 'name="seen"' not in echo


def test_the_full_form_goes_on_where_the_line_went(lena, topic):
    echo = lena.get(QUICK, {"line": LINE}).text
    form = re.search(r'href="([^"]+)">Change details', echo)[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(form).query)["duration"] == ["1h30"]
    page = lena.get(form).text
    assert '<option value="math" selected>' in page
    assert 'value="1h30"' in page
    assert 'value="2026-01-06"' in page
    assert "eigenvalues</textarea>" in page
    assert 'value="mit-ocw"' in page
    assert f'<option value="{topic.pk}" selected>' in page


@pytest.mark.parametrize("line", ["", "   ", "x" * 5000, "a\x00b", "🙂", "‮مرحبا", "=1+1", "<script>", '" onfocus="x'])
def test_study_quick_echoes_any_line(lena, htmx, line):
    for headers in ({}, htmx):
        response = lena.get(QUICK, {"line": line}, headers=headers)
        assert response.status_code == 200
        assert "<script>" not in response.text.split("</head>")[-1]


def test_an_echo_costs_no_query_of_its_own(lena, htmx):
    lena.get(QUICK, {"line": LINE}, headers=htmx)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        lena.get(QUICK, {"line": LINE}, headers=htmx)
    assert len(queries) <= 4, [query["sql"] for query in queries]  # session, person, record, the content's version


# --- logging ---------------------------------------------------------------------------------------------------------


def test_study_quick_logs_what_has_been_shown_and_offers_undo(lena, topic):
    response = lena.post(QUICK, typed(), follow=True)
    assert response.redirect_chain == [("/tracker/study/", 302)]
    session = StudySession.objects.get()
    assert session.entry() == {
        "day": datetime.date(2026, 1, 6), "seconds": 5400, "skill": topic.skill, "activity": "study", "topic": topic,
        "note": "eigenvalues", "resource": None, "link": "", "started_at": None, "ended_at": None,
        "project": None, "certification": None, "tags": frozenset(["mit-ocw"]),
    }  # fmt: skip
    assert session.origin == StudySession.Origin.QUICK
    assert "Logged 1 h 30 of Math: Linear algebra." in response.text
    assert f'action="/tracker/study/{session.pk}/delete/"' in response.text


def test_study_quick_as_htmx_returns_just_the_fresh_line(lena, htmx):
    response = lena.post(QUICK, typed(), headers=htmx)
    session = StudySession.objects.get()
    assert response.text.startswith('<div id="quick"')
    assert f'action="/tracker/study/{session.pk}/delete/"' in response.text
    assert LINE not in response.text
    assert response["HX-Trigger"] == "study-changed"


@pytest.mark.parametrize("by_htmx", [False, True])
@pytest.mark.parametrize("seen", ["", "1h30 Linear algebra 2026-01-05 #mit-ocw eigenvalues", "x" * 10_000])
def test_study_quick_shows_first_what_has_not_been_shown(lena, htmx, seen, by_htmx):
    headers = htmx if by_htmx else {}
    response = lena.post(QUICK, typed(seen=seen), headers=headers)
    assert response.status_code == 200
    assert "Not logged yet" in response.text
    assert StudySession.objects.count() == 0
    lena.post(QUICK, typed(seen=seen_in(response)), headers=headers)
    assert StudySession.objects.count() == 1


def test_a_line_that_was_shown_yesterday_is_shown_anew(lena, learner):
    """What "yesterday" is, the form says by its date: after midnight it is another."""
    then = TODAY - datetime.timedelta(days=2)
    response = lena.post(QUICK, typed(line="1h vectors yesterday", seen=f"1h Linear algebra {then}"))
    assert StudySession.objects.count() == 0
    assert seen_in(response) == f"1h Linear algebra {TODAY - datetime.timedelta(days=1)}"


def test_an_answer_takes_the_place_of_the_line_and_is_shown(lena):
    response = lena.post(QUICK, typed(line="2 vectors", seen="", choice="2h vectors"))
    assert response.status_code == 200
    assert 'value="2h vectors"' in response.text
    assert seen_in(response) == f"2h Linear algebra {TODAY}"


def test_the_same_line_sent_twice_is_saved_once_and_answers_alike(lena, learner, htmx):
    form = typed()
    first, second = lena.post(QUICK, form), lena.post(QUICK, form)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert "Logged 1 h 30 of Math" in lena.post(QUICK, form, headers=htmx).text
    assert StudySession.objects.count() == 1
    assert Learner.objects.get(pk=learner.pk).logged_seconds == 5400


def test_study_quick_takes_back_to_the_page_it_was_on_but_nowhere_else(lena):
    assert lena.post(QUICK, typed(next="/tracker/targets/")).url == "/tracker/targets/"
    assert lena.post(QUICK, typed(next="https://evil.example/")).url == "/tracker/study/"


def test_the_page_of_a_skill_is_about_that_skill(lena, guide):
    page = lena.get(guide["math"].get_absolute_url()).text
    assert "Log time for this skill</label>" in page
    form = typed(
        line="45 min chapter two", seen=f"45m Math {TODAY} chapter two", about="math", next="/guide/skills/math/"
    )
    assert lena.post(QUICK, form).url == "/guide/skills/math/"
    assert StudySession.objects.get().skill.slug == "math"


WRONG = [
    ("", "What did you do, and for how long?"),
    ("2 vectors", "Minutes or hours?"),
    ("1h", "Name a skill or a topic."),
    ("vectors", "For how long?"),
    ("0 vectors", "Nothing to log in 0 minutes."),
    ("30h vectors", "30 hours do not fit in a day."),
    ("1h vectors 4 jan 2026", "4 January 2026 is before your start on 5 January 2026."),
    ("1h vectors tomorrow", "has not come yet."),
    ("1h gardening", "Name a skill or a topic."),
    ("1h retired-skill", "Name a skill or a topic."),
    ("1h vectors #c++", "A tag has letters, digits"),
    (f"1h vectors #{'x' * 41}", "A tag has at most 40 characters."),
    ("1h vectors https://a", "This is not an address of the web."),
    ("1h vectors a\x00b", "Null characters are not allowed."),
    ("1h vectors " + "x" * 10_000, "This line has 10,011 characters; a quick line takes 300."),
]


@pytest.mark.parametrize(("line", "message"), WRONG)
@pytest.mark.parametrize("by_htmx", [False, True])
def test_study_quick_refuses_bad_input_and_keeps_what_was_typed(lena, guide, htmx, line, message, by_htmx):
    type(guide["programming"]).objects.create(slug="retired-skill", title="Retired skill", state="retired")
    ContentVersion.objects.grow()
    response = lena.post(QUICK, typed(line=line, seen=""), headers=htmx if by_htmx else {})
    assert response.status_code == 422
    assert message in response.text
    assert 'aria-invalid="true"' in response.text
    assert StudySession.objects.count() == 0
    assert not line or f'value="{line.strip()}"' in response.text


def test_a_day_before_the_start_says_where_the_start_is_moved(lena, htmx):
    ways = ('href="/tracker/settings/path/"', 'href="/tracker/settings/prior/"')
    early = {"line": "1h vectors 4 jan 2026"}
    for told in (lena.get(QUICK, early, headers=htmx), lena.post(QUICK, typed(**early, seen=""))):
        assert all(way in told.text for way in ways)
    full = {"what": "math", "duration": "1h", "day": "2026-01-04", "note": ""}
    assert all(way in lena.post("/tracker/study/add/", full, headers=htmx).text for way in ways)
    other = lena.get(QUICK, {"line": "1h vectors tomorrow"}, headers=htmx).text
    assert not any(way in other for way in ways)


@pytest.mark.parametrize(
    "line", ["1h vectors 🙂", "1h vectors ‮مرحبا", "1h vectors =1+1", "1h vectors - #1; DROP TABLE"]
)
def test_what_looks_odd_is_a_note(lena, line):
    form = typed(line=line, seen="")
    form["seen"] = seen_in(lena.post(QUICK, form))
    lena.post(QUICK, form)
    assert StudySession.objects.get().note == line.removeprefix("1h vectors ").removeprefix("- ")


def test_study_quick_refuses_more_than_a_day_in_a_day(lena, learner, guide):
    log(learner, day=datetime.date(2026, 1, 6), seconds=23 * 3600, skill=guide["math"])
    response = lena.post(QUICK, typed())
    assert response.status_code == 422
    assert "more than the day has. It holds 23 h 00 already." in response.text
    assert f'value="{LINE}"' in response.text
    assert StudySession.objects.count() == 1


def test_study_quick_survives_a_token_of_any_shape(lena):
    for token in ("", "x", "1" * 10_000, "🙂"):
        assert lena.post(QUICK, typed(token=token)).status_code == 302
    assert StudySession.objects.count() == 4


def test_logging_by_line_costs_what_logging_costs_and_few_reads(lena, learner, topic, htmx):
    """For a day of this week: one of a past week also counts the run of weeks anew."""
    lena.get(QUICK, {"line": LINE}, headers=htmx)
    with CaptureQueriesContext(connection) as plain:
        log(learner, day=datetime.date(2026, 1, 7), skill=topic.skill, topic=topic, note="x", tags={"one"})
    form = typed(line="1h30 vectors #mit-ocw eigenvalues", seen=f"1h30 Linear algebra {TODAY} #mit-ocw eigenvalues")
    with CaptureQueriesContext(connection) as quick:
        lena.post(QUICK, form, headers=htmx)
    assert StudySession.objects.count() == 2
    assert len(quick) <= len(plain) + 4, [query["sql"] for query in quick]


# --- who ------------------------------------------------------------------------------------------------------------


def test_study_quick_asks_the_anonymous_to_log_in_and_keeps_the_line(lena, learner, log_in, htmx):
    owner = re.search(r'name="owner" value="([^"]+)"', lena.get(QUICK).text)[1]
    lena.logout()
    assert lena.get(QUICK).url == f"/accounts/login/?next={QUICK}"
    assert "You are logged out by now." in lena.get(QUICK, {"line": LINE}, headers=htmx).text
    sent = lena.post(QUICK, typed(owner=owner), headers=htmx)
    assert sent["HX-Redirect"] == f"/accounts/login/?next={QUICK}"
    page = log_in(learner).get(QUICK).text
    assert f'value="{LINE}"' in page
    assert "it is not saved yet" in page
    lena.post(QUICK, typed())
    assert f'value="{LINE}"' not in lena.get(QUICK).text


def test_study_quick_sends_a_newcomer_to_onboarding(log_in, mentor, guide):
    assert log_in(mentor).post(QUICK, typed()).url == "/tracker/start/"


OWN = [
    "study-list",
    "study-add",
    "settings",
    "path-change",
    "goal-change",
    "target-list",
    "project-list",
    "project-add",
]
OWN += ["certification-list", "application-list", "note-list", "mentor-list", "today", "study-quick"]


@pytest.mark.parametrize("name", OWN)
def test_every_page_of_a_record_has_one_line(lena, name):
    page = lena.get(reverse(f"tracker:{name}")).text
    assert page.count('id="quick-line"') == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert [each for each in set(ids) if ids.count(each) > 1] == []


def test_a_mentor_has_no_line_on_a_mentees_pages(log_in, learner, mentor, stranger):
    make_mentorship(learner, mentor)
    make_mentorship(learner, stranger.user)
    for person in (mentor, stranger):
        for page in ("", "study/", "projects/"):
            assert 'name="line"' not in log_in(person).get(f"/tracker/of/{learner.user.handle}/{page}").text


# --- once more --------------------------------------------------------------------------------------------------------


@pytest.fixture
def session(learner, topic):
    fields = {"topic": topic, "note": "eigenvalues", "tags": {"mit-ocw"}, "link": "https://example.org/"}
    return log(learner, skill=topic.skill, **fields)


def again(session):
    return reverse("tracker:study-repeat", args=[session.pk])


def test_study_repeat_logs_the_same_for_today_without_its_note(lena, session):
    response = lena.post(again(session), {"token": uuid.uuid4(), "next": "/tracker/"}, follow=True)
    assert response.redirect_chain == [("/tracker/", 302)]
    assert "Logged 1 h 30 of Math: Linear algebra." in response.text
    new = StudySession.objects.latest("id")
    assert new.entry() == {**session.entry(), "day": TODAY, "note": ""}
    assert (new.origin, new.counts) == (StudySession.Origin.QUICK, True)


def test_study_repeat_as_htmx_returns_the_line_with_undo(lena, session, htmx):
    response = lena.post(again(session), {"token": uuid.uuid4()}, headers=htmx)
    assert response.text.startswith('<div id="quick"')
    assert f'action="/tracker/study/{StudySession.objects.latest("id").pk}/delete/"' in response.text
    assert response["HX-Trigger"] == "study-changed"


def test_study_repeat_pressed_twice_is_saved_once(lena, session):
    token = uuid.uuid4()
    for _ in range(2):
        lena.post(again(session), {"token": token})
    assert StudySession.objects.count() == 2


@pytest.mark.parametrize("by_htmx", [False, True])
def test_study_repeat_logs_nothing_that_the_guide_no_longer_has(lena, session, htmx, by_htmx):
    type(session.skill).objects.filter(pk=session.skill_id).update(state="retired")
    ContentVersion.objects.grow()
    response = lena.post(again(session), headers=htmx if by_htmx else {}, follow=not by_htmx)
    assert response.status_code == (422 if by_htmx else 200)
    assert "The guide no longer has Math." in response.text
    assert StudySession.objects.count() == 1


@pytest.mark.parametrize("by_htmx", [False, True])
def test_study_repeat_says_when_the_day_is_full(lena, learner, session, guide, htmx, by_htmx):
    log(learner, day=TODAY, seconds=23 * 3600, skill=guide["math"])
    response = lena.post(again(session), headers=htmx if by_htmx else {}, follow=not by_htmx)
    assert response.status_code == (422 if by_htmx else 200)
    assert "more than the day has" in response.text
    assert StudySession.objects.count() == 2


def test_study_repeat_is_for_the_owner_and_what_is_kept(lena, learner, session, stranger, log_in):
    delete_session(session=session, by=learner.user)
    assert lena.post(again(session)).status_code == 404
    assert log_in(stranger).post(again(session)).status_code == 404
    assert lena.get(again(session)).status_code == 405
    assert StudySession.objects.count() == 1


def test_today_offers_the_last_few_distinct_sessions_once_more(lena, learner, session, guide):
    log(learner, day=TODAY, skill=guide["programming"], seconds=1800)
    log(learner, day=TODAY, skill=guide["programming"], seconds=1800)
    log(learner, day=TODAY, activity="interview", seconds=3600)
    page = lena.get("/tracker/").text
    chips = re.findall(r"today: </span>([^<]+)</button>", page)
    assert chips == ["1 h Interview practice", "30 min Programming", "1 h 30 Linear algebra"]
    assert page.count(f'formaction="{again(session)}"') == 2  # and among the last sessions
