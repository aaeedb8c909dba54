"""Certifications that run out, are renewed, booked anew: what follows from what."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tracker import recounts
from tracker.actions.certifications import change_certification, move_certification, undo_move
from tracker.actions.expiries import expire_certifications
from tracker.actions.stages import StageError, correct, discard, restore, take_back
from tracker.days import DAY
from tracker.models import Certification, Learner
from tracker.tests.factories import START, make_held

pytestmark = pytest.mark.django_db
LAST = datetime.date(2030, 6, 30)
NAMED = {"listed": None, "name": "Own diploma", "link": ""}


def noon(day, hour=12):
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=datetime.UTC)


def now_of(held):
    return Certification.objects.get(pk=held.pk)


def stages(held):
    return [(event.stage, event.happened_on) for event in recounts.course_of(now_of(held)).events]


def sound(learner):
    return not recounts.Standings.kept(learner).differences(recounts.Standings.counted(learner))


def test_it_is_held_until_the_end_of_its_last_day_and_expires_once(learner, guide):
    held = make_held(learner, listed=guide["credential"], expires_on=LAST)
    assert expire_certifications(now=noon(LAST, 23)) == 0
    assert Learner.objects.get(pk=learner.pk).cloud_certifications == 1
    assert expire_certifications(now=noon(LAST + DAY, 0)) == 1
    assert expire_certifications(now=noon(LAST + DAY, 0)) == 0
    assert expire_certifications(now=noon(LAST + 400 * DAY)) == 0
    assert stages(held) == [("passed", START), ("expired", LAST + DAY)]
    learner = Learner.objects.get(pk=learner.pk)
    assert (learner.cloud_certifications, learner.next_expiry_on) == (0, None)
    assert sound(learner)


@pytest.mark.parametrize(
    ("zone", "hour", "expired"),
    [("Pacific/Kiritimati", 9, 0), ("Pacific/Kiritimati", 10, 1), ("Pacific/Honolulu", 23, 0), ("UTC", 23, 0)],
)
def test_the_day_is_the_learners(learner, zone, hour, expired):
    Learner.objects.filter(pk=learner.pk).update(zone=zone)
    make_held(learner, expires_on=LAST)
    assert expire_certifications(now=noon(LAST, hour)) == expired


def test_who_takes_it_back_is_not_told_again_until_there_is_another_last_day(learner):
    held = make_held(learner, expires_on=LAST)
    expire_certifications(now=noon(LAST + DAY))
    take_back(event=held.event(2), by=learner.user)
    assert now_of(held).stage == "passed"
    assert expire_certifications(now=noon(LAST + 9 * DAY)) == 0
    Certification.objects.filter(pk=held.pk).update(expires_on=LAST + 3 * DAY)
    assert expire_certifications(now=noon(LAST + 9 * DAY)) == 1


def test_what_is_in_the_bin_or_not_held_or_has_no_last_day_does_not_expire(learner):
    binned = make_held(learner, expires_on=LAST)
    discard(thing=binned)
    make_held(learner, name="For good")
    make_held(learner, name="On the way", stage="planned")
    assert expire_certifications(now=noon(LAST + DAY)) == 0
    restore(thing=binned)
    assert expire_certifications(now=noon(LAST + DAY)) == 1


def test_tick_says_how_many_ran_out(learner):
    held, out = make_held(learner, expires_on=LAST), StringIO()
    Certification.objects.filter(pk=held.pk).update(expires_on=START + DAY)
    call_command("tick", stdout=out)
    call_command("tick", stdout=out)
    assert "Certifications that ran out: 1." in out.getvalue()
    assert "Certifications that ran out: 0." in out.getvalue()


def test_one_whose_last_day_is_over_when_it_is_entered_has_expired(learner):
    held = make_held(learner, expires_on=START + 30 * DAY)
    assert stages(held) == [("passed", START), ("expired", START + 31 * DAY)]


def test_another_last_day_is_followed_by_the_stage_both_ways(learner):
    held = make_held(learner, expires_on=START + 30 * DAY)
    change_certification(certification=held, by=learner.user, **NAMED, expires_on=LAST)
    assert now_of(held).stage == "passed"
    change_certification(certification=held, by=learner.user, **NAMED, expires_on=START + 30 * DAY)
    assert now_of(held).stage == "expired"
    change_certification(certification=held, by=learner.user, **NAMED, expires_on=None)
    assert now_of(held).stage == "passed"
    assert sound(learner)


def test_renewed_late_it_had_not_expired_and_undone_it_had(learner):
    held = make_held(learner, expires_on=START + 30 * DAY)
    event = move_certification(
        certification=held, stage="renewed", happened_on=START + 20 * DAY, by=learner.user, expires_on=LAST
    )
    assert stages(held) == [("passed", START), ("renewed", START + 20 * DAY)]
    assert Learner.objects.get(pk=learner.pk).next_expiry_on == LAST
    event.certification.learner = learner
    undo_move(event=event, by=learner.user, expires_on=START + 30 * DAY)
    assert stages(held) == [("passed", START), ("expired", START + 31 * DAY)]
    assert sound(learner)


def test_all_that_is_known_of_it_is_that_it_expired_and_then_it_was_renewed(learner):
    held = make_held(learner, stage="expired", happened_on=START + 9 * DAY)
    move_certification(certification=held, stage="renewed", happened_on=START, by=learner.user, expires_on=LAST)
    assert stages(held) == [("renewed", START)]
    assert sound(learner)


def test_the_day_of_an_exam_books_it_or_books_it_for_another_day(learner):
    held = make_held(learner, stage="planned")
    change_certification(certification=held, by=learner.user, **NAMED, exam_on=LAST)
    assert stages(held)[-1] == ("booked", LAST)
    change_certification(certification=held, by=learner.user, **NAMED, exam_on=LAST + DAY)
    assert stages(held) == [("planned", START), ("booked", LAST + DAY)]


def test_the_first_to_run_out_is_kept_beside_the_learner_and_rebuilt(learner):
    first = make_held(learner, expires_on=LAST)
    make_held(learner, expires_on=LAST + DAY)
    make_held(learner, stage="planned")
    assert Learner.objects.get(pk=learner.pk).next_expiry_on == LAST
    discard(thing=first)
    assert Learner.objects.get(pk=learner.pk).next_expiry_on == LAST + DAY
    assert sound(learner)
    Learner.objects.filter(pk=learner.pk).update(next_expiry_on=None)
    assert not sound(learner)
    recounts.rebuild(learner)
    assert sound(learner)


# --- nothing runs out before it was passed ----------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["passed", "renewed"])
def test_the_database_refuses_a_last_day_before_the_pass(learner, stage):
    rows = Certification.objects.filter(pk=make_held(learner, stage=stage).pk)
    rows.update(expires_on=START)  # held for a day
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(expires_on=START - DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(stage_since=START + DAY)
    rows.update(stage="expired", expires_on=START - DAY)  # then it is not held


def test_passed_anew_the_earlier_last_day_is_not_held_against_it(learner):
    held = make_held(learner, expires_on=START + 30 * DAY)
    expire_certifications(now=noon(START + 40 * DAY))
    again = START + 60 * DAY
    event = move_certification(certification=held, stage="passed", happened_on=again, by=learner.user)
    assert (now_of(held).stage, now_of(held).expires_on) == ("passed", None)
    event.certification.learner = learner
    undo_move(event=event, by=learner.user, expires_on=START + 30 * DAY)
    assert (now_of(held).stage, now_of(held).expires_on) == ("expired", START + 30 * DAY)
    assert sound(learner)


def test_what_would_run_out_before_its_pass_is_refused_whole(learner):
    held = make_held(learner, expires_on=LAST)
    early = {"happened_on": START - 9 * DAY, "expires_on": START - DAY}
    with pytest.raises(StageError, match="before the day on which it was passed"):
        move_certification(certification=held, stage="passed", by=learner.user, **early)
    with pytest.raises(StageError, match="before the day on which it was passed"):
        change_certification(certification=held, by=learner.user, **NAMED, expires_on=START - DAY)
    event = held.event(1)
    with pytest.raises(StageError, match="before the day on which it was passed"):
        correct(event=event, stage="passed", happened_on=LAST + DAY, by=learner.user)
    assert (stages(held), now_of(held).expires_on) == ([("passed", START)], LAST)
    assert sound(learner)
