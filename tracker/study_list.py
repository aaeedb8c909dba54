"""The read model of the list of sessions: a bounded page, addressed by what it is narrowed by and by the row that it
stands below. No page counts rows; sums come from the rollups, or where they do not, only for whoever asks."""

import datetime
import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects

from guide.models import Record
from tracker.clock import spell_span
from tracker.models import DayTotal, Section, SkillTotal, StudySession
from tracker.study_filters import Wanted
from tracker.tied import tie_sessions

PAGE = 25
CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})")
THIS_PAGE, ALL = "page", "all"  # which sessions are chosen as the page comes


def parse_cursor(text):
    """``2026-11-03.17`` → (day, id) of the row that a page stands below; None for anything else: the first page."""
    match = CURSOR.fullmatch(text)
    try:
        return (datetime.date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Sum:
    """Hours together, and in how many sessions, where that is known."""

    seconds: int
    sessions: int | None = None


@dataclass(frozen=True)
class Choice:
    """Something that the list is narrowed by, and the address of the list without it."""

    label: str
    text: str
    without: str


@dataclass(frozen=True)
class SessionPage:
    sessions: list
    wanted: Wanted
    url: str  # the first page of the list, narrowed alike
    here: str  # this page
    older: str = ""  # the next older page, "" on the last
    first: bool = True
    sum: Sum | None = None
    chosen: tuple = ()
    selected: str = ""

    @classmethod
    def of(cls, access, wanted, asked=None, name="study-list"):
        """At most 25 sessions, latest first, that have what is ``wanted``; each as this viewer may see it.

        ``asked`` is the rest of the address: ``before`` (the row above), ``sum``, ``select``; ``name`` is the page.
        """
        asked = asked or {}
        url = address(access.url(name), wanted.pairs)
        rows = StudySession.objects.for_learner(access.learner).kept().matching(wanted).latest_first()
        cursor = parse_cursor(asked.get("before", ""))
        sessions = list((rows.before(*cursor) if cursor else rows)[: PAGE + 1])
        older = ""
        if len(sessions) > PAGE:
            sessions.pop()
            older = address(url, [("before", f"{sessions[-1].day}.{sessions[-1].pk}")])
        return cls(
            sessions=in_full(sessions, access),
            wanted=wanted,
            url=url,
            here=address(url, [("before", asked["before"])]) if cursor else url,
            older=older,
            first=cursor is None,
            sum=kept_sum(access, wanted) or (counted_sum(rows) if asked.get("sum") else None),
            chosen=choices_of(access, wanted, name),
            selected=asked.get("select", "") if asked.get("select") in (THIS_PAGE, ALL) and access.own else "",
        )

    @property
    def sum_url(self):
        return address(self.here, [("sum", "1")])

    @property
    def page_url(self):
        """This page with all its sessions chosen."""
        return address(self.here, [("select", THIS_PAGE)])

    @property
    def all_url(self):
        """This page with all sessions chosen that match, on whichever page."""
        return address(self.here, [("select", ALL)])

    @property
    def whole(self):
        """Whether the page shows all sessions that match."""
        return self.first and not self.older


def address(url, pairs):
    """``url`` with the pairs of name and value at the end of its query."""
    if not pairs:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(pairs)}"


def kept_sum(access, wanted):
    """The hours of what is wanted where a rollup or an index has them: all, those of a skill, of some days, of a
    project; else None."""
    learner, asked = access.learner, wanted.asked
    if not asked:
        return Sum(learner.logged_seconds, learner.sessions)
    if asked == {"skill"}:
        seconds, _, sessions = SkillTotal.objects.for_learner(learner).of_skill(wanted.skill)
        return Sum(seconds, sessions)
    if asked <= {"since", "until"}:
        days = (wanted.since or datetime.date.min, wanted.until or datetime.date.max)
        return Sum(DayTotal.objects.for_learner(learner).between(*days).seconds())
    if asked == {"counts"} and wanted.counts:
        return Sum(learner.counted_seconds)
    if asked == {"project"}:
        return Sum(*StudySession.objects.time_by_project([wanted.project.pk]).get(wanted.project.pk, (0, 0)))
    return None


def counted_sum(rows):
    """The hours of all rows, read one by one: bounded by the learner's record, and only for whoever asks."""
    sums = rows.order_by().sums()
    return Sum(sums["logged_seconds"], sums["sessions"])


def choices_of(access, wanted, name):
    """What the list is narrowed by, in words."""
    texts = {
        "skill": ("Skill", getattr(wanted.skill, "title", "")),
        "topic": ("Topic", getattr(wanted.topic, "name", "")),
        "text": ("Note says", f"“{wanted.text}”"),
        "tag": ("Tag", f"#{wanted.tag}"),
        "project": ("Project", str(wanted.project)),
        "certification": ("Certification", str(wanted.certification)),
        "since": ("From", wanted.since and f"{wanted.since:%-d %B %Y}"),
        "until": ("To", wanted.until and f"{wanted.until:%-d %B %Y}"),
        "activity": ("Kind of time", wanted.activity and StudySession.Activity(wanted.activity).label),
        "origin": ("Came by", wanted.origin and StudySession.Origin(wanted.origin).label),
        "counts": ("Recommended total", "counts to it" if wanted.counts else "beside it"),
    }
    base = access.url(name)
    return tuple(
        Choice(label, text, address(base, wanted.without(field).pairs))
        for field, (label, text) in texts.items()
        if field in wanted.asked
    )


@dataclass(frozen=True)
class Rest:
    """What a row tells of a session besides day, skill, time and note."""

    tags: tuple = ()
    resource: object = None
    link: str = ""
    span: str = ""  # from when to when
    marks: tuple = ()  # words on what is not the usual


def as_seen(sessions, access):
    """The sessions as this viewer may see them, each with its skill and topic from the catalogue."""
    sessions = list(sessions)
    notes = access.shows(Section.NOTES)
    for session in sessions:
        if session.skill_id:
            session.skill = access.guide.skills[session.skill_id]
            session.topic = access.guide.topics.get(session.topic_id) if session.topic_id else None
        if not notes:
            session.note = session.link = ""
            session.resource = None
    return sessions


def in_full(sessions, access):
    """``as_seen``, each with its ``rest`` and what it is ``tied`` to: one query for all tags, and one each
    for all resources, projects and certifications if there are some."""
    sessions = as_seen(sessions, access)
    notes = access.shows(Section.NOTES)
    tie_sessions(sessions, access)
    if notes:
        prefetch_related_objects(sessions, "tags")
    ids = {session.resource_id for session in sessions} - {None}
    records = Record.objects.in_order().in_bulk(ids) if ids else {}
    for session in sessions:
        rest = Rest(span=span_of(session, access), marks=tuple(marks_of(session)))
        if notes:
            tags = tuple(tag.name for tag in session.tags.all())
            rest = replace(rest, tags=tags, resource=records.get(session.resource_id), link=session.link)
        session.rest = rest
    return sessions


def span_of(session, access):
    return spell_span(session.started_at, session.ended_at, session.zone, access.learner.zone)


def marks_of(session):
    """Words where it is not the usual: another kind of time beside a skill, and how it came unless by typing."""
    if session.skill_id and session.activity != StudySession.Activity.STUDY:
        yield session.get_activity_display().lower()
    if session.origin in (StudySession.Origin.TIMER, StudySession.Origin.IMPORT):
        yield session.get_origin_display().lower()
