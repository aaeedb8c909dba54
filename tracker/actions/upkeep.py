"""What is due with time, done by ``manage.py tick``. Each function may run at any time and as often as one likes."""

import datetime

from django.db import transaction

from tracker.models import StudySession

BIN_KEPT = datetime.timedelta(days=30)


@transaction.atomic
def empty_bins(*, now):
    """Delete for good the sessions that have lain in the bin for thirty days. Returns how many. They are in no sum."""
    deleted, _ = StudySession.objects.binned().filter(deleted_at__lt=now - BIN_KEPT).delete()
    return deleted
