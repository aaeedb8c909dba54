"""Pay and outlook: the figures of their records on one scale, record by record, before the list."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from guide.evidence import Evidence
from guide.models import Kind
from guide.models.figures import Measure, Unit
from guide.pages.lists import RecordList
from guide.scales import Picture

DRAWN = {
    Kind.PAY: (Measure.PAY, Unit.USD_YEAR, "Pay a year, on one scale"),
    Kind.OUTLOOK: (Measure.GROWTH, Unit.PERCENT, "Growth, on one scale"),
}
LONG = 12  # rows: of more, the small ones are not drawn again enlarged
ILLUSTRATION = "illustration"  # the statistic of a number in a story, which is drawn beside nothing


@dataclass(frozen=True)
class MarketList(RecordList):
    """``picture``: the figures of one measure and unit; None without any."""

    picture: Picture | None = None
    title: str = ""

    @classmethod
    def now(cls, kind, *, asked=MappingProxyType({}), for_curator=False):
        page = super().now(kind, asked=asked, for_curator=for_curator)
        measure, unit, title = DRAWN[kind]
        own = ((item.record, edition) for item in page.items for edition in page.evidence.about(item.record))
        pairs = [pair for pair in own if _is_drawn(pair[1], measure, unit)]
        followed = {page.evidence.later_than(edition) for _, edition in pairs}
        pairs = [pair for pair in pairs if pair[1] not in followed]
        picture = next(iter(Picture.of(pairs, page.evidence)), None)
        if picture and len(pairs) > LONG:
            picture = replace(picture, lens=None)
        return replace(page, picture=picture, title=title)

    @classmethod
    def evidence_of(cls, kind, records, for_curator):
        texts = [record.summary for record in records]
        return Evidence.for_page(texts, subjects=records, for_curator=for_curator)

    @cached_property
    def parts(self):
        """The rows of the picture by their record."""
        return [(record, list(rows)) for record, rows in groupby(self.picture.rows, lambda row: row.item)]

    @cached_property
    def drawn(self):
        """The editions of the picture, the later ones too, for the table that says the same."""
        shown = [edition for row in self.picture.rows for edition in (row.edition, row.later) if edition]
        return tuple(dict.fromkeys(shown))


def _is_drawn(edition, measure, unit):
    figure = edition.figure
    return figure.measure == measure and edition.unit == unit and figure.statistic != ILLUSTRATION
