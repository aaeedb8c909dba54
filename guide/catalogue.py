"""What every page of the tracker needs of the guide, kept in memory per process for as long as the content is the same.

One small query asks for the content's version; only when that has changed is the catalogue fetched anew, so a
correction shows at once, in every worker. Editions are never rewritten and may be kept as long.
"""

from dataclasses import dataclass, field

from guide.alternatives import alternatives
from guide.kept import KeptByVersion
from guide.models import Alias, Edition, Milestone, Path, Skill, Topic


@dataclass(frozen=True)
class Catalogue:
    """``skills`` by id in the guide's order, published or not; ``milestones``: the tracked ones by id, each with
    ``now``, its figure's current edition; ``paths`` by id; ``topics`` of skills by id, and the ``aliases`` of both;
    ``alternatives``: by a milestone's id the current editions among which one may choose, its own first."""

    version: int
    skills: dict
    milestones: dict
    paths: dict
    topics: dict
    aliases: tuple
    alternatives: dict
    _editions: dict = field(default_factory=dict)

    @property
    def published_skills(self):
        return [skill for skill in self.skills.values() if skill.is_published]

    def editions(self, ids):
        """Editions with their source, by id; those not met before are fetched in one query."""
        missing = set(ids) - self._editions.keys()
        if missing:
            self._editions.update(Edition.objects.with_figure().in_bulk(missing))
        return self._editions


@KeptByVersion
def catalogue(version):
    """The catalogue of the content as it is now."""
    milestones = {milestone.pk: milestone for milestone in Milestone.objects.tracked()}
    skills = {skill.pk: skill for skill in Skill.objects.order_by("position", "title")}
    choices = alternatives(milestones.values())
    known = {edition.pk: edition for editions in choices.values() for edition in editions}
    known |= {milestone.now.pk: milestone.now for milestone in milestones.values() if milestone.now}
    return Catalogue(
        version=version,
        skills=skills,
        milestones=milestones,
        paths=Path.objects.in_bulk(),
        topics={topic.pk: topic for topic in Topic.objects.all()},
        aliases=tuple(Alias.objects.all()),
        alternatives=choices,
        _editions=known,
    )
