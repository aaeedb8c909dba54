"""What the database itself refuses of imports, past every form."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from guide.models import Topic
from tracker.models import ImportBatch, ImportChunk, ImportedRow, ImportRow, ImportSource, NameMapping
from tracker.tests.factories import START, make_import
from tracker.tests.test_models import NINE, TEN


@pytest.fixture
def rows(learner, guide):
    """One of each."""
    batch = make_import(learner)
    source = ImportSource.objects.create(batch=batch, key="a", project="Maths")
    ImportRow.objects.create(batch=batch, source=source, line=2, day=START, seconds=60, content="c")
    ImportedRow.objects.create(learner=learner, batch=batch, content="c", token=uuid.uuid4())
    NameMapping.objects.create(
        learner=learner, kind="project", name="Maths", folded="maths", verdict="take", skill=guide["math"]
    )
    return batch


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (ImportBatch, {"state": "lost"}),
        (ImportBatch, {"state": "committed", "committed_at": None}),
        (ImportSource, {"verdict": "tags"}),
        (ImportSource, {"verdict": "take", "skill": None, "activity": "study"}),
        (ImportRow, {"status": "odd"}),
        (ImportRow, {"day": None}),
        (ImportRow, {"seconds": 0}),
        (ImportRow, {"source": None}),
        (ImportRow, {"started_at": TEN, "ended_at": NINE}),
        (ImportRow, {"started_at": NINE}),
        (NameMapping, {"kind": "client"}),
        (NameMapping, {"verdict": "open"}),
        (NameMapping, {"verdict": "tags", "kind": "tag"}),
        (NameMapping, {"verdict": "take", "skill": None}),
        (NameMapping, {"skill": None, "activity": "project", "topic": True}),
    ],
)
def test_the_database_refuses_what_makes_no_sense(rows, guide, model, values):
    if values.get("topic"):
        values = {**values, "topic": Topic.objects.create(skill=guide["math"], name="Rings")}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


@pytest.mark.parametrize("model", [ImportBatch, ImportChunk, ImportSource, ImportedRow, NameMapping])
def test_each_stands_once(rows, model):
    row = model.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_refused_row_needs_no_day(rows):
    assert ImportRow.objects.update(status="refused", day=None, seconds=0, source=None) == 1
