"""Secrets of addresses do not reach the log."""

import logging

import pytest
from django.conf import settings

from careerguide.logs import Masked, masked


@pytest.mark.parametrize(
    ("text", "logged"),
    [
        ("Not Found: /calendar/abc-_DEF123.ics", "Not Found: /calendar/***"),
        ('"GET /calendar/abc.ics?kinds=exams HTTP/1.1" 200', '"GET /calendar/***?kinds=exams HTTP/1.1" 200'),
        ("Forbidden: /digest/off/k7qm:a-b_c/resume/", "Forbidden: /digest/off/***/resume/"),
        ("Not Found: /evidence/abc-_DEF123/", "Not Found: /evidence/***/"),
        ("Not Found: /tracker/evidence/steps/x/", "Not Found: /tracker/evidence/steps/x/"),
        ("Not Found: /tracker/calendar/make/", "Not Found: /tracker/calendar/make/"),
        ("Not Found: /guide/paths/", "Not Found: /guide/paths/"),
    ],
)
def test_secrets_of_addresses_are_starred(text, logged):
    assert masked(text) == logged


def test_a_record_is_kept_with_its_arguments_starred():
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s %d", ("No", "/calendar/x.ics", 7), None
    )
    assert Masked().filter(record)
    assert record.getMessage() == "No: /calendar/*** 7"


def test_every_handler_of_ours_masks():
    assert all("masked" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
