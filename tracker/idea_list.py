"""The guide's portfolio ideas, and the read model of which of them a learner's hours allow."""

from dataclasses import dataclass
from typing import NamedTuple

from guide.kept import KeptByVersion
from guide.models import Idea, Milestone
from tracker.dashboard import goals_of
from tracker.models import Project, SkillTotal
from tracker.portfolio import Readiness, readiness
from tracker.progress import as_hours


class ListedIdea(NamedTuple):
    """An idea of the guide, with the ids of what it is about in the guide's order."""

    record: Idea
    about: tuple


@KeptByVersion
def ideas(version):
    """The published ideas in their order."""
    records = Idea.objects.published().with_subjects().in_order()
    return tuple(ListedIdea(record, tuple(row.object_id for row in record.about)) for record in records)


@dataclass(frozen=True)
class IdeaRow:
    record: Idea
    skills: tuple  # what it is about, of the guide's published skills
    readiness: Readiness
    begun: Project | None  # the learner's latest project of it


@dataclass(frozen=True)
class IdeaList:
    """The ideas by what hours say of them, in the guide's order; those to come by what is missing."""

    ready: tuple
    to_come: tuple
    untold: tuple

    @classmethod
    def of(cls, access):
        """Three queries, however many projects there are."""
        guide, listed = access.guide, ideas(access.guide.version)
        totals = SkillTotal.objects.for_learner(access.learner).by_skill()
        done = {skill: as_hours(logged + prior) for skill, (logged, prior, _) in totals.items()}
        goals = [goal for goal in goals_of(access) if goal.counts == Milestone.Counts.SKILL_HOURS]
        lows = {goal.skill.pk: goal.low or goal.mark for goal in goals}
        mine = Project.objects.for_learner(access.learner)
        begun = mine.begun_from([idea.record for idea in listed])
        rows = []
        for record, about in listed:
            skills = [guide.skills[pk] for pk in about if pk in guide.skills and guide.skills[pk].is_published]
            told = readiness({skill.pk: skill for skill in skills}, lows, done)
            rows.append(IdeaRow(record, tuple(skills), told, begun.get(record.pk)))
        return cls(
            tuple(row for row in rows if row.readiness.is_ready),
            tuple(sorted((row for row in rows if row.readiness.to_go), key=lambda row: row.readiness.to_go)),
            tuple(row for row in rows if not row.readiness.is_told),
        )
