"""The read models of certifications: the list with what it comes to, and the page of one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guide.models import Milestone
from tracker.attempts import attempts_of, cost_of
from tracker.expiries import Expiry
from tracker.expiring import expiring_of, expiry_of
from tracker.models import Certification, Section, StudySession
from tracker.recounts import course_of
from tracker.stages import is_held
from tracker.tracked_list import TrackedPage

MOST = 5  # shown of what runs out soon, and of exams whose result is not told
LOOKED_AT = 50  # booked exams


@dataclass(frozen=True)
class Summary:
    """``ahead``: planned or studied for, without a booking; ``untold``: booked exams whose day is over."""

    held: int
    ahead: int
    exam: Certification | None
    untold: tuple
    expiring: tuple

    @classmethod
    def of(cls, access):
        """At most three queries."""
        own = Certification.objects.for_learner(access.learner)
        counts, booked = own.counts_by_stage(), list(own.booked()[:LOOKED_AT])
        return cls(
            held=sum(count for stage, count in counts.items() if is_held(stage)),
            ahead=sum(counts.get(stage, 0) for stage in ("planned", "studying")),
            exam=next((row for row in booked if row.stage_since >= access.today), None),
            untold=tuple(row for row in booked if row.stage_since < access.today)[:MOST],
            expiring=expiring_of(access, MOST),
        )


@dataclass(frozen=True)
class CertificationList:
    page: TrackedPage
    summary: Summary | None  # on the first page alone

    @classmethod
    def of(cls, access, before):
        counts = Milestone.Counts.CLOUD_CERTIFICATIONS
        page = TrackedPage.of(access, Certification.objects.with_names(), "certification-list", counts, before)
        for row in page.rows:
            row.expiry = expiry_of(row, access.today)
        return cls(page, Summary.of(access) if page.first and page.rows else None)


@dataclass(frozen=True)
class CertificationPage:
    """``history``: the stage events that hold, the latest first; ``replaced``: what was changed or taken back;
    ``seconds`` and ``sessions``: time that was logged for it, None where hours are not to be seen."""

    certification: Certification
    history: tuple
    replaced: tuple
    attempts: tuple
    cost: Decimal | None
    expiry: Expiry | None
    ran_out_on: date | None
    seconds: int | None = None
    sessions: int = 0

    @classmethod
    def of(cls, certification, access):
        """At most two queries, of one that comes with its events."""
        course, rows = course_of(certification), {row.sequence: row for row in certification.events.all()}
        superseded = {row.supersedes_id for row in rows.values()}
        attempts = attempts_of(course.events)
        time = {}
        if access.shows(Section.HOURS):
            kept = StudySession.objects.for_learner(access.learner).kept()
            time = dict(zip(("seconds", "sessions"), kept.time_for(certification), strict=True))
        return cls(
            certification=certification,
            history=tuple(rows[event.sequence] for event in reversed(course.events)),
            replaced=tuple(row for row in rows.values() if row.stage and row.pk in superseded),
            attempts=attempts,
            cost=cost_of(attempts, certification.fee),
            expiry=expiry_of(certification, access.today),
            ran_out_on=certification.expires_on if course.stage == Certification.Stage.EXPIRED else None,
            **time,
        )

    @property
    def can_be_undone(self):
        """Whether a stage may be taken back: never the only one."""
        return len(self.history) > 1
