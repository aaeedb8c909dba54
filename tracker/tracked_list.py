"""The read model of the lists of projects, certifications and applications: the count, and a bounded page."""

from dataclasses import dataclass

from tracker.dashboard import Row, count_rows, goals_of
from tracker.study_list import parse_cursor

PAGE = 25


@dataclass(frozen=True)
class TrackedPage:
    rows: list
    goal: Row | None  # the count against its milestone; None if the learner has no such target
    older: str  # address of the next older page, "" on the last
    first: bool

    @classmethod
    def of(cls, access, things, name, counts, before, since="stage_since"):
        """At most 25 of ``things`` below the cursor ``before``, the latest stage first.

        ``name`` is the URL name of the list, ``counts`` what its milestone counts, ``since`` the field of the day.
        """
        rows = things.for_learner(access.learner).latest_first(since)
        cursor = parse_cursor(before)
        if cursor:
            rows = rows.before(*cursor, since)
        rows = list(rows[: PAGE + 1])
        older = ""
        if len(rows) > PAGE:
            rows.pop()
            older = f"{access.url(name)}?before={getattr(rows[-1], since)}.{rows[-1].pk}"
        return cls(rows, goal_row(access, counts), older, cursor is None)


def goal_row(access, counts):
    """The learner's count against the one goal that counts it."""
    return next(iter(count_rows([goal for goal in goals_of(access) if goal.counts == counts], access)), None)
