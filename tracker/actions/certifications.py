"""Writing certifications."""

import uuid

from django.db import transaction
from django.utils import timezone

from tracker.actions.expiries import follow_last_day
from tracker.actions.stages import append, begin, correct, locked, move, settle, take_back
from tracker.days import local_day
from tracker.models import Certification, Learner
from tracker.recounts import course_of
from tracker.stages import is_held

Stage = Certification.Stage


def _counts(listed):
    return bool(listed and listed.counts_as_cloud)


def _today(learner):
    return local_day(timezone.now(), learner.zone)


@transaction.atomic
def add_certification(*, learner, by, token, stage, happened_on, listed=None, name="", link="", **details):
    """Add a certification, of the guide's list or by a name. Returns (certification, created): the same under one
    ``token`` is saved once. ``details``: credential_id, fee with fee_currency, expires_on."""
    learner = Learner.objects.locked(learner)
    known = Certification.objects.ever_of(learner).with_names().with_token(token)
    fields = {"listed": listed, "name": name, "link": link, **details}
    if known is not None:
        if known.was_added_with(stage=stage, happened_on=happened_on, **fields):
            return known, False
        token = uuid.uuid4()
    certification = Certification(learner=learner, token=token, listed_counts=_counts(listed), **fields)
    begin(certification, stage=stage, happened_on=happened_on, by=by)
    settle(certification)
    return follow_last_day(certification, before=None, today=_today(learner), by=by), True


class NotToBePlanned(Exception):
    """It can no longer be earned, or the guide has taken it out: it may be recorded as held."""


@transaction.atomic
def plan_certification(*, learner, by, listed, on):
    """Plan one of the guide's certifications from ``on``, the learner's today. Returns (certification, created).

    Whoever has it already, in whatever stage, gets that one. Raises NotToBePlanned.
    """
    learner = Learner.objects.locked(learner)
    known = Certification.objects.for_learner(learner).with_names().of_listed([listed]).first()
    if known is not None:
        return known, False
    if not listed.is_published or not listed.can_be_earned:
        raise NotToBePlanned
    planned = Certification.Stage.PLANNED
    return add_certification(learner=learner, by=by, token=uuid.uuid4(), stage=planned, happened_on=on, listed=listed)


@transaction.atomic
def change_certification(*, certification, by, listed, exam_on=None, **details):
    """Change what it says of itself. Whether it counts is asked anew only for another one of the list; another last
    day is followed by what follows from it; the day of an exam books it, or books it for another day. Raises StageError
    for a last day before the pass."""
    certification = locked(certification)
    if certification.listed_id != (listed and listed.pk):
        certification.listed, certification.listed_counts = listed, _counts(listed)
    before = certification.expires_on
    for name, value in details.items():
        setattr(certification, name, value)
    settle(certification)
    if certification.expires_on != before:
        follow_last_day(certification, before=before, today=_today(certification.learner), by=by)
    return _book(certification, exam_on, by) if exam_on else certification


def _book(certification, exam_on, by):
    latest = course_of(certification).events[-1]
    if latest.stage == Stage.BOOKED:
        event = certification.event(latest.sequence)
        event.certification = certification
        correct(event=event, stage=Stage.BOOKED, happened_on=exam_on, by=by)
    else:
        move(thing=certification, stage=Stage.BOOKED, happened_on=exam_on, by=by)
    return locked(certification)


@transaction.atomic
def move_certification(*, certification, stage, happened_on, by, expires_on=None):
    """It came to a stage on a day; passed or renewed, it is held until ``expires_on``, or for good. Returns the event.

    That it ran out after the day on which it was renewed was not so: it is taken back. Raises StageError for a last day
    before the pass.
    """
    if is_held(stage):
        _forget_last_day(certification)
    event = move(thing=certification, stage=stage, happened_on=happened_on, by=by)
    if is_held(stage):
        certification = locked(certification)
        for step in course_of(certification).events:
            if step.stage == Stage.EXPIRED and step.happened_on > happened_on:
                over = certification.event(step.sequence)
                append(certification, stage="", happened_on=step.happened_on, by=by, supersedes=over)
        certification.expires_on = expires_on
        settle(certification)
        follow_last_day(certification, before=None, today=_today(certification.learner), by=by)
    return event


def _forget_last_day(certification):
    """Before it comes to a stage that the last day so far does not go with; another one is given after. Returns it."""
    certification = locked(certification)
    forgotten, certification.expires_on = certification.expires_on, None
    certification.save(update_fields=["expires_on"])
    return forgotten


@transaction.atomic
def undo_move(*, event, by, **until):
    """Take back a move, and let it be held until ``expires_on`` again, if that is given. Returns the certification.

    Raises StageError for the only stage, or a last day before the pass.
    """
    if not until:
        return take_back(event=event, by=by)
    before = _forget_last_day(event.certification)
    certification = take_back(event=event, by=by)
    certification.expires_on = until["expires_on"]
    settle(certification)
    if certification.expires_on != before:
        follow_last_day(certification, before=before, today=_today(certification.learner), by=by)
    return certification
