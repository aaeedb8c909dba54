"""Moving what has stages: events are appended, and the rollups that follow from them are written with them."""

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.days import local_day
from tracker.models import Learner
from tracker.recounts import COUNTS, course_of, rollups_of


class StageError(Exception):
    """A move that cannot be; its text is for people."""


def settle(thing):
    """Write what follows from the events: on the row, and on the learner's count. Under the learner's lock."""
    counted = thing.counted
    for name, value in rollups_of(thing).items():
        setattr(thing, name, value)
    thing.save()
    rollups.touch(thing.learner_id, **{COUNTS[type(thing)]: int(thing.counted) - int(counted)})
    return thing


def begin(thing, *, stage, happened_on, by):
    """Save a new project, certification or application with its first event. Under the learner's lock."""
    thing.stage, thing.stage_since = stage, happened_on
    thing.save()
    append(thing, stage=stage, happened_on=happened_on, by=by)
    return thing


def append(thing, *, stage, happened_on, by, supersedes=None):
    last = thing.events.order_by("-sequence").first()
    return thing.events.create(
        sequence=last.sequence + 1 if last else 1,
        stage=stage,
        happened_on=happened_on,
        recorded_on=local_day(timezone.now(), thing.learner.zone),
        by=by,
        supersedes=supersedes,
    )


def locked(thing):
    """The row as it is now, under the lock on the learner's."""
    learner = Learner.objects.locked(thing.learner)
    thing = type(thing).objects.get(pk=thing.pk)
    thing.learner = learner
    return thing


@transaction.atomic
def move(*, thing, stage, happened_on, by):
    """It came to ``stage`` on a day (the learner's). Returns the event; where it stands there already, that one."""
    thing = locked(thing)
    latest = course_of(thing).events[-1]
    if (latest.stage, latest.happened_on) == (stage, happened_on):
        return thing.events.get(sequence=latest.sequence)
    event = append(thing, stage=stage, happened_on=happened_on, by=by)
    settle(thing)
    return event


@transaction.atomic
def take_back(*, event, by):
    """Undo a move. Returns what it moved, as it stands now. Twice is once.

    Raises StageError for the first stage of all: something that is kept is in some stage.
    """
    thing = locked(event.thing)
    effective = {step.sequence for step in course_of(thing).events}
    if event.sequence not in effective:
        return thing
    if len(effective) == 1:
        raise StageError("This is its only stage: move it to another one instead.")
    append(thing, stage="", happened_on=event.happened_on, by=by, supersedes=event)
    return settle(thing)
