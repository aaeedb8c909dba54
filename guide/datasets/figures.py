"""Collections of numbers: figures as they are now, their editions, and the checks of whether they still hold."""

from functools import partial

from guide import citing
from guide.ages import as_of
from guide.datasets.querysets import checks, editions
from guide.datasets.shape import Collection, Column, attribute, told
from guide.templatetags.figures import long


def check_in_words(check):
    """A check on one line: "2026-11-21 superseded (high), source/check-pay: its note"."""
    source = told(check.source)  # empty of a draft
    sure = f" ({check.sure})" if check.sure else ""
    by = f", {source}" if source else ""
    return f"{told(check.on)} {check.outcome}{sure}{by}" + (f": {check.note}" if check.note else "")


def checks_of(edition, context):
    return [check_in_words(check) for check in edition.figure.verifications.all()]


def latest(edition, context):
    check = edition.figure.latest_check
    return check.outcome if check else "not_checked"


# What a number is, of whom, and who says it: shared with the answers to questions.
VALUE = (
    Column("value", "The value in words, with its unit.", lambda edition, context: long(edition)),
    Column("bound", "range, at_least, at_most, about or point.", attribute("bound")),
    Column("low", "The low end or the only value, a decimal in the unit.", attribute("low")),
    Column("high", "The high end, a decimal in the unit.", attribute("high")),
    Column("unit", "hour, day, week, month, year, percent, count, per_quarter, usd, usd_year, usd_hour.",
           attribute("unit")),
    Column("population", "Of whom; “not stated” where the source is silent.", attribute("population")),
    Column("place", "Where.", attribute("place")),
    Column("period", "The time that the number speaks of, as the source has it.", attribute("period")),
    Column("as_of", "The same for machines, ISO 8601: a day, a year, or years as 2024/2034; empty if not stated.",
           lambda edition, context: as_of(edition.period, edition.period_ends)),
)  # fmt: skip
SOURCE = (
    Column("source", "The source that says so.", attribute("source")),
    Column("source_dated", "That source with its date.", lambda row, context: citing.of_source(row.source)),
)
EDITION = (
    Column("figure", "The key that names the figure. It stays.", attribute("figure.key")),
    Column("permalink", "Where it stands for readers.", lambda edition, context: context.permalink(edition.figure)),
    Column("edition", "Number of the edition: a correction publishes the next one.", attribute("number")),
)
REST = (
    *VALUE,
    *SOURCE,
    Column("attributed_to", "Whom that source names as its own authority.", attribute("attributed_to")),
    Column("published_on", "When this edition was published here.", attribute("published_at")),
)
FIGURES = Collection(
    name="figures",
    title="Figures",
    about="Every number of the guide as it is now: what is counted, of whom, where, when, and who says it.",
    columns=(
        *EDITION,
        Column("label", "What is counted.", attribute("figure.label")),
        Column("about", "The record that it speaks of.", attribute("figure.subject")),
        Column("measure", "study_time, calendar_time, search_time, total_time, cost, pay, growth, openings, jobs, "
               "share, rate or count.", attribute("figure.measure")),
        Column("statistic", "median, mean, projection and the like.", attribute("figure.statistic")),
        *REST,
        Column("note", "A remark of ours.", attribute("figure.note")),
        Column("follows", "Key of the older figure of which its publisher made this one.",
               attribute("figure.follows")),
        Column("latest_check", "confirmed, superseded, historical, contradicted, not_verified or not_checked.", latest),
        Column("checks", "Every check of whether it still holds, newest first.", checks_of),
        Column("cite", "A citation to copy.",
               lambda edition, context: citing.of_edition(edition, context.permalink(edition.figure)).text),
    ),
    find=partial(editions, current=True),
)  # fmt: skip
EDITIONS = Collection(
    name="editions",
    title="Editions of figures",
    about="What each figure was, from its first publication here to the last correction.",
    columns=(*EDITION, Column("is_current", "yes or no.", attribute("is_current")), *REST),
    find=partial(editions, current=False),
)
CHECKS = Collection(
    name="checks",
    title="Checks",
    about="When we looked whether a figure still holds, and what came of it.",
    columns=(
        Column("figure", "The key of the figure.", attribute("figure.key")),
        Column("permalink", "Where the figure stands for readers.",
               lambda check, context: context.permalink(check.figure)),
        Column("on", "The day.", attribute("on")),
        Column("outcome", "confirmed, superseded, historical, contradicted or not_verified.", attribute("outcome")),
        Column("sure", "How sure we are: high, medium or low.", attribute("sure")),
        Column("source", "Our dated check that says so.", attribute("source")),
        Column("note", "More on it.", attribute("note")),
    ),
    find=checks,
)  # fmt: skip
