"""The timer: start, pause, resume, stop, log, discard, and taking either of the last two back.

All of it under the lock on the learner's row, by the server's clock: ``now`` is the instant of the request. What is
asked twice, or from two devices at once, happens once. Stopping and logging are two steps: the clock stands as soon as
it is stopped, and what then hinders logging loses nothing.
"""

import uuid

from django.db import transaction

from tracker import rollups
from tracker.actions.study import delete_session, log_session
from tracker.days import wall_at
from tracker.models import Learner, StudySession, Timer, TimerPiece
from tracker.timing import day_parts, measured, to_second

SHORTEST = 60  # seconds: under a minute it is asked whether to keep it
LONGEST_PIECE = 24 * 3600  # as of what may be typed in one go
CHOSEN = ("activity", "skill", "topic", "note", "tags", "project", "certification")


class TimerError(Exception):
    """What cannot be done: sentences for people by the field of the form that each is about."""

    def __init__(self, **errors):
        super().__init__(*errors.values())
        self.errors = errors


def told_at(wall):
    """``22:10 on 27 November``."""
    return f"{wall:%H:%M} on {wall:%-d %B}"


def _own(learner, token=None):
    """The learner's timer while it is open, and of this ``token`` if one is given; else None."""
    timer = Timer.objects.of(learner)
    if timer is None or not timer.is_open or (token and timer.token != token):
        return None
    timer.learner = learner
    return timer


def _saved(timer, *names):
    timer.save(update_fields=names)
    rollups.touch(timer.learner_id)
    return timer


def _refuse_clock(timer, now, since):
    """The server's clock may have been set back: what would be less than nothing is not measured."""
    if since is not None and now < since:
        zone = timer.learner.zone
        shown, began = wall_at(now, zone), wall_at(since, zone)
        raise TimerError(
            started=f"The clock of this site shows {shown:%H:%M:%S}, and the timer began at {began:%H:%M:%S}, which is "
            "later: the clock was set back. Nothing is lost. Try again in a while, or change the start."
        )


@transaction.atomic
def start_timer(*, learner, now, **chosen):
    """Start the timer, of what is ``chosen`` so far (by the names in CHOSEN). Returns (timer, started).

    Where one is open already, be it since another device was quicker, it is that one, as it is.
    """
    learner = Learner.objects.locked(learner)
    timer = _own(learner)
    if timer is not None:
        return timer, False
    now = to_second(now)
    Timer.objects.over().for_learner(learner).delete()
    timer = Timer.objects.create(learner=learner, started_at=now, resumed_at=now, **chosen)
    rollups.touch(learner.pk)
    return timer, True


@transaction.atomic
def change_timer(*, learner, now, token=None, started_at=None, **chosen):
    """Say what is timed, or that it began at another time. Returns the timer, or None if none is open.

    Raises TimerError where the start is not possible.
    """
    learner = Learner.objects.locked(learner)
    timer = _own(learner, token)
    if timer is None:
        return None
    for name, value in chosen.items():
        setattr(timer, name, value)
    if started_at is not None and started_at != timer.started_at:
        _move_start(timer, started_at, to_second(now))
    return _saved(timer, *chosen, "started_at", "resumed_at", "banked_seconds")


def _move_start(timer, start, now):
    """Let the first piece begin at ``start``: before it ends, not in the future, not in time that is logged already."""
    zone = timer.learner.zone
    first = timer.pieces.first()
    if timer.resumed_at == timer.started_at:  # it is the open one
        end, ends = timer.stopped_at or now, "it was stopped" if timer.stopped_at else ""
    else:
        first = first if first and first.started_at == timer.started_at else None
        end, ends = first.ended_at if first else timer.started_at, "it was paused"
    if start > now:
        raise TimerError(started=f"That has not come yet: it is {wall_at(now, zone):%H:%M}.")
    if start >= end and ends:
        raise TimerError(started=f"At {told_at(wall_at(end, zone))} {ends}: it began before that.")
    if start < timer.started_at:
        _refuse_logged(timer, start)
    if timer.resumed_at == timer.started_at:
        timer.resumed_at = start
    else:
        timer.pieces.filter(started_at=timer.started_at).delete()
        TimerPiece.objects.create(timer=timer, started_at=start, ended_at=end)
        timer.banked_seconds = measured(row.piece for row in timer.pieces.all())
    timer.started_at = start


def _refuse_logged(timer, start):
    """Time that a session holds from start to end is not timed anew."""
    kept = StudySession.objects.for_learner(timer.learner).kept()
    held = kept.running_between(start, timer.started_at, timer.learner.zone).first()
    if held is not None:
        begin, end = (wall_at(instant, timer.learner.zone) for instant in (held.started_at, held.ended_at))
        begun = f"{begin:%H:%M}" if begin.date() == end.date() else told_at(begin)
        raise TimerError(
            started=f"From {begun} to {told_at(end)} there is a session already: {held.what}. Begin at {told_at(end)}, "
            "or change that session first."
        )


def _bank(timer, end):
    """Close the open piece at ``end``; one without a second leaves nothing."""
    if end > timer.resumed_at:
        piece = TimerPiece.objects.create(timer=timer, started_at=timer.resumed_at, ended_at=end).piece
        timer.banked_seconds += piece.seconds
    timer.resumed_at = None


@transaction.atomic
def pause_timer(*, learner, now, token=None):
    """Returns the timer, paused if it ran, or None if none is open. Raises TimerError where the clock was set back."""
    learner, now = Learner.objects.locked(learner), to_second(now)
    timer = _own(learner, token)
    if timer is None or not timer.runs:
        return timer
    _refuse_clock(timer, now, timer.resumed_at)
    _bank(timer, now)
    return _saved(timer, "resumed_at", "banked_seconds")


@transaction.atomic
def resume_timer(*, learner, now, token=None):
    """Go on: after a pause, or after it was stopped and is not logged yet; the time between does not count."""
    learner, now = Learner.objects.locked(learner), to_second(now)
    timer = _own(learner, token)
    if timer is None or timer.runs:
        return timer
    last = timer.pieces.last()
    _refuse_clock(timer, now, timer.stopped_at or (last and last.ended_at) or timer.started_at)
    if timer.resumed_at is not None:
        _bank(timer, timer.stopped_at)
    timer.resumed_at, timer.stopped_at = now, None
    return _saved(timer, "resumed_at", "stopped_at", "banked_seconds")


@transaction.atomic
def stop_timer(*, learner, now, token=None):
    """Let the clock stand; the first time that this was asked holds. Returns the timer, or None if none is open."""
    learner, now = Learner.objects.locked(learner), to_second(now)
    timer = _own(learner, token)
    if timer is None or timer.stopped_at:
        return timer
    last = timer.pieces.last()
    _refuse_clock(timer, now, timer.resumed_at or (last and last.ended_at) or timer.started_at)
    timer.stopped_at = now
    return _saved(timer, "stopped_at")


@transaction.atomic
def log_timer(*, learner, by, now, token=None, end=None, keep_short=False):
    """Log what the stopped timer measured, until ``end`` if that was said: one session for each of the learner's days.

    Returns the sessions; None if there is no stopped timer (another device may have logged it). ``keep_short``: under a
    minute as well. Raises TimerError with all that has to be said first, DayTooLong where a day is full.
    """
    learner = Learner.objects.locked(learner)
    timer = _own(learner, token)
    if timer is None or timer.stopped_at is None:
        return None
    pieces = timer.measure(end or timer.stopped_at)
    errors = _lacking(timer, pieces, end, keep_short)
    if errors:
        raise TimerError(**errors)
    entry = {name: getattr(timer, name) for name in CHOSEN} | {"tags": frozenset(timer.tags.split())}
    sessions = [
        log_session(
            learner=learner, by=by, token=uuid.uuid4(), origin=StudySession.Origin.TIMER, day=part.day,
            seconds=part.seconds, started_at=part.start, ended_at=part.end, **entry,
        )[0]
        for part in day_parts(pieces, learner.zone)
    ]  # fmt: skip
    timer.sessions.set(sessions)
    timer.closed_at = now
    timer.save(update_fields=["closed_at"])
    return sessions


def _lacking(timer, pieces, end, keep_short):
    """What must be said before it can be logged: sentences by field."""
    errors, zone = {}, timer.learner.zone
    if not timer.is_chosen:
        errors["what"] = "What was it? The timer stands still meanwhile."
    if end is not None and not timer.started_at < end <= timer.stopped_at:
        began, stopped = wall_at(timer.started_at, zone), wall_at(timer.stopped_at, zone)
        errors["ended"] = (
            f"It began at {told_at(began)} and was stopped at {told_at(stopped)}. The end lies between the two."
        )
    elif end is None and timer.seconds(timer.stopped_at) > timer.learner.timer_limit_seconds:
        errors["ended"] = "It ran past your limit. When did you really stop?"
    elif any(piece.seconds > LONGEST_PIECE for piece in pieces):
        errors["ended"] = "That is more than 24 hours without a pause. When did you really stop?"
    elif not measured(pieces):
        errors["keep"] = "Nothing was timed. Go on, discard it, or say below when it began."
    elif measured(pieces) < SHORTEST and not keep_short:
        errors["keep"] = "That is under a minute. Keep it, or discard it?"
    return errors


@transaction.atomic
def discard_timer(*, learner, now, token=None):
    """Put the timer away unlogged; ``restore_timer`` brings it back. Returns it, or None if none is open."""
    learner = Learner.objects.locked(learner)
    timer = _own(learner, token)
    if timer is None:
        return None
    timer.stopped_at = timer.stopped_at or max(to_second(now), timer.resumed_at or timer.started_at)
    timer.closed_at = now
    return _saved(timer, "stopped_at", "closed_at")


@transaction.atomic
def restore_timer(*, learner, by, token):
    """Take back that the timer was logged or discarded: it is stopped and waits, its sessions are in the bin.

    Returns it; None if another has begun since. Twice is once.
    """
    learner = Learner.objects.locked(learner)
    timer = Timer.objects.of(learner)
    if timer is None or timer.token != token:
        return None
    if timer.is_open:
        return timer
    for session in timer.sessions.kept():
        delete_session(session=session, by=by)
    timer.sessions.clear()
    timer.closed_at = None
    return _saved(timer, "closed_at")


def differences(learner):
    """Where the timer's kept sum differs from its pieces, in words: one line at most."""
    timer = Timer.objects.of(learner)
    counted = measured(row.piece for row in timer.pieces.all()) if timer else 0
    if not timer or timer.banked_seconds == counted:
        return []
    return [f"timer: kept {timer.banked_seconds}, counted {counted}"]


@transaction.atomic
def rebuild(learner):
    """Write the timer's sum anew from its pieces."""
    timer = Timer.objects.of(Learner.objects.locked(learner))
    if timer:
        timer.banked_seconds = measured(row.piece for row in timer.pieces.all())
        timer.save(update_fields=["banked_seconds"])
