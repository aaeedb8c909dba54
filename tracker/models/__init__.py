"""What a learner did. One module a noun."""

from tracker.models.application_acts import ApplicationAct
from tracker.models.application_imports import ApplicationBatch, ImportedApplication, StageWord
from tracker.models.applications import Application, ApplicationEvent
from tracker.models.bulk import BulkAct
from tracker.models.certifications import Certification, CertificationEvent
from tracker.models.contacts import Contact
from tracker.models.digests import Digest, DigestSubscription
from tracker.models.documents import Document
from tracker.models.evidence import Confirmation, EvidencePage, StepClaim
from tracker.models.feeds import CalendarFeed
from tracker.models.follow_ups import FollowUp
from tracker.models.imports import ImportBatch, ImportChunk, ImportedRow, ImportRow, ImportSource, NameMapping
from tracker.models.interviews import Interview
from tracker.models.learner import Break, CalendarChoice, Enrollment, Learner, PriorHours, WeeklyGoal
from tracker.models.mentoring import Invitation, Mentorship, Section, Share
from tracker.models.money import ExchangeRate, Period
from tracker.models.offers import Offer
from tracker.models.own_stages import OwnStage
from tracker.models.plans import Plan, PlanAnswer, PlanStep
from tracker.models.projects import Evidence, Project, ProjectEvent, ProjectPicture
from tracker.models.reading import Note, ReadMark
from tracker.models.saved_views import SavedView
from tracker.models.study import DayTotal, SkillTotal, StudySession, Tag
from tracker.models.targets import Target
from tracker.models.timer import Timer, TimerPiece
from tracker.models.watch import WatchDismissal

__all__ = [
    "Application",
    "ApplicationAct",
    "ApplicationBatch",
    "ApplicationEvent",
    "Break",
    "BulkAct",
    "CalendarChoice",
    "CalendarFeed",
    "Certification",
    "CertificationEvent",
    "Confirmation",
    "Contact",
    "DayTotal",
    "Digest",
    "DigestSubscription",
    "Document",
    "Enrollment",
    "Evidence",
    "EvidencePage",
    "ExchangeRate",
    "FollowUp",
    "ImportBatch",
    "ImportChunk",
    "ImportRow",
    "ImportSource",
    "ImportedApplication",
    "ImportedRow",
    "Interview",
    "Invitation",
    "Learner",
    "Mentorship",
    "NameMapping",
    "Note",
    "Offer",
    "OwnStage",
    "Period",
    "Plan",
    "PlanAnswer",
    "PlanStep",
    "PriorHours",
    "Project",
    "ProjectEvent",
    "ProjectPicture",
    "ReadMark",
    "SavedView",
    "Section",
    "Share",
    "SkillTotal",
    "StageWord",
    "StepClaim",
    "StudySession",
    "Tag",
    "Target",
    "Timer",
    "TimerPiece",
    "WatchDismissal",
    "WeeklyGoal",
]
