"""The read model of the mistake watch: what the log shows, what it does not, what it cannot, and what is set aside.

A rule is asked only where every section that it reads is shown; of the others nothing is told. What no log can show is
the guide's own word, and the same for everybody. What was set aside a mentor sees as such, without the reason.
"""

from dataclasses import dataclass, replace

from guide.models import Record, Watch
from guide.models.watches import Rule
from tracker.models import WatchDismissal
from tracker.watch import Finding, Limit
from tracker.watch_log import log_of, watches
from tracker.watch_rules import RULES, Watched, look


@dataclass(frozen=True)
class Row:
    """A watch, and what it finds: ``finding`` is None where the log tells too little, ``rule`` where none does."""

    watch: Watch
    about: Record
    sources: tuple
    rule: Watched | None = None
    limit: Limit | None = None
    finding: Finding | None = None
    dismissal: WatchDismissal | None = None

    @classmethod
    def of(cls, watch):
        about = watch.about[0].object
        return cls(watch, about, tuple(citation.source for citation in about.citations.all()))

    @property
    def words(self):
        """The rule with its numbers."""
        return self.rule.says(self.limit, self.watch)

    @property
    def edition(self):
        """The figure that gives the threshold, None where it is ours."""
        return self.watch.now if self.watch.figure_id else None


def limit_of(watch):
    """The numbers of a rule; None where its figure has no value."""
    if watch.limit is None:
        return None
    return Limit(
        least=watch.limit,
        span=watch.span,
        skill=watch.skill_id,
        skill_title=watch.skill.title if watch.skill else "",
        other_skill=watch.other_skill_id,
        path=watch.path_id,
    )


def asked_rows(access, rows):
    """The rows whose rule the viewer may know the answer of, each with it and with its dismissal."""
    seen = [row for row in rows if access.shows(*RULES[row.watch.rule].reads) and limit_of(row.watch)]
    if not seen:
        return
    practice = next((row.watch.skill_id for row in seen if row.watch.rule == Rule.NO_PRACTICE), None)
    log = log_of(access, practice)
    dismissed = WatchDismissal.objects.for_learner(access.learner).standing().by_watch()
    for row in seen:
        limit = limit_of(row.watch)
        yield replace(
            row,
            rule=RULES[row.watch.rule],
            limit=limit,
            finding=look(row.watch.rule, log, limit, access.today),
            dismissal=dismissed.get(row.watch.pk),
        )


@dataclass(frozen=True)
class WatchPage:
    """``shown``: mistakes that the log shows; ``fine``: those that it does not; ``waiting``: too little to tell;
    ``unseen``: what no log can show; ``set_aside``: dismissed by the learner, whatever the log says."""

    shown: tuple
    fine: tuple
    waiting: tuple
    unseen: tuple
    set_aside: tuple

    @classmethod
    def of(cls, access):
        """Fifteen queries at most, however long the record."""
        rows = [Row.of(watch) for watch in watches()]
        asked = tuple(asked_rows(access, [row for row in rows if row.watch.rule]))
        return cls(
            shown=tuple(row for row in asked if not row.dismissal and row.finding and row.finding.is_shown),
            fine=tuple(row for row in asked if not row.dismissal and row.finding and not row.finding.is_shown),
            waiting=tuple(row for row in asked if not row.dismissal and not row.finding),
            unseen=tuple(row for row in rows if not row.watch.rule),
            set_aside=tuple(row for row in asked if row.dismissal),
        )
