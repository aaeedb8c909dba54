"""The read model of the offers side by side: what each comes to, beside what the guide says of pay and negotiating."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from guide.evidence import Evidence
from guide.models import Kind, Record
from guide.pages.markets import MarketList
from guide.pictures import Bar, Scale
from guide.scales import Value
from tracker.amounts import Rates, total
from tracker.models import Application, ExchangeRate, Offer

MOST = 50  # offers that are looked at: nobody has more at a time
GUIDE = "USD"  # the currency of the guide's figures
NEGOTIATING = ("pay/negotiation", "milestone/negotiation", "advice/do-not-skip-negotiation")
AT_STAKE = ("negotiation.left_behind.percent", "negotiation.left_behind.usd", "example.negotiation.raise")
FAR = 3  # times the largest offer: a figure that begins above it would make all others small, and is not drawn
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Row:
    """An offer; ``letter`` names it in the picture. Amounts "here" are in the learner's currency, None without rate."""

    letter: str
    offer: Offer
    base_here: Decimal | None
    total_here: Decimal | None
    scale: Scale | None = None

    @property
    def total(self):
        return total(self.offer.base, self.offer.bonus, self.offer.stock)

    @property
    def is_whole(self):
        """Whether all parts are stated."""
        return self.offer.bonus is not None and self.offer.stock is not None

    @property
    def base_at(self):
        return self.scale.at(self.base_here)

    @property
    def rest_width(self):
        return self.scale.span(self.base_here, self.total_here)

    @property
    def total_at(self):
        return self.scale.at(self.total_here)


@dataclass(frozen=True)
class Beside:
    """A figure of the guide on the scale of the offers: base pay beside their base, all else beside their total."""

    record: Any
    edition: Any
    bar: Bar
    rows: tuple

    @property
    def is_base(self):
        return "base" in f"{self.edition.figure.statistic} {self.edition.figure.label}".lower()

    @property
    def marks(self):
        return [row.base_at if self.is_base else row.total_at for row in self.rows]


@dataclass(frozen=True)
class OfferList:
    rows: tuple  # the latest offer of each application that is open
    over: tuple  # earlier ones, and those of applications that are closed
    rates: Rates
    scale: Scale | None  # None where nothing can be laid on one
    beside: tuple
    editions: tuple  # figures of the guide, on the scale or not
    records: tuple  # of the guide, about negotiating
    stakes: tuple

    @classmethod
    def of(cls, access):
        learner = access.learner
        rates = Rates(learner.currency, ExchangeRate.objects.for_learner(learner).by_currency())
        offers = list(Offer.objects.for_learner(learner).latest_first()[:MOST])
        current, over = parted(offers)
        rows = [reckoned(letter_of(n), offer, rates) for n, offer in enumerate(current)]
        pairs = guide_pairs() if rows else []
        scale, beside = laid_out(rows, pairs, rates)
        rows = tuple(Row(**{**vars(row), "scale": scale if row.total_here is not None else None}) for row in rows)
        drawn = tuple(row for row in rows if row.scale)
        beside = tuple(Beside(record, edition, bar, drawn) for record, edition, bar in beside)
        editions = tuple(edition for _, edition in pairs)
        return cls(rows, tuple(over), rates, scale, beside, editions, *negotiating())

    @property
    def drawn(self):
        return [row for row in self.rows if row.scale]

    @cached_property
    def parts(self):
        """The guide's rows by their record."""
        return [(record, list(rows)) for record, rows in groupby(self.beside, lambda row: row.record)]

    @property
    def is_cut(self):
        """Whether figures stand in the table alone."""
        return 0 < len(self.beside) < len(self.editions)

    @property
    def is_converted(self):
        return self.rates.into != GUIDE

    @property
    def guide_rate(self):
        return self.rates.of(GUIDE)

    @cached_property
    def currencies(self):
        """Those that a rate is needed of, for the offers and the guide's figures."""
        found = [row.offer.currency for row in self.rows] + ([GUIDE] if self.editions else [])
        return [code for code in dict.fromkeys(found) if code != self.rates.into]

    @property
    def missing(self):
        return [code for code in self.currencies if self.rates.of(code) is None]


def letter_of(n):
    return LETTERS[n] if n < len(LETTERS) else str(n + 1)


def parted(offers):
    """(current, over) of offers with their applications, the latest first."""
    current, over, seen = [], [], set()
    for offer in offers:
        latest = offer.application_id not in seen
        seen.add(offer.application_id)
        closed = offer.application.stage in Application.CLOSED_STAGES
        (current if latest and not closed else over).append(offer)
    return current, over


def reckoned(letter, offer, rates):
    whole = total(offer.base, offer.bonus, offer.stock)
    return Row(letter, offer, rates.reckon(offer.base, offer.currency), rates.reckon(whole, offer.currency))


def guide_pairs():
    """(record, edition) of each figure of pay a year, in the guide's order."""
    picture = MarketList.now(Kind.PAY).picture
    return [(row.item, row.edition) for row in picture.rows if row.item.name not in NEGOTIATING] if picture else []


def laid_out(rows, pairs, rates):
    """The scale that holds all, and the guide's bars on it: (scale or None, [(record, edition, bar)])."""
    totals = [row.total_here for row in rows if row.total_here is not None]
    if not totals:
        return None, []
    rate = rates.of(GUIDE)
    unit = "usd_year" if rates.into == GUIDE else "count"
    valued = [(*pair, scaled(pair[1], rate, unit)) for pair in pairs] if rate is not None else []
    near = [entry for entry in valued if (entry[2].low or 0) <= FAR * max(totals)]
    ends = [end for _, _, value in near for end in (value.low, value.high)]
    scale = Scale.for_values([*totals, *ends], unit)
    return scale, [(record, edition, Bar.of(value, scale)) for record, edition, value in near]


def scaled(edition, rate, unit):
    low, high = (None if end is None else end * rate for end in (edition.low, edition.high))
    return Value(edition.bound, low, high, unit)


def negotiating():
    """What the guide has on negotiating: (records, editions of what is at stake), as far as it is published."""
    found = {record.name: record for record in Record.objects.readable().by_names(NEGOTIATING)}
    figures = Evidence.for_page(keys=AT_STAKE).figures
    records = tuple(found[name] for name in NEGOTIATING if name in found)
    return records, tuple(figures[key] for key in AT_STAKE if key in figures)
