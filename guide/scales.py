"""Several figures on one scale: what can stand beside what, and how small values stay readable. Pure."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from guide.pictures import Bar, Scale
from guide.templatetags.figures import number

YEARS = {"day": 1 / Decimal("365.25"), "week": 7 / Decimal("365.25"), "month": 1 / Decimal(12), "year": Decimal(1)}
LENS = 5  # how many times the small values are outgrown before they get an enlarged part of their own


def ruler(edition, own=None):
    """The bar of one figure on a scale of its own, with some room above it.

    ``own``: what a reader has of it (guide.companion); drawn where it is in the same unit, and the scale holds it.
    """
    most = edition.low if edition.high is None else edition.high
    if not own or own.unit != edition.unit:
        return Bar.of(edition, Scale.for_values([most * 5 / 4], edition.unit, width=320))
    scale = Scale.for_values([most * 5 / 4, own.sum], edition.unit, width=320)
    return Bar.of(edition, scale, prior=own.prior, logged=own.logged)


def _with_own(bar, scale, own):
    return replace(bar, scale=scale, prior=own.prior, logged=own.logged) if own else replace(bar, scale=scale)


@dataclass(frozen=True)
class Value:
    """An edition's values in the unit of a picture: what a Bar draws."""

    bound: str
    low: Decimal | None
    high: Decimal | None
    unit: str

    @classmethod
    def of(cls, edition, unit):
        """``edition`` in ``unit``: spans of time are converted, all else is in that unit already."""
        factor = 1 if edition.unit == unit else YEARS[edition.unit] / YEARS[unit]
        low, high = (None if end is None else end * factor for end in (edition.low, edition.high))
        return cls(edition.bound, low, high, unit)

    @property
    def most(self):
        return self.low if self.high is None else self.high


@dataclass(frozen=True)
class Row:
    """What is shown in one row: of whatever, its edition, the bar, and the later edition of the same statistic."""

    item: Any
    edition: Any
    bar: Bar
    later: Any = None
    later_value: Value | None = None

    @cached_property
    def later_at(self):
        return self.bar.scale.at(self.later_value.most) if self.later_value else ""

    @cached_property
    def own_end(self):
        return self.bar.high_at or self.bar.low_at


@dataclass(frozen=True)
class Picture:
    """Rows on one scale; ``lens``: the small ones again, ``factor`` times as large, where the large ones dwarf them."""

    scale: Scale
    rows: tuple[Row, ...]
    lens: "Picture | None" = None
    factor: str = ""

    @classmethod
    def of(cls, pairs, evidence):
        """One picture for each kind of quantity in ``pairs`` of an item and its edition, in their order."""
        groups = {}
        for item, edition in pairs:
            groups.setdefault("time" if edition.unit in YEARS else edition.unit, []).append((item, edition))
        return [cls._of_one_kind(group, evidence) for group in groups.values()]

    @classmethod
    def _of_one_kind(cls, pairs, evidence):
        units = {edition.unit for _, edition in pairs}
        unit = units.pop() if len(units) == 1 else "year"
        rows = []
        for item, edition in pairs:
            later = evidence.later_than(edition)
            if later is not None and later.unit != edition.unit:
                later = None
            rows.append((item, edition, Value.of(edition, unit), later, Value.of(later, unit) if later else None))
        whole = cls._drawn(rows, unit)
        small = [row for row in rows if row[2].most * LENS <= max(value.most for _, _, value, _, _ in rows)]
        if len(small) < 2:
            return whole
        lens = cls._drawn(small, unit)
        factor = number((whole.scale.end / lens.scale.end).quantize(Decimal("0.1")))
        return cls(whole.scale, whole.rows, lens, factor)

    @classmethod
    def _drawn(cls, rows, unit):
        values = [end for row in rows for value in (row[2], row[4]) if value for end in (value.low, value.high)]
        scale = Scale.for_values(values, unit)
        drawn = (Row(item, edition, Bar.of(value, scale), later, now) for item, edition, value, later, now in rows)
        return cls(scale, tuple(drawn))

    def with_own(self, own):
        """The same rows, each with what the reader has of it: ``own`` by the primary key of its item, in one unit.

        The scale grows to hold that. Of a picture in another unit nothing changes.
        """
        amounts = [own.get(row.item.pk) for row in self.rows]
        if any(amount and amount.unit != self.scale.unit for amount in amounts):
            return self
        drawn = [end for row in self.rows for end in (row.bar.low, row.bar.high)]
        scale = Scale.for_values([*drawn, self.scale.end, *(a.sum for a in amounts if a)], self.scale.unit)
        rows = zip(self.rows, amounts, strict=True)
        return replace(self, scale=scale, rows=tuple(replace(row, bar=_with_own(row.bar, scale, a)) for row, a in rows))

    @property
    def has_later(self):
        return any(row.later for row in self.rows)
