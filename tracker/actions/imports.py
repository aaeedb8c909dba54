"""A file on its way in: taken up, asked about, read chunk by chunk, dropped. What comes of it is ``importing``'s."""

import hashlib
import json
import zlib
from itertools import islice

from django.db import transaction

from tracker.importers.anycsv import unit_in
from tracker.importers.files import (
    ACTIVITYWATCH,
    ANY,
    NO_ROWS,
    TABLES,
    Raw,
    columns_for,
    look_into,
    table_of,
)
from tracker.importers.formats import header_name
from tracker.importers.names import holdable
from tracker.importers.survey import Survey
from tracker.importers.text import MOST_ROWS, NotText, too_many
from tracker.models import ImportBatch, ImportChunk, ImportRow, ImportSource, Learner

ROWS_IN_A_CHUNK = 1000
MOST_OPEN = 5
MOST_COLUMNS = 200


class TooManyOpen(Exception):
    """So many files wait to be imported already."""


def start_batch(*, learner, by, token, file, filename, size):
    """Take up an uploaded file. Returns its batch; the same form sent again gives the same.

    Raises NotText for what cannot be read, TooManyOpen.
    """
    if known := known_or_room(learner, token):
        return known
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    with look_into(file, learner.zone) as found:
        columns = columns_for(found.format, found.header) if found.is_table else {}
        survey, chunks, rows, example = cut_up(found.rows, columns)
    if found.is_table:
        found.details["example"] = [holdable(cell[:40]) for cell in example[:MOST_COLUMNS]]
    options = {**found.details, "columns": columns, **asked_of(found.format, found.header, columns, survey)}
    batch = ImportBatch(
        learner=learner, by=by, token=token, format=found.format, filename=clean_name(filename), digest=digest,
        size=size, zone=learner.zone, header=[holdable(cell[:200]) for cell in found.header[:MOST_COLUMNS]],
        options=options, rows=rows,
    )  # fmt: skip
    if not options["ask"]:
        batch.state = ImportBatch.State.READING
    return _kept(batch, chunks)


def known_or_room(learner, token):
    """The batch that the form with this token made, or None where one more may wait. Raises TooManyOpen."""
    batches = ImportBatch.objects.for_learner(learner)
    known = batches.with_token(token)
    if not known and batches.open().count() >= MOST_OPEN:
        raise TooManyOpen
    return known


def cut_up(raws, columns):
    """(survey, chunks, number of rows, the cells of the first) of all rows; a chunk is (number of rows, packed). Raises
    NotText."""
    survey, chunks, rows, example = Survey(), [], 0, ()
    while part := list(islice(raws, ROWS_IN_A_CHUNK)):
        rows += len(part)
        if rows > MOST_ROWS:
            raise too_many(MOST_ROWS)
        for raw in part:
            if not raw.refused:
                survey.add(raw.record(columns))
                example = example or raw.cells
        chunks.append((len(part), packed(part)))
    if not rows:
        raise NotText(NO_ROWS)
    return survey, chunks, rows, example


@transaction.atomic
def _kept(batch, chunks):
    """Insert the batch with its chunks, unless the form's other copy was quicker. Raises TooManyOpen."""
    learner = Learner.objects.locked(batch.learner)
    if known := known_or_room(learner, batch.token):
        return known
    batch.save()
    ImportChunk.objects.bulk_create(
        [ImportChunk(batch=batch, number=n, rows=rows, packed=data) for n, (rows, data) in enumerate(chunks)],
        batch_size=50,
    )
    return batch


def clean_name(filename):
    """A file's name as it is shown: without what no database holds."""
    return holdable("".join(c for c in filename if c.isprintable()))[-200:]


def packed(part):
    return zlib.compress(json.dumps([raw.as_list() for raw in part]).encode(), 1)


def unpacked(chunk):
    return [Raw(*row) for row in json.loads(zlib.decompress(chunk.packed))]


# --- what has to be asked --------------------------------------------------------------------------------------------


def asked_of(format, header, columns, survey):
    """Options that follow from a look at the columns, with ``ask``: the questions that only the learner can answer."""
    way = table_of(format)
    unit = way.unit
    if not unit and survey.bare:
        unit = survey.unit or ""
        if format == ANY.slug and "duration" in columns:
            unit = unit_in(header_name(header[columns["duration"]])) or unit
    order = "" if way.as_it_was or format not in TABLES else survey.order
    ask = []
    if format == ANY.slug:
        ask.append("columns")
    if format == ACTIVITYWATCH:
        ask.append("way")
    if order is None:
        ask.append("order")
    if survey.bare and not unit:
        ask.append("unit")
    if survey.naive and not way.as_it_was and format in TABLES:
        ask.append("zone")
    return {"order": order or "", "unit": unit, "two_ways": survey.two_ways, "bare": survey.bare, "ask": ask}


def look_again(batch, format, columns):
    """The options of a table, read in another way: all its rows are looked at once more."""
    survey = Survey()
    for chunk in batch.chunks.all().iterator(chunk_size=10):
        for raw in unpacked(chunk):
            if not raw.refused:
                survey.add(raw.record(columns))
    return {"columns": columns, **asked_of(format, batch.header, columns, survey)}


def locked(batch):
    """The batch as it is now, under the lock on its learner, which every write takes first, and its own."""
    learner = Learner.objects.locked(batch.learner)
    batch = ImportBatch.objects.locked(batch)
    batch.learner = learner
    return batch


@transaction.atomic
def read_as(*, batch, format, zone, options):
    """Read the file in this way, from its beginning. Returns the batch; only an open one is read anew."""
    batch = locked(batch)
    if not batch.is_open:
        return batch
    forget_rows(batch)
    batch.format, batch.zone = format, zone
    batch.options = {**batch.options, **options, "ask": []}
    batch.state, batch.chunks_read, batch.looked_at = ImportBatch.State.READING, 0, 0
    batch.save()
    return batch


def forget_rows(batch):
    """Delete what was read of the file; the file itself stays."""
    ImportRow.objects.of(batch).delete()
    ImportSource.objects.of(batch).delete()


# --- not to be imported ----------------------------------------------------------------------------------------------


@transaction.atomic
def drop_batch(*, batch):
    """The file is not to be imported. It can be taken up again until ``tick`` clears it. Twice is once."""
    batch = locked(batch)
    if batch.is_open:
        batch.options = {**batch.options, "was": batch.state}
        batch.state = ImportBatch.State.DROPPED
        batch.save(update_fields=["options", "state"])
    return batch


@transaction.atomic
def take_up_batch(*, batch):
    """Go on with a dropped file where it was. Raises TooManyOpen. Twice is once."""
    batch = locked(batch)
    if batch.state == ImportBatch.State.DROPPED:
        if ImportBatch.objects.for_learner(batch.learner).open().count() >= MOST_OPEN:
            raise TooManyOpen
        batch.state = batch.options["was"]
        batch.save(update_fields=["state"])
    return batch
