"""What a learner has beside the guide's records. The guide asks ``companion_of`` (guide/companion.py), no more.

One's own record only: nothing of it is under a mentee's prefix. Every page costs the same however much is kept.
"""

from dataclasses import dataclass

from guide.changes import reads_the_same
from guide.companion import Beside, Own
from guide.models import KINDS_WITH_PAGES, Kind, Record, Revision
from guide.shelves import SHELVES
from tracker.access import Access, first_page, full_access
from tracker.dashboard import Dashboard, Row, standings
from tracker.models import Certification, Note, Project, ReadMark, SkillTotal
from tracker.models.targets import goal_of
from tracker.progress import Act, Measured, as_hours, measure
from tracker.templatetags.record import amount

READABLE = (Kind.LAW, Kind.AUTHORIZATION, Kind.MISTAKE)  # what one reads once, and again when it has changed


@dataclass(frozen=True)
class Reading:
    """Whether the learner has read a record, which is at ``revision`` now, and whether it reads otherwise since."""

    revision: int
    mark: ReadMark | None
    has_changed: bool


@dataclass(frozen=True)
class Hours:
    """Time on a skill: before joining and since, in sessions; measured where the guide recommends an amount today."""

    own: Own
    sessions: int
    measured: Measured | None


@dataclass(frozen=True)
class Side:
    """What stands beside one record: each part as far as its kind has it, and the template that shows them."""

    record: Record
    access: Access
    template: str
    note: Note | None = None  # on its page
    noted: bool = False  # in a list
    reading: Reading | None = None
    hours: Hours | None = None
    held: Certification | None = None
    standing: Row | None = None
    project: Project | None = None  # begun from an idea

    @property
    def kind(self):
        return self.record.kind

    @property
    def has_page(self):
        return self.kind in KINDS_WITH_PAGES

    @property
    def is_followed(self):
        return self.kind == Kind.PATH and self.record.pk == self.access.learner.path_id

    @property
    def can_be_followed(self):
        return self.kind == Kind.PATH and self.record.is_published and not self.is_followed

    @property
    def can_be_planned(self):
        return not self.held and self.record.is_published and self.record.can_be_earned


@dataclass(frozen=True)
class Progress:
    """How many of a kind's published records the learner has read."""

    read: int
    total: int
    title: str
    template: str = "tracker/reading/_progress.html"

    @classmethod
    def of(cls, access, kind):
        """Two queries."""
        read = ReadMark.objects.for_learner(access.learner).on_published(kind).count()
        return cls(read, Record.objects.published().of_kind(kind).count(), SHELVES[kind].title)


@dataclass(frozen=True)
class Home:
    """On the home page: the path that the learner follows, and what is next."""

    access: Access
    dashboard: Dashboard
    template: str = "tracker/beside/_home.html"

    @property
    def is_first(self):
        return self.dashboard.next and self.dashboard.next.act is Act.FIRST_LOG


@dataclass(frozen=True)
class Followed:
    """Where the home page names a path: it is the learner's."""

    template: str = "tracker/beside/_yours.html"


@dataclass(frozen=True)
class Companion:
    """The learner's own things, for ``guide.companion``."""

    access: Access

    def record(self, record):
        """One query for the note, and what the kind adds: two at most, and the catalogue of a skill."""
        note = Note.objects.for_learner(self.access.learner).kept().on([record]).first()
        parts = self._parts([record]).get(record.pk, {})
        side = Side(record, self.access, "tracker/beside/_page.html", note=note, **parts)
        return Beside(page=side, own={record.pk: side.hours.own} if side.hours else {})

    def records(self, records):
        """One query for the notes, and what the kind adds: five at most."""
        noted = Note.objects.for_learner(self.access.learner).kept().on(records).record_keys()
        parts = self._parts(records)
        rows = {
            record.pk: Side(
                record, self.access, "tracker/beside/_row.html", noted=record.pk in noted, **parts.get(record.pk, {})
            )
            for record in records
        }
        kind = next((record.kind for record in records), None)
        progress = Progress.of(self.access, kind) if kind in READABLE else None
        return Beside(progress, rows, {pk: side.hours.own for pk, side in rows.items() if side.hours})

    def home(self):
        """The dashboard's queries, five at most, and the catalogue."""
        dashboard = Dashboard.for_access(self.access)
        return Beside(Home(self.access, dashboard), {self.access.learner.path_id: Followed()})

    def _parts(self, records):
        """What the kind of the records adds to the side of each, by its primary key."""
        kind = next((record.kind for record in records), None)
        if kind in READABLE:
            return readings(self.access, records)
        if kind == Kind.SKILL:
            return skill_hours(self.access, records)
        if kind == Kind.CERTIFICATION:
            held = Certification.objects.for_learner(self.access.learner).of_listed(records)
            return {certification.listed_id: {"held": certification} for certification in reversed(held)}
        if kind == Kind.IDEA:
            begun = Project.objects.for_learner(self.access.learner).begun_from(records)
            return {record.pk: {"project": begun.get(record.pk)} for record in records}
        if kind == Kind.MILESTONE:
            rows = standings(self.access)
            return {record.pk: {"standing": rows.get(record.slug)} for record in records}
        return {}


def readings(access, records):
    """Two queries, and one more where something was saved since it was read."""
    marks = ReadMark.objects.for_learner(access.learner).on(records).by_record()
    numbers = Revision.objects.last_numbers([record.pk for record in records])
    changed = _changed_since(marks, numbers)
    return {r.pk: {"reading": Reading(numbers.get(r.pk, 0), marks.get(r.pk), r.pk in changed)} for r in records}


def _changed_since(marks, numbers):
    """Primary keys of the records whose readers see something else than when they were marked as read."""
    read = {pk: mark.revision for pk, mark in marks.items() if mark.revision < numbers.get(pk, 0)}
    if not read:
        return set()
    documents = Revision.objects.documents_at([*read.items(), *((pk, numbers[pk]) for pk in read)])
    return {
        pk
        for pk, number in read.items()
        if (pk, number) not in documents or not reads_the_same(documents[pk, number], documents[pk, numbers[pk]])
    }


def skill_hours(access, skills):
    """Time on each skill, measured against what the guide says today, as its page does. One query and the catalogue."""
    totals = SkillTotal.objects.for_learner(access.learner).by_skill()
    milestones = {m.skill_id: m for m in access.guide.milestones.values() if m.skill_id and m.now}
    return {skill.pk: {"hours": _hours(totals.get(skill.pk, (0, 0, 0)), milestones.get(skill.pk))} for skill in skills}


def _hours(sums, milestone):
    logged, prior, sessions = sums
    own = Own(as_hours(prior), as_hours(logged), "hour", f"you: {amount(as_hours(prior + logged), 'hour')}")
    goal = goal_of(milestone, milestone.now, milestone.end) if milestone else None
    return Hours(own, sessions, measure(goal, prior=own.prior, logged=own.logged) if goal else None)


@dataclass(frozen=True)
class Invitation:
    """Beside a path, for somebody who keeps no record yet: a way to begin one with it."""

    record: Record
    template: str = "tracker/beside/_begin.html"


class Newcomer:
    """Somebody logged in who is no learner, mentor or curator (yet)."""

    def record(self, record):
        return Beside(page=Invitation(record) if record.kind == Kind.PATH and record.is_published else None)

    def records(self, records):
        return Beside()

    def home(self):
        return Beside()


def companion_of(user):
    """For the setting GUIDE_COMPANION. None for mentors and curators who keep no record of their own."""
    if user.is_learner:
        return Companion(full_access(user.learner))
    return Newcomer() if first_page(user) == "tracker:start" else None
