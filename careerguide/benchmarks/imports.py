"""What importing a file costs, a row, against inserting the same sessions in bulk."""

import datetime
import io
import time
import uuid
from dataclasses import dataclass, field

from django.db import transaction

from careerguide.benchmarks.records import LAST, PER_DAY, learner_with
from guide.catalogue import catalogue
from guide.models import Skill
from tracker.actions.importing import import_batch, stamp_of, undo_batch
from tracker.actions.imports import read_as, start_batch
from tracker.actions.staging import read_on
from tracker.days import DAY
from tracker.importers.names import folded
from tracker.models import ImportBatch, Learner, NameMapping, StudySession

HEADER = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n"


@dataclass
class Importing:
    """Seconds of an import of so many rows, step by step, as the requests would take them."""

    rows: int
    steps: dict = field(default_factory=dict)

    def timed(self, name, call, *args, **kwargs):
        began = time.perf_counter()
        result = call(*args, **kwargs)
        self.steps.setdefault(name, []).append(time.perf_counter() - began)
        return result

    @property
    def seconds(self):
        """From the upload to the sessions, without taking them back."""
        return sum(sum(times) for name, times in self.steps.items() if name not in ("undo", "insert"))

    @property
    def longest(self):
        """The longest step that no request can divide."""
        return max(max(times) for name, times in self.steps.items() if name != "insert")

    @property
    def ratio(self):
        return self.seconds / sum(self.steps["insert"])


def report(rows):
    """A Toggl report of so many half hours, twenty a day, in three projects."""
    lines = [HEADER]
    first = LAST - (rows - 1) // PER_DAY * DAY
    for number in range(rows):
        at = datetime.datetime.combine(first + number // PER_DAY * DAY, datetime.time(6))
        at += datetime.timedelta(minutes=30 * (number % PER_DAY))
        to = at + datetime.timedelta(minutes=30)
        project, tag = f"Project {number % 3}", ("book", "quiet", "")[number % 3]
        lines.append(
            f"Wanda Fictional,wanda@example.com,,{project},,Note {number},No,{at:%Y-%m-%d,%H:%M:%S},"
            f"{to:%Y-%m-%d,%H:%M:%S},00:30:00,{tag}\n"
        )
    return "".join(lines).encode()


def importing(rows):
    """Import so many rows into an empty record, take them back, and insert as many sessions in bulk."""
    user = learner_with(0)
    learner = Learner.objects.get(pk=user.pk)
    learner.user, learner.started_on = user, LAST - (rows // PER_DAY + 1) * DAY
    learner.save()
    skill = Skill.objects.published().filter(counts_to_total=True).first()
    NameMapping.objects.bulk_create(
        NameMapping(learner=learner, kind="project", name=name, folded=folded(name), verdict="take", skill=skill)
        for name in ("Project 0", "Project 1", "Project 2")
    )
    file, measured = io.BytesIO(report(rows)), Importing(rows)
    named = {"learner": learner, "by": user, "token": uuid.uuid4()}
    batch = measured.timed("upload", start_batch, **named, file=file, filename="report.csv", size=len(file.getvalue()))
    batch = measured.timed("read", read_as, batch=batch, format="toggl", zone="UTC", options={})
    while batch.state == ImportBatch.State.READING:
        batch = measured.timed("read", read_on, batch=batch, guide=catalogue(), today=LAST)
    batch = measured.timed("import", import_batch, batch=batch, by=user, today=LAST, seen=stamp_of(batch))
    sessions = list(StudySession.objects.filter(batch=batch))
    if len(sessions) != rows:
        raise AssertionError(f"{len(sessions)} of {rows} rows came in.")
    measured.timed("undo", undo_batch, batch=batch, by=user, today=LAST)
    measured.timed("insert", _insert, sessions)
    return measured


@transaction.atomic
def _insert(sessions):
    for session in sessions:
        session.pk, session.batch = None, None
    StudySession.objects.bulk_create(sessions, batch_size=1000)
