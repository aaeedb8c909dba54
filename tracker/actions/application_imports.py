"""A file of applications: taken up, mapped, asked about. What comes of it is ``application_batches``'s."""

import hashlib

from django.db import transaction

from tracker.actions.imports import clean_name
from tracker.applogs.mapping import first_mapping, header_key
from tracker.applogs.sheets import packed, read_sheets, unpacked
from tracker.models import ApplicationBatch, Learner, StageWord

MOST_WAITING = 5


class TooManyWaiting(Exception):
    """So many files of applications wait to be imported already."""


def take_up(*, learner, by, token, data, filename):
    """Keep the tables of an uploaded file. Returns its batch; the same form sent again gives the same.

    Raises NotText for what cannot be read, TooManyWaiting.
    """
    if known := known_or_room(learner, token):
        return known
    sheets = read_sheets(data)
    batch = ApplicationBatch(
        learner=learner, by=by, token=token, filename=clean_name(filename), size=len(data),
        digest=hashlib.sha256(data).hexdigest(), cells=packed(sheets),
    )  # fmt: skip
    open_sheet(batch, sheets, 0)
    return _kept(batch)


def known_or_room(learner, token):
    """The batch that the form with this token made, or None where one more may wait. Raises TooManyWaiting."""
    batches = ApplicationBatch.objects.for_learner(learner)
    known = batches.with_token(token)
    if not known and batches.waiting().count() >= MOST_WAITING:
        raise TooManyWaiting
    return known


@transaction.atomic
def _kept(batch):
    learner = Learner.objects.locked(batch.learner)
    if known := known_or_room(learner, batch.token):
        return known
    batch.save()
    return batch


def open_sheet(batch, sheets, number):
    """Let the batch read the sheet of this number; what was said of the same columns before holds again."""
    sheet = sheets[number]
    batch.sheet, batch.rows = number, len(sheet.rows)
    batch.header_key, batch.taken = header_key(sheet.header), []
    remembered = ApplicationBatch.objects.for_learner(batch.learner).mapping_of(batch.header_key)
    batch.mapping = first_mapping(sheet.header, remembered, batch.learner.currency)


def locked(batch):
    """The batch as it is now, under the lock on its learner, which every write takes first, and its own."""
    learner = Learner.objects.locked(batch.learner)
    batch = ApplicationBatch.objects.locked(batch)
    batch.learner = learner
    return batch


def is_open(batch):
    """Whether it may still be said how the file is read."""
    return batch.has_file and batch.state != ApplicationBatch.State.COMMITTED


@transaction.atomic
def choose_sheet(*, batch, number):
    """Read another sheet of the workbook. Returns the batch; an imported one is left as it is."""
    batch = locked(batch)
    sheets = unpacked(batch.cells) if is_open(batch) else []
    if 0 <= number < len(sheets) and number != batch.sheet:
        open_sheet(batch, sheets, number)
        batch.save()
    return batch


@transaction.atomic
def map_columns(*, batch, mapping):
    """Say which column is what. Returns the batch."""
    batch = locked(batch)
    if is_open(batch):
        batch.mapping, batch.taken = {**mapping, "confirmed": True}, []
        batch.save(update_fields=["columns", "options", "taken"])
    return batch


@transaction.atomic
def say_words(*, learner, words):
    """Keep what words mean; ``words`` are StageWords, not saved yet. It holds for all later files too."""
    learner = Learner.objects.locked(learner)
    for word in words:
        word.learner = learner
    StageWord.objects.save_all(words)


@transaction.atomic
def take_rows(*, batch, lines):
    """Let these lines come in although they are asked about, and no others. Returns the batch."""
    batch = locked(batch)
    if is_open(batch):
        batch.taken = sorted(lines)
        batch.save(update_fields=["taken"])
    return batch


@transaction.atomic
def drop(*, batch):
    """Forget a file that was not imported. Twice is once."""
    learner = Learner.objects.locked(batch.learner)
    batch = ApplicationBatch.objects.for_learner(learner).with_id(batch.pk).first()
    if batch and batch.state == ApplicationBatch.State.UPLOADED:
        batch.delete()
