"""The read model of the list of sessions: a bounded page, addressed by the row that it stands below."""

import datetime
import re
from dataclasses import dataclass

from tracker.models import Section, StudySession

PAGE = 25
CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})")


def parse_cursor(text):
    """``2026-11-03.17`` → (day, id) of the row that a page stands below; None for anything else: the first page."""
    match = CURSOR.fullmatch(text)
    try:
        return (datetime.date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


@dataclass(frozen=True)
class SessionPage:
    sessions: list
    older: str  # address of the next older page, "" on the last
    first: bool
    skill: object = None  # the one that the list is about, if not all

    @classmethod
    def of(cls, access, before, skill=""):
        """At most 25 sessions, latest first, below the cursor ``before``; notes only for whom they are shared with.

        ``skill``: the slug of the one whose sessions are asked for; one that is none asks for all.
        """
        rows = StudySession.objects.for_learner(access.learner).kept().latest_first()
        skill = next((s for s in access.guide.skills.values() if s.slug == skill and not s.is_draft), None)
        if skill:
            rows = rows.of_skill(skill)
        cursor = parse_cursor(before)
        if cursor:
            rows = rows.before(*cursor)
        sessions = list(rows[: PAGE + 1])
        older = ""
        if len(sessions) > PAGE:
            sessions.pop()
            only = f"skill={skill.slug}&" if skill else ""
            older = f"{access.url('study-list')}?{only}before={sessions[-1].day}.{sessions[-1].pk}"
        return cls(as_seen(sessions, access), older, cursor is None, skill)


def as_seen(sessions, access):
    """The sessions as this viewer may see them, each with its skill from the catalogue."""
    sessions = list(sessions)
    notes = access.shows(Section.NOTES)
    for session in sessions:
        if session.skill_id:
            session.skill = access.guide.skills[session.skill_id]
        if not notes:
            session.note = ""
    return sessions
