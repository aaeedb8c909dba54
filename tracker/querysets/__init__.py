"""Which rows: the tracker’s querysets, a module a noun. Methods read as adjectives or prepositions."""

from tracker.querysets.learner import EnrollmentQuerySet, LearnerQuerySet
from tracker.querysets.mentoring import InvitationQuerySet, MentorshipQuerySet, ShareQuerySet
from tracker.querysets.reading import BesideQuerySet, NoteQuerySet
from tracker.querysets.study import DayTotalQuerySet, PriorHoursQuerySet, SkillTotalQuerySet, StudySessionQuerySet
from tracker.querysets.targets import TargetQuerySet
from tracker.querysets.tracked import CertificationQuerySet, ProjectQuerySet, TrackedQuerySet

__all__ = [
    "BesideQuerySet",
    "CertificationQuerySet",
    "DayTotalQuerySet",
    "EnrollmentQuerySet",
    "InvitationQuerySet",
    "LearnerQuerySet",
    "MentorshipQuerySet",
    "NoteQuerySet",
    "PriorHoursQuerySet",
    "ProjectQuerySet",
    "ShareQuerySet",
    "SkillTotalQuerySet",
    "StudySessionQuerySet",
    "TargetQuerySet",
    "TrackedQuerySet",
]
