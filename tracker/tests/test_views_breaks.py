"""The pages of breaks: page, fragment, refusals, bad input."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tracker.actions.breaks import declare_break
from tracker.models import Break, Learner, Section
from tracker.tests.factories import START, make_mentorship

LIST = "/tracker/breaks/"
DAY = datetime.timedelta(days=1)
TODAY = timezone.now().date()
VOLATILE = re.compile(r'name="(csrfmiddlewaretoken|owner)" value="[^"]*"')
EVERYTHING = frozenset(Section.values)


def url(verb, *args):
    return reverse(f"tracker:break-{verb}", args=args)


def typed(first="2026-08-03", last="2026-08-16", **fields):
    return {"first_day": first, "last_day": last, "reason": "", **fields}


def make(learner, first=START + 30 * DAY, last=START + 40 * DAY, **fields):
    return Break.objects.create(learner=learner, first=first, last=last, **fields)


def test_break_list_shows_breaks_with_their_reason(log_in, learner):
    make(learner, reason="Moving house")
    make(learner, TODAY + DAY, TODAY + DAY)
    make(learner, TODAY, TODAY)
    make(learner, START, START, reason="Taken back", cancelled_at=timezone.now())
    page = log_in(learner).get(LIST).text
    assert "4 to 14 February" in page
    for text in ("Moving house", "over", "to come", "now"):
        assert text in page
    assert "Taken back" not in page


def test_break_list_teaches_where_there_is_none(log_in, learner):
    assert "say it before or after" in log_in(learner).get(LIST).text


def test_break_list_fragment_is_what_the_page_holds(log_in, learner, htmx):
    make(learner)
    client = log_in(learner)
    page, fragment = client.get(LIST).text, client.get(LIST, headers=htmx).text
    assert fragment.lstrip().startswith('<div id="breaks"')
    assert VOLATILE.sub("", fragment).strip() in VOLATILE.sub("", page)


def test_break_add_declares_one_says_so_and_offers_undo(log_in, learner):
    client = log_in(learner)
    page = client.post(url("add"), typed(reason="Holiday"), follow=True).text
    pause = Break.objects.get()
    assert "Break added: 3 to 16 August." in page
    client.post(url("cancel", pause.pk))
    assert not Break.objects.declared().exists()
    client.post(url("restore", pause.pk))
    assert Break.objects.declared().get() == pause


def test_break_add_as_htmx_gives_the_list_with_its_message(log_in, learner, htmx):
    text = log_in(learner).post(url("add"), typed(), headers=htmx).text
    assert text.lstrip().startswith('<div id="breaks"')
    assert "Break added" in text
    assert f'hx-post="{url("cancel", Break.objects.get().pk)}"' in text


def test_break_add_twice_is_one(log_in, learner):
    client = log_in(learner)
    for _ in range(2):
        client.post(url("add"), typed())
    assert Break.objects.count() == 1


def test_break_add_that_overlaps_is_taken_and_said(log_in, learner):
    client = log_in(learner)
    client.post(url("add"), typed())
    page = client.post(url("add"), typed("2026-08-10", "2026-08-20"), follow=True).text
    assert "It overlaps the break 3 to 16 August: a day rests once." in page
    assert Break.objects.count() == 2


def test_break_add_grows_the_version_and_tells_today(log_in, learner):
    version = learner.version
    log_in(learner).post(url("add"), typed(f"{TODAY}", f"{TODAY}"))
    now = Learner.objects.get(pk=learner.pk)
    assert now.version == version + 1
    assert now.breaks_ahead == [[f"{TODAY}", f"{TODAY}"]]


BAD = [
    (typed(""), "Which day?"),
    (typed("2026-02-30"), "This is not a day of the calendar."),
    (typed("2026-08-17"), "This is before the first day."),
    (typed("2025-12-01"), "Your path starts on 5 January 2026"),
    (typed(last="2027-08-04"), "A break has at most 366 days."),
    (typed(last="2200-01-01"), "This is after the year 2199."),
    (typed("1999-01-01"), "This is before the year 2000."),
    (typed("x" * 10_000), "This is not a day of the calendar."),
    (typed(reason="x" * 201), "at most 200"),
    (typed(reason="a\x00b"), "Null characters are not allowed."),
]


@pytest.mark.parametrize(("fields", "message"), BAD)
def test_break_add_refuses_with_a_message_and_saves_nothing(log_in, learner, fields, message):
    response = log_in(learner).post(url("add"), fields)
    assert response.status_code == 422
    assert message in response.text
    assert not Break.objects.exists()


def test_break_of_366_days_is_taken(log_in, learner):
    log_in(learner).post(url("add"), typed("2026-08-03", "2027-08-03", reason="🏝"))
    assert Break.objects.get().last - Break.objects.get().first == 365 * DAY


def test_break_edit_appends_another_and_can_be_undone(log_in, learner):
    pause = make(learner, reason="Holiday")
    client = log_in(learner)
    assert 'value="2026-02-04"' in client.get(url("edit", pause.pk)).text
    page = client.post(url("edit", pause.pk), typed(reason="Holiday"), follow=True).text
    assert "Break changed: 3 to 16 August." in page
    assert Break.objects.declared().get().pk != pause.pk
    undo = re.search(r'action="(/tracker/breaks/[^"]*/restore/[^"]*)"', page)[1]
    client.post(undo)
    assert Break.objects.declared().get() == pause


def test_break_edit_refuses_and_keeps_what_was_typed(log_in, learner, htmx):
    pause = make(learner)
    response = log_in(learner).post(url("edit", pause.pk), typed("2026-08-17", reason="kept"), headers=htmx)
    assert response.status_code == 422
    assert 'value="kept"' in response.text
    assert response.text.lstrip().startswith('<div id="break-edit"')
    assert log_in(learner).post(url("edit", pause.pk), {}).status_code == 422
    assert Break.objects.get() == pause


def test_break_edit_fragment_is_what_the_page_holds(log_in, learner, htmx):
    client, edit = log_in(learner), url("edit", make(learner).pk)
    page, fragment = client.get(edit).text, client.get(edit, headers=htmx).text
    assert VOLATILE.sub("", fragment).strip() in VOLATILE.sub("", page)


def test_break_restore_takes_no_nonsense(log_in, learner):
    restore = url("restore", make(learner).pk)
    client = log_in(learner)
    for nonsense in ("x", "9" * 40, "-1", "٣"):
        assert client.post(f"{restore}?instead={nonsense}").status_code == 302
    assert client.post(f"{restore}?instead=999999").status_code == 404


def test_breaks_are_nobody_elses(client, log_in, learner, stranger):
    pause = make(learner)
    assert client.get(LIST).url == f"/accounts/login/?next={LIST}"
    theirs = log_in(stranger)
    for verb in ("edit", "cancel", "restore"):
        assert theirs.post(url(verb, pause.pk), typed()).status_code == 404
    assert Break.objects.declared().get() == pause


def test_a_mentor_sees_breaks_with_the_plan_alone_and_changes_none(log_in, learner, mentor):
    declare_break(learner=learner, first=TODAY, last=TODAY + DAY, reason="Moving house", today=TODAY, by=learner.user)
    make_mentorship(learner, mentor)
    client, of = log_in(mentor), f"/tracker/of/{learner.user.handle}/"
    page = client.get(f"{of}breaks/").text
    assert "Moving house" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert f'href="{of}breaks/"' in client.get(of).text


def test_without_the_plan_a_mentor_sees_no_hint_of_a_break(log_in, learner, mentor):
    log_in(learner).post(url("add"), typed(f"{TODAY - DAY}", f"{TODAY + 8 * DAY}"))
    assert "Break</a> until" in log_in(learner).get("/tracker/").text
    make_mentorship(learner, mentor, sections=EVERYTHING - {Section.PLAN})
    client, of = log_in(mentor), f"/tracker/of/{learner.user.handle}/"
    assert client.get(f"{of}breaks/").status_code == client.get(f"{of}weeks/").status_code == 404
    main = client.get(of).text.split("<main")[1].split("</main>")[0]
    for hint in ("reak", "rests", "in a row", 'id="run"', "week of rest"):
        assert hint not in main


def test_break_verbs_take_their_method_alone(log_in, learner):
    client, pk = log_in(learner), make(learner).pk
    for verb in ("cancel", "restore"):
        assert client.get(url(verb, pk)).status_code == 405
    assert client.get(url("add")).status_code == 405
    assert client.post(LIST).status_code == 405


def test_break_list_costs_the_same_however_many(log_in, learner):
    client = log_in(learner)
    make(learner)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for n in range(20):
        make(learner, START + n * DAY, START + n * DAY)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(few) == len(many)
