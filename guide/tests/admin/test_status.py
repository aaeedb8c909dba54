"""What became of something: no look at it lies ahead, and a new status asks for grounds."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from guide.tests.admin.forms import send
from guide.tests.factories import make_authorization, make_law


@pytest.fixture
def client(log_in, curator):
    return log_in(curator)


def rows(guide):
    return [make_law(), make_authorization(), guide["credential"]]


def url_of(row):
    return reverse(f"admin:guide_{row.kind}_change", args=[row.pk])


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request) if message.level_tag == "warning"]


def test_a_status_as_of_a_day_to_come_is_refused(client, guide):
    today = timezone.localdate()
    for row in rows(guide):
        for day in ("2099-01-01", (today + timedelta(days=1)).isoformat()):
            response = send(client, url_of(row), status_as_of=day)
            assert response.status_code == 200
            assert "This day is still to come" in response.content.decode()
        assert send(client, url_of(row), status_as_of=today.isoformat()).status_code == 302


def test_a_new_status_on_old_grounds_is_pointed_out(client, guide):
    for row in rows(guide):
        response = send(client, url_of(row), status="retired")
        assert response.status_code == 302
        assert len([each for each in told(response) if "has a new status" in each]) == 1
        row.refresh_from_db()
        assert row.status == "retired"
        client.get(response.url)  # reads the message


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Other"},
        {"status": "repealed", "status_note": "Repealed by the next one."},
        {"status": "repealed", "status_as_of": "2026-01-02"},
    ],
)
def test_nothing_is_pointed_out_otherwise(client, changes):
    response = send(client, url_of(make_law()), **changes)
    assert response.status_code == 302
    assert told(response) == []
