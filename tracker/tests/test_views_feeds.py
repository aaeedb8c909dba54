import datetime
import logging
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tracker import rollups
from tracker.actions import addresses
from tracker.actions.plan_versions import append_version
from tracker.actions.stages import move
from tracker.actions.study import log_session
from tracker.actions.targets import ensure_targets
from tracker.actions.upkeep import BIN_KEPT, empty_bins
from tracker.models import Break, CalendarFeed
from tracker.models.addresses import new_key
from tracker.tests.factories import START, make_application, make_held, make_mentorship, make_user
from tracker.tests.test_calendars import faults

pytestmark = pytest.mark.django_db

SHOW, MAKE = reverse("tracker:feed-show"), reverse("tracker:feed-make")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def feed(learner):
    return addresses.make(CalendarFeed, learner=learner, by=learner.user)


def on(verb, feed):
    return reverse(f"tracker:feed-{verb}", args=[feed.pk])


def address(feed):
    return reverse("calendar-feed", args=[feed.key])


def booked(learner, day, **fields):
    return make_held(learner, stage="booked", happened_on=day, **fields)


def titles(response):
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).walk("VEVENT")]


# --- the page --------------------------------------------------------------------------------------------------------


def test_feed_show_offers_to_make_one(log_in, learner):
    page = log_in(learner).get(SHOW).content.decode()
    assert "Make the address" in page
    assert ".ics" not in page


def test_feed_show_gives_the_address_and_what_comes_next(log_in, learner, feed):
    booked(learner, timezone.now().date() + 3 * DAY)
    page = log_in(learner).get(SHOW).content.decode()
    assert f'value="http://testserver{address(feed)}"' in page
    assert "Exam: Own diploma" in page


def test_feed_show_says_how_many_come_after_those_shown(log_in, learner, feed):
    for number in range(5):
        booked(learner, timezone.now().date() + number * DAY, name=f"Exam {number}", token=uuid.uuid4())
    client = log_in(learner)
    assert "more after" not in client.get(SHOW).text
    for number in range(2):
        booked(learner, timezone.now().date() + 30 * DAY, name=f"Later {number}", token=uuid.uuid4())
    assert "Two more after them." in client.get(SHOW).text


def test_feed_show_makes_the_address_of_a_choice(log_in, learner, feed):
    page = log_in(learner).get(SHOW, {"kinds": ["exams", "goal"]}).content.decode()
    assert f'value="http://testserver{address(feed)}?kinds=exams,goal"' in page
    assert page.count(" checked") == 2


def test_feed_show_as_a_fragment_is_what_the_page_holds(log_in, learner, feed, htmx):
    client = log_in(learner)
    fragment = client.get(SHOW, headers=htmx)
    assert [template.name for template in fragment.templates][:1] == ["tracker/feed/_feed.html"]
    assert fragment.content.decode().startswith('<div id="feed">')


def test_feed_make_makes_one_however_often_it_is_sent(log_in, learner, htmx):
    client = log_in(learner)
    assert client.post(MAKE).url == SHOW
    assert b'id="feed-link"' in client.post(MAKE, headers=htmx).content
    assert CalendarFeed.objects.for_learner(learner).live().count() == 1


def test_feed_renew_gives_another_address_and_undo_the_one_before(log_in, learner, feed, client):
    owner = log_in(learner)
    assert owner.post(on("renew", feed)).url == SHOW
    now = CalendarFeed.objects.for_learner(learner).live().get()
    assert now.key != feed.key
    assert (owner.get(address(feed)).status_code, owner.get(address(now)).status_code) == (404, 200)
    assert on("restore", feed) in owner.get(SHOW).content.decode()  # undo

    owner.post(on("renew", feed))  # sent again
    assert CalendarFeed.objects.for_learner(learner).live().get() == now

    owner.post(on("restore", feed))
    assert (owner.get(address(feed)).status_code, owner.get(address(now)).status_code) == (200, 404)
    owner.post(on("restore", feed))
    assert CalendarFeed.objects.for_learner(learner).live().get() == feed


def test_feed_revoke_withdraws_it_and_undo_gives_it_back(log_in, learner, feed, htmx):
    client = log_in(learner)
    answer = client.post(on("revoke", feed), headers=htmx).content.decode()
    assert "No calendar yet" in answer
    assert on("restore", feed) in answer
    assert client.post(on("revoke", feed)).status_code == 302
    assert client.get(address(feed)).status_code == 404
    assert client.post(on("renew", feed)).status_code == 302
    assert client.get(address(feed)).status_code == 404

    client.post(on("restore", feed))
    assert client.get(address(feed)).status_code == 200


@pytest.mark.parametrize("verb", ["renew", "revoke", "restore"])
def test_a_stranger_has_no_part_in_a_feed(log_in, learner, stranger, mentor, feed, verb):
    make_mentorship(learner, mentor)
    assert log_in(stranger).post(on(verb, feed)).status_code == 404
    assert log_in(mentor).post(on(verb, feed)).status_code == 302  # to where a mentor begins
    assert CalendarFeed.objects.live().get() == feed


# --- the feed --------------------------------------------------------------------------------------------------------


def test_calendar_feed_is_read_without_logging_in_or_cookies(client, learner, feed):
    booked(learner, START + 9 * DAY)
    response = client.get(address(feed))
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, no-cache", "no-referrer")
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert "Vary" not in response
    assert faults(response.content) == []
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["DTSTART"].dt == START + 9 * DAY


def test_calendar_feed_shows_exams_breaks_and_the_goal_and_nothing_that_is_told_to_nobody(client, learner, guide, feed):
    booked(learner, START + 9 * DAY, listed=guide["credential"])
    make_held(learner, name="Held already")
    make_application(learner, company="Lakeshore Analytics", note="Secret note")
    today = timezone.now().date()
    Break.objects.create(learner=learner, first=today, last=today + DAY, reason="Surgery")
    Break.objects.create(learner=learner, first=today, last=today, cancelled_at=timezone.now())
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=today, seconds=5400, activity="project")

    response = client.get(address(feed))
    assert titles(response) == ["Exam: Cloud ML", "Break"]
    everything = client.get(address(feed), {"kinds": "milestones,exams,breaks,goal"})
    assert sorted(titles(everything)) == ["Break", "Exam: Cloud ML", "The week’s goal: 1 h 30 of 10 h"]
    assert faults(everything.content) == []
    for secret in ("Lakeshore", "Secret", "Surgery", learner.user.email, learner.user.handle, feed.key):
        assert secret not in everything.content.decode()


def test_calendar_feed_shows_the_due_dates_of_the_plan(client, learner, guide, feed):
    ensure_targets(learner=learner)
    steps = [(target.milestone, target.edition, target.end) for target in learner.targets.current()]
    plan = append_version(
        learner=learner, by=learner.user, effective_from=START, steps=steps, reason="", order="in_order",
        weekly_seconds=36_000,
    )  # fmt: skip
    rollups.touch(learner.pk)
    response = client.get(address(feed), {"kinds": "milestones"})
    assert faults(response.content) == []
    assert "Due: Hours of Programming" in titles(response)
    (stamp,) = {event["DTSTAMP"].dt for event in Calendar.from_ical(response.content).walk("VEVENT")}
    assert stamp == plan.recorded_at.replace(microsecond=0)


@pytest.mark.parametrize("asked", [("junk", "", "junk"), ("", "junk", "")])
def test_a_word_that_is_no_kind_empties_nobody_elses_calendar(client, learner, feed, asked):
    booked(learner, START)
    for kinds in asked:
        assert len(titles(client.get(address(feed), {"kinds": kinds}))) == (0 if kinds else 1)


@pytest.mark.parametrize(("kinds", "count"), [("exams", 1), ("breaks", 0), ("exams,junk", 1), ("junk\0", 0), ("", 1)])
def test_calendar_feed_shows_the_kinds_of_its_address(client, learner, feed, kinds, count):
    booked(learner, START)
    response = client.get(address(feed), {"kinds": kinds})
    assert len(titles(response)) == count
    assert faults(response.content) == []


def test_calendar_feed_is_the_same_bytes_until_something_changes(client, learner, feed):
    exam = booked(learner, START)
    first = client.get(address(feed))
    assert client.get(address(feed)).content == first.content
    unchanged = client.get(address(feed), headers={"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")

    move(thing=exam, stage="booked", happened_on=START + DAY, by=learner.user)
    second = client.get(address(feed), headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    uids = [Calendar.from_ical(each.content).walk("VEVENT")[0]["UID"] for each in (first, second)]
    assert uids[0] == uids[1]


@pytest.mark.parametrize("key", ["unknown-to-anybody-0123456789abc", "x", "x" * 3000, "é", "..", "%00", "a b"])
def test_calendar_feed_says_nothing_of_a_key_that_opens_nothing(client, feed, key):
    response = client.get(reverse("calendar-feed", args=[key]))
    assert (response.status_code, response.content) == (404, b"Not found")
    assert not response.cookies


def test_calendar_feed_answers_nobody_once_the_account_is_closed(client, learner, feed):
    learner.user.is_active = False
    learner.user.save()
    assert client.get(address(feed)).status_code == 404


def test_calendar_feed_only_reads(client, feed):
    assert client.post(address(feed)).status_code == 405
    assert client.head(address(feed)).status_code == 200


def test_calendar_feed_refuses_who_asks_without_end(client, feed, monkeypatch):
    monkeypatch.setattr("tracker.views.feeds.MOST_AN_HOUR", 2)
    answers = [client.get(address(feed)).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_calendar_feed_never_logs_its_key(client, feed, caplog):
    addresses.revoke(address=feed, by=None)
    with caplog.at_level(logging.DEBUG):
        client.get(address(feed))
        client.post(address(feed))
    assert "/calendar/***" in caplog.text
    assert feed.key not in caplog.text


def test_calendar_feed_asks_as_many_queries_for_twice_as_much(client, learner, guide, feed):
    def fill():
        for _ in range(4):
            booked(learner, START, listed=guide["credential"])
            Break.objects.create(learner=learner, first=START, last=START)
            today = timezone.now().date()
            log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=today, seconds=60, activity="project")

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(feed), {"kinds": "milestones,exams,breaks,goal"}).status_code == 200
        return len(seen)

    queries()  # the guide's catalogue is kept from now on
    fill()
    few = queries()
    fill()
    assert queries() == few <= 8
    assert queries() == 2  # kept: the feed with its learner, and the version of the guide


# --- the rows --------------------------------------------------------------------------------------------------------


def test_keys_are_long_random_and_each_once(learner):
    keys = {new_key() for _ in range(200)}
    assert len(keys) == 200
    assert {len(key) for key in keys} == {32}  # 192 bits


def test_the_database_keeps_one_feed_live_and_no_short_key(learner, feed):
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.new(learner).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(learner=learner, key="short", digest="x", revoked_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(learner=learner, key=feed.key, digest=feed.digest, revoked_at=timezone.now())


def test_keys_of_long_ago_are_forgotten(learner, feed):
    now = timezone.now()
    renewed = addresses.renew(address=feed, by=learner.user)
    CalendarFeed.objects.filter(pk=feed.pk).update(revoked_at=now - BIN_KEPT - DAY)
    empty_bins(now=now)
    assert list(CalendarFeed.objects.all()) == [renewed]


def test_a_feed_in_words_does_not_give_its_key_away(feed):
    assert feed.key not in f"{feed} {feed!r}"


def test_whoever_keeps_no_record_has_no_feed(log_in, guide):
    assert log_in(make_user("Nell")).get(SHOW).url == reverse("tracker:start")
