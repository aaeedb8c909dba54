"""A batch becomes sessions, all of it or nothing, and is taken back, all of it."""

import datetime
import hashlib

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.actions.runs import keep_run
from tracker.actions.staging import LOOKED_AT, look_at
from tracker.models import ImportBatch, ImportedRow, ImportRow, ImportSource, Learner, StudySession, Tag
from tracker.runs import Run
from tracker.week_list import best_run


class LogChanged(Exception):
    """The log is not what it was when the learner looked: other rows would be imported than they saw."""


class SessionsChanged(Exception):
    """Sessions of the batch were changed since: how many, and some of them."""

    SHOWN = 10

    def __init__(self, sessions):
        latest = sessions.select_related("skill", "topic").latest_first()
        self.count, self.sessions = sessions.count(), list(latest[: self.SHOWN])
        super().__init__(self.count)


def import_batch(*, batch, by, today, seen):
    """Make sessions of the rows that are new. Returns the batch; an imported one is left as it is.

    ``seen``: the ``stamp_of`` the batch as its preview showed it. Raises LogChanged if it would come to anything else,
    for another log or for what another window said of its names: then nothing is imported and the rows are looked at
    anew, which stays.
    """
    with transaction.atomic():
        learner = Learner.objects.locked(batch.learner)
        batch = ImportBatch.objects.locked(batch)
        if batch.state not in LOOKED_AT:
            return batch
        if batch.looked_at != learner.version:
            look_at(batch, today)
        same = stamp_of(batch) == seen
        if same and taken(batch).exists():
            _import(batch, learner, by)
    if not same:
        raise LogChanged
    return batch


def taken(batch):
    return ImportRow.objects.of(batch).taken(batch.options.get("overlaps", False))


def stamp_of(batch):
    """What importing the batch would come to, as a word to compare. One query."""
    return hashlib.blake2b(repr(list(taken(batch).sums_by_meaning())).encode(), digest_size=16).hexdigest()


def _import(batch, learner, by):
    overlaps = bool(batch.options.get("overlaps"))
    now = timezone.now()
    rows, count, seconds = ImportRow.objects.of(batch), *taken(batch).sums()
    left_over, (_, split) = rows.left_over(overlaps), rows.cut_and_split()
    rows.become_sessions(
        batch, overlaps=overlaps, learner=learner, origin=StudySession.Origin.IMPORT, by=by, created_at=now,
        updated_at=now, deleted_at=None,
    )  # fmt: skip
    Tag.objects.named(learner, ImportSource.objects.of(batch).tag_names())
    rows.become_tagged(batch, learner, overlaps=overlaps)
    rows.remember(batch, learner, overlaps=overlaps)
    rollups.rebuild(learner)
    best = best_run(learner)
    batch.options = {**batch.options, "best": [best.weeks, best.last and best.last.isoformat()]}
    batch.counts = {"imported": count, "seconds": seconds, "split": split, **left_over}
    batch.state, batch.committed_at = ImportBatch.State.COMMITTED, now
    batch.save(update_fields=["options", "counts", "state", "committed_at"])


@transaction.atomic
def undo_batch(*, batch, by, today, changed_too=None):
    """Take a whole batch back: its sessions are gone, and its rows count as never imported. Twice is once.

    Sessions that were changed since are asked about: SessionsChanged, unless ``changed_too`` says whether they go too.
    Those that stay are known to later imports. The best run is again what it was before, unless it has grown since by
    other sessions.
    """
    learner = Learner.objects.locked(batch.learner)
    batch = ImportBatch.objects.locked(batch)
    if batch.state != ImportBatch.State.COMMITTED:
        return batch
    sessions = StudySession.objects.of_batch(batch)
    changed = sessions.changed_since()
    if changed_too is None and changed.exists():
        raise SessionsChanged(changed)
    stay = 0 if changed_too else changed.update(batch=None)
    sessions.erase()
    ImportedRow.objects.of(batch).without_session(learner).delete()
    rollups.rebuild(learner)
    if "best" in batch.options:
        weeks, last = batch.options["best"]
        before = Run(weeks, last and datetime.date.fromisoformat(last))
        keep_run(learner=learner, today=today, touch=False, best=before)
    batch.state = ImportBatch.State.UNDONE
    batch.counts = {**batch.counts, "stayed": stay}
    batch.save(update_fields=["state", "counts"])
    return look_at(batch, today)
