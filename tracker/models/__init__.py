"""What a learner did. One module a noun."""

from tracker.models.applications import Application, ApplicationEvent
from tracker.models.certifications import Certification, CertificationEvent
from tracker.models.learner import CalendarChoice, Enrollment, Learner, PriorHours, WeeklyGoal
from tracker.models.mentoring import Invitation, Mentorship, Section, Share
from tracker.models.projects import Evidence, Project, ProjectEvent
from tracker.models.reading import Note, ReadMark
from tracker.models.study import DayTotal, SkillTotal, StudySession
from tracker.models.targets import Target

__all__ = [
    "Application",
    "ApplicationEvent",
    "CalendarChoice",
    "Certification",
    "CertificationEvent",
    "DayTotal",
    "Enrollment",
    "Evidence",
    "Invitation",
    "Learner",
    "Mentorship",
    "Note",
    "PriorHours",
    "Project",
    "ProjectEvent",
    "ReadMark",
    "Section",
    "Share",
    "SkillTotal",
    "StudySession",
    "Target",
    "WeeklyGoal",
]
