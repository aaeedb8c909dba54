"""What is due with time, done by ``manage.py tick``. Each function may run at any time and as often as one likes."""

import datetime

from django.db import transaction

from guide.models import Milestone
from tracker.actions.targets import ensure_targets
from tracker.models import Learner, Note, StudySession

BIN_KEPT = datetime.timedelta(days=30)


@transaction.atomic
def empty_bins(*, now):
    """Delete for good the sessions and notes that have lain in the bin for thirty days. Returns how many of each.

    They are in no sum.
    """
    sessions, _ = StudySession.objects.binned().filter(deleted_at__lt=now - BIN_KEPT).delete()
    notes, _ = Note.objects.binned().filter(deleted_at__lt=now - BIN_KEPT).delete()
    return sessions, notes


def complete_targets():
    """Give every learner a target for the milestones that the guide has added since. Returns how many targets."""
    tracked = [milestone.pk for milestone in Milestone.objects.tracked() if milestone.now]
    lacking = list(Learner.objects.lacking_targets(tracked))
    return sum(len(ensure_targets(learner=learner)) for learner in lacking)
