"""The read model of the bin: deleted sessions, the last first, each with the day on which it leaves for good."""

import datetime
import re
from dataclasses import dataclass

from tracker.actions.upkeep import BIN_KEPT
from tracker.days import local_day
from tracker.models import StudySession
from tracker.study_list import PAGE, address, in_full

CURSOR = re.compile(r"(\d{1,20})\.(\d{1,18})")
MICROSECOND = datetime.timedelta(microseconds=1)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def spell_cursor(session):
    """Where a session stands in the bin: microseconds since 1970, and its id."""
    return f"{(session.deleted_at - EPOCH) // MICROSECOND}.{session.pk}"


def parse_cursor(text):
    """(instant, id) of the row that a page stands below; None for anything else: the first page."""
    match = CURSOR.fullmatch(text)
    try:
        return (EPOCH + int(match[1]) * MICROSECOND, int(match[2])) if match else None
    except OverflowError:
        return None


@dataclass(frozen=True)
class BinPage:
    sessions: list
    older: str
    first: bool

    @property
    def newest(self):
        """Where the first row stands."""
        return spell_cursor(self.sessions[0])

    @classmethod
    def of(cls, access, before=""):
        """At most 25, each with ``leaves_on``, the learner's day after thirty days in the bin."""
        rows = StudySession.objects.for_learner(access.learner).binned().gone_first()
        cursor = parse_cursor(before)
        sessions = list((rows.gone_before(*cursor) if cursor else rows)[: PAGE + 1])
        older = ""
        if len(sessions) > PAGE:
            sessions.pop()
            older = address(access.url("bin-list"), [("before", spell_cursor(sessions[-1]))])
        for session in sessions:
            session.leaves_on = local_day(session.deleted_at + BIN_KEPT, access.learner.zone)
        return cls(in_full(sessions, access), older, cursor is None)
