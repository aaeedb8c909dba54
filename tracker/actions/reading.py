"""Writing notes and read marks, each under the lock on the learner's row: what is sent twice is there once."""

from django.db import transaction
from django.utils import timezone

from guide.models import Revision
from tracker.models import Learner, Note, ReadMark


class NoteChanged(Exception):
    """The note was changed in another window since the form was opened. ``note`` is what it says now."""

    def __init__(self, note):
        super().__init__(note)
        self.note = note


@transaction.atomic
def save_note(*, learner, record, text, seen):
    """Make ``text`` the learner's note on the record; ``seen`` is the version that the form began from, 0 for none.

    Returns the note. The same text sent twice is saved once, and a removed note makes way. Raises NoteChanged.
    """
    learner = Learner.objects.locked(learner)
    note = Note.objects.for_learner(learner).on([record]).first()
    if note is None:
        return Note.objects.create(learner=learner, record_id=record.pk, text=text)
    if note.deleted_at is None:
        if note.text == text:
            return note
        if note.version != seen:
            raise NoteChanged(note)
    note.text, note.version, note.changed_at, note.deleted_at = text, note.version + 1, timezone.now(), None
    note.save()
    return note


@transaction.atomic
def remove_note(*, learner, record):
    """Put the note on the record into the bin, from which it can be restored until ``tick`` empties it. Twice is once.

    Returns it, or None where there is none.
    """
    return _binned(learner, record, timezone.now())


@transaction.atomic
def restore_note(*, learner, record):
    """Take the note out of the bin. Twice is once. Returns it, or None where it is gone for good."""
    return _binned(learner, record, None)


def _binned(learner, record, at):
    learner = Learner.objects.locked(learner)
    note = Note.objects.for_learner(learner).on([record]).first()
    if note and bool(note.deleted_at) != bool(at):
        note.deleted_at = at
        note.save(update_fields=["deleted_at"])
    return note


@transaction.atomic
def mark_read(*, learner, record, seen=None):
    """The learner has read the record at revision ``seen``, that of the page, or else the newest. Returns the mark."""
    learner = Learner.objects.locked(learner)
    newest = Revision.objects.last_numbers([record.pk]).get(record.pk, 0)
    revision = newest if seen is None else min(seen, newest)
    mark = ReadMark.objects.for_learner(learner).on([record]).first()
    if mark and mark.revision >= revision:
        return mark
    mark = mark or ReadMark(learner=learner, record_id=record.pk)
    mark.revision, mark.read_at = revision, timezone.now()
    mark.save()
    return mark


@transaction.atomic
def mark_unread(*, learner, record):
    """Take the mark away. Twice is once."""
    learner = Learner.objects.locked(learner)
    ReadMark.objects.for_learner(learner).on([record]).delete()
