"""What the guide says, by whom, of whom and when. One module a noun."""

from guide.models.bookkeeping import ContentVersion, LoadedDocument
from guide.models.certifications import Certification
from guide.models.figures import Edition, Figure, Verification
from guide.models.milestones import Milestone
from guide.models.paths import Path
from guide.models.questions import Claim, Question
from guide.models.records import NOT_STATED, Citation, Kind, Misconception, Record, Relation, Revision, State, Statement
from guide.models.skills import Alias, Skill, Tool, Topic
from guide.models.sources import Source

__all__ = [
    "NOT_STATED",
    "Alias",
    "Certification",
    "Citation",
    "Claim",
    "ContentVersion",
    "Edition",
    "Figure",
    "Kind",
    "LoadedDocument",
    "Milestone",
    "Misconception",
    "Path",
    "Question",
    "Record",
    "Relation",
    "Revision",
    "Skill",
    "Source",
    "State",
    "Statement",
    "Tool",
    "Topic",
    "Verification",
]
