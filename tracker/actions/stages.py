"""Moving what has stages: events are appended, and the rollups that follow from them are written with them."""

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.days import local_day
from tracker.models import Learner
from tracker.recounts import COUNTS, course_of, keep_next_expiry, rollups_of


class StageError(Exception):
    """A move that cannot be; its text is for people."""


def settle(thing):
    """Write what follows from the events: on the row, and on the learner's count. Under the learner's lock.

    Raises StageError where it cannot be kept so.
    """
    counted = thing.counted
    for name, value in rollups_of(thing).items():
        setattr(thing, name, value)
    if thing.refusal:
        raise StageError(thing.refusal)
    thing.save()
    keep_next_expiry(thing)
    rollups.touch(thing.learner_id, **{COUNTS[type(thing)]: int(thing.counted) - int(counted)})
    return thing


def begin(thing, *, stage, happened_on, by, own_stage=None):
    """Save a new project, certification or application with its first event. Under the learner's lock."""
    thing.stage, thing.stage_since = stage, happened_on
    thing.save()
    append(thing, stage=stage, happened_on=happened_on, by=by, own_stage=own_stage)
    return thing


def append(thing, *, stage, happened_on, by, supersedes=None, own_stage=None):
    last = thing.events.order_by("-sequence").first()
    return thing.events.create(
        sequence=last.sequence + 1 if last else 1,
        stage=stage,
        happened_on=happened_on,
        recorded_on=local_day(timezone.now(), thing.learner.zone),
        by=by,
        supersedes=supersedes,
        **({"own_stage": own_stage} if own_stage else {}),
    )


def locked(thing):
    """The row as it is now, under the lock on the learner's."""
    learner = Learner.objects.locked(thing.learner)
    thing = type(thing).objects.get(pk=thing.pk)
    thing.learner = learner
    return thing


@transaction.atomic
def move(*, thing, stage, happened_on, by, own_stage=None, seen=None):
    """It came to ``stage`` on a day (the learner's), which they may call by an ``own_stage`` of theirs.

    ``seen`` is the sequence of the last event that the mover knew of. Returns the event; where it stands there already,
    or came to just this since then, that one: the same move, sent twice or by two devices, is one.
    """
    thing = locked(thing)
    events = course_of(thing).events
    since = [event for event in events[:-1] if seen is not None and event.sequence > seen]
    for event in (events[-1], *since):
        if (event.stage, event.happened_on, event.own) == (stage, happened_on, own_stage and own_stage.pk):
            return thing.events.get(sequence=event.sequence)
    event = append(thing, stage=stage, happened_on=happened_on, by=by, own_stage=own_stage)
    settle(thing)
    return event


@transaction.atomic
def correct(*, event, stage, happened_on, by, own_stage=None):
    """Say an event otherwise: a new one supersedes it, in its place. Returns the event that says so; the same again,
    or by two devices at once, is one.

    Raises StageError for one in whose place something else was said since.
    """
    thing = locked(event.thing)
    last = end_of(thing, event)
    if (last.stage, last.happened_on, getattr(last, "own_stage", None)) == (stage, happened_on, own_stage):
        return last
    if last.pk != event.pk or not event.stage:
        raise StageError("This was changed in the meantime. Look at its history again.")
    new = append(thing, stage=stage, happened_on=happened_on, by=by, supersedes=event, own_stage=own_stage)
    settle(thing)
    return new


@transaction.atomic
def say_again(*, event, by):
    """Let hold again what an event said before it was superseded or taken back, in its place: the undo of both.

    Returns what it moved, as it stands now. Twice is once. Raises StageError for an event that only took back.
    """
    thing = locked(event.thing)
    if not event.stage:
        raise StageError("This says no stage.")
    last = end_of(thing, event)
    own_stage = getattr(event, "own_stage", None)
    if (last.stage, last.happened_on, getattr(last, "own_stage", None)) == (event.stage, event.happened_on, own_stage):
        return thing
    said = {"stage": event.stage, "happened_on": event.happened_on, "own_stage": own_stage}
    append(thing, **said, by=by, supersedes=last)
    return settle(thing)


def end_of(thing, event):
    """The event that stands in the place of this one now, itself if nothing superseded it."""
    followers = {row.supersedes_id: row for row in thing.events.all()}
    while event.pk in followers:
        event = followers[event.pk]
    return event


@transaction.atomic
def discard(*, thing):
    """Put it into the bin: it is in no list and no count. Returns it. Twice is once."""
    return _bin(thing, timezone.now())


@transaction.atomic
def restore(*, thing):
    """Take it out of the bin. Returns it. Twice is once."""
    return _bin(thing, None)


def _bin(thing, moment):
    thing = locked(thing)
    if bool(thing.deleted_at) == bool(moment):
        return thing
    counted = thing.counted
    thing.deleted_at = moment
    thing.save()
    keep_next_expiry(thing)
    rollups.touch(thing.learner_id, **{COUNTS[type(thing)]: int(thing.counted) - int(counted)})
    return thing


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
