"""Structured data (schema.org) for what search engines read of a page. Pure: read models in, mappings out.

Nothing stands here that the page does not show. A number keeps its source, its population and its date beside it, in
words, since schema.org has no place for them.
"""

from guide.addresses import address
from guide.markup import plain
from guide.models import Kind
from guide.models.figures import Bound, Measure, Outcome, Unit
from guide.shelves import SHELVES
from guide.templatetags.figures import long
from guide.templatetags.guide_text import whom_and_when

CONTEXT = "https://schema.org"
LICENCE = "https://opensource.org/license/mit"
WORK = "machine-learning engineer"
OVERTAKEN = {Outcome.SUPERSEDED, Outcome.HISTORICAL, Outcome.CONTRADICTED}
SALARY = {Unit.USD_YEAR: ("P1Y", "YEAR"), Unit.USD_HOUR: ("PT1H", "HOUR")}


def of(kind, **values):
    """A thing of schema.org at the head of its own script; empty values are left out."""
    return {"@context": CONTEXT, **thing(kind, **values)}


def thing(kind, **values):
    return {"@type": kind, **{name: value for name, value in values.items() if value}}


def of_record(page, absolute):
    """A reading page: the way to it; on the pages of the role and of pay also what the work pays."""
    yield trail(page, absolute)
    if page.record.kind in (Kind.ROLE, Kind.PAY):
        yield occupation(page, absolute)


def trail(page, absolute):
    """From the guide's table of contents to the record, as the breadcrumbs on the page."""
    record = page.record
    steps = [("Guide", address("guide:index"))]
    if record.kind == Kind.STEP:
        steps += [("Steps", address("guide:process-list")), of_page(page.process)]
    else:
        steps.append((SHELVES[record.kind].title, address(f"guide:{record.kind}-list")))
    return breadcrumbs([*steps, of_page(record)], absolute)


def of_page(record):
    return record.short_title, record.get_absolute_url()


def breadcrumbs(steps, absolute):
    """``steps``: pairs of a name and a path."""
    items = [
        thing("ListItem", position=number, name=name, item=absolute(url)) for number, (name, url) in enumerate(steps, 1)
    ]
    return of("BreadcrumbList", itemListElement=items)


def of_figure(page, absolute):
    """A figure's page: the way to it by the record that it speaks of."""
    figure = page.figure
    way = [("Guide", address("guide:index")), of_page(figure.subject), (figure.label, figure.get_absolute_url())]
    yield breadcrumbs(way, absolute)


def occupation(page, absolute):
    """The work with what it pays, one amount a figure of the record; None where it has none."""
    paid = [edition for edition in page.evidence.about(page.record) if is_pay_of_the_work(edition)]
    if not paid:
        return None
    return of(
        "Occupation",
        name=WORK.capitalize(),
        description=plain(page.record.summary, page.evidence),
        mainEntityOfPage=absolute(page.record.get_absolute_url()),
        estimatedSalary=[amount(edition, absolute) for edition in paid],
    )


def is_pay_of_the_work(edition):
    """Whether it says what these people earn, and no check has found that it no longer does."""
    figure, check = edition.figure, edition.figure.latest_check
    paid = figure.measure == Measure.PAY and edition.unit in SALARY and WORK in edition.population.lower()
    return paid and not (check and check.outcome in OVERTAKEN)


def amount(edition, absolute):
    """One source's figure of pay. Whom it counts, when, and who says it is said in words."""
    by = f"{long(edition)}, according to {edition.source.short_title} ({edition.source.dated})"
    named = {
        "name": edition.figure.label,
        "currency": "USD",
        "url": absolute(edition.figure.get_absolute_url()),
        "description": f"{by}. {whom_and_when(edition)}.",
    }
    low, high = (None if end is None else float(end) for end in (edition.low, edition.high))
    duration, unit = SALARY[edition.unit]
    if edition.bound == Bound.POINT and edition.figure.statistic == "median":
        return thing("MonetaryAmountDistribution", **named, duration=duration, median=low)
    ends = {"value": low} if edition.bound in (Bound.POINT, Bound.ABOUT) else {"minValue": low, "maxValue": high}
    return thing("MonetaryAmount", **named, value=thing("QuantitativeValue", **ends, unitText=unit))


def of_list(page, absolute):
    """The list of a kind, where schema.org has a form for it."""
    form = {Kind.FAQ: frequent_questions, Kind.TERM: terms}.get(page.shelf.kind)
    if form and page.items:
        yield form(page, absolute)


def frequent_questions(page, absolute):
    """Each question with its answers, each by whom it is given."""
    questions = [
        thing(
            "Question",
            name=item.record.title,
            url=absolute(item.record.get_absolute_url()),
            acceptedAnswer=answers(item.record, page.evidence, absolute),
        )
        for item in page.items
    ]
    return of("FAQPage", mainEntity=[question for question in questions if "acceptedAnswer" in question])


def answers(record, evidence, absolute):
    """What the sources answer; where none does, what we say ourselves."""
    said = [
        thing(
            "Answer",
            text=plain(statement.text, evidence),
            author=thing(
                "Organization",
                name=statement.source.short_title,
                url=None if statement.source.is_draft else absolute(statement.source.get_absolute_url()),
            ),
        )
        for statement in record.statements.all()
    ]
    own = plain(record.summary or record.body, evidence)
    return said or ([thing("Answer", text=own)] if own else [])


def terms(page, absolute):
    return of(
        "DefinedTermSet",
        name=page.shelf.title,
        description=page.shelf.about,
        url=absolute(address(f"guide:{page.shelf.kind}-list")),
        hasDefinedTerm=[
            thing(
                "DefinedTerm",
                name=item.record.title,
                termCode=item.record.short,
                description=plain(item.record.summary, page.evidence),
                url=absolute(item.record.get_absolute_url()),
            )
            for item in page.items
        ],
    )


def of_data(page, absolute):
    """The guide as data: a catalogue of what can be fetched."""
    here = absolute(address("guide:data-list"))
    datasets = [
        thing(
            "Dataset",
            name=f"careerguide: {offered.collection.title}",
            description=offered.collection.about,
            url=f"{here}#{offered.collection.name}",
            license=LICENCE,
            isAccessibleForFree=True,
            distribution=[
                thing("DataDownload", encodingFormat=form, contentUrl=absolute(url))
                for form, url in (("application/json", offered.json), ("text/csv", offered.csv))
            ],
        )
        for offered in page.offered
    ]
    about = "What becoming a machine-learning engineer takes, every figure with its source."
    return [of("DataCatalog", name="careerguide", description=about, url=here, license=LICENCE, dataset=datasets)]
