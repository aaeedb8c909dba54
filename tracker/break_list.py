"""The read model of the declared breaks."""

from dataclasses import dataclass

from tracker.models import Break

LATEST = 50  # breaks shown


@dataclass(frozen=True)
class BreakList:
    """The declared breaks, the latest first, each with ``is_over`` and ``has_begun`` as of the learner's day."""

    breaks: tuple

    @classmethod
    def of(cls, access):
        rows = tuple(Break.objects.for_learner(access.learner).declared()[:LATEST])
        for row in rows:
            row.is_over, row.has_begun = row.last < access.today, row.first <= access.today
        return cls(rows)


def overlapping(access, pause):
    """The other declared breaks that share a day with this one: pairs of days."""
    others = Break.objects.for_learner(access.learner).declared().but(pause)
    return others.touching(pause.first, pause.last).spans()
