"""The study pages: page, fragment, refusals, bad input."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from guide.models import ContentVersion
from tracker.actions.study import delete_session, log_session
from tracker.models import DayTotal, Learner, Section, StudySession
from tracker.tests.factories import START, make_mentorship

TODAY = timezone.now().date()


@pytest.fixture
def session(learner, guide):
    return log(learner, skill=guide["math"], note="eigenvalues")


def log(learner, *, day=START, seconds=5400, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


def typed(**fields):
    return {"what": "math", "duration": "1h30", "day": "2026-01-06", "note": "vectors", "token": uuid.uuid4(), **fields}


ADD = "/tracker/study/add/"


def test_study_add_logs_and_offers_undo(log_in, learner):
    response = log_in(learner).post(ADD, typed(), follow=True)
    assert response.redirect_chain == [("/tracker/study/", 302)]
    (session,) = StudySession.objects.all()
    assert (session.seconds, session.day, session.skill.slug) == (5400, datetime.date(2026, 1, 6), "math")
    assert "Logged 1 h 30 of Math." in response.text
    assert f'action="/tracker/study/{session.pk}/delete/"' in response.text


def test_study_add_as_htmx_returns_just_the_fresh_form(log_in, learner, htmx):
    response = log_in(learner).post(ADD, typed(), headers=htmx)
    assert response.text.lstrip().startswith('<div id="study-form"')
    assert "Logged 1 h 30 of Math" in response.text
    assert "<html" not in response.text
    assert response["HX-Trigger"] == "study-changed"


def test_study_add_fragment_is_what_the_page_holds(log_in, learner, htmx):
    client = log_in(learner)
    page, fragment = client.get(ADD).text, client.get(ADD, headers=htmx).text
    volatile = re.compile(r'name="(token|csrfmiddlewaretoken|owner)" value="[^"]*"')
    assert volatile.sub("", fragment).strip() in volatile.sub("", page)


def test_study_add_takes_back_to_the_page_it_was_on_but_nowhere_else(log_in, learner):
    client = log_in(learner)
    assert client.post(ADD, typed(next="/tracker/")).url == "/tracker/"
    assert client.post(ADD, typed(next="https://evil.example/")).url == "/tracker/study/"


def test_study_add_on_its_own_page_leads_back_as_htmx_too_and_saves_once(log_in, learner, htmx):
    client, form = log_in(learner), typed(next="/guide/skills/math/")
    here = {**htmx, "HX-Current-URL": f"http://testserver{ADD}?skill=math&next=/guide/skills/math/"}
    for _ in range(2):
        response = client.post(ADD, form, headers=here)
        assert (response.status_code, response["HX-Redirect"]) == (204, "/guide/skills/math/")
    assert StudySession.objects.count() == 1
    away = client.post(ADD, typed(next="https://elsewhere.example/"), headers=here)
    assert away["HX-Redirect"] == "/tracker/study/"
    beside = client.post(ADD, typed(), headers={**htmx, "HX-Current-URL": "http://testserver/tracker/"})
    assert 'id="study-form"' in beside.text


def test_study_add_asks_the_anonymous_to_log_in(client, guide, htmx):
    assert client.get(ADD).url == "/accounts/login/?next=/tracker/study/add/"
    fragment = client.get(ADD, headers=htmx)
    assert fragment.status_code == 204
    assert fragment["HX-Redirect"].startswith("/accounts/login/")


def test_study_add_sends_a_newcomer_to_onboarding(log_in, mentor, guide):
    assert log_in(mentor).get(ADD).url == "/tracker/start/"


def test_the_same_form_sent_twice_is_saved_once_and_answers_alike(log_in, learner, htmx):
    client, form = log_in(learner), typed()
    first, second = client.post(ADD, form), client.post(ADD, form)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    again = client.post(ADD, form, headers=htmx)
    assert "Logged 1 h 30 of Math" in again.text
    assert StudySession.objects.count() == 1
    assert Learner.objects.get(pk=learner.pk).logged_seconds == 5400


TOMORROW = (TODAY + datetime.timedelta(days=2)).isoformat()
BAD = [
    ({"duration": "0"}, "Nothing to log in 0 minutes."),
    ({"duration": "-5"}, "not a duration"),
    ({"duration": "25:99"}, "not a duration"),
    ({"duration": "1e9"}, "not a duration"),
    ({"duration": "30h"}, "30 hours do not fit in a day. Did you mean 30m?"),
    ({"duration": "x" * 10_000}, "not a duration"),
    ({"duration": "9" * 9_999}, "not a duration"),
    ({"duration": "🙂"}, "not a duration"),
    ({"duration": "1h\x00"}, "Null characters are not allowed."),
    ({"duration": ""}, "How long?"),
    ({"day": TOMORROW}, "This day has not come yet."),
    ({"day": "2026-01-04"}, "Your path starts on 5 January 2026."),
    ({"day": "0000-01-01"}, "not a day of the calendar"),
    ({"day": "9999-12-31"}, "This day has not come yet."),
    ({"day": "2026-02-30"}, "not a day of the calendar"),
    ({"day": "soon\x00"}, "not a day of the calendar"),
    ({"day": ""}, "This field is required."),
    ({"what": "retired-skill"}, "Choose one of the list."),
    ({"what": "activity:sleep"}, "Choose one of the list."),
    ({"what": "🙂"}, "Choose one of the list."),
    ({"note": "x" * 2001}, "at most 2000 characters"),
    ({"note": "a\x00b"}, "Null characters are not allowed."),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
@pytest.mark.parametrize("by_htmx", [False, True])
def test_study_add_refuses_bad_input_and_keeps_what_was_typed(log_in, learner, guide, htmx, wrong, message, by_htmx):
    type(guide["programming"]).objects.create(slug="retired-skill", title="Retired", state="retired")
    response = log_in(learner).post(ADD, typed(**wrong), headers=htmx if by_htmx else {})
    assert response.status_code == 422
    assert message in response.text.replace("&#x27;", "'")
    assert StudySession.objects.count() == 0
    if "note" not in wrong:
        assert "vectors" in response.text
    assert 'aria-invalid="true"' in response.text


def test_study_add_refuses_more_than_a_day_in_a_day(log_in, learner, guide):
    log(learner, day=datetime.date(2026, 1, 6), seconds=23 * 3600, skill=guide["math"])
    response = log_in(learner).post(ADD, typed())
    assert response.status_code == 422
    assert "more than the day has. It holds 23 h 00 already." in response.text
    assert StudySession.objects.count() == 1


def test_study_add_survives_a_token_of_any_shape(log_in, learner):
    client = log_in(learner)
    for token in ("", "x", "1" * 10_000, "🙂"):
        assert client.post(ADD, typed(token=token)).status_code == 302
    assert StudySession.objects.count() == 4


def test_a_note_typed_while_the_log_in_ran_out_is_not_lost(client, log_in, learner):
    page = log_in(learner).get(ADD).text
    owner = re.search(r'name="owner" value="([^"]+)"', page)[1]
    client.logout()
    response = client.post(ADD, typed(owner=owner, note="long thought"))
    assert response.url == "/accounts/login/?next=/tracker/study/add/"
    page = log_in(learner).get(ADD).text
    assert "long thought" in page
    assert "it is not saved yet" in page
    log_in(learner).post(ADD, typed())
    assert "long thought" not in log_in(learner).get(ADD).text


def test_a_kept_note_is_shown_to_nobody_else(client, log_in, learner, stranger):
    owner = re.search(r'name="owner" value="([^"]+)"', log_in(learner).get(ADD).text)[1]
    client.logout()
    client.post(ADD, typed(owner=owner, note="long thought"))
    assert "long thought" not in log_in(stranger).get(ADD).text


def test_study_list_shows_the_latest_first(log_in, learner, guide):
    log(learner, skill=guide["math"], note="the one before")
    log(learner, day=datetime.date(2026, 1, 7), skill=guide["programming"], note="the latest one")
    page = log_in(learner).get("/tracker/study/").text
    assert page.index("the latest one") < page.index("the one before")


def test_study_list_pages_by_keyset_and_shows_every_session_once(log_in, learner, guide):
    for n in range(60):
        log(learner, day=START + datetime.timedelta(days=n // 3), seconds=60, skill=guide["math"])
    client, url, seen = log_in(learner), "/tracker/study/", []
    while url:
        page = client.get(url).text
        seen += re.findall(r'<div id="session-(\d+)"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        url = found and found[1]
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize(
    "cursor", ["x", "2026-13-01.5", "2026-01-01", "9999-12-31.1", "2026-01-05.999999999999999999", "🙂"]
)
def test_study_list_answers_any_cursor(log_in, learner, session, cursor):
    assert log_in(learner).get("/tracker/study/", {"before": cursor}).status_code == 200


def test_study_list_shows_a_mentor_the_hours_and_notes_that_are_shared(log_in, learner, mentor, session):
    make_mentorship(learner, mentor)
    page = log_in(mentor).get(f"/tracker/of/{learner.user.handle}/study/").text
    assert "1 h 30" in page
    assert "eigenvalues" in page
    assert 'method="post"' not in page.split("<main")[1].split("</main>")[0]


def test_study_list_shows_a_mentor_no_note_that_is_not_shared(log_in, learner, mentor, session):
    make_mentorship(learner, mentor, sections=[Section.HOURS])
    page = log_in(mentor).get(f"/tracker/of/{learner.user.handle}/study/").text
    assert "1 h 30" in page
    assert "eigenvalues" not in page


def test_study_edit_changes_and_moves_the_sums(log_in, learner, session, guide):
    url = reverse("tracker:study-edit", args=[session.pk])
    assert "eigenvalues" in log_in(learner).get(url).text
    response = log_in(learner).post(url, typed(what="programming", duration="45", day="2026-01-08"), follow=True)
    assert "Changed to 45 min of Programming." in response.text
    assert DayTotal.objects.for_learner(learner).seconds_by_day() == {START: 0, datetime.date(2026, 1, 8): 2700}


def test_study_edit_as_htmx_swaps_the_row(log_in, learner, session, htmx):
    url = reverse("tracker:study-edit", args=[session.pk])
    assert log_in(learner).get(url, headers=htmx).text.lstrip().startswith(f'<div id="session-{session.pk}"')
    response = log_in(learner).post(url, typed(duration="45"), headers=htmx)
    assert f'<div id="session-{session.pk}" class="session"' in response.text
    assert "45 min" in response.text
    assert response["HX-Trigger"] == "study-changed"


def test_study_edit_refuses_bad_input(log_in, learner, session):
    response = log_in(learner).post(reverse("tracker:study-edit", args=[session.pk]), typed(duration="30h"))
    assert response.status_code == 422
    session.refresh_from_db()
    assert session.seconds == 5400


def test_study_edit_keeps_a_skill_that_the_guide_no_longer_has(log_in, learner, session, guide):
    type(guide["math"]).objects.filter(slug="math").update(state="retired")
    ContentVersion.objects.grow()
    response = log_in(learner).post(reverse("tracker:study-edit", args=[session.pk]), typed(duration="45"))
    assert response.status_code == 302
    assert log_in(learner).post(ADD, typed()).status_code == 422


def test_study_delete_and_undo(log_in, learner, session):
    client = log_in(learner)
    response = client.post(reverse("tracker:study-delete", args=[session.pk]), follow=True)
    assert "Deleted 1 h 30 of Math." in response.text
    assert Learner.objects.get(pk=learner.pk).logged_seconds == 0
    response = client.post(reverse("tracker:study-restore", args=[session.pk]), follow=True)
    assert "Restored 1 h 30 of Math." in response.text
    assert Learner.objects.get(pk=learner.pk).logged_seconds == 5400


def test_study_delete_and_undo_as_htmx(log_in, learner, session, htmx):
    client = log_in(learner)
    gone = client.post(reverse("tracker:study-delete", args=[session.pk]), headers=htmx)
    assert f'<div id="session-{session.pk}" class="msg"' in gone.text
    assert "Undo" in gone.text
    back = client.post(reverse("tracker:study-restore", args=[session.pk]), headers=htmx)
    assert f'<div id="session-{session.pk}" class="session"' in back.text


def test_study_delete_twice_is_once(log_in, learner, session):
    for _ in range(2):
        assert log_in(learner).post(reverse("tracker:study-delete", args=[session.pk])).status_code == 302
    assert Learner.objects.get(pk=learner.pk).sessions == 0


@pytest.mark.parametrize("by_htmx", [False, True])
def test_study_restore_says_when_the_day_has_filled(log_in, learner, session, guide, htmx, by_htmx):
    delete_session(session=session, by=learner.user)
    log(learner, seconds=23 * 3600, skill=guide["math"])
    url = reverse("tracker:study-restore", args=[session.pk])
    response = log_in(learner).post(url, headers=htmx if by_htmx else {}, follow=not by_htmx)
    assert response.status_code == (422 if by_htmx else 200)
    assert "its day is full by now" in response.text


@pytest.mark.parametrize("name", ["study-edit", "study-delete", "study-restore"])
def test_somebody_elses_session_is_not_found(log_in, session, stranger, name):
    assert log_in(stranger).post(reverse(f"tracker:{name}", args=[session.pk]), typed()).status_code == 404
    assert log_in(stranger).post(reverse(f"tracker:{name}", args=[10**18]), typed()).status_code == 404
    session.refresh_from_db()
    assert (session.seconds, session.deleted_at) == (5400, None)


@pytest.mark.parametrize("name", ["study-delete", "study-restore"])
def test_what_writes_takes_only_post(log_in, learner, session, name):
    assert log_in(learner).get(reverse(f"tracker:{name}", args=[session.pk])).status_code == 405


@pytest.mark.parametrize("form", ["add", "edit"])
def test_a_field_has_its_label_hint_and_error_and_is_described_by_them(log_in, learner, session, form):
    edit = f"/tracker/study/{session.pk}/edit/", f"id_{session.pk}_duration"
    address, name = (ADD, "id_duration") if form == "add" else edit

    html = log_in(learner).post(address, typed(duration="25:99")).text

    assert f'<label for="{name}">Time</label>' in html
    assert f'<div class="hint" id="{name}_helptext">1h30, 90 or 1.5h</div>' in html
    assert f'<div class="err" id="{name}_error"><p>' in html
    control = re.search(rf'<input[^>]* id="{name}"[^>]*>', html)[0]
    assert f'aria-describedby="{name}_helptext {name}_error"' in control
    assert 'aria-invalid="true"' in control
    assert 'value="25:99"' in control


def test_study_edit_of_a_session_deleted_meanwhile_keeps_what_was_typed(log_in, learner, session):
    delete_session(session=session, by=learner.user)
    response = log_in(learner).post(reverse("tracker:study-edit", args=[session.pk]), typed(note="a long thought"))
    assert response.status_code == 422
    assert "deleted in the meantime" in response.text
    assert "a long thought" in response.text


def test_study_add_preselects_no_other_skill_than_was_asked_for(log_in, learner):
    page = log_in(learner).get(ADD, {"skill": "unheard-of"}).text
    assert "Choose a skill</option>" in page
    assert "Choose a skill</option>" not in log_in(learner).get(ADD, {"skill": "math"}).text


def test_the_ends_of_lines_count_once_to_the_length_of_a_note(log_in, learner):
    assert log_in(learner).post(ADD, typed(note="x\r\n" * 900)).status_code == 302


def test_pages_of_a_record_are_not_kept_by_the_browser(log_in, learner):
    for path in ("/tracker/", "/tracker/study/"):
        assert "no-store" in log_in(learner).get(path)["Cache-Control"]


@pytest.mark.parametrize("current", ["http://[::1", "http://testserver//evil.example/", "javascript:alert(1)", "🙂"])
def test_a_forged_header_of_the_current_page_leads_nowhere(client, guide, htmx, current):
    response = client.get("/tracker/", headers={**htmx, "HX-Current-URL": current})
    assert response.status_code == 204
    assert "evil" not in response["HX-Redirect"]
