"""What the guide says, by whom, of whom and when. One module a noun."""

from guide.models.bookkeeping import ContentVersion, LoadedDocument
from guide.models.certifications import Certification
from guide.models.figures import Edition, Figure, FigurePart, Verification
from guide.models.law import Authorization, Law
from guide.models.milestones import Milestone
from guide.models.paths import Path
from guide.models.plain import (
    Activity,
    Advice,
    Career,
    Challenge,
    Education,
    Faq,
    Idea,
    Interview,
    Misconception,
    Mistake,
    Network,
    Outlook,
    Pay,
    Point,
    Process,
    Role,
    Stage,
    Term,
    Tool,
    Work,
)
from guide.models.questions import Claim, Question
from guide.models.records import (
    GROUPS,
    KINDS_WITH_PAGES,
    NOT_STATED,
    Citation,
    Kind,
    Record,
    Relation,
    Revision,
    State,
    Statement,
)
from guide.models.scenarios import Scenario, ScenarioStep
from guide.models.search import SearchDocument
from guide.models.skills import Alias, Skill, Topic
from guide.models.sources import Source
from guide.models.steps import Step
from guide.models.watches import Watch

__all__ = [
    "GROUPS",
    "KINDS_WITH_PAGES",
    "NOT_STATED",
    "Activity",
    "Advice",
    "Alias",
    "Authorization",
    "Career",
    "Certification",
    "Challenge",
    "Citation",
    "Claim",
    "ContentVersion",
    "Edition",
    "Education",
    "Faq",
    "Figure",
    "FigurePart",
    "Idea",
    "Interview",
    "Kind",
    "Law",
    "LoadedDocument",
    "Milestone",
    "Misconception",
    "Mistake",
    "Network",
    "Outlook",
    "Path",
    "Pay",
    "Point",
    "Process",
    "Question",
    "Record",
    "Relation",
    "Revision",
    "Role",
    "Scenario",
    "ScenarioStep",
    "SearchDocument",
    "Skill",
    "Source",
    "Stage",
    "State",
    "Statement",
    "Step",
    "Term",
    "Tool",
    "Topic",
    "Verification",
    "Watch",
    "Work",
]
