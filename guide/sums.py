"""Whether stated numbers come out: parts against their total, announced against listed, a figure against the wider
one that should hold it. Each finding says so in words; nothing is scaled or corrected. Pure.

An edition is anything with ``bound``, ``low``, ``high`` and ``unit``.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from guide.scales import YEARS
from guide.templatetags.figures import NOT_STATED, amount, in_unit

SUM, PREMIUM, SHARE = "sum", "premium", "share"
HOURS_OF_A_YEAR = 2080  # of paid work: 52 weeks of 40 hours, as wage statistics reckon


@dataclass(frozen=True)
class Amount:
    """From low to high in a unit; an end that nobody states is None."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str = "range"

    @classmethod
    def of(cls, edition):
        """One value is both ends of itself; "at least" has no high end, "at most" no low one."""
        high = edition.low if edition.bound in ("point", "about") else edition.high
        return cls(edition.low, high, edition.unit)

    def in_unit(self, unit):
        """The same in another unit; None where there is no way from one to the other."""
        if unit == self.unit:
            return self
        if self.unit in YEARS and unit in YEARS:
            return self._times(YEARS[self.unit] / YEARS[unit], unit)
        if (self.unit, unit) == ("usd_hour", "usd_year"):
            return self._times(HOURS_OF_A_YEAR, unit)
        return None

    def _times(self, factor, unit):
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Amount(low, high, unit)

    def rounded(self, like=None):
        """With as many decimals as ``like``, another amount, is stated with; else with two."""
        stated = [end for end in (like.low, like.high) if end is not None] if like else [Decimal("0.01")]
        places = min([0, *(Decimal(end).normalize().as_tuple().exponent for end in stated)])
        low, high = (
            None if end is None else Decimal(end).quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)
            for end in (self.low, self.high)
        )
        return Amount(low, high, self.unit)


@dataclass(frozen=True)
class Finding:
    """What was found of one stated figure. ``found`` is what its grounds come to, None where that cannot be said."""

    edition: Any
    grounds: tuple  # editions of the parts, or of the wider figure; nothing for a count
    found: Amount | None

    @cached_property
    def stated(self):
        return Amount.of(self.edition)

    @cached_property
    def gaps(self):
        """By how much what was found is short of what is stated, at the low end and at the high one."""
        ends = ((self.stated.low, self.found.low), (self.stated.high, self.found.high))
        return tuple(None if None in pair else Decimal(pair[0]) - pair[1] for pair in ends)

    @property
    def can_be_reckoned(self):
        return self.found is not None and any(gap is not None for gap in self.gaps)

    @property
    def comes_out(self):
        return self.can_be_reckoned and not any(self.gaps)

    @property
    def verdict(self):
        if not self.can_be_reckoned:
            return "cannot be reckoned"
        return "adds up" if self.comes_out else "does not add up"

    @property
    def lead(self):
        """The verdict on what does not come out, as a sentence."""
        return "The sums do not add up." if self.can_be_reckoned else "This cannot be reckoned."


@dataclass(frozen=True)
class PartsFinding(Finding):
    """Parts against the figure that they should make, ``how``."""

    how: str = SUM

    @property
    def counts_others(self):
        """Whether a figure reckoned from a single part counts other people than it, so that the two may differ.

        The parts of a sum mostly count somebody narrower each; a part alone, turned into another unit, must not.
        """
        if self.comes_out or self._adds or len(self.grounds) != 1 or not self.can_be_reckoned:
            return False
        counted = [getattr(edition, "population", NOT_STATED) for edition in (self.edition, *self.grounds)]
        return NOT_STATED not in counted and counted[0] != counted[1]

    @property
    def verdict(self):
        return "counts other people" if self.counts_others else super().verdict

    @property
    def lead(self):
        return "The two count different people." if self.counts_others else super().lead

    @property
    def remark(self):
        if not self.can_be_reckoned:
            return "Its parts are not all stated in a way that can be added."
        shown = amount(self.found, brief=True)
        if self.comes_out:
            return (
                f"Its parts add up to it: {shown}."
                if self._adds
                else f"Reckoned from its parts it comes to the same: {shown}."
            )
        if self.counts_others:
            part = self.grounds[0]
            return (
                f"Reckoned from {amount(part, brief=True)} it would come to {shown}. But that counts "
                f"{part.population}, and this counts {self.edition.population}. So the two may differ."
            )
        whole = "its total" if self._adds else "what is stated"
        lead = f"The parts come to {shown}" if self._adds else f"Reckoned from its parts it comes to {shown}"
        return f"{lead}, {gaps_in_words(*self.gaps, self.stated.unit, whole)}. Both are shown as stated."

    @property
    def _adds(self):
        return self.how == SUM and len(self.grounds) > 1


@dataclass(frozen=True)
class CountFinding(Finding):
    """What a source announces against what it then lists."""

    @property
    def remark(self):
        announced, listed = (in_unit(end, "count") for end in (self.stated.low, self.found.low))
        if self.comes_out:
            return f"It announces {announced}, and {listed} stand in the guide."
        return f"It announces {announced} and lists {listed}. All of them are shown."


@dataclass(frozen=True)
class WithinFinding(Finding):
    """A figure against the wider one that should hold it: ``found`` is the wider one."""

    @property
    def gaps(self):
        """Nothing where it lies within; else how far it begins below the wider one's low end or ends above its high."""
        low, high = self.stated.low, self.stated.high
        below = None if None in (low, self.found.low) else min(low - self.found.low, Decimal(0))
        above = None if None in (high, self.found.high) else max(high - self.found.high, Decimal(0))
        return below, above

    @property
    def remark(self):
        if not self.can_be_reckoned:
            return "It cannot be compared with the wider figure."
        wider, own = (amount(edition, brief=True) for edition in (self.grounds[0], self.edition))
        if self.comes_out:
            return f"It lies within the wider figure, {wider}."
        outside = self.found.high is not None and self.stated.low is not None and self.stated.low > self.found.high
        where = "lies outside" if outside else "reaches beyond"
        return f"At {own} it {where} the wider figure, {wider}. Both are shown as stated."


def parts_finding(edition, parts, how=SUM):
    """Of ``parts``, editions in their order; None among them where one has no value."""
    found = None
    if parts and None not in parts:
        amounts = [Amount.of(part) for part in parts]
        found = _sum(amounts, edition.unit) if how == SUM else _ratio(amounts, how, Amount.of(edition))
    return PartsFinding(edition, tuple(parts), found, how)


def count_finding(edition, listed):
    """Of a number that the source announces; ``listed``: how many it gives."""
    return CountFinding(edition, (), Amount(Decimal(listed), Decimal(listed), "count", "point"))


def within_finding(edition, wider):
    """Of a figure and the edition of the wider one."""
    return WithinFinding(edition, (wider,), Amount.of(wider).in_unit(edition.unit))


def _sum(amounts, unit):
    converted = [amount.in_unit(unit) for amount in amounts]
    if None in converted:
        return None
    lows, highs = ([getattr(amount, end) for amount in converted] for end in ("low", "high"))
    return Amount(*(None if None in ends else sum(ends, Decimal(0)) for ends in (lows, highs)), unit).rounded()


def _ratio(amounts, how, stated):
    """The first part of the second, or above it, in per cent: the outermost values, as finely as it is stated."""
    if len(amounts) != 2 or stated.unit != "percent" or amounts[0].in_unit(amounts[1].unit) is None:
        return None
    part, whole = amounts[0].in_unit(amounts[1].unit), amounts[1]

    def share(of, by):
        return None if of is None or not by else 100 * Decimal(of) / by - (100 if how == PREMIUM else 0)

    return Amount(share(part.low, whole.high), share(part.high, whole.low), stated.unit).rounded(stated)


def gaps_in_words(low, high, unit, whole="its total"):
    """ "200 h short of its total at the low end and 300 h at the high end"; an end without a value is left out."""
    if low == high or None in (low, high):
        gap = high if low is None else low
        return f"{_gap(gap, unit)} {whole}"
    if not low or not high:
        end, gap = ("low", low) if low else ("high", high)
        return f"{_gap(gap, unit)} {whole} at the {end} end"
    if (low > 0) == (high > 0):
        return f"{_gap(low, unit)} {whole} at the low end and {in_unit(abs(high), unit)} at the high end"
    return f"{_gap(low, unit)} {whole} at the low end and {_gap(high, unit)} it at the high end"


def _gap(gap, unit):
    return f"{in_unit(abs(gap), unit)} {'short of' if gap > 0 else 'more than'}"
