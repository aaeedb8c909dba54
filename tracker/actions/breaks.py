"""Declared breaks: appended, taken back and brought again; the run of weeks follows, also of one that is over.

What comes twice (the same form sent again) is there once.
"""

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.actions.runs import keep_run
from tracker.models import Break, Learner


def _kept(learner, today):
    rollups.touch(learner.pk)
    keep_run(learner=learner, today=today, touch=False)


@transaction.atomic
def declare_break(*, learner, first, last, reason, today, by):
    """A break from ``first`` to ``last``. Returns (break, declared)."""
    learner = Learner.objects.locked(learner)
    known = Break.objects.for_learner(learner).declared().like(first, last, reason)
    if known is not None:
        return known, False
    pause = Break.objects.create(learner=learner, first=first, last=last, reason=reason, by=by)
    _kept(learner, today)
    return pause, True


@transaction.atomic
def change_break(*, pause, first, last, reason, today, by):
    """Another break in its place: the row itself stays, cancelled. Returns the one that holds."""
    learner = Learner.objects.locked(pause.learner)
    if pause.cancelled_at is None and (pause.first, pause.last, pause.reason) == (first, last, reason):
        return pause
    cancel_break(pause=pause, today=today)
    return declare_break(learner=learner, first=first, last=last, reason=reason, today=today, by=by)[0]


@transaction.atomic
def cancel_break(*, pause, today):
    """Take a break back; ``restore_break`` undoes it. Twice is once."""
    learner = Learner.objects.locked(pause.learner)
    if Break.objects.for_learner(learner).declared().cancel(pause, timezone.now()):
        _kept(learner, today)


@transaction.atomic
def restore_break(*, pause, today, instead=None):
    """Let a cancelled break hold again, ``instead`` of the one that took its place, if any. Twice is once."""
    learner = Learner.objects.locked(pause.learner)
    if instead is not None:
        Break.objects.for_learner(learner).declared().cancel(instead, timezone.now())
    Break.objects.for_learner(learner).restore(pause)
    _kept(learner, today)
