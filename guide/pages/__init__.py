"""Read models of the guide's pages, a module a noun. ``page_of`` finds the one of a record's kind."""

from guide.models import Kind
from guide.pages.records import PlainPage
from guide.pages.rules import RulePage
from guide.pages.scenarios import ScenarioPage
from guide.pages.steps import ProcessPage, StepPage

PAGES = {
    Kind.LAW: RulePage,
    Kind.AUTHORIZATION: RulePage,
    Kind.SCENARIO: ScenarioPage,
    Kind.PROCESS: ProcessPage,
    Kind.STEP: StepPage,
}


def page_of(record, *, for_curator=False):
    """The reading page of a record fetched ``with_contents`` and ``with_own``."""
    return PAGES.get(record.kind, PlainPage).of(record, for_curator=for_curator)
