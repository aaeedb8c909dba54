"""Setting aside what the mistake watch tells, and taking that back; each under the lock on the learner's row."""

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.models import Learner, WatchDismissal


@transaction.atomic
def dismiss(*, learner, watch, reason):
    """Set the watch aside. Twice is once, and the first reason stays. Returns the dismissal that stands."""
    learner = Learner.objects.locked(learner)
    standing = WatchDismissal.objects.for_learner(learner).standing().of(watch).first()
    if standing is None:
        about = {"learner": learner, "watch_id": watch.pk, "reason": reason}
        standing = WatchDismissal.objects.create(**about, dismissed_at=timezone.now())
        rollups.touch(learner.pk)
    return standing


@transaction.atomic
def withdraw(*, learner, watch):
    """Let it be told again. Twice is once. Returns the dismissal that stood, or None."""
    learner = Learner.objects.locked(learner)
    standing = WatchDismissal.objects.for_learner(learner).standing().of(watch).first()
    if standing is not None:
        standing.withdrawn_at = timezone.now()
        standing.save(update_fields=["withdrawn_at"])
        rollups.touch(learner.pk)
    return standing
