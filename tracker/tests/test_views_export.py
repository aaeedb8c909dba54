"""Sessions as CSV: what the list shows, streamed, and read back as it was."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guide.models import Topic
from tracker import study_export
from tracker.actions.stages import discard
from tracker.actions.study import delete_session, log_session
from tracker.exchange.sessions import COLUMNS
from tracker.tests.factories import START, make_held, make_mentorship, make_project
from tracker.tests.import_files import read_rows

CSV = "/tracker/study/export.csv"


def log(learner, *, day=START, seconds=3600, **fields):
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


def rows(response):
    return read_rows(b"".join(response.streaming_content).decode())


@pytest.fixture
def full(learner, guide):
    nine = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
    return log(
        learner, skill=guide["math"], topic=Topic.objects.create(skill=guide["math"], name="Linear algebra"),
        seconds=3620, tags=["mit", "calm"], resource=guide["math"].record, link="https://example.com/=1+1",
        note='=HYPERLINK("x")\n"quoted", and more', started_at=nine, ended_at=nine + datetime.timedelta(seconds=3620),
        origin="timer",
    )  # fmt: skip


def test_study_export_tells_all_of_a_session_and_no_formula_stays_alive(log_in, learner, full):
    response = log_in(learner).get(CSV)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="careerguide-sessions-20')
    assert "no-store" in response["Cache-Control"]
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff" + ",".join(COLUMNS) + "\r\n")
    assert "'=HYPERLINK" in text
    (row,) = read_rows(text)
    assert row == {
        "id": str(full.token), "day": "2026-01-05", "start": "2026-01-05T09:00:00+00:00",
        "end": "2026-01-05T10:00:20+00:00", "zone": "UTC", "seconds": "3620", "time": "1:00:20", "activity": "study",
        "skill": "math", "skill_title": "Math", "topic": "Linear algebra", "counts": "yes", "tags": "calm mit",
        "resource": "skill/math", "resource_title": "Math", "link": "https://example.com/=1+1",
        "note": '=HYPERLINK("x")\n"quoted", and more', "origin": "timer",
        "towards": "", "towards_title": "",
    }  # fmt: skip


def test_study_export_says_what_a_session_was_for_and_asks_no_more_for_more(log_in, learner, guide):
    project, held, gone = make_project(learner), make_held(learner), make_project(learner)
    ties = [{"project": project}, {"certification": held}, {"project": gone}, {}]

    def asked():
        with CaptureQueriesContext(connection) as seen:
            told = rows(client.get(CSV))
        return len(seen), told

    client = log_in(learner)
    for tie in ties:
        log(learner, skill=guide["math"], **tie)
    discard(thing=gone)
    asked()
    few, told = asked()
    assert [(row["towards"], row["towards_title"]) for row in reversed(told)] == [
        (f"project/{project.token}", str(project)),
        (f"certification/{held.token}", "Own diploma"),
        ("", ""),
        ("", ""),
    ]
    for tie in ties:
        log(learner, skill=guide["math"], **tie)
    assert asked()[0] == few


def test_study_export_honours_the_filters_and_leaves_the_bin_alone(log_in, learner, guide, stranger):
    log(stranger, skill=guide["math"])
    log(learner, skill=guide["math"], note="first", tags=["calm"])
    log(learner, skill=guide["programming"], note="second", tags=["calm"])
    delete_session(session=log(learner, skill=guide["math"], note="gone"), by=learner.user)
    client = log_in(learner)
    assert [row["note"] for row in rows(client.get(CSV))] == ["second", "first"]
    assert [row["note"] for row in rows(client.get(CSV, {"skill": "math", "tag": "calm"}))] == ["first"]
    assert [row["note"] for row in rows(client.get(CSV, {"q": "SECOND"}))] == ["second"]
    assert rows(client.get(CSV, {"from": "2026-02-01"})) == []


def test_study_export_gives_every_session_once_however_many_pieces(log_in, learner, guide, monkeypatch):
    monkeypatch.setattr(study_export, "CHUNK", 4)
    for n in range(13):
        log(learner, day=START + datetime.timedelta(days=n // 5), seconds=60, skill=guide["math"], note=f"{n}")
    notes = [row["note"] for row in rows(log_in(learner).get(CSV))]
    assert sorted(notes, key=int) == [str(n) for n in range(13)]


def test_study_export_has_no_more_in_memory_than_a_piece(log_in, learner, guide, monkeypatch):
    monkeypatch.setattr(study_export, "CHUNK", 2)
    for n in range(6):
        log(learner, seconds=60, skill=guide["math"], note=f"{n}")
    response = log_in(learner).get(CSV)
    assert response.streaming
    pieces = iter(response.streaming_content)
    next(pieces)
    with CaptureQueriesContext(connection) as asked:
        assert next(pieces).count(b"\r\n") == 2
    assert len(asked) <= 3, "the rest is fetched as it is sent"
    assert len(list(pieces)) == 2


def test_study_export_is_the_learners_own(log_in, learner, mentor, full):
    make_mentorship(learner, mentor)
    assert log_in(mentor).get(f"/tracker/of/{learner.user.handle}/study/export.csv").status_code == 404
    assert log_in(learner).post(CSV).status_code == 405
