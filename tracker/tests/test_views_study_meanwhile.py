"""One session open on two pages: what either saves, the other does not undo unseen."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse

from guide.models import Topic
from tracker.actions.study import Outdated, change_session, log_session
from tracker.actions.study_bulk import change_sessions
from tracker.models import StudySession
from tracker.tests.factories import START

WAS = re.compile(r'name="was" value="([^"]*)"')


@pytest.fixture
def topic(guide):
    return Topic.objects.create(skill=guide["math"], name="Linear algebra")


@pytest.fixture
def session(learner, guide):
    return log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=3600, skill=guide["math"]
    )[0]


@pytest.fixture(params=["page", "fragment"])
def tab(request, log_in, learner, session, htmx):
    """Opens the form on one more page: what it sends, untouched. With it, a way to send that."""
    client, url = log_in(learner), reverse("tracker:study-edit", args=[session.pk])
    headers = htmx if request.param == "fragment" else {}

    class Tab:
        def __init__(self, full=False):
            page = client.post(reverse("tracker:study-fields", args=[session.pk]), self.sent()) if full else None
            self.fields = {**self.sent(), "was": WAS.search((page or client.get(url, headers=headers)).text)[1]}
            if full:
                self.fields |= {"topic": "", "activity": "study", "tags": "", "start": "", "resource": "", "link": ""}

        @staticmethod
        def sent():
            return {"what": "math", "duration": "1h", "day": START.isoformat(), "note": ""}

        def save(self, **typed):
            self.fields |= typed
            response = client.post(url, self.fields, headers=headers)
            if found := WAS.search(response.text):
                self.fields["was"] = found[1]
            return response

    return Tab


def saved(response):
    return response.status_code in (200, 302)


def test_what_the_other_page_wrote_stays_where_this_one_did_not_touch_it(tab, session):
    one, two = tab(), tab()
    assert saved(one.save(note="tab one"))
    assert saved(two.save(duration="2h"))
    session.refresh_from_db()
    assert (session.note, session.seconds) == ("tab one", 7200)


def test_what_both_pages_changed_is_asked_about_and_then_saved(tab, session):
    one, two = tab(), tab()
    one.save(note="tab one")
    refused = two.save(note="tab two")
    assert refused.status_code == 422
    assert "Changed meanwhile: it says “tab one” now." in refused.text
    assert re.search(r"<textarea[^>]*>\s*tab two</textarea>", refused.text)
    session.refresh_from_db()
    assert session.note == "tab one"
    assert saved(two.save())
    session.refresh_from_db()
    assert session.note == "tab two"


def test_what_was_emptied_meanwhile_is_told(tab, session):
    StudySession.objects.filter(pk=session.pk).update(note="first")
    one, two = tab(), tab()
    one.save(note="")
    assert "it is empty now" in two.save(note="second").text


def test_what_both_pages_changed_alike_is_saved(tab, session):
    one, two = tab(), tab()
    one.save(note="the same", day="2026-01-06")
    assert saved(two.save(note="the same", duration="2h"))
    session.refresh_from_db()
    assert (session.note, session.seconds, session.day) == ("the same", 7200, datetime.date(2026, 1, 6))


def test_the_skill_and_the_day_are_told_in_words(tab, session):
    one, two = tab(), tab()
    one.save(what="programming", day="2026-01-07")
    told = two.save(what="activity:project", day="2026-01-06").text
    assert "it says “Programming” now" in told
    assert "it says “7 January 2026” now" in told


def test_a_short_form_shows_and_keeps_what_a_full_one_saved_meanwhile(tab, session, topic):
    one, two = tab(full=True), tab()
    assert saved(one.save(topic=topic.pk, tags="calm", start="09:00"))
    assert saved(two.save(duration="2h"))
    session.refresh_from_db()
    assert (session.topic, session.seconds) == (topic, 7200)
    assert [tag.name for tag in session.tags.all()] == ["calm"]
    assert session.ended_at - session.started_at == datetime.timedelta(hours=2)


def test_a_topic_that_was_chosen_meanwhile_does_not_vanish_with_its_skill(tab, session, topic):
    one, two = tab(full=True), tab()
    one.save(topic=topic.pk)
    refused = two.save(what="programming")
    assert refused.status_code == 422
    assert "“Linear algebra” belongs to Math." in refused.text


def test_a_kind_of_time_that_nobody_touched_is_no_difference(tab, session):
    one, two = tab(full=True), tab(full=True)
    one.save(activity="interview")
    assert saved(two.save(note="mine"))
    session.refresh_from_db()
    assert (session.activity, session.note) == ("interview", "mine")


def test_what_many_were_given_at_once_counts_as_meanwhile(tab, session, learner):
    one = tab(full=True)
    rows = StudySession.objects.filter(pk=session.pk)
    change_sessions(learner=learner, by=learner.user, token=uuid.uuid4(), sessions=rows, add=["calm"])
    assert "it says “calm” now" in one.save(tags="loud").text


@pytest.mark.parametrize("stamp", ["", "🙂 \0", "day:"])
def test_a_page_that_does_not_say_what_it_was_filled_with_is_taken_as_it_is(tab, session, stamp):
    one = tab()
    StudySession.objects.filter(pk=session.pk).update(note="meanwhile")
    assert saved(one.save(was=stamp, note="typed"))
    session.refresh_from_db()
    assert session.note == "typed"


def test_more_fields_do_not_forget_what_the_form_was_filled_with(tab, session, log_in, learner):
    one, two = tab(), tab()
    one.save(note="tab one")
    more = log_in(learner).post(reverse("tracker:study-fields", args=[session.pk]), two.fields).text
    assert WAS.search(more)[1] == two.fields["was"]


def test_a_change_that_was_read_before_another_is_not_made(session, learner):
    change_session(session=StudySession.objects.get(pk=session.pk), by=learner.user, note="first")
    with pytest.raises(Outdated):
        change_session(session=session, by=learner.user, as_read=True, note="second")


def test_a_page_that_is_slower_by_a_moment_sees_what_the_other_saved(tab, session, learner, monkeypatch):
    """Between the reading of the session and the lock on the record, the other page saves."""
    one, acted = tab(), []

    def late(*, session, by, **fields):
        if not acted:
            acted.append(change_session(session=StudySession.objects.get(pk=session.pk), by=by, note="tab one"))
        return change_session(session=session, by=by, **fields)

    monkeypatch.setattr("tracker.views.study.change_session", late)
    assert saved(one.save(duration="2h"))
    session.refresh_from_db()
    assert (session.note, session.seconds) == ("tab one", 7200)


def test_the_same_form_sent_twice_is_no_conflict_with_oneself(tab, session):
    one = tab(full=True)
    sent = {"duration": "90m", "tags": "b a", "note": "x\r\ny", "link": "https://example.com/x"}
    first = dict(one.fields)
    assert saved(one.save(**sent))
    one.fields = first
    again = one.save(**sent)
    assert saved(again), re.findall(r"Changed meanwhile[^<]*|class=\"err[^<]*", again.text)
    session.refresh_from_db()
    assert session.seconds == 5400


def test_another_skill_in_a_short_form_does_not_trip_over_a_topic_that_it_does_not_show(tab, session, topic):
    StudySession.objects.filter(pk=session.pk).update(topic=topic)
    one, two = tab(full=True), tab()
    assert saved(one.save(topic=topic.pk, tags="calm"))
    assert saved(two.save(what="programming"))
    session.refresh_from_db()
    assert (session.skill.slug, session.topic) == ("programming", None)
    assert [tag.name for tag in session.tags.all()] == ["calm"]
