"""Read models of the guide's pages, a module a noun. ``page_of`` and ``list_of`` find those of a kind."""

from guide.models import Kind
from guide.pages.lists import InterviewList, RecordList
from guide.pages.markets import MarketList
from guide.pages.records import PlainPage
from guide.pages.rules import RulePage
from guide.pages.scenarios import ScenarioPage
from guide.pages.steps import ProcessList, ProcessPage, StepPage

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


LISTS = {
    Kind.INTERVIEW: InterviewList,
    Kind.PROCESS: ProcessList,
    Kind.PAY: MarketList,
    Kind.OUTLOOK: MarketList,
}


def list_of(kind, *, asked, for_curator=False):
    """The list of a kind's published records; ``asked``: what the address says of facets."""
    return LISTS.get(kind, RecordList).now(kind, asked=asked, for_curator=for_curator)
