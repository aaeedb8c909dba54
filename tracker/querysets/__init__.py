"""Which rows: the tracker’s querysets, a module a noun. Methods read as adjectives or prepositions."""

from tracker.querysets.acts import ActQuerySet
from tracker.querysets.addresses import SecretAddressQuerySet
from tracker.querysets.application_imports import (
    ApplicationBatchQuerySet,
    ImportedApplicationQuerySet,
    StageWordQuerySet,
)
from tracker.querysets.applications import SavedViewQuerySet
from tracker.querysets.attached import AttachedManager, AttachedQuerySet, ExchangeRateQuerySet
from tracker.querysets.digests import DigestQuerySet, DigestSubscriptionQuerySet
from tracker.querysets.evidence import ConfirmationQuerySet, StepClaimQuerySet
from tracker.querysets.imports import (
    ImportBatchQuerySet,
    ImportedRowQuerySet,
    ImportRowQuerySet,
    ImportSourceQuerySet,
    NameMappingQuerySet,
)
from tracker.querysets.learner import BreakQuerySet, EnrollmentQuerySet, LearnerQuerySet, WeeklyGoalQuerySet
from tracker.querysets.mentoring import InvitationQuerySet, MentorshipQuerySet, ShareQuerySet
from tracker.querysets.own_stages import OwnStageQuerySet
from tracker.querysets.plans import PlanAnswerQuerySet, PlanQuerySet
from tracker.querysets.projects import ProjectEventQuerySet, ProjectQuerySet
from tracker.querysets.reading import BesideQuerySet, NoteQuerySet
from tracker.querysets.study import (
    DayTotalQuerySet,
    PriorHoursQuerySet,
    SkillTotalQuerySet,
    StudySessionQuerySet,
    TagQuerySet,
)
from tracker.querysets.targets import TargetQuerySet
from tracker.querysets.timer import TimerQuerySet
from tracker.querysets.tracked import ApplicationQuerySet, CertificationQuerySet, TrackedQuerySet
from tracker.querysets.watch import WatchDismissalQuerySet

__all__ = [
    "ActQuerySet",
    "ApplicationBatchQuerySet",
    "ApplicationQuerySet",
    "AttachedManager",
    "AttachedQuerySet",
    "BesideQuerySet",
    "BreakQuerySet",
    "CertificationQuerySet",
    "ConfirmationQuerySet",
    "DayTotalQuerySet",
    "DigestQuerySet",
    "DigestSubscriptionQuerySet",
    "EnrollmentQuerySet",
    "ExchangeRateQuerySet",
    "ImportBatchQuerySet",
    "ImportRowQuerySet",
    "ImportSourceQuerySet",
    "ImportedApplicationQuerySet",
    "ImportedRowQuerySet",
    "InvitationQuerySet",
    "LearnerQuerySet",
    "MentorshipQuerySet",
    "NameMappingQuerySet",
    "NoteQuerySet",
    "OwnStageQuerySet",
    "PlanAnswerQuerySet",
    "PlanQuerySet",
    "PriorHoursQuerySet",
    "ProjectEventQuerySet",
    "ProjectQuerySet",
    "SavedViewQuerySet",
    "SecretAddressQuerySet",
    "ShareQuerySet",
    "SkillTotalQuerySet",
    "StageWordQuerySet",
    "StepClaimQuerySet",
    "StudySessionQuerySet",
    "TagQuerySet",
    "TargetQuerySet",
    "TimerQuerySet",
    "TrackedQuerySet",
    "WatchDismissalQuerySet",
    "WeeklyGoalQuerySet",
]
