"""The weekly digest: when a week may be told, what it says, how it is asked for."""

import datetime
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from tracker.actions.digests import resume, subscribe, unsubscribe
from tracker.actions.plan_versions import append_version
from tracker.actions.study import log_session
from tracker.actions.targets import ensure_targets
from tracker.digests import DigestPage, last_week, of_token, off_token
from tracker.models import Break, Digest, DigestSubscription, Learner
from tracker.tests.factories import START, make_held

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
