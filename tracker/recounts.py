"""What the stage events say, beside what the rows and the learner's counts say: derived, compared, rebuilt.

The rollups: ``stage`` and ``stage_since`` of whatever has stages, a project's ``end_to_end``, a certification's
``counts``; of an application what it is compared by, its ``furthest``, the day it was sent, how long it has been quiet
and where it stands without offers; and on the learner the three counts that the milestones measure, and when the first
of the certifications held runs out.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction

from tracker import stages
from tracker.duplicates import keys_of
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
            own=getattr(row, "own_stage_id", None),
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
        values |= of_application(thing, course, [row.happened_on for row in thing.follow_up_rows.all()])
    return values


def of_application(thing, course, followed_up=()):
    """What the row of an application should say beside its stage, by the days on which it was asked after."""
    values = keys_of(company=thing.company, role=thing.role, link=thing.link, requisition=thing.requisition)
    values["furthest"], values["own_stage_id"] = course.furthest, course.own
    values["applied_on"] = course.reached_on.get("applied")
    followed_up = [day for day in followed_up if day >= course.since]
    values["follow_ups"], values["quiet_since"] = len(followed_up), stages.quiet_since(course, followed_up)
    seen = stages.without_offers(course)
    values["stage_without_offers"], values["stage_without_offers_since"] = seen.stage, seen.since
    values["furthest_without_offers"] = seen.furthest
    values["applied_on_without_offers"] = seen.reached_on.get("applied")
    return values


@dataclass(frozen=True)
class Standings:
    """The rollups of all that has stages in one record: as they are kept, or as the events say they should be."""

    counts: dict  # field of Learner -> number
    rows: dict  # (model, id) -> values by field
    next_expiry_on: datetime.date | None

    @classmethod
    def kept(cls, learner):
        """As the rows have them."""
        learner = Learner.objects.get(pk=learner.pk)
        rows = {key: {name: getattr(thing, name) for name in rollups_of(thing)} for key, thing in things_of(learner)}
        return cls({name: getattr(learner, name) for name in COUNTS.values()}, rows, learner.next_expiry_on)

    @classmethod
    def counted(cls, learner):
        """Derived anew from the events."""
        learner = Learner.objects.get(pk=learner.pk)
        counts, rows, last_days = dict.fromkeys(COUNTS.values(), 0), {}, []
        for (model, pk), thing in things_of(learner):
            rows[model, pk] = rollups_of(thing)
            for name, value in rows[model, pk].items():
                setattr(thing, name, value)
            counts[COUNTS[model]] += thing.counted
            if model is Certification and thing.runs_out:
                last_days.append(thing.expires_on)
        return cls(counts, rows, min(last_days, default=None))

    def differences(self, other):
        """Where two differ, in words: one line each."""
        pairs = [
            *((name, self.counts[name], other.counts[name]) for name in self.counts),
            ("next expiry", self.next_expiry_on, other.next_expiry_on),
            *((f"{key[0].__name__.lower()} {key[1]}", self.rows[key], other.rows.get(key)) for key in self.rows),
        ]
        return [f"{what}: kept {kept}, counted {counted}" for what, kept, counted in pairs if kept != counted]


def things_of(learner):
    """Whatever has stages in a record, with all that its rollups follow from: pairs of ((model, id), row)."""
    for model in COUNTS:
        for thing in model.objects.for_learner(learner).with_events():
            thing.learner = learner
            yield (model, thing.pk), thing


@transaction.atomic
def rebuild(learner):
    """Write the rollups of one record anew from its events."""
    learner = Learner.objects.locked(learner)
    kept, counted = Standings.kept(learner), Standings.counted(learner)
    for (model, pk), values in counted.rows.items():
        if values != kept.rows[model, pk]:
            model.objects.filter(pk=pk).update(**values)
    Learner.objects.filter(pk=learner.pk).update(next_expiry_on=counted.next_expiry_on)
    touch(learner.pk, **{name: counted.counts[name] - kept.counts[name] for name in counted.counts})
    return counted


def keep_next_expiry(thing):
    """Write on the learner when the first of their certifications runs out, if it is one that changed."""
    if isinstance(thing, Certification):
        first = Certification.objects.for_learner(thing.learner_id).next_expiry()
        Learner.objects.filter(pk=thing.learner_id).update(next_expiry_on=first)
