"""What the feed and the digest show of applications and of certifications that run out."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tracker.access import full_access
from tracker.actions import addresses
from tracker.actions.stages import discard, move
from tracker.calendars import AT_FIRST, Kind, as_ics
from tracker.days import DAY
from tracker.digests import DigestPage
from tracker.feed import coming_up, entries_of, next_of
from tracker.models import Application, CalendarFeed, Interview, Learner, Offer
from tracker.tests.factories import START, make_application, make_held, make_mentorship
from tracker.tests.test_calendars import faults

pytestmark = pytest.mark.django_db
NEW = {Kind.EXPIRIES, Kind.INTERVIEWS, Kind.ACTIONS, Kind.ANSWERS}


def look(learner):
    return full_access(Learner.objects.with_people().get(pk=learner.pk))


def today_of(learner):
    return look(learner).today


def shown(learner, *kinds):
    """Titles in the order of their days."""
    entries = entries_of(look(learner), kinds)
    return [entry.title for entry in sorted(entries, key=lambda entry: (entry.first, entry.title))]


def with_dates(learner, **fields):
    """An application with a day of each kind, within the coming week."""
    application, today = make_application(learner, **fields), today_of(learner)
    Application.objects.filter(pk=application.pk).update(next_action="Send work", next_action_on=today + DAY)
    Interview.objects.create(application=application, day=today + 2 * DAY, kind="technical")
    Offer.objects.create(application=application, made_on=today, answer_by=today + 3 * DAY, base=1, currency="EUR")
    return application


def test_interviews_actions_and_answers_are_shown_with_the_company(learner):
    with_dates(learner)
    assert shown(learner, *NEW) == [
        "Send work: Data Engineer, Lakeshore Analytics",
        "Interview (technical): Data Engineer, Lakeshore Analytics",
        "Answer the offer: Data Engineer, Lakeshore Analytics",
    ]
    assert shown(learner, *AT_FIRST) == []


@pytest.mark.parametrize("stage", ["rejected", "withdrawn", "no_reply", "declined"])
def test_closed_applications_and_deleted_ones_are_left_out(learner, stage):
    closed, deleted = with_dates(learner), with_dates(learner)
    move(thing=closed, stage=stage, happened_on=START, by=learner.user)
    discard(thing=deleted)
    assert shown(learner, *NEW) == []


def test_what_was_accepted_wants_no_answer(learner):
    move(thing=with_dates(learner), stage="accepted", happened_on=START, by=learner.user)
    assert "Answer the offer" not in " ".join(shown(learner, *NEW))


def test_what_is_long_over_is_left_out(learner):
    application, old = make_application(learner), today_of(learner) - 40 * DAY
    Application.objects.filter(pk=application.pk).update(next_action="Call", next_action_on=old)
    Interview.objects.create(application=application, day=old)
    Offer.objects.create(application=application, made_on=old, answer_by=old, base=1, currency="EUR")
    assert shown(learner, *NEW) == []


@pytest.mark.parametrize(
    ("zone", "day", "clock", "starts"),
    [
        ("UTC", "2026-07-01", "09:30", "2026-07-01T09:30"),
        ("Asia/Tokyo", "2026-07-01", "09:30", "2026-07-01T00:30"),
        ("America/New_York", "2026-07-01", "22:00", "2026-07-02T02:00"),
        ("America/New_York", "2026-12-01", "22:00", "2026-12-02T03:00"),
        ("Europe/Berlin", "2027-03-28", "02:30", "2027-03-28T01:30"),  # a clock that is put forward over it
        ("Europe/Berlin", "2027-10-31", "02:30", "2027-10-31T00:30"),  # twice: the earlier
    ],
)
def test_an_interview_is_at_its_hour_on_the_learners_clock(learner, monkeypatch, zone, day, clock, starts):
    Learner.objects.filter(pk=learner.pk).update(zone=zone)
    monkeypatch.setattr("tracker.feed.LATELY", 10_000 * DAY)
    day, clock = datetime.date.fromisoformat(day), datetime.time.fromisoformat(clock)
    Interview.objects.create(application=make_application(learner), day=day, starts_at=clock, kind="other")
    (entry,) = entries_of(look(learner), {Kind.INTERVIEWS})
    assert entry.title == "Interview: Data Engineer, Lakeshore Analytics"
    data = as_ics([entry], handle="abc", url="https://careerguide.example/")
    assert faults(data) == []
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["DTSTART"].dt == datetime.datetime.fromisoformat(starts).replace(tzinfo=datetime.UTC)


def test_a_last_day_is_shown_with_its_reminders_while_it_is_held(client, learner):
    feed = addresses.make(CalendarFeed, learner=learner, by=learner.user)
    last = today_of(learner) + 100 * DAY
    held = make_held(learner, expires_on=last)
    make_held(learner, name="Planned", stage="planned")
    url = reverse("calendar-feed", args=[feed.key])
    (unasked,) = Calendar.from_ical(client.get(url).content).walk("VEVENT")
    assert str(unasked["SUMMARY"]) == "Own diploma: last day"
    assert Calendar.from_ical(client.get(url, {"kinds": "exams"}).content).walk("VEVENT") == []
    response = client.get(url, {"kinds": "expiries"})
    assert faults(response.content) == []
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert (str(event["SUMMARY"]), event["DTSTART"].dt) == ("Own diploma: last day", last)
    assert len(event.walk("VALARM")) == 4
    move(thing=held, stage="expired", happened_on=today_of(learner), by=learner.user)
    assert shown(learner, *NEW) == []


def test_the_feed_page_offers_the_kinds_and_says_that_they_name_companies(log_in, learner):
    addresses.make(CalendarFeed, learner=learner, by=learner.user)
    with_dates(learner)
    page = log_in(learner).get(reverse("tracker:feed-show"), {"kinds": ["interviews", "answers"]}).text
    assert "kinds=interviews,answers" in page
    assert "name the company and the role" in page
    assert "Interview (technical): Data Engineer, Lakeshore Analytics" in page
    plain = log_in(learner).get(reverse("tracker:feed-show")).text
    assert "Lakeshore" not in plain


def test_a_feed_asks_as_many_queries_for_twice_as_much(learner):
    def queries():
        access = look(learner)
        with CaptureQueriesContext(connection) as seen:
            entries_of(access, NEW)
        return len(seen)

    def fill():
        for _ in range(3):
            with_dates(learner)
            make_held(learner, expires_on=today_of(learner) + 5 * DAY)

    fill()
    few = queries()
    fill()
    assert queries() == few <= 4


def test_more_than_a_few_are_named_if_they_come_within_the_week(learner):
    access, today = look(learner), today_of(learner)
    for n in range(8):
        make_held(learner, name=f"Exam {n}", stage="booked", happened_on=today + n * DAY, token=uuid.uuid4())
    assert len(next_of(access, {Kind.EXAMS}, until=today + 6 * DAY)) == 7
    assert len(next_of(access, {Kind.EXAMS}, until=today)) == 5


# --- the digest ------------------------------------------------------------------------------------------------------


def digest(learner, first):
    page = DigestPage.of(Learner.objects.with_people().get(pk=learner.pk), first)
    return page.text(site="https://careerguide.example", off="/digest/off/abc/").replace("\N{NO-BREAK SPACE}", " ")


def test_the_digest_names_what_applications_ask_for(learner):
    application = with_dates(learner)
    Interview.objects.update(starts_at=datetime.time(14, 30))
    text = digest(learner, today_of(learner) - 7 * DAY)
    assert f"  Interview (technical): {application}, " in text
    assert ", 14:30" in text
    assert f"  Send work: {application}, " in text
    assert f"  Answer the offer: {application}, " in text


@pytest.mark.parametrize(
    ("days", "told"),
    [(98, False), (97, True), (91, True), (90, False), (83, False), (67, True), (61, True), (60, False), (6, True),
     (0, True), (14, True), (15, False), (13, True)],
)  # fmt: skip
def test_the_digest_reminds_of_a_last_day_in_the_week_of_a_reminder_or_of_its_own(learner, days, told):
    """``days`` from the last day of the week that is told of, so that 91 is 90 from the first of the next."""
    today = timezone.now().date()
    first = today - 7 * DAY
    make_held(learner, expires_on=first + 6 * DAY + (days or 1) * DAY)
    text = digest(learner, first)
    assert ("Runs out\n" in text) == told
    assert ("Own diploma: valid until" in text) == told


def test_what_comes_up_is_told_beside_the_plan_to_the_learner_alone(log_in, client, learner, mentor):
    application, today = with_dates(learner), today_of(learner)
    late = make_application(learner, company="Hazel")
    Application.objects.filter(pk=late.pk).update(next_action="Ask again", next_action_on=today - DAY)
    Interview.objects.create(application=late, day=today - DAY, kind="screen")
    Interview.objects.create(application=application, day=today + 15 * DAY, kind="onsite")
    assert [entry.title.partition(":")[0] for entry in coming_up(look(learner))] == [
        "Ask again", "Send work", "Interview (technical)", "Answer the offer",
    ]  # fmt: skip
    text = log_in(learner).get(reverse("tracker:plan-due")).text
    about = reverse("tracker:application-detail", args=[late.pk])
    assert f'<a href="{about}">Ask again: Data Engineer, Hazel</a>' in text
    assert text.count("was due") == 1
    make_mentorship(learner, mentor)
    assert "Coming up" not in log_in(mentor).get(reverse("tracker:of-plan-due", args=[learner.user.handle])).text


def test_an_exam_that_comes_up_leads_to_its_certification(log_in, learner):
    booked = make_held(learner, name="Exam of the guild", stage="booked", happened_on=today_of(learner) + DAY)
    page = log_in(learner).get(reverse("tracker:plan-due")).text
    assert f'<a href="{reverse("tracker:certification-detail", args=[booked.pk])}">Exam: Exam of the guild</a>' in page


@pytest.mark.parametrize(("clock", "told"), [("08:59", False), ("09:00", False), ("09:01", True), (None, True)])
def test_an_interview_that_has_begun_comes_up_no_more(learner, monkeypatch, clock, told):
    Learner.objects.filter(pk=learner.pk).update(zone="Asia/Tokyo")
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime(2026, 7, 1, 0, 0, tzinfo=datetime.UTC))
    starts_at = clock and datetime.time.fromisoformat(clock)
    Interview.objects.create(application=make_application(learner), day="2026-07-01", starts_at=starts_at)
    assert bool(coming_up(look(learner))) == told
    assert shown(learner, Kind.INTERVIEWS), "the calendar keeps it"
