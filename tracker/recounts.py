"""What the stage events say, beside what the rows and the learner's counts say: derived, compared, rebuilt.

The rollups: ``stage`` and ``stage_since`` of whatever has stages, a project's ``end_to_end``, a certification's
``counts``, an application's ``furthest`` and where it stands without offers; and on the learner the three counts that
the milestones measure.
"""

from dataclasses import dataclass

from django.db import transaction

from tracker import stages
from tracker.models import Application, Certification, Learner, Project
from tracker.rollups import touch
from tracker.stages import Course, Event

# The learner's count of those that count.
COUNTS = {
    Project: "projects_end_to_end",
    Certification: "cloud_certifications",
    Application: "applications_sent",
}
LADDERS = {Project: stages.PROJECT, Certification: stages.CERTIFICATION, Application: stages.APPLICATION}


def course_of(thing):
    """The way of a project, certification or application through its stages. Raises ValueError without any event."""
    rows = list(thing.events.all())
    sequences = {row.pk: row.sequence for row in rows}
    events = [
        Event(
            stage=row.stage,
            happened_on=row.happened_on,
            sequence=row.sequence,
            supersedes=sequences.get(row.supersedes_id),
            recorded_on=row.recorded_on,
        )
        for row in rows
    ]
    return Course.of(events, LADDERS[type(thing)])


def rollups_of(thing):
    """What its row should say: values by field."""
    course = course_of(thing)
    values = {"stage": course.stage, "stage_since": course.since}
    if isinstance(thing, Project):
        criteria = {evidence.criterion for evidence in thing.evidence.all()}
        values["end_to_end"] = stages.is_end_to_end(criteria, course.stage)
    elif isinstance(thing, Certification):
        values["counts"] = thing.listed_counts and stages.is_held(course.stage)
    else:
        values["furthest"] = course.furthest
        values["stage_without_offers"], values["stage_without_offers_since"] = stages.without_offers(course)
    return values


@dataclass(frozen=True)
class Standings:
    """The rollups of all that has stages in one record: as they are kept, or as the events say they should be."""

    counts: dict  # field of Learner -> number
    rows: dict  # (model, id) -> values by field

    @classmethod
    def kept(cls, learner):
        """As the rows have them."""
        learner = Learner.objects.get(pk=learner.pk)
        rows = {key: {name: getattr(thing, name) for name in rollups_of(thing)} for key, thing in things_of(learner)}
        return cls({name: getattr(learner, name) for name in COUNTS.values()}, rows)

    @classmethod
    def counted(cls, learner):
        """Derived anew from the events."""
        learner = Learner.objects.get(pk=learner.pk)
        counts, rows = dict.fromkeys(COUNTS.values(), 0), {}
        for (model, pk), thing in things_of(learner):
            rows[model, pk] = rollups_of(thing)
            for name, value in rows[model, pk].items():
                setattr(thing, name, value)
            counts[COUNTS[model]] += thing.counted
        return cls(counts, rows)

    def differences(self, other):
        """Where two differ, in words: one line each."""
        pairs = [
            *((name, self.counts[name], other.counts[name]) for name in self.counts),
            *((f"{key[0].__name__.lower()} {key[1]}", self.rows[key], other.rows.get(key)) for key in self.rows),
        ]
        return [f"{what}: kept {kept}, counted {counted}" for what, kept, counted in pairs if kept != counted]


def things_of(learner):
    """Whatever has stages in a record, with all that its rollups follow from: pairs of ((model, id), row)."""
    for model in COUNTS:
        for thing in model.objects.for_learner(learner).with_events():
            thing.learner = learner
            yield (model, thing.pk), thing


def recount(learner):
    """The rollups of a record as its events say they should be."""
    return Standings.counted(learner)


@transaction.atomic
def rebuild(learner):
    """Write the rollups of one record anew from its events."""
    learner = Learner.objects.locked(learner)
    kept, counted = Standings.kept(learner), Standings.counted(learner)
    for (model, pk), values in counted.rows.items():
        if values != kept.rows[model, pk]:
            model.objects.filter(pk=pk).update(**values)
    touch(learner.pk, **{name: counted.counts[name] - kept.counts[name] for name in counted.counts})
    return counted
