"""Structured data (schema.org) for what search engines read of a page. Pure: read models in, mappings out.

Nothing stands here that the page does not show. A number keeps its source, its population and its date beside it, in
words, since schema.org has no place for them.
"""

from guide.ages import dated
from guide.markup import plain
from guide.models import KINDS_WITH_PAGES, Kind
from guide.models.figures import Measure, Unit
from guide.templatetags.figures import long
from guide.templatetags.guide_text import whom_and_when

CONTEXT = "https://schema.org"
LICENCE = "https://opensource.org/license/mit"
SALARY = {Unit.USD_YEAR: "P1Y", Unit.USD_HOUR: "PT1H"}


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
    from guide.addresses import address

    record = page.record
    steps = [("Guide", address("guide:index"))]
    if record.kind == Kind.STEP:
        steps += [("Steps", address("guide:process-list")), of_page(page.process)]
    else:
        steps.append((page_title(page), address(f"guide:{record.kind}-list")))
    steps.append(of_page(record))
    items = [
        thing("ListItem", position=number, name=name, item=absolute(url))
        for number, (name, url) in enumerate(steps, 1)
    ]
    return of("BreadcrumbList", itemListElement=items)


def of_page(record):
    return record.short_title, record.get_absolute_url()


def page_title(page):
    from guide.shelves import SHELVES

    return SHELVES[page.record.kind].title


def occupation(page, absolute):
    """The work with what it pays, one amount a figure of pay on the page; None where it has none."""
    paid = [
        edition
        for edition in page.evidence.figures.values()
        if edition.figure.measure == Measure.PAY and edition.unit in SALARY
    ]
    if not paid:
        return None
    return of(
        "Occupation",
        name="Machine-learning engineer",
        description=plain(page.record.summary, page.evidence),
        mainEntityOfPage=absolute(page.record.get_absolute_url()),
        estimatedSalary=[amount(edition, absolute) for edition in paid],
    )


def amount(edition, absolute):
    """One source's figure of pay. Whom it counts, when, and who says it is said in words."""
    by = f"{long(edition)}, according to {edition.source.short_title} ({edition.source.dated})"
    low, high = (None if end is None else float(end) for end in (edition.low, edition.high))
    median = edition.figure.statistic == "median" and edition.bound == "point"
    ends = {"median": low} if median else {"minValue": low, "maxValue": high if edition.bound != "point" else low}
    return thing(
        "MonetaryAmountDistribution" if median else "MonetaryAmount",
        name=edition.figure.label,
        currency="USD",
        duration=SALARY[edition.unit] if median else None,
        url=absolute(edition.figure.get_absolute_url()),
        description=f"{by}. {whom_and_when(edition)}.",
        **ends,
    )
