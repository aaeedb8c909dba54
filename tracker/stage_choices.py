"""The stages that an application can be moved to, as they are chosen from: the fixed ones, and below each of them the
learner's own names for it."""

from tracker.models import Application

Stage = Application.Stage
GROUPS = (
    ("Open", [(stage, Stage(stage).label) for stage in Application.OPEN_STAGES]),
    ("Closed", [(stage, Stage(stage).label) for stage in Application.CLOSED_STAGES]),
)


def value_of(stage, own=None):
    """How a stage, or the learner's own one with this id under it, is written in a form."""
    return f"{stage}.{own}" if own else str(stage)


def with_own(own_stages, groups=GROUPS):
    """The choices, with the learner's own stages each below the fixed one that it counts as."""
    below = {}
    for own in own_stages:
        below.setdefault(own.meaning, []).append((value_of(own.meaning, own.pk), f"{Stage(own.meaning).label}: {own}"))
    return [
        (group, [each for choice in rows for each in (choice, *below.get(choice[0], ()))]) for group, rows in groups
    ]
