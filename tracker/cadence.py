"""The read model of the cadence: how many projects became public in each quarter, beside what the guide recommends."""

from dataclasses import dataclass

from guide.kept import KeptByVersion
from guide.models import Milestone
from tracker.models import ProjectEvent, Section
from tracker.pictures.quarters import QuarterBars
from tracker.portfolio import quarters_since

MOST = 16  # quarters that are shown, the latest


@KeptByVersion
def recommended(version):
    """The milestone that counts public projects a quarter, with ``now``; None without."""
    return Milestone.objects.of_public_projects()


@dataclass(frozen=True)
class Cadence:
    quarters: tuple
    before: int  # how many became public before the first of them
    edition: object  # of the figure that recommends how many; None without
    bars: QuarterBars | None

    @classmethod
    def of(cls, access):
        """Two queries, however many projects there are. The record's start shows only with the plan; without it the
        first public project begins it."""
        milestone = recommended(access.guide.version)
        edition = milestone.now if milestone else None
        days = ProjectEvent.objects.days_public(access.learner)
        since = access.learner.started_on if access.shows(Section.PLAN) else next(iter(days), None)
        if since is None or since > access.today:
            return cls((), 0, edition, None)
        quarters = quarters_since(since, days, today=access.today, mark=edition and (edition.low or edition.high))
        quarters = quarters[-MOST:]
        told = sum(quarter.count for quarter in quarters)
        return cls(quarters, len(days) - told, edition, QuarterBars.of(quarters, edition and edition.low))

    @property
    def kept(self):
        """How many of the quarters kept to it, of how many that are held to it."""
        held = [quarter for quarter in self.quarters if quarter.is_held_to_it]
        return sum(quarter.kept.name == "MET" for quarter in held), len(held)

    @property
    def count(self):
        return sum(quarter.count for quarter in self.quarters)
