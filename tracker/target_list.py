"""The read model of the targets page: each milestone's target, and what it was before."""

from dataclasses import dataclass

from tracker.models import Target


@dataclass(frozen=True)
class TargetRow:
    """The current target of a milestone with its earlier ones, the latest first."""

    target: Target
    earlier: tuple


@dataclass(frozen=True)
class TargetList:
    rows: tuple
    changed: tuple  # current targets that the learner is asked about

    @classmethod
    def of(cls, learner):
        targets = list(Target.objects.for_learner(learner).with_editions().order_by("milestone__position", "-id"))
        current = [target for target in targets if target.superseded_at is None]
        earlier = {target.milestone_id: [] for target in current}
        for target in targets:
            if target.superseded_at:
                earlier[target.milestone_id].append(target)
        rows = tuple(TargetRow(target, tuple(earlier[target.milestone_id])) for target in current)
        return cls(rows, tuple(target for target in current if target.has_changed))
