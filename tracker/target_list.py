"""The read model of the targets page: each milestone's target, and what it was before."""

from dataclasses import dataclass

from tracker.models import Target


@dataclass(frozen=True)
class TargetRow:
    """The current target of a milestone with what it was before, the latest first; choices to keep are left out."""

    target: Target
    earlier: tuple
    has_rivals: bool  # whether another figure counts the same


@dataclass(frozen=True)
class TargetList:
    rows: tuple
    changed: tuple  # current targets that the learner is asked about

    @classmethod
    def of(cls, access):
        """Of the milestones that the tracker measures today, as the dashboard has them."""
        targets = Target.objects.for_learner(access.learner).tracked().following()
        targets.sort(key=lambda target: (target.milestone.position, target.milestone_id, -target.pk))
        current = [target for target in targets if target.superseded_at is None]
        chains = {target.milestone_id: [target] for target in current}
        for target in targets:
            if target.superseded_at and chosen(target) != chosen(chains[target.milestone_id][-1]):
                chains[target.milestone_id].append(target)
        rivals = {pk for pk, editions in access.guide.alternatives.items() if len(editions) > 1}
        rows = tuple(
            TargetRow(target, tuple(earlier), target.milestone_id in rivals) for target, *earlier in chains.values()
        )
        return cls(rows, tuple(target for target in current if target.has_changed))


def chosen(target):
    return target.edition_id, target.end
