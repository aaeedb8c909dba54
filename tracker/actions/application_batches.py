"""A file of applications becomes applications, all that is new in it or nothing, and is taken back."""

import uuid
from collections import Counter

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.actions.application_imports import is_open, locked
from tracker.application_log import judged_rows
from tracker.applogs.beside import stamp_of
from tracker.models import Application, ApplicationBatch, ApplicationEvent, ImportedApplication, OwnStage
from tracker.recounts import of_application
from tracker.stages import APPLICATION, Course, Event

AT_ONCE = 500  # rows in one statement
State = ApplicationBatch.State


class LogChanged(Exception):
    """The record is not what it was when the learner looked: other rows would come in than they saw."""


class ApplicationsChanged(Exception):
    """Applications of the batch were changed since: how many, and some of them."""

    SHOWN = 10

    def __init__(self, applications):
        self.count = applications.count()
        self.applications = list(applications.latest_first()[: self.SHOWN])
        super().__init__(self.count)


@transaction.atomic
def import_applications(*, batch, by, today, seen):
    """Make applications of the rows that come in. Returns the batch; an imported one is left as it is.

    ``seen``: the stamp of what the preview showed. Raises LogChanged if it would come to anything else now; nothing is
    imported then.
    """
    batch = locked(batch)
    if not is_open(batch) or not batch.mapping.get("confirmed"):
        return batch
    judged = judged_rows(batch, today)
    if stamp_of(judged) != seen:
        raise LogChanged
    coming = [found.entry for found in judged if found.comes_in]
    if coming:
        _import(batch, coming, Counter(found.status for found in judged if not found.comes_in), by, today)
    return batch


def _import(batch, entries, left, by, today):
    own = own_stages(batch.learner, entries)
    events = {id(entry): events_of(entry, own, by, today) for entry in entries}
    applications = [application_of(batch, entry, events[id(entry)]) for entry in entries]
    Application.objects.bulk_create(applications, batch_size=AT_ONCE)
    for application, entry in zip(applications, entries, strict=True):
        for event in events[id(entry)]:
            event.application = application
    every = [event for entry in entries for event in events[id(entry)]]
    ApplicationEvent.objects.bulk_create(every, batch_size=AT_ONCE)
    ImportedApplication.objects.bulk_create(
        [
            ImportedApplication(learner=batch.learner, batch=batch, content=entry.content, token=application.token)
            for application, entry in zip(applications, entries, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    rollups.touch(batch.learner_id, applications_sent=sum(application.counted for application in applications))
    batch.counts = {"imported": len(applications), **left}
    batch.state, batch.committed_at, batch.undone_at = State.COMMITTED, timezone.now(), None
    batch.save(update_fields=["counts", "state", "committed_at", "undone_at"])


def own_stages(learner, entries):
    """The learner's own stages by id, and by name those that the entries name and they lacked.

    Which names can be was settled under the lock, when the rows were judged.
    """
    lacking = {step.own: step.stage for entry in entries for step in entry.steps if isinstance(step.own, str)}
    OwnStage.objects.bulk_create(OwnStage(learner=learner, name=name, meaning=lacking[name]) for name in lacking)
    every = list(learner.own_stages.all())
    return {**{stage.pk: stage for stage in every}, **{stage.name: stage for stage in every}}


def events_of(entry, own, by, today):
    return [
        ApplicationEvent(
            sequence=sequence,
            stage=step.stage,
            happened_on=step.day,
            recorded_on=today,
            by=by,
            own_stage=own.get(step.own),
            day_assumed=step.assumed,
        )
        for sequence, step in enumerate(entry.steps, start=1)
    ]


def application_of(batch, entry, events):
    """The application of a row with all that follows from its events; not saved yet."""
    application = Application(
        learner=batch.learner,
        batch=batch,
        token=uuid.UUID(entry.token) if entry.token else uuid.uuid4(),
        **entry.values,
    )
    course = Course.of(
        [
            Event(event.stage, event.happened_on, event.sequence, None, event.recorded_on, event.own_stage_id)
            for event in events
        ],
        APPLICATION,
    )
    application.stage, application.stage_since = course.stage, course.since
    for name, value in of_application(application, course).items():
        setattr(application, name, value)
    return application


@transaction.atomic
def undo_applications(*, batch, changed_too=None):
    """Take a whole file back: its applications are gone for good, and its rows may come in again. Twice is once.

    Those that were changed since, or on which something hangs, are asked about: ApplicationsChanged, unless
    ``changed_too`` says whether they go too. Those that stay are known to later imports.
    """
    batch = locked(batch)
    if batch.state != State.COMMITTED:
        return batch
    applications = Application.objects.of_batch(batch)
    changed = applications.changed_after(batch.committed_at)
    if changed_too is None and changed.exists():
        raise ApplicationsChanged(changed)
    stay = 0 if changed_too else changed.update(batch=None)
    sent = sum(application.counted for application in applications.all())
    applications.erase()
    ImportedApplication.objects.forget(batch)
    rollups.touch(batch.learner_id, applications_sent=-sent)
    batch.state, batch.undone_at, batch.taken = State.UNDONE, timezone.now(), []
    batch.counts = {**batch.counts, "stayed": stay}
    batch.save(update_fields=["state", "undone_at", "taken", "counts"])
    return batch
