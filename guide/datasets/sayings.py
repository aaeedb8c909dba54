"""Collections of who says what: statements, answers, citations, steps of scenarios; and what is linked with what."""

from guide.datasets.figures import SOURCE, VALUE
from guide.datasets.querysets import citations, claims, relations, scenario_steps, statements
from guide.datasets.shape import Collection, Column, attribute


def place_of(path):
    """The permalink of the record at ``path`` of a row."""
    read = attribute(path)
    return Column(
        "permalink", "Where it stands for readers.", lambda row, context: context.permalink(read(row, context))
    )


def text(name, about):
    read = attribute(name)
    return Column(name, about, lambda row, context: context.words(read(row, context)))


STATEMENTS = Collection(
    name="statements",
    title="Statements",
    about="What one source says of one record, in our words.",
    columns=(
        Column("record", "The record that it is said of.", attribute("record")),
        place_of("record"),
        Column("role", "What sort of statement it is.", attribute("role")),
        text("text", "What is said, Markdown."),
        text("reply", "The source’s own correction or remedy."),
        *SOURCE,
        Column(
            "figures",
            "Keys of the figures that it names.",
            lambda row, context: context.figures_in(row.text, row.reply),
        ),
    ),
    find=statements,
)


def edition_of(claim):
    """The current edition of the answer's figure; None where it has none that readers may see."""
    if claim.figure is None or claim.figure.subject.is_draft:
        return None
    return next(iter(claim.figure.current_editions), None)


def of_edition(column):
    """The column of a figure, for an answer: empty where the answer gives none."""

    def read(claim, context):
        edition = edition_of(claim)
        return column.read(edition, context) if edition else ""

    return Column(column.name, column.about, read)


CLAIMS = Collection(
    name="claims",
    title="Answers",
    about="Where sources disagree: each source’s answer to each question, never averaged.",
    columns=(
        Column("question", "The question.", attribute("question")),
        place_of("question"),
        text("text", "The answer in words."),
        Column("of_whom", "Of whom, where the answer says so.", attribute("of_whom")),
        *SOURCE,
        Column("figure", "Key of the figure of the answer, if it gives one.", attribute("figure")),
        *(of_edition(column) for column in VALUE),
    ),
    find=claims,
)
CITATIONS = Collection(
    name="citations",
    title="Citations",
    about="Which record rests on which source.",
    columns=(
        Column("record", "The record.", attribute("record")),
        place_of("record"),
        *SOURCE,
        Column("note", "Where in the source, or what it backs.", attribute("note")),
    ),
    find=citations,
)
RELATIONS = Collection(
    name="relations",
    title="Relations",
    about="Which record is linked with which.",
    columns=(
        Column("subject", "The record that is linked.", attribute("subject")),
        place_of("subject"),
        Column("role", "about, uses, leads_to, part_of, certified_by, related or backs.", attribute("role")),
        Column("object", "The record that it is linked with.", attribute("object")),
    ),
    find=relations,
)
SCENARIO_STEPS = Collection(
    name="scenario-steps",
    title="Steps of scenarios",
    about="What somebody does in a scenario, and what likely comes of it, by whom it is told.",
    columns=(
        Column("scenario", "The scenario.", attribute("scenario")),
        place_of("scenario"),
        Column("position", "Its place within the scenario.", attribute("position")),
        text("action", "What is done."),
        text("outcome", "What likely comes of it."),
        Column("verdict", "good, bad or mixed.", attribute("verdict")),
        *SOURCE,
    ),
    find=scenario_steps,
)
