"""All that a session may say, through the form, and what an edit keeps."""

import datetime
import re
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from guide.models import ContentVersion, Topic
from guide.tests.factories import make_record
from tracker.actions.study import log_session
from tracker.days import zone_of
from tracker.models import Learner, StudySession
from tracker.tests.factories import START, in_the_afternoon

ADD = "/tracker/study/add/"
NINE = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)


@pytest.fixture
def topic(guide):
    return Topic.objects.create(skill=guide["math"], name="Linear algebra")


@pytest.fixture
def work(guide):
    return make_record("work", "mit", title="MIT OpenCourseWare")


@pytest.fixture
def imported(learner, guide, topic):
    """As an import brings it: 20 seconds over the minute, with a pause."""
    return log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=3620, skill=guide["math"], topic=topic,
        note="eigenvalues", tags=["mit", "calm"], resource=guide["programming"].record, origin="import",
        link="https://example.com/course", started_at=NINE, ended_at=NINE + datetime.timedelta(hours=2),
    )[0]  # fmt: skip


def typed(**fields):
    return {"what": "math", "duration": "1h30", "day": "2026-01-06", "note": "vectors", "token": uuid.uuid4(), **fields}


def as_shown(response, session):
    """What a browser would send of the form of a session, untouched."""
    html = response.text
    fields = dict(re.findall(r'<input type="(?:text|date|time|url)" name="(\w+)"(?: value="([^"]*)")?', html))
    fields["note"] = re.search(r'<textarea name="note"[^>]*>\s*([^<]*)</textarea>', html)[1]
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(
            r'<option value="([^"]*)"', options
        )
        fields[name] = chosen[1]
    return fields


def edit_of(session):
    return reverse("tracker:study-edit", args=[session.pk])


def test_study_add_takes_all_that_a_session_may_say(log_in, learner, guide, topic, work):
    said = {"topic": topic.pk, "activity": "interview", "start": "09:30", "tags": "#MIT, calm calm"}
    said |= {"resource": "work/mit", "link": "example.com/course"}
    response = log_in(learner).post(ADD, typed(**said))
    assert response.status_code == 302
    session = StudySession.objects.get()
    assert session.entry() == {
        "day": datetime.date(2026, 1, 6), "seconds": 5400, "skill": guide["math"], "activity": "interview",
        "topic": topic, "note": "vectors", "resource": work, "link": "https://example.com/course",
        "started_at": NINE + datetime.timedelta(days=1, minutes=30), "tags": {"mit", "calm"},
        "project": None, "certification": None,
        "ended_at": NINE + datetime.timedelta(days=1, minutes=120),
    }  # fmt: skip


def test_study_add_opens_more_only_where_something_is_in_it(log_in, learner, topic):
    client = log_in(learner)
    assert '<details class="morefields">' in client.get(ADD).text
    refused = client.post(ADD, typed(duration="30h", topic=topic.pk, activity="study", tags="", link=""))
    assert '<details class="morefields" open>' in refused.text
    refused = client.post(
        ADD, typed(duration="30h", topic="", activity="study", start="", tags="", link="", resource="")
    )
    assert '<details class="morefields">' in refused.text


BAD = [
    ({"topic": "999999"}, "Choose one of the list."),
    ({"topic": "x\0"}, "Choose one of the list."),
    ({"topic": "LINEAR", "what": "programming"}, "“Linear algebra” belongs to Math."),
    ({"topic": "LINEAR", "what": "activity:project"}, "“Linear algebra” belongs to Math."),
    ({"activity": "sleep"}, "Choose one of the list."),
    ({"activity": "project", "what": "activity:interview"}, "Above it is something else."),
    ({"start": "25:00"}, "This is not a time of day."),
    ({"start": "soon"}, "This is not a time of day."),
    ({"start": "23:00"}, "lasts into the next day"),
    ({"tags": "=cmd|calc"}, "A tag has letters, digits, - and _"),
    ({"tags": "x" * 41}, "at most 40 characters"),
    ({"tags": " ".join(map(str, range(21)))}, "at most 20"),
    ({"tags": "x " * 5_000}, "at most 2000 characters"),
    ({"tags": "a\0b"}, "Null characters are not allowed."),
    ({"resource": "work/unheard-of"}, "Choose one of the list."),
    ({"resource": "skill/math"}, "Choose one of the list."),
    ({"link": "javascript:alert(1)"}, "This is not an address of the web."),
    ({"link": "ftp://example.com/x"}, "This is not an address of the web."),
    ({"link": "https://example.com/" + "x" * 500}, "at most 500 characters"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_study_add_refuses_and_keeps_the_rest(log_in, learner, topic, work, htmx, wrong, message):
    wrong = {**wrong, "topic": topic.pk} if wrong.get("topic") == "LINEAR" else wrong
    for headers in ({}, htmx):
        response = log_in(learner).post(ADD, typed(**{"tags": "calm", **wrong}), headers=headers)
        assert response.status_code == 422
        assert message in response.text
        assert 'aria-invalid="true"' in response.text
        assert '<details class="morefields" open>' in response.text
        assert "vectors" in response.text
    assert not StudySession.objects.exists()


@pytest.mark.parametrize(
    ("zone", "day", "start", "message"),
    [
        ("Europe/Berlin", "2026-03-29", "02:30", "The clocks skip this time on that day"),
        ("Australia/Sydney", "2026-10-04", "02:30", "The clocks skip this time on that day"),
        ("Europe/Berlin", "2026-03-29", "22:00", None),
        ("Europe/Berlin", "2026-03-29", "22:31", "lasts into the next day"),
    ],
)
def test_a_start_is_a_time_that_the_clocks_showed(log_in, learner, zone, day, start, message):
    Learner.objects.filter(pk=learner.pk).update(zone=zone)
    response = log_in(learner).post(ADD, typed(day=day, start=start, tags=""))
    assert response.status_code == (422 if message else 302)
    assert message is None or message in response.text


def test_a_start_that_has_not_come_yet_is_refused_and_the_input_kept(log_in, learner, htmx):
    in_the_afternoon(learner)
    client, now = log_in(learner), timezone.now().astimezone(zone_of(learner.zone))
    said = {"day": now.date().isoformat(), "duration": "30m", "tags": "calm"}
    later = now + datetime.timedelta(minutes=2)
    for headers in ({}, htmx):
        response = client.post(ADD, typed(**said, start=f"{later:%H:%M}"), headers=headers)
        assert response.status_code == 422
        assert "That has not come yet: it is 14:" in response.text
        assert list(response.context["form"].errors) == ["start"]
        assert f'value="{later:%H:%M}"' in response.text
        assert "vectors" in response.text
    assert not StudySession.objects.exists()
    assert client.post(ADD, typed(**said, start=f"{now:%H:%M}")).status_code == 302, "just begun"


def test_a_session_whose_start_was_to_come_when_it_was_logged_is_still_edited(log_in, learner, guide):
    in_the_afternoon(learner)
    now = timezone.now()
    day, later = now.astimezone(zone_of(learner.zone)).date(), now + datetime.timedelta(hours=2)
    session = log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=60, skill=guide["math"],
        started_at=later, ended_at=later + datetime.timedelta(seconds=60),
    )[0]  # fmt: skip
    client = log_in(learner)
    fields = as_shown(client.get(edit_of(session)), session)
    assert client.post(edit_of(session), {**fields, "note": "of another clock"}).status_code == 302
    assert client.post(edit_of(session), {**fields, "duration": "5m"}).status_code == 422


def test_study_edit_left_as_it_was_changes_nothing(log_in, learner, imported):
    before = imported.entry()
    response = log_in(learner).get(edit_of(imported))
    assert '<details class="morefields" open>' in response.text
    fields = as_shown(response, imported)
    assert (fields["duration"], fields["start"], fields["tags"]) == ("1h", "09:00", "calm, mit")
    assert log_in(learner).post(edit_of(imported), fields).status_code == 302
    imported.refresh_from_db()
    assert imported.entry() == before
    assert imported.origin == "import"


def test_study_edit_keeps_seconds_and_all_that_a_short_form_does_not_name(log_in, learner, imported):
    before = imported.entry()
    short = {"what": "math", "duration": "1h", "day": "2026-01-05", "note": "vectors"}
    log_in(learner).post(edit_of(imported), short)
    imported.refresh_from_db()
    assert imported.entry() == {**before, "note": "vectors"}


def test_study_edit_keeps_less_than_a_minute(log_in, learner, imported):
    StudySession.objects.filter(pk=imported.pk).update(seconds=20)
    fields = as_shown(log_in(learner).get(edit_of(imported)), imported)
    log_in(learner).post(edit_of(imported), {**fields, "note": "short"})
    imported.refresh_from_db()
    assert (imported.seconds, imported.note) == (20, "short")


def test_study_edit_moves_start_and_end_with_day_and_time(log_in, learner, imported):
    fields = as_shown(log_in(learner).get(edit_of(imported)), imported)
    log_in(learner).post(edit_of(imported), {**fields, "day": "2026-01-07", "duration": "30"})
    imported.refresh_from_db()
    assert imported.started_at == NINE + datetime.timedelta(days=2)
    assert imported.ended_at == imported.started_at + datetime.timedelta(minutes=30)
    fields = as_shown(log_in(learner).get(edit_of(imported)), imported)
    log_in(learner).post(edit_of(imported), {**fields, "start": ""})
    imported.refresh_from_db()
    assert (imported.started_at, imported.ended_at) == (None, None)


def test_study_edit_clears_what_was_emptied(log_in, learner, imported):
    fields = as_shown(log_in(learner).get(edit_of(imported)), imported)
    log_in(learner).post(edit_of(imported), {**fields, "tags": "", "link": "", "resource": "", "topic": ""})
    imported.refresh_from_db()
    now = imported.entry()
    assert (now["tags"], now["link"], now["resource"], now["topic"]) == (frozenset(), "", None, None)


def test_study_edit_keeps_a_kind_of_time_that_goes_with_a_skill(log_in, learner, guide, imported):
    StudySession.objects.filter(pk=imported.pk).update(activity="interview")
    short = {"what": "math", "duration": "1h", "day": "2026-01-05", "note": ""}
    log_in(learner).post(edit_of(imported), short)
    imported.refresh_from_db()
    assert imported.activity == "interview"
    fields = as_shown(log_in(learner).get(edit_of(imported)), imported)
    assert fields["activity"] == "interview"
    log_in(learner).post(edit_of(imported), {**fields, "activity": "study"})
    imported.refresh_from_db()
    assert imported.activity == "study"


def test_study_edit_keeps_a_skill_a_topic_and_a_resource_that_the_guide_no_longer_offers(
    log_in, learner, guide, imported
):
    type(guide["math"]).objects.filter(slug="math").update(state="retired")
    ContentVersion.objects.grow()
    before = imported.entry()
    fields = as_shown(log_in(learner).get(edit_of(imported)), imported)
    assert (fields["what"], fields["resource"]) == ("math", "skill/programming")
    assert log_in(learner).post(edit_of(imported), {**fields, "note": "still"}).status_code == 302
    imported.refresh_from_db()
    assert imported.entry() == {**before, "note": "still"}


def test_study_edit_of_a_plain_session_is_short_and_shows_all_fields_on_demand(log_in, learner, guide, htmx):
    plain = log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["math"]
    )[0]
    client, fields = log_in(learner), reverse("tracker:study-fields", args=[plain.pk])
    for headers in ({}, htmx):
        short = client.get(edit_of(plain), headers=headers).text
        assert 'name="tags"' not in short
        assert f'formaction="{fields}"' in short
        full = client.post(fields, typed(note="half a thought", duration="2h"), headers=headers)
        assert full.status_code == 200
        assert "half a thought" in full.text
        assert 'value="2h"' in full.text
        assert '<details class="morefields" open>' in full.text
    plain.refresh_from_db()
    assert (plain.seconds, plain.note) == (60, "")


def test_study_fields_is_for_ones_own_sessions_and_takes_only_post(log_in, learner, stranger, imported):
    url = reverse("tracker:study-fields", args=[imported.pk])
    assert log_in(stranger).post(url, typed()).status_code == 404
    assert log_in(learner).get(url).status_code == 405


def test_a_row_that_was_edited_in_place_tells_all(log_in, learner, imported, htmx):
    fields = as_shown(log_in(learner).get(edit_of(imported)), imported)
    row = log_in(learner).post(edit_of(imported), {**fields, "note": "changed"}, headers=htmx).text
    for said in ("Math: Linear algebra", "#mit", "https://example.com/course", "09:00–11:00", "imported", "changed"):
        assert said in row, said


def test_a_session_of_a_day_to_come_after_a_move_to_the_west_can_be_changed(log_in, learner, guide, htmx):
    east = datetime.datetime.now(ZoneInfo("Pacific/Kiritimati")).date()  # a day ahead of Honolulu, at any hour
    west = datetime.datetime.now(ZoneInfo("Pacific/Honolulu")).date()
    Learner.objects.filter(pk=learner.pk).update(zone="Pacific/Honolulu")
    early = log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=east, seconds=7200, skill=guide["math"]
    )[0]
    client = log_in(learner)
    page = client.get(edit_of(early)).text
    assert f'max="{east}"' in page
    short = {"what": "math", "duration": "2h", "day": east.isoformat(), "note": "flying"}
    for headers in ({}, htmx):
        assert client.post(edit_of(early), short, headers=headers).status_code in (200, 302)
    refused = client.post(edit_of(early), {**short, "day": (west + datetime.timedelta(days=9)).isoformat()})
    assert "This day has not come yet." in refused.text


def test_a_tag_of_a_file_stays_beside_new_ones(log_in, learner, guide):
    session = log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["math"], tags=["c++"]
    )[0]
    fields = as_shown(log_in(learner).get(edit_of(session)), session)
    assert log_in(learner).post(edit_of(session), {**fields, "tags": "c++, calm"}).status_code == 302
    assert session.entry()["tags"] == {"c++", "calm"}
    refused = log_in(learner).post(edit_of(session), {**fields, "tags": "c++, c#"})
    assert "“c#” is none" in refused.text
