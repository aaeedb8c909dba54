"""What is due with time, done by ``manage.py tick``. Each function may run at any time and as often as one likes."""

import datetime
from contextlib import suppress

from django.db import transaction

from guide.models import Milestone
from tracker.actions.targets import ensure_targets
from tracker.models import (
    Application,
    ApplicationAct,
    ApplicationBatch,
    BulkAct,
    CalendarFeed,
    Certification,
    Contact,
    Document,
    EvidencePage,
    FollowUp,
    ImportBatch,
    ImportChunk,
    ImportRow,
    ImportSource,
    Interview,
    Learner,
    Note,
    Offer,
    Project,
    SavedView,
    StudySession,
    Timer,
)

ATTACHED = (Contact, Document, FollowUp, Interview, Offer)
BIN_KEPT = datetime.timedelta(days=30)
FILES_KEPT = datetime.timedelta(days=7)


def empty_bins(*, now):
    """Delete for good the sessions and notes that have lain in the bin for thirty days. Returns how many of each.

    They are in no sum. With them go the addresses of calendars and of evidence that were withdrawn as long ago, what is
    kept to undo acts on many sessions, and what was removed from applications.
    """
    before = now - BIN_KEPT
    BulkAct.objects.older_than(before).delete()
    CalendarFeed.objects.withdrawn_before(before).delete()
    EvidencePage.objects.withdrawn_before(before).delete()
    for model in ATTACHED:
        model.ever.removed_before(before).delete()  # one statement: what is brought back meanwhile is not in it
    return _forget(StudySession.objects.binned_before(before)), _forget(Note.objects.binned_before(before))


def empty_tracked_bins(*, now):
    """Delete for good the projects, certifications and applications that have lain in the bin as long.

    What is kept to undo acts on many applications goes with them, and saved views that were removed as long ago.
    Returns how many.
    """
    before = now - BIN_KEPT
    ApplicationAct.objects.older_than(before).delete()
    SavedView.objects.removed_before(before).delete()
    tracked = (Project, Certification, Application)
    return sum(_forget(model.objects.binned_before(before), whose="in_bin_of") for model in tracked)


def forget_timers(*, now):
    """Delete for good the timers that were logged or discarded as long ago. Their sessions stay."""
    _forget(Timer.objects.over_before(now - BIN_KEPT))


def _forget(rows, whose="for_learner"):
    """Delete ``rows``, learner by learner and under the lock: what is brought back meanwhile is one of them no more.

    ``delete`` fetches them first and then goes by their ids, hence the lock. Returns how many, without what hung on
    them. ``whose`` names the method that narrows them to a learner's.
    """
    gone = 0
    for learner in list(Learner.objects.with_ids(rows.order_by().values("learner"))):
        with suppress(Learner.DoesNotExist), transaction.atomic():  # who left meanwhile took them along
            Learner.objects.locked(learner)
            _, deleted = getattr(rows, whose)(learner).delete()
            gone += deleted.get(rows.model._meta.label, 0)
    return gone


def clear_imports(*, now):
    """Delete what is left of files after a week: all of those that were never imported, of the others the rows as they
    stood. That they were imported, and what of them is known, stays. Returns how many files."""
    before = now - FILES_KEPT
    done = ImportBatch.objects.done(before)
    for batch in done.with_remains():
        _clear(batch, done)
    left = ImportBatch.objects.left(before)
    return sum(_clear(batch, left, whole=True) for batch in left.all()) + _clear_applications(before)


def _clear_applications(before):
    """The same of files of applications: their cells stand in the batch."""
    gone = 0
    left, done = ApplicationBatch.objects.left(before), ApplicationBatch.objects.with_remains(before)
    for batch in (*left.without_cells(), *done.without_cells()):
        with transaction.atomic():
            Learner.objects.locked(batch.learner)
            gone += left.with_id(batch.pk).delete()[0]
            done.with_id(batch.pk).update(cells=b"")
    return gone


@transaction.atomic
def _clear(batch, due, whole=False):
    """Delete the rows of a file, and the file too if ``whole``, if it is still among those that are due."""
    Learner.objects.locked(batch.learner)
    batch = due.with_id(batch.pk).select_for_update().first()
    if batch is None:
        return False
    for model in (ImportChunk, ImportRow, ImportSource):
        model.objects.filter(batch=batch).delete()
    if whole:
        batch.delete()
    return True


def complete_targets():
    """Give every learner a target for the milestones that the guide has added since. Returns how many targets."""
    tracked = [milestone.pk for milestone in Milestone.objects.tracked() if milestone.now]
    lacking = list(Learner.objects.lacking_targets(tracked))
    return sum(len(ensure_targets(learner=learner)) for learner in lacking)
