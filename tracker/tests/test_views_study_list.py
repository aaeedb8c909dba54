"""The list of sessions, narrowed: each filter, bad ones, paging under them, sums, who sees which, what it costs."""

import datetime
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guide.models import Topic
from tracker.actions.study import delete_session, log_session
from tracker.models import Section
from tracker.tests.factories import START, make_mentorship

LIST = "/tracker/study/"


def log(learner, *, day=START, seconds=5400, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


def day(number):
    return START + datetime.timedelta(days=number)


@pytest.fixture
def sessions(learner, stranger, guide):
    """Sessions by a name, each found by other filters."""
    topic = Topic.objects.create(skill=guide["math"], name="Linear algebra")
    nine = datetime.datetime(2026, 1, 6, 9, tzinfo=datetime.UTC)
    log(stranger, skill=guide["math"], tags=["calm"], note="eigenvalues of a stranger")
    return {
        "code": log(learner, skill=guide["programming"], note="Wrote 100% of it", day=day(0)),
        "maths": log(
            learner, skill=guide["math"], topic=topic, tags=["calm", "mit"], note="Eigenvalues\nof Übung", day=day(1),
            seconds=3600, started_at=nine, ended_at=nine + datetime.timedelta(hours=1), origin="timer",
            resource=guide["math"].record, link="https://example.com/course",
        ),
        "talk": log(learner, activity="interview", note="a_b and (regex)?", day=day(2), tags=["calm"]),
        "gone": delete_session(session=log(learner, skill=guide["math"], day=day(3)), by=learner.user),
    }  # fmt: skip


def shown(response, sessions):
    """The names of the sessions in the list."""
    ids = set(map(int, re.findall(r'<div id="session-(\d+)"', response.text)))
    return {name for name, session in sessions.items() if session.pk in ids}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"code", "maths", "talk"}),
        ({"skill": "math"}, {"maths"}),
        ({"skill": "math", "topic": "Linear algebra"}, {"maths"}),
        ({"activity": "interview"}, {"talk"}),
        ({"tag": "calm"}, {"maths", "talk"}),
        ({"tag": "#CALM"}, {"maths", "talk"}),
        ({"tag": "mit", "activity": "interview"}, set()),
        ({"from": "2026-01-06"}, {"maths", "talk"}),
        ({"from": "2026-01-06", "to": "2026-01-06"}, {"maths"}),
        ({"to": "2026-01-05"}, {"code"}),
        ({"origin": "timer"}, {"maths"}),
        ({"counts": "yes"}, {"code", "maths"}),
        ({"counts": "no"}, {"talk"}),
        ({"q": "EIGENvalues"}, {"maths"}),
        ({"q": "übung"}, {"maths"}),
        ({"q": "übung eigen"}, {"maths"}),
        ({"q": "übung unheard-of"}, set()),
        ({"q": "100%"}, {"code"}),
        ({"q": "%"}, {"code"}),
        ({"q": "a_b"}, {"talk"}),
        ({"q": "(regex)?"}, {"talk"}),
        ({"q": "\\"}, set()),
        ({"q": "é("}, set()),
        ({"q": "  eigenvalues  ", "skill": "", "from": ""}, {"maths"}),
    ],
)
def test_study_list_is_narrowed_by_its_address(log_in, learner, sessions, asked, found):
    response = log_in(learner).get(LIST, asked)
    assert response.status_code == 200
    assert shown(response, sessions) == found


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"skill": "unheard-of"}, "There is no such choice here"),
        ({"skill": "math", "topic": "Juggling"}, "There is no such choice here"),
        ({"topic": "Linear algebra"}, "There is no such choice here"),
        ({"activity": "sleep"}, "There is no such choice here"),
        ({"tag": "unheard-of"}, "None of the sessions has this tag"),
        ({"tag": "a\0b"}, "Null characters are not allowed."),
        ({"from": "yesterday"}, "not a day of the calendar"),
        ({"from": "2026-02-30"}, "not a day of the calendar"),
        ({"from": "0000-00-00"}, "not a day of the calendar"),
        ({"from": "9" * 10_000}, "not a day of the calendar"),
        ({"from": "2026-01-09", "to": "2026-01-08"}, "This day is before the first one"),
        ({"origin": "🙂"}, "There is no such choice here"),
        ({"counts": "maybe"}, "There is no such choice here"),
        ({"q": "x" * 10_000}, "at most 200 characters"),
        ({"q": "\0"}, "Null characters are not allowed."),
    ],
)
def test_study_list_tells_a_bad_filter_beside_its_field_and_goes_on(log_in, learner, sessions, htmx, asked, message):
    others = {} if "activity" in asked else {"activity": "interview"}
    good = {name: value for name, value in asked.items() if len(asked) > 1 and name in ("skill", "from")}
    client = log_in(learner)
    best = shown(client.get(LIST, {**good, **others}), sessions)
    for headers in ({}, htmx):
        response = client.get(LIST, {**asked, **others}, headers=headers)
        assert response.status_code == 200
        assert message in response.text
        assert 'aria-invalid="true"' in response.text
        assert shown(response, sessions) == best


def test_study_list_takes_the_ends_of_the_calendar(log_in, learner, sessions):
    ends = {"from": "0001-01-01", "to": "9999-12-31"}
    for days in (ends, {"from": ends["from"]}, {"to": ends["to"]}):
        assert shown(log_in(learner).get(LIST, days), sessions) == {"code", "maths", "talk"}


def test_study_list_fragment_is_what_the_page_holds(log_in, learner, sessions, htmx):
    client = log_in(learner)
    page, fragment = (client.get(LIST, {"tag": "calm"}, headers=headers).text for headers in ({}, htmx))
    volatile = re.compile(r'(name="(token|csrfmiddlewaretoken|owner)" value="[^"]*")')
    assert fragment.lstrip().startswith('<div id="sessions"')
    assert volatile.sub("", fragment).strip() in volatile.sub("", page)


def test_study_list_fetches_itself_anew_with_its_filters(log_in, learner, sessions):
    page = log_in(learner).get(LIST, {"tag": "calm", "q": "", "from": "2026-01-06"}).text
    assert '<div id="sessions" hx-get="/tracker/study/?tag=calm&amp;from=2026-01-06" hx-trigger="study-changed' in page


def test_study_list_says_what_it_is_narrowed_by_and_takes_each_away(log_in, learner, sessions):
    page = log_in(learner).get(LIST, {"skill": "math", "topic": "Linear algebra", "tag": "calm"}).text
    assert "Tag <b>#calm</b>" in page
    assert '(<a class="off" href="/tracker/study/?skill=math&amp;topic=Linear+algebra">' in page
    assert 'Skill <b>Math</b><span class="away"> (<a class="off" href="/tracker/study/?tag=calm">' in page, (
        "a topic goes with its skill"
    )
    assert '<a href="/tracker/study/skills/math/">History of Math</a>' in page


@pytest.mark.parametrize("asked", [{"tag": "calm"}, {"skill": "math"}, {"q": "page"}, {"counts": "yes"}])
def test_study_list_pages_by_keyset_under_every_filter(log_in, learner, guide, asked):
    for n in range(60):
        log(learner, day=day(n // 3), seconds=60, skill=guide["math"], tags=["calm"], note=f"page {n}")
        log(learner, day=day(n // 3), seconds=60, activity="project")
    client, response, seen = log_in(learner), None, []
    response = client.get(LIST, asked)
    while response:
        seen += re.findall(r'<div id="session-(\d+)"', response.text)
        older = re.search(r'href="([^"]+)" rel="next"', response.text)
        response = older and client.get(older[1].replace("&amp;", "&"))
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize(
    ("asked", "sum"),
    [
        ({}, "<strong>4 h</strong> in 3 sessions."),
        ({"skill": "math"}, "<strong>1 h</strong> in 1 session:"),
        ({"from": "2026-01-06"}, "<strong>2 h 30</strong>:"),
        ({"counts": "yes"}, "<strong>2 h 30</strong>:"),
        ({"tag": "calm", "sum": "1"}, "<strong>2 h 30</strong> in 2 sessions:"),
    ],
)
def test_study_list_adds_up_what_a_rollup_has_and_the_rest_when_asked(log_in, learner, sessions, asked, sum):
    assert sum in log_in(learner).get(LIST, asked).text


def test_study_list_offers_to_add_up_what_no_rollup_has(log_in, learner, sessions):
    page = log_in(learner).get(LIST, {"tag": "calm"}).text
    assert "<strong>" not in page[page.index('id="sessions"') :]
    assert 'href="/tracker/study/?tag=calm&amp;sum=1"' in page


def test_study_list_counts_nothing_on_its_way(log_in, learner, sessions):
    with CaptureQueriesContext(connection) as asked:
        for filters in ({}, {"tag": "calm"}, {"q": "eigen"}, {"skill": "math"}, {"from": "2026-01-06"}):
            log_in(learner).get(LIST, filters)
    assert [query["sql"] for query in asked if "COUNT(" in query["sql"] or "OFFSET" in query["sql"]] == []


def test_a_row_tells_all_that_was_said(log_in, learner, sessions):
    page = log_in(learner).get(LIST, {"tag": "mit"}).text
    row = page[
        page.index('class="session chooses"') : page.index('class="acts"', page.index('class="session chooses"'))
    ]
    assert "Math: Linear algebra" in row
    assert "09:00–10:00" in row
    assert '<span class="muted">, timer</span>' in row
    assert '<a href="/tracker/study/?tag=mit">#mit</a>' in row
    assert '<a href="/guide/skills/math/">Math</a>' in row
    assert '<a href="https://example.com/course" rel="nofollow noopener noreferrer">' in row
    assert "beside the total" in log_in(learner).get(LIST, {"activity": "interview"}).text


def test_study_list_shows_a_mentor_no_words_of_the_learners_without_the_notes(log_in, learner, mentor, sessions):
    make_mentorship(learner, mentor, sections=[Section.HOURS])
    there = f"/tracker/of/{learner.user.handle}/study/"
    page = log_in(mentor).get(there).text
    main = page[page.index("<main") : page.index("</main>")]
    assert "Math: Linear algebra" in main
    for word in ("calm", "Eigenvalues", "example.com", 'name="q"', 'name="tag"', "/guide/skills/math/", "<form method"):
        assert word not in main, word
    for hidden in ({"q": "eigenvalues"}, {"q": "nothing like it"}, {"tag": "calm"}, {"tag": "unheard-of"}):
        response = log_in(mentor).get(there, hidden)
        assert shown(response, sessions) == {"code", "maths", "talk"}, "a search must not say what it does not show"
        assert "None of the sessions" not in response.text
    assert shown(log_in(mentor).get(there, {"skill": "math"}), sessions) == {"maths"}


def test_study_list_lets_a_mentor_search_the_notes_that_are_shared(log_in, learner, mentor, sessions):
    make_mentorship(learner, mentor)
    there = f"/tracker/of/{learner.user.handle}/study/"
    response = log_in(mentor).get(there, {"q": "eigenvalues", "select": "page"})
    assert shown(response, sessions) == {"maths"}
    assert f'href="{there}?tag=calm"' in response.text
    main = response.text[response.text.index("<main") : response.text.index("</main>")]
    assert 'type="checkbox"' not in main
    assert 'method="post"' not in main


@pytest.mark.parametrize("filters", [{}, {"tag": "calm"}, {"skill": "math", "q": "page"}])
def test_study_list_costs_the_same_for_twice_as_many(log_in, learner, guide, filters):
    def cost():
        log_in(learner).get(LIST, filters)
        with CaptureQueriesContext(connection) as asked:
            log_in(learner).get(LIST, filters)
        return len(asked)

    def more():
        for n in range(5):
            fields = {"skill": guide["math"], "tags": ["calm", f"tag-{n}"], "resource": guide["math"].record}
            log(learner, seconds=60, note="page", **fields)

    more()
    first = cost()
    more()
    assert cost() == first <= 15  # two of them for what sessions can be for


def test_study_list_chooses_all_on_a_page_or_all_that_match_without_script(log_in, learner, guide):
    for _ in range(30):
        log(learner, seconds=60, skill=guide["math"])
    client = log_in(learner)
    none = client.get(LIST, {"skill": "math"}).text
    assert " checked" not in none[none.index('class="sessions"') :]
    page = client.get(LIST, {"skill": "math", "select": "page"}).text
    assert page.count('form="bulk"') == len(re.findall(r'form="bulk"[^>]* checked>', page)) == 25
    every = client.get(LIST, {"skill": "math", "select": "all"}).text
    assert len(re.findall(r'form="bulk"[^>]* checked disabled>', every)) == 25
    assert '<input type="hidden" name="every" value="True"' in every
    assert '<input type="hidden" name="matching" value="skill=math"' in every


@pytest.mark.parametrize("words", ["exercises slowly", "slowly Exercises", "strasse", "Straße", "STRASSE in"])
def test_words_in_the_note_are_found_in_any_order(log_in, learner, guide, words):
    log(learner, skill=guide["math"], note="Exercises, slowly, in the Straße")
    log(learner, skill=guide["math"], note="Exercises")
    text = log_in(learner).get(LIST, {"q": words}).text
    assert text.count("Exercises</p>") == 0
    assert "in the Straße" in text
