"""To whom the weekly digest goes, and that it goes once."""

import datetime
import smtplib
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.digests import MOST_ATTEMPTS, claim, send, send_digests
from tracker.models import Break, CalendarChoice, Digest, DigestSubscription, Learner
from tracker.tests.factories import START, make_held, make_learner, make_user
from tracker.tests.test_digests import asking, breakable, confirmed, log, text_of

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MONDAY = datetime.date(2026, 3, 2)  # the first day of the week that is told of
AFTER = datetime.datetime(2026, 3, 9, 6, tzinfo=datetime.UTC)  # the morning after that week


def test_the_digest_goes_to_who_asked_for_it_and_once(learner, stranger, guide):
    log(asking(learner), skill=guide["math"])
    confirmed(stranger)

    assert send_digests(now=AFTER) == (1, 0)
    assert send_digests(now=AFTER) == (0, 0)
    assert send_digests(now=AFTER + 5 * DAY) == (0, 0)
    (message,) = mail.outbox
    assert message.to == [learner.user.email]
    assert message.subject.startswith("Your week: Monday 2 to Sunday 8 March")
    digest = Digest.objects.get()
    assert (digest.learner, digest.week, digest.state) == (learner, MONDAY, "sent")

    assert send_digests(now=AFTER + 7 * DAY) == (1, 0)
    assert [digest.week for digest in Digest.objects.all()] == [MONDAY + 7 * DAY, MONDAY]


def test_the_mail_can_be_ended_with_one_click(learner, client):
    asking(learner)
    send_digests(now=AFTER)
    (message,) = mail.outbox
    headers = message.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = headers["List-Unsubscribe"]
    assert link.startswith("<http://127.0.0.1:8000/digest/off/")
    assert link.endswith("/>")
    assert link[1:-1] in message.body
    assert "\n" not in message.message()["List-Unsubscribe"]

    path = link[1:-1].removeprefix("http://127.0.0.1:8000")
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not DigestSubscription.objects.open().exists()
    assert send_digests(now=AFTER + 7 * DAY) == (0, 0)


def test_a_digest_asked_for_in_a_week_begins_with_that_week(learner):
    asking(learner, since=AFTER)
    assert send_digests(now=AFTER) == (0, 0)
    assert send_digests(now=AFTER + 7 * DAY) == (1, 0)


def test_nothing_is_sent_to_an_address_that_is_not_confirmed_or_a_closed_account(learner):
    asking(learner)
    EmailAddress.objects.update(verified=False)
    assert send_digests(now=AFTER) == (0, 0)
    EmailAddress.objects.update(verified=True, email="another@example.com")
    assert send_digests(now=AFTER) == (0, 0)
    EmailAddress.objects.update(email=learner.user.email.upper())
    learner.user.is_active = False
    learner.user.save()
    assert send_digests(now=AFTER) == (0, 0)
    assert mail.outbox == []
    learner.user.is_active = True
    learner.user.save()
    assert send_digests(now=AFTER) == (1, 0)


def test_a_week_that_was_all_break_is_left_in_peace(learner):
    asking(learner)
    Break.objects.create(learner=learner, first=MONDAY - DAY, last=MONDAY + 6 * DAY)
    assert send_digests(now=AFTER) == (0, 0)
    assert mail.outbox == []
    Digest.objects.all().delete()
    log(learner)
    assert send_digests(now=AFTER) == (1, 0)
    assert "A week of rest. You logged 1 h." in breakable(mail.outbox[0].body)


def test_what_failed_is_tried_again_a_few_times_and_does_not_keep_the_others(learner, stranger, monkeypatch):
    asking(learner)
    asking(stranger)
    send = mail.EmailMessage.send

    def refuse(self, *args):
        if self.to == [learner.user.email]:
            raise ConnectionRefusedError("no mail today")
        return send(self, *args)

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert send_digests(now=AFTER) == (1, 1)
    assert send_digests(now=AFTER) == (0, 1)
    monkeypatch.undo()
    assert send_digests(now=AFTER) == (1, 0)
    assert sorted(message.to[0] for message in mail.outbox) == sorted([learner.user.email, stranger.user.email])
    assert Digest.objects.get(learner=learner).attempts == 3

    Digest.objects.filter(learner=learner).update(state="failed", sent_at=None, attempts=MOST_ATTEMPTS)
    assert send_digests(now=AFTER) == (0, 0)


@pytest.mark.parametrize(
    ("where", "error", "state"),
    [
        ("backends.locmem.EmailBackend.open", TimeoutError(), "failed"),  # nothing was sent yet
        ("EmailMessage.send", smtplib.SMTPDataError(554, b"no"), "failed"),
        ("EmailMessage.send", smtplib.SMTPRecipientsRefused({}), "failed"),
        ("EmailMessage.send", TimeoutError(), "sending"),
        ("EmailMessage.send", smtplib.SMTPServerDisconnected("gone"), "sending"),
    ],
)
def test_what_the_mail_server_did_not_refuse_may_have_been_sent_and_is_not_sent_again(
    learner, monkeypatch, where, error, state
):
    def fail(*args):
        raise error

    asking(learner)
    monkeypatch.setattr(f"django.core.mail.{where}", fail)
    assert send_digests(now=AFTER) == (0, int(state == "failed"))
    assert Digest.objects.get().state == state
    monkeypatch.undo()
    assert send_digests(now=AFTER) == (int(state == "failed"), 0)


def test_somebody_who_left_meanwhile_does_not_keep_the_others(learner, stranger, monkeypatch):
    asking(learner)
    asking(stranger)
    pairs = [(10**6, MONDAY), (learner.pk, MONDAY), (stranger.pk, MONDAY)]
    monkeypatch.setattr("tracker.actions.digests.due", lambda now: pairs)
    assert send_digests(now=AFTER) == (2, 0)
    assert not claim(Learner(pk=10**6), MONDAY, AFTER)


def test_one_that_somebody_died_in_the_middle_of_is_not_sent_twice(learner):
    Digest.objects.create(learner=asking(learner), week=MONDAY)
    assert send_digests(now=AFTER) == (0, 0)


def test_the_week_is_that_of_the_learners_calendar(learner):
    asking(learner)
    Learner.objects.filter(pk=learner.pk).update(zone="Asia/Tokyo", week_start=6)
    CalendarChoice.objects.filter(learner=learner).update(zone="Asia/Tokyo", week_start=6)
    assert send_digests(now=datetime.datetime(2026, 3, 7, 21, tzinfo=datetime.UTC)) == (1, 0)
    assert mail.outbox[0].subject.startswith("Your week: Sunday 1 to Saturday 7 March")


def test_a_week_that_shares_days_with_one_that_was_told_is_not_told(learner):
    asking(learner)
    assert send_digests(now=AFTER) == (1, 0)
    Learner.objects.filter(pk=learner.pk).update(week_start=6)
    assert send_digests(now=AFTER) == send_digests(now=AFTER + 6 * DAY) == (0, 0)
    for days in (-1, 6):
        assert send(learner.pk, MONDAY + days * DAY, AFTER) is None
    assert send_digests(now=AFTER + 13 * DAY) == (1, 0)
    assert list(Digest.objects.values_list("week", flat=True)) == [MONDAY + 13 * DAY, MONDAY]


def test_the_commands_send_what_is_due(learner):
    asking(learner, since=AFTER)
    out = StringIO()
    call_command("send_digests", stdout=out)
    assert "Digests sent: 1. Failed, to be tried again: 0." in out.getvalue()
    call_command("tick", stdout=out)
    assert "Digests sent: 0." in out.getvalue()


def test_whether_something_is_due_takes_two_queries_however_many_asked(learner, stranger):
    asking(learner)
    asking(stranger)
    for n in range(3):
        asking(make_learner(make_user(f"Nell{n}")))
    send_digests(now=AFTER)
    with CaptureQueriesContext(connection) as seen:
        assert send_digests(now=AFTER) == (0, 0)
    assert len(seen) == 2


def test_a_digest_asks_as_many_queries_for_twice_as_much(learner, guide):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            text_of(learner)
        return len(seen)

    log(learner, 60, skill=guide["math"])
    queries()  # the guide's catalogue is kept from now on
    log(learner, 60)
    few = queries()
    for _ in range(6):
        log(learner, 60, skill=guide["math"])
        make_held(learner, stage="booked", happened_on=START)
    assert queries() == few
