"""What a visitor gets when something breaks: a database that is busy for now is told from a fault of ours."""

import sqlite3

import pytest
from django.db import OperationalError
from psycopg import errors

from tracker.actions import runs
from tracker.views import study

TOKEN = "5b9a4f0e-1f7f-4b39-9f0d-0d6f2f8a8f11"


def locked():
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorname = "SQLITE_BUSY"
    return error


@pytest.fixture
def log(log_in, learner, guide, monkeypatch):
    """Log two hours in a form, while the database answers with an error."""

    def logged(cause):
        def refuse(**_):
            raise OperationalError(str(cause)) from cause

        monkeypatch.setattr(study, "log_session", refuse)
        client = log_in(learner)
        client.raise_request_exception = False
        data = {"what": "math", "duration": "2h", "day": "2026-01-06", "note": "eigenvalues", "token": TOKEN}
        return client.post("/tracker/study/add/", data)

    return logged


@pytest.mark.parametrize("cause", [locked(), errors.DeadlockDetected("deadlock"), errors.LockNotAvailable("lock")])
def test_a_busy_database_gives_back_what_was_typed(log, cause):
    response = log(cause)
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Too much is being written at once" in response.text
    assert "eigenvalues" in response.text
    assert TOKEN not in response.text


@pytest.mark.parametrize("cause", [sqlite3.OperationalError("no such table: x"), errors.UndefinedTable("no table")])
def test_any_other_fault_is_ours(log, cause):
    response = log(cause)
    assert response.status_code == 500
    assert "Something broke on our side" in response.text


def test_time_is_logged_though_the_run_of_weeks_cannot_be_kept_now(log_in, learner, guide, monkeypatch, caplog):
    def refuse(*_):
        raise OperationalError from locked()

    monkeypatch.setattr(runs, "_keep_run_after", refuse)
    data = {"what": "math", "duration": "2h", "day": "2026-01-06", "note": "eigenvalues", "token": TOKEN}
    assert log_in(learner).post("/tracker/study/add/", data).status_code == 302
    assert learner.study_sessions.count() == 1
    assert "The run of weeks was not kept" in caplog.text
