"""The read model of the targets page: each milestone's target, and what it was before."""

from dataclasses import dataclass

from tracker.models import Target


@dataclass(frozen=True)
class TargetRow:
    """The current target of a milestone with what it was before, the latest first; choices to keep are left out."""

    target: Target
    earlier: tuple


@dataclass(frozen=True)
class TargetList:
    rows: tuple
    changed: tuple  # current targets that the learner is asked about

    @classmethod
    def of(cls, learner):
        """Of the milestones that the tracker measures today, as the dashboard has them."""
        targets = Target.objects.for_learner(learner).tracked().with_editions()
        targets = list(targets.order_by("milestone__position", "-id"))
        current = [target for target in targets if target.superseded_at is None]
        chains = {target.milestone_id: [target] for target in current}
        for target in targets:
            if target.superseded_at and chosen(target) != chosen(chains[target.milestone_id][-1]):
                chains[target.milestone_id].append(target)
        rows = tuple(TargetRow(target, tuple(earlier)) for target, *earlier in chains.values())
        return cls(rows, tuple(target for target in current if target.has_changed))


def chosen(target):
    return target.edition_id, target.end
