"""Days across zones: where clocks change, where weeks begin, and what a move to another zone leaves as it was."""

import datetime
import uuid

import pytest

from tracker.access import full_access
from tracker.actions.applications import add_application
from tracker.actions.learner import change_calendar
from tracker.actions.runs import keep_run
from tracker.actions.study import DayTooLong, change_session, log_session, restore_session
from tracker.actions.study import delete_session as put_into_bin
from tracker.actions.timer import log_timer, pause_timer, resume_timer, start_timer, stop_timer
from tracker.days import DAY, day_seconds, local_day, week_of
from tracker.models import DayTotal, Learner, StudySession
from tracker.tests.factories import START
from tracker.week_list import Weeks

pytestmark = pytest.mark.django_db
HOUR = 3600


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def settle(learner, zone, week_start=0):
    """The learner as somebody who has lived there all along."""
    Learner.objects.filter(pk=learner.pk).update(zone=zone, week_start=week_start)
    return Learner.objects.get(pk=learner.pk)


def log(learner, day, seconds=HOUR):
    return log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, activity="project"
    )[0]


def timed(learner, start, end):
    """Days and hours of what a timer logs from one instant to another."""
    Learner.objects.filter(pk=learner.pk).update(timer_limit_seconds=24 * HOUR)
    start_timer(learner=learner, now=at(start), activity="project")
    stop_timer(learner=learner, now=at(end))
    sessions = log_timer(learner=learner, by=learner.user, now=at(end))
    return {session.day.isoformat(): session.seconds / HOUR for session in sessions}


@pytest.mark.parametrize(
    ("zone", "start", "end", "days"),
    [
        # the night in which the clocks go forward: 23 hours
        ("Europe/Berlin", "2026-03-28T22:30", "2026-03-29T01:30", {"2026-03-28": 0.5, "2026-03-29": 2.5}),
        # the night in which they go back: 25 hours
        ("Europe/Berlin", "2026-10-24T21:00", "2026-10-25T02:00", {"2026-10-24": 1, "2026-10-25": 4}),
        # the southern hemisphere, where it is the other way round
        ("Australia/Sydney", "2026-04-04T12:00", "2026-04-04T17:00", {"2026-04-04": 1, "2026-04-05": 4}),
        ("Australia/Sydney", "2026-10-03T13:00", "2026-10-03T17:00", {"2026-10-03": 1, "2026-10-04": 3}),
        # clocks that change at midnight itself
        ("America/Santiago", "2026-04-05T02:00", "2026-04-05T05:00", {"2026-04-04": 2, "2026-04-05": 1}),
        ("America/Santiago", "2026-09-06T03:00", "2026-09-06T05:00", {"2026-09-05": 1, "2026-09-06": 1}),
        # zones off by half an hour and by a quarter
        ("Asia/Kolkata", "2026-03-02T18:00", "2026-03-02T19:00", {"2026-03-02": 0.5, "2026-03-03": 0.5}),
        ("Asia/Kathmandu", "2026-03-02T18:00", "2026-03-02T19:00", {"2026-03-02": 0.25, "2026-03-03": 0.75}),
        ("Pacific/Kiritimati", "2026-03-02T09:00", "2026-03-02T11:00", {"2026-03-02": 1, "2026-03-03": 1}),
    ],
)
def test_time_falls_on_the_learners_days_whatever_the_clocks_do(learner, zone, start, end, days):
    assert timed(settle(learner, zone), start, end) == days


def test_a_day_that_a_place_left_out_holds_nothing(learner):
    learner = settle(learner, "Pacific/Apia")
    left_out = datetime.date(2011, 12, 30)
    assert day_seconds(left_out, learner.zone) == 0
    assert timed(learner, "2011-12-30T09:00", "2011-12-30T11:00") == {"2011-12-29": 1, "2011-12-31": 1}
    with pytest.raises(DayTooLong):
        log(learner, left_out, 60)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("Australia/Sydney", "2026-04-05", 25),
        ("Australia/Sydney", "2026-10-04", 23),
        ("America/Santiago", "2026-09-06", 23),
        ("America/Santiago", "2026-04-04", 25),
    ],
)
def test_a_day_holds_as_much_as_it_has(learner, zone, day, hours):
    learner, day = settle(learner, zone), datetime.date.fromisoformat(day)
    log(learner, day, (hours - 4) * HOUR)
    log(learner, day, 4 * HOUR)
    with pytest.raises(DayTooLong):
        log(learner, day, 1)


def test_a_timer_fills_a_day_of_25_hours_and_no_more(learner):
    learner = settle(learner, "Europe/Berlin")
    log(learner, datetime.date(2026, 10, 25), 21 * HOUR)
    assert timed(learner, "2026-10-25T19:00", "2026-10-25T23:00") == {"2026-10-25": 4}


# --- a move to another zone ------------------------------------------------------------------------------------------


def test_a_move_leaves_past_days_as_they_were_and_today_follows(learner):
    learner = settle(learner, "America/Los_Angeles")
    logged = log(learner, datetime.date(2026, 3, 2), 23 * HOUR)
    application = add_application(
        learner=learner, by=learner.user, token=uuid.uuid4(), company="Lakeshore Analytics", role="Data Engineer",
        channel="board", stage="applied", happened_on=datetime.date(2026, 3, 2),
    )[0]  # fmt: skip
    before = list(application.events.values_list("happened_on", "recorded_on"))
    totals = DayTotal.objects.for_learner(learner).seconds_by_day()

    now = at("2026-03-03T05:00")  # still the second in Los Angeles, the third in Auckland
    assert local_day(now, learner.zone).day == 2
    learner = change_calendar(
        learner=learner, zone="Pacific/Auckland", week_start=0, on=local_day(now, learner.zone), by=learner.user
    )

    assert local_day(now, learner.zone).day == 3
    logged.refresh_from_db()
    assert (logged.day, logged.zone, logged.seconds) == (datetime.date(2026, 3, 2), "America/Los_Angeles", 23 * HOUR)
    assert DayTotal.objects.for_learner(learner).seconds_by_day() == totals
    assert list(application.events.values_list("happened_on", "recorded_on")) == before
    assert log(learner, datetime.date(2026, 3, 3)).zone == "Pacific/Auckland"


def test_after_a_move_a_session_is_corrected_in_the_zone_it_was_logged_in(learner):
    learner = settle(learner, "Europe/Berlin")
    long_day = datetime.date(2026, 10, 25)
    session = log(learner, long_day, 20 * HOUR)
    learner = change_calendar(learner=learner, zone="UTC", week_start=0, on=long_day + DAY, by=learner.user)
    assert change_session(session=session, by=learner.user, seconds=25 * HOUR).zone == "Europe/Berlin"
    put_into_bin(session=session, by=learner.user)
    assert restore_session(session=session, by=learner.user).seconds == 25 * HOUR


def test_moving_west_over_the_date_line_and_back_appends_choices_in_order(learner):
    day = datetime.date(2026, 3, 3)
    for zone, on in (("Pacific/Kiritimati", day), ("Pacific/Pago_Pago", day - DAY), ("UTC", day)):
        learner = change_calendar(learner=learner, zone=zone, week_start=0, on=on, by=learner.user)
    since = [choice.effective_from for choice in learner.calendar_choices.order_by("id")]
    assert since == sorted(since)
    assert learner.zone == "UTC"


def test_a_move_while_the_timer_runs_loses_no_second(learner):
    learner = settle(learner, "America/Los_Angeles")
    start_timer(learner=learner, now=at("2026-03-03T06:00"), activity="project")  # the evening of the second
    pause_timer(learner=learner, now=at("2026-03-03T07:00"))
    change_calendar(
        learner=learner, zone="Pacific/Auckland", week_start=6, on=datetime.date(2026, 3, 2), by=learner.user
    )
    learner.refresh_from_db()
    resume_timer(learner=learner, now=at("2026-03-03T10:30"))
    stop_timer(learner=learner, now=at("2026-03-03T11:30"))  # half past midnight in Auckland
    sessions = log_timer(learner=learner, by=learner.user, now=at("2026-03-03T11:30"))
    assert sum(session.seconds for session in sessions) == 2 * HOUR
    assert {session.day.day: session.seconds / HOUR for session in sessions} == {3: 1.5, 4: 0.5}
    assert {session.zone for session in sessions} == {"Pacific/Auckland"}


def test_what_is_today_follows_the_zone(learner):
    days = {zone: full_access(settle(learner, zone)).today for zone in ("Pacific/Pago_Pago", "Pacific/Kiritimati")}
    east, west = days["Pacific/Kiritimati"], days["Pacific/Pago_Pago"]
    assert (east - west).days in (1, 2)


# --- weeks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("week_start", "firsts"),
    [
        (0, ["2026-01-05", "2026-01-12"]),  # Monday
        (5, ["2026-01-10", "2026-01-17"]),  # Saturday
        (6, ["2026-01-11", "2026-01-18"]),  # Sunday
    ],
)
def test_weeks_begin_on_the_day_that_the_learner_chose(learner, week_start, firsts):
    learner = settle(learner, "UTC", week_start)
    today = datetime.date.fromisoformat(firsts[-1]) + 7 * DAY
    weeks = Weeks.of(learner, today)
    assert [week.first.isoformat() for week in weeks.over] == firsts
    assert (weeks.running.first, weeks.running.last) == week_of(today, week_start)


@pytest.mark.parametrize("week_start", [0, 5, 6])
def test_the_last_minute_of_a_week_and_the_first_of_the_next_are_told_apart(learner, week_start):
    learner = settle(learner, "Australia/Sydney", week_start)
    _, last = week_of(START + 14 * DAY, week_start)
    log(learner, last, 10 * HOUR)
    log(learner, last + DAY, 10 * HOUR)
    keep_run(learner=learner, today=last + 8 * DAY)
    learner.refresh_from_db()
    assert learner.run_weeks == 2
    assert StudySession.objects.count() == 2
