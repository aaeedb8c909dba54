"""A collection for each kind of record: what all records tell, then what the kind has of its own."""

from functools import partial

from guide import citing
from guide.datasets.querysets import count_by_kind, records_of
from guide.datasets.shape import Collection, Column, attribute
from guide.models import Kind
from guide.shelves import SHELVES

# The name of each kind's collection: once published it stays, whatever becomes of the address of the kind's list.
NAMES = {
    Kind.ROLE: "role",
    Kind.ACTIVITY: "work-day",
    Kind.STAGE: "career-stages",
    Kind.CAREER: "related-careers",
    Kind.POINT: "for-and-against",
    Kind.CHALLENGE: "challenges",
    Kind.TERM: "abbreviations",
    Kind.SCENARIO: "scenarios",
    Kind.PATH: "paths",
    Kind.EDUCATION: "education",
    Kind.PROCESS: "processes",
    Kind.STEP: "steps",
    Kind.MILESTONE: "milestones",
    Kind.FAQ: "faqs",
    Kind.SKILL: "skills",
    Kind.TOOL: "tools",
    Kind.CERTIFICATION: "certifications",
    Kind.IDEA: "portfolio-ideas",
    Kind.INTERVIEW: "interview-questions",
    Kind.NETWORK: "networking",
    Kind.PAY: "pay",
    Kind.OUTLOOK: "outlook",
    Kind.LAW: "laws",
    Kind.AUTHORIZATION: "work-authorization",
    Kind.ADVICE: "advice",
    Kind.MISTAKE: "mistakes",
    Kind.WATCH: "mistake-watch",
    Kind.MISCONCEPTION: "misconceptions",
    Kind.QUESTION: "questions",
    Kind.SOURCE: "sources",
    Kind.WORK: "works",
}


def sources_of(record):
    """Whom the record rests on, each once: its citations, statements, and what its kind adds."""
    more = ()
    if record.kind == Kind.QUESTION:
        more = record.as_question.claims.all()
    elif record.kind == Kind.SCENARIO:
        more = record.as_scenario.steps.all()
    return citing.sources_of(record, more)


def figures_of(record, context):
    """Keys of the figures that speak of the record, then of those that its texts name."""
    said = (text for row in record.statements.all() for text in (row.text, row.reply))
    own = [figure.key for figure in record.figures.all() if figure.key in context.evidence.figures]
    return list(dict.fromkeys([*own, *context.figures_in(record.summary, record.body, *said)]))


def cited(record, context):
    return citing.of_record(record, sources_of(record), context.permalink(record)).text


COMMON = (
    Column("name", "What names the record: kind/slug. It stays.", attribute("name")),
    Column("permalink", "Where it stands for readers.", lambda record, context: context.permalink(record)),
    Column("title", "Its title.", attribute("title")),
    Column("short", "A short name, if it has one.", attribute("short")),
    Column("group", "The heading under which lists gather it.", attribute("group")),
    Column("summary", "One sentence of ours.", lambda record, context: context.words(record.summary)),
    Column("body", "Further paragraphs of ours, Markdown.", lambda record, context: context.words(record.body)),
    Column("sources", "Names of the sources that it rests on.", lambda record, context: sources_of(record)),
    Column(
        "sources_dated",
        "Each of these sources with its date.",
        lambda record, context: [citing.of_source(source) for source in sources_of(record)],
    ),
    Column("figures", "Keys of the figures that speak of it or that its texts name.", figures_of),
    Column("revised_on", "When it was changed here last.", attribute("updated_at")),
    Column("review_due", "When we mean to look at it again.", attribute("review_due")),
    Column("cite", "A citation to copy.", cited),
)
STATUS = (
    ("status", "What became of it."),
    ("status_as_of", "The day on which that held."),
    ("status_since", "Since when, or from when on."),
    ("status_source", "The dated check that says so."),
    ("status_note", "More on it."),
    ("replaced_by", "What came in its place."),
)
# What a kind has of its own: names of attributes of its row with what they are.
OWN = {
    Kind.SOURCE: (
        ("form", "document, or check: a dated check of ours."),
        ("author", "Who wrote it."),
        ("publisher", "Who published it."),
        ("dated", "Its date as readers see it."),
        ("published_on", "The day of publication, if stated."),
        ("covers", "What it covers."),
        ("checked_on", "Of a check: the day."),
        ("sure", "Of a check: how sure we are: high, medium or low."),
        ("pages", "Of a check: the pages that we looked at."),
    ),
    Kind.PATH: (
        ("starts_from", "Where it starts."),
        ("for_readers", "Whom it suits: school, software, elsewhere."),
        ("includes_search", "Whether its time counts the search for a job: yes, no, not_stated."),
        ("total_figure", "Key of the figure of the time in all."),
    ),
    Kind.SKILL: (
        ("form", "technical or soft."),
        ("counts_to_total", "Whether its hours count to the recommended total: yes or no."),
        ("hours_figure", "Key of the figure of its hours."),
    ),
    Kind.CERTIFICATION: (
        ("issuer", "Who issues it."),
        ("counts_as_cloud", "Whether it counts as a cloud certification: yes or no."),
        *STATUS,
    ),
    Kind.LAW: (
        ("jurisdiction", "federal, state or city."),
        ("place", "Where it holds."),
        ("agency", "Who enforces it."),
        *STATUS,
    ),
    Kind.AUTHORIZATION: (("agency", "Who grants it."), *STATUS),
    Kind.SCENARIO: (("audience", "Who starts: school, software, elsewhere."), ("path", "The path for them.")),
    Kind.STEP: (("process", "The order that it is a step of."), ("number", "Its place in it, from 1.")),
    Kind.QUESTION: (("reasons", "Why the answers differ."), ("remark", "Our remark on why they differ, Markdown.")),
    Kind.MILESTONE: (
        ("counts", "What is counted."),
        ("skill", "The skill, of hours of one."),
        ("figure", "Key of the figure that says how much."),
        ("question", "Where sources differ on it."),
        ("end", "Which end is the first goal: low or high."),
        ("tracked", "Whether the tracker measures it: yes or no."),
    ),
    Kind.WATCH: (
        ("rule", "The rule that a log is held against; empty where no log shows it."),
        ("threshold", "From which on it is shown; ours."),
        ("unit", "What the threshold counts."),
        ("figure", "Key of the figure that gives the threshold, in place of one of ours."),
        ("span", "The second number of the rule."),
        ("span_unit", "What that counts."),
        ("skill", "The skill that it is about."),
        ("other_skill", "The skill that this is held against."),
        ("path", "The path that it is about."),
    ),
}
TEXTS = {"remark"}  # texts of ours that may hold marks


def own_column(kind, name, about):
    read = attribute(f"as_{kind}.{name}")
    if name in TEXTS:
        return Column(name, about, lambda record, context: context.words(read(record, context)))
    return Column(name, about, read)


def topics(record, context):
    return [topic.name for topic in record.as_skill.topics.all()]


def aliases(record, context):
    return [alias.name for alias in record.as_skill.aliases.all()]


LISTS = {
    Kind.SKILL: (
        Column("topics", "Its parts.", topics),
        Column("aliases", "Other names of it or of its parts.", aliases),
    ),
}


def collection_of(kind):
    shelf = SHELVES.get(kind)
    own = [own_column(kind, name, about) for name, about in OWN.get(kind, ())]
    return Collection(
        name=NAMES[kind],
        title=shelf.title if shelf else "Single steps",
        about=shelf.about if shelf else "Each step of the sources’ orders of steps.",
        columns=(*COMMON, *own, *LISTS.get(kind, ())),
        find=partial(records_of, kind),
        kind=kind.value,
        page=f"guide:{kind}-list" if shelf else "guide:process-list",
    )


def collections_of_kinds():
    """In the order of the guide's table of contents, steps after the orders that they belong to."""
    kinds = [*SHELVES]
    kinds.insert(kinds.index(Kind.PROCESS) + 1, Kind.STEP)
    return [collection_of(kind) for kind in kinds]


__all__ = ["NAMES", "collections_of_kinds", "count_by_kind"]
