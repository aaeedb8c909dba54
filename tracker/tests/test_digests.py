"""The weekly digest: what it says, to whom it goes and when, and that it goes once."""

import datetime
import smtplib
import uuid
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tracker.actions.digests import MOST_ATTEMPTS, claim, resume, send, send_digests, subscribe, unsubscribe
from tracker.actions.plan_versions import append_version
from tracker.actions.study import log_session
from tracker.actions.targets import ensure_targets
from tracker.digests import DigestPage, last_week, of_token, off_token
from tracker.models import Break, CalendarChoice, Digest, DigestSubscription, Learner
from tracker.tests.factories import START, make_held, make_learner, make_user

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
MONDAY = datetime.date(2026, 3, 2)  # the first day of the week that is told of
AFTER = datetime.datetime(2026, 3, 9, 6, tzinfo=datetime.UTC)  # the morning after that week


def confirmed(learner):
    EmailAddress.objects.create(user=learner.user, email=learner.user.email, verified=True, primary=True)
    return learner


def asking(learner, since=AFTER - 30 * DAY):
    """A learner who asked for the digest long ago, and whose address is confirmed."""
    subscription = subscribe(learner=confirmed(learner), by=learner.user)
    DigestSubscription.objects.filter(pk=subscription.pk).update(recorded_at=since)
    return learner


def log(learner, seconds=3600, day=MONDAY, **fields):
    what = fields if "skill" in fields else {"activity": "interview", **fields}
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **what)


def text_of(learner, first=MONDAY):
    page = DigestPage.of(Learner.objects.with_people().get(pk=learner.pk), first)
    return breakable(page.text(site="https://careerguide.example", off="/digest/off/abc/"))


def breakable(text):
    """With plain spaces where a duration has such as never break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


# --- when a week may be told -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "zone", "week_start", "first"),
    [
        ("2026-03-09T05:59:00+00:00", "UTC", 0, "2026-02-23"),  # not before the morning
        ("2026-03-09T06:00:00+00:00", "UTC", 0, "2026-03-02"),
        ("2026-03-08T21:00:00+00:00", "Asia/Tokyo", 0, "2026-03-02"),  # where it is morning already
        ("2026-03-09T12:59:00+00:00", "America/Los_Angeles", 0, "2026-02-23"),
        ("2026-03-09T13:00:00+00:00", "America/Los_Angeles", 0, "2026-03-02"),  # summer time since the day before
        ("2026-03-08T06:00:00+00:00", "UTC", 6, "2026-03-01"),  # weeks from Sunday
        ("2026-03-15T05:59:00+00:00", "UTC", 6, "2026-03-01"),
        ("2026-03-09T06:00:00+00:00", "No/Where", 0, "2026-03-02"),
    ],
)  # fmt: skip
def test_a_week_is_told_from_the_morning_after_it(now, zone, week_start, first):
    now = datetime.datetime.fromisoformat(now)
    assert last_week(now, zone, week_start).isoformat() == first


# --- what it says ----------------------------------------------------------------------------------------------------


def test_the_digest_says_whose_week_it_is_and_what_was_done(learner, guide):
    log(learner, 5400, skill=guide["math"])
    log(learner, 7200, day=MONDAY + 6 * DAY, skill=guide["programming"])
    log(learner, 1800)
    log(learner, 9000, day=MONDAY + 7 * DAY)
    log(learner, 9000, day=MONDAY - DAY)
    text = text_of(learner)
    assert text.splitlines()[:7] == [
        "Monday 2 to Sunday 8 March",
        "",
        "4 h of your goal of 10 h.",
        "",
        "  Programming: 2 h",
        "  Math: 1 h 30",
        "  Interview practice: 30 min",
    ]
    assert "https://careerguide.example/digest/off/abc/" in text
    assert not any(line.endswith(" ") for line in text.splitlines())


@pytest.mark.parametrize(
    ("first", "today", "span"),
    [
        ("2026-11-16", "2026-11-27", "Monday 16 to Sunday 22 November"),
        ("2026-11-30", "2026-12-07", "Monday 30 November to Sunday 6 December"),
        ("2026-11-16", "2027-01-02", "Monday 16 to Sunday 22 November 2026"),
        ("2026-12-28", "2027-01-04", "Monday 28 December 2026 to Sunday 3 January"),
    ],
)
def test_the_bounds_of_the_week_are_printed(learner, first, today, span):
    page = DigestPage.of(learner, datetime.date.fromisoformat(first))
    page.access.__dict__["today"] = datetime.date.fromisoformat(today)
    assert page.span == span


def test_a_goal_that_was_met_and_a_week_of_nothing_are_said_plainly(learner, guide):
    assert "Nothing logged; the goal was 10 h." in text_of(learner)
    log(learner, 10 * 3600)
    assert "10 h of your goal of 10 h: met." in text_of(learner)


def test_a_week_within_which_the_record_began_is_held_against_no_goal(learner):
    Learner.objects.filter(pk=learner.pk).update(started_on=MONDAY + 2 * DAY)
    log(learner, 36_000, MONDAY + 2 * DAY)
    assert "10 h logged." in text_of(learner)


def test_a_break_rests_the_goal(learner):
    Break.objects.create(learner=learner, first=MONDAY, last=MONDAY + DAY)
    log(learner, 3600, day=MONDAY + 3 * DAY)
    text = text_of(learner)
    assert "1 h of your goal of 7 h 09." in text
    assert "the goal is the other days' share" in text


def test_a_run_of_weeks_is_told_from_two_on(learner):
    log(learner, 10 * 3600)
    assert "in a row" not in text_of(learner)
    log(learner, 10 * 3600, day=MONDAY - 7 * DAY)
    assert "2 weeks in a row met their goal." in text_of(learner)


def test_the_forecast_is_told_with_its_band_and_pace(learner, guide):
    ensure_targets(learner=learner)
    text = text_of(learner)
    assert "Forecast" not in text or "h a week" in text
    today = DigestPage.of(learner, MONDAY).access.today
    for n in range(1, 80):
        log(learner, 3600, day=today - n * DAY, skill=guide["math"])
    text = text_of(learner)
    assert "\nForecast\n\n  Total hours, 1,500 h: " in text
    assert "is the middle" in text or "the middle is" in text
    assert "At your pace of " in text


def test_due_dates_of_the_plan_are_named(learner, guide):
    ensure_targets(learner=learner)
    target = learner.targets.current().get(milestone__skill=guide["math"])
    far = DigestPage.of(learner, MONDAY).access.today + 300 * DAY
    steps = [(target.milestone, target.edition, target.end)]
    append_version(
        learner=learner, by=learner.user, effective_from=START, steps=steps, reason="", order="in_order", target_day=far
    )
    assert "  Due: Hours of Math, " in text_of(learner)


def test_what_comes_next_is_named(learner):
    page = DigestPage.of(learner, MONDAY)
    today = page.access.today
    make_held(learner, name="Cloud & <Co>", stage="booked", happened_on=today + 5 * DAY)
    Break.objects.create(learner=learner, first=today - DAY, last=today + DAY)
    text = text_of(learner)
    assert "Exam: Cloud & <Co>" in text
    assert "until " in text
    assert "  Break, until " in text


# --- to whom, and once -----------------------------------------------------------------------------------------------


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


# --- asking and ending -----------------------------------------------------------------------------------------------


def test_asking_twice_is_once_and_so_is_ending(learner):
    assert subscribe(learner=learner, by=learner.user) == subscribe(learner=learner, by=learner.user)
    assert unsubscribe(learner=learner) is True
    assert unsubscribe(learner=learner) is False
    assert DigestSubscription.objects.count() == 1


def test_what_was_ended_just_now_can_be_taken_back(learner):
    subscription = subscribe(learner=learner, by=learner.user)
    unsubscribe(learner=learner)
    assert resume(learner=learner) is True
    assert resume(learner=learner) is True
    assert DigestSubscription.objects.open().get() == subscription

    unsubscribe(learner=learner)
    DigestSubscription.objects.update(ended_at=AFTER - 30 * DAY)
    assert resume(learner=learner) is False


def test_a_token_is_of_one_learner_and_of_nothing_else(learner, stranger):
    token = off_token(learner)
    assert of_token(token) == learner
    for wrong in (
        token + "x",
        token[1:],
        "",
        ":",
        learner.user.handle,
        off_token(stranger)[:10] + token[10:],
        "\0",
        "é",
    ):
        assert of_token(wrong) is None


def test_the_database_keeps_one_subscription_open_and_a_week_once(learner):
    subscribe(learner=learner, by=learner.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        DigestSubscription.objects.create(learner=learner)
    Digest.objects.create(learner=learner, week=MONDAY)
    for values in (
        {"week": MONDAY},
        {"week": datetime.date(1999, 12, 31)},
        {"week": MONDAY + DAY, "state": "lost"},
        {"week": MONDAY + DAY, "state": "sent"},
        {"week": MONDAY + DAY, "state": "failed", "sent_at": AFTER},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Digest.objects.create(learner=learner, **values)
