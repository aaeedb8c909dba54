"""The read model of the offers side by side: what each comes to, beside what the guide says of pay and negotiating."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from guide.evidence import Evidence
from guide.models import Kind, Record
from guide.pages.markets import MarketList
from guide.pictures import Bar, Scale, percent
from guide.scales import Value
from tracker.amounts import Rates, total
from tracker.models import Application, ExchangeRate, Offer

MOST = 50  # offers that are looked at: nobody has more at a time
GUIDE = "USD"  # the currency of the guide's figures
NEGOTIATING = ("pay/negotiation", "milestone/negotiation", "advice/do-not-skip-negotiation")
AT_STAKE = ("negotiation.left_behind.percent", "negotiation.left_behind.usd", "example.negotiation.raise")
FAR = 2  # times the largest offer: as far as the scale goes. A range may lead beyond; what begins there is not drawn
LETTER = Decimal("0.032")  # share of the scale: the width of a letter where the picture is narrowest
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Row:
    """An offer; ``letter`` names it in the picture. Amounts "here" are in the learner's currency, None without rate.

    ``came_on``: the day of the first offer of its application.
    """

    letter: str
    offer: Offer
    came_on: date
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


@dataclass(frozen=True)
class Beside:
    """A figure of the guide on the scale of the offers: base pay beside their base, all else beside their total."""

    record: Any
    edition: Any
    bar: Bar
    rows: tuple

    @property
    def is_base(self):
        said = f"{self.edition.figure.statistic} {self.edition.figure.label}"
        return re.search(r"\bbase\b", said, re.IGNORECASE) is not None

    @property
    def goes_on(self):
        """Whether the range ends beyond the scale."""
        return self.bar.high is not None and self.bar.high > self.bar.scale.end

    @cached_property
    def shares(self):
        """(share of the scale, letter) of each offer."""
        amounts = [(row.base_here if self.is_base else row.total_here, row.letter) for row in self.rows]
        return [(amount / self.bar.scale.end, letter) for amount, letter in amounts]

    @property
    def marks(self):
        return [percent(share) for share, _ in self.shares]

    @property
    def letters(self):
        return [(text, percent(at)) for text, at in side_by_side(self.shares)]


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
        rates = Rates(learner.currency, *ExchangeRate.objects.both_ways(learner))
        offers = list(Offer.objects.for_learner(learner).latest_first()[:MOST])
        current, over = parted(offers)
        came_on = {offer.application_id: offer.made_on for offer in offers}  # the latest first: the first one stays
        rows = [reckoned(letter_of(n), offer, came_on[offer.application_id], rates) for n, offer in enumerate(current)]
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
    def goes_on(self):
        """Whether a range leads beyond the scale."""
        return any(row.goes_on for row in self.beside)

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
    def turned(self):
        """(currency, its rate, the rate that the learner said the other way round)."""
        codes = [code for code in self.currencies if self.rates.is_turned(code)]
        return [(code, self.rates.of(code), self.rates.out_of[code]) for code in codes]

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


def side_by_side(marks):
    """Labels of marks, (share, letter), from left to right: (text, share) of each. Where two would touch, they are one
    above the middle of both."""
    labels = []
    for share, letter in sorted(marks):
        text, low, high = letter, share, share
        while labels and touch(labels[-1], (text, low, high)):
            before, low, _ = labels.pop()
            text = before + text
        labels.append((text, low, high))
    return [(text, (low + high) / 2) for text, low, high in labels]


def touch(left, right):
    """Whether two labels do: each as wide as its letters, over the middle of its marks."""
    middles = [(low + high) / 2 for _, low, high in (left, right)]
    return middles[1] - middles[0] < LETTER * (len(left[0]) + len(right[0]) + 1) / 2


def reckoned(letter, offer, came_on, rates):
    whole = total(offer.base, offer.bonus, offer.stock)
    base, whole = (rates.reckon(amount, offer.currency) for amount in (offer.base, whole))
    return Row(letter, offer, came_on, base, whole)


def guide_pairs():
    """(record, edition) of each figure of pay a year, in the guide's order."""
    picture = MarketList.now(Kind.PAY).picture
    return [(row.item, row.edition) for row in picture.rows if row.item.name not in NEGOTIATING] if picture else []


def laid_out(rows, pairs, rates):
    """The scale of the offers, and the guide's bars on it: (scale or None, [(record, edition, bar)]).

    It holds the offers, and of the guide's figures those ends that lie within ``FAR`` times the largest of them.
    """
    totals = [row.total_here for row in rows if row.total_here is not None]
    if not totals:
        return None, []
    rate = rates.of(GUIDE)
    unit = "usd_year" if rates.into == GUIDE else "count"
    valued = [(*pair, scaled(pair[1], rate, unit)) for pair in pairs] if rate is not None else []
    farthest = FAR * max(totals)
    ends = [end for *_, value in valued for end in (value.low, value.high) if end is not None and end <= farthest]
    scale = Scale.for_values([*totals, *ends], unit)
    near = [entry for entry in valued if (entry[2].low or 0) <= scale.end]
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
