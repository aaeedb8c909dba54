"""Certifications that run out: the stage follows from the last day, when that comes or when it is changed."""

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from tracker.actions.stages import append, locked, settle
from tracker.days import DAY, local_day
from tracker.models import Certification
from tracker.recounts import course_of
from tracker.stages import is_held

EXPIRED = Certification.Stage.EXPIRED


def expire_certifications(*, now):
    """Let expire what was held until a last day that is over for its learner. Returns how many.

    Each once for a last day: whoever takes it back is not told again until they give another one.
    """
    rows = Certification.objects.run_out_before(now.date() + DAY)  # in some places it is tomorrow
    due = [row for row in rows.iterator(chunk_size=500) if is_due(row, now)]
    return sum(_expire(row, now) for row in due)


def is_due(certification, now):
    """Whether it is to expire, and was not told so for this last day."""
    told = any(
        event.stage == EXPIRED and event.happened_on == certification.expires_on + DAY
        for event in certification.events.all()
    )
    return not told and _has_run_out(certification, local_day(now, certification.learner.zone))


@transaction.atomic
def _expire(certification, now):
    """Under the lock, if it is so still."""
    try:
        certification = locked(certification)
    except ObjectDoesNotExist:  # deleted just now
        return False
    if certification.deleted_at or not certification.expires_on or not is_due(certification, now):
        return False
    _append(certification, by=None)
    return True


def _has_run_out(certification, today):
    course = course_of(certification)
    return is_held(course.stage) and course.since <= certification.expires_on < today


def _append(certification, by):
    append(certification, stage=EXPIRED, happened_on=certification.expires_on + DAY, by=by)
    settle(certification)


def follow_last_day(certification, *, before, today, by):
    """Let the stage follow a last day that the learner gave, and that was ``before`` until then. Under the lock.

    That it had expired the day after the earlier one is taken back, unless it is all that is known; it has expired if
    the new one is over.
    """
    events = course_of(certification).events
    latest, day = events[-1], certification.expires_on
    followed = before and (latest.stage, latest.happened_on) == (EXPIRED, before + DAY)
    if followed and day != before and len(events) > 1:
        over = certification.event(latest.sequence)
        append(certification, stage="", happened_on=latest.happened_on, by=by, supersedes=over)
        settle(certification)
    if day and _has_run_out(certification, today):
        _append(certification, by)
    return certification
