"""Two tabs at one file, two files with the same rows: nothing comes in twice. On real connections."""

import datetime
import io
import uuid

import pytest

from guide.catalogue import catalogue
from tracker import rollups
from tracker.actions.importing import LogChanged, import_batch, stamp_of, undo_batch
from tracker.actions.imports import MOST_OPEN, TooManyOpen, read_as, start_batch
from tracker.actions.staging import read_on
from tracker.models import ImportBatch, ImportedRow, ImportRow, NameMapping, StudySession
from tracker.tests.factories import make_import
from tracker.tests.test_concurrency import at_once

TODAY = datetime.date(2026, 6, 1)
LINES = "".join(f"2026-02-{n % 28 + 1:02},1 min,Maths,row {n}\n" for n in range(900))
FILE = f"day,time,project,note\n{LINES}"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def name(learner, guide):
    NameMapping.objects.create(
        learner=learner, kind="project", name="Maths", folded="maths", verdict="take", skill=guide["math"]
    )


def reading(learner):
    return read_as(batch=make_import(learner, FILE), format="csv", zone="UTC", options={})


def step(batch):
    def read():
        return read_on(batch=ImportBatch.objects.get(pk=batch.pk), guide=catalogue(), today=TODAY).state

    return read


def importing(learner, batch):
    def come_in():
        try:
            found = ImportBatch.objects.get(pk=batch.pk)
            return import_batch(batch=found, by=learner.user, today=TODAY, seen=stamp_of(found)).state
        except LogChanged:
            return "changed"

    return come_in


def differences(learner):
    return rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner))


def test_a_file_read_from_two_tabs_at_once_is_read_once(learner):
    batch = reading(learner)
    at_once(*[step(batch)] * 4)
    assert ImportRow.objects.of(batch).count() == 900
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READY


def test_a_batch_imported_from_two_tabs_at_once_comes_in_once(learner):
    batch = reading(learner)
    step(batch)(), step(batch)()
    assert at_once(*[importing(learner, batch)] * 3) == ["committed"] * 3
    assert StudySession.objects.count() == ImportedRow.objects.count() == 900
    assert differences(learner) == []


def test_two_files_with_the_same_rows_at_once_come_in_once(learner):
    batches = [reading(learner) for _ in range(2)]
    for batch in batches:
        step(batch)(), step(batch)()
    assert sorted(at_once(*[importing(learner, batch) for batch in batches])) == ["changed", "committed"]
    assert StudySession.objects.count() == 900
    assert differences(learner) == []


def test_a_batch_undone_from_two_tabs_at_once_is_gone_once(learner):
    batch = reading(learner)
    step(batch)(), step(batch)(), importing(learner, batch)()

    def undo():
        found = ImportBatch.objects.get(pk=batch.pk)
        return undo_batch(batch=found, by=learner.user, today=TODAY).state

    assert at_once(*[undo] * 3) == ["undone"] * 3
    assert StudySession.objects.count() == 0
    assert differences(learner) == []


def test_the_same_upload_sent_at_once_is_one_batch(learner):
    token, data = uuid.uuid4(), FILE.encode()

    def send():
        file = io.BytesIO(data)
        return start_batch(
            learner=learner, by=learner.user, token=token, file=file, filename="a.csv", size=len(data)
        ).pk

    assert len(set(at_once(*[send] * 3))) == 1


def test_no_more_than_five_files_wait_however_many_come_at_once(learner):
    for _ in range(MOST_OPEN - 1):
        make_import(learner)

    def send():
        try:
            return make_import(learner).state
        except TooManyOpen:
            return "too many"

    assert sorted(at_once(*[send] * 3)) == ["asking", "too many", "too many"]
