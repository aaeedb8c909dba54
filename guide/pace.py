"""What some hours a week mean for a stated total of hours, and which stated times it fits. Our division. Pure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from guide.scales import YEARS, Value

WHOLLY, PARTLY, NOT = "fits", "fits at the low end", "does not fit"


@dataclass(frozen=True)
class Pace:
    """``low`` and ``high``: the weeks that the low and the high end of the total take at ``hours`` a week."""

    hours: int
    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, hours, total):
        """``total``: an edition in hours; None where it has no low end or is in something else."""
        if total is None or total.unit != "hour" or total.low is None:
            return None
        return cls(hours, total.low / hours, (total.high or total.low) / hours)

    @property
    def weeks(self):
        """Both ends in whole weeks."""
        return tuple(int(end.quantize(Decimal(1), ROUND_HALF_UP)) for end in (self.low, self.high))

    @property
    def years(self):
        """Both ends in years, an edition to be shown."""
        low, high = ((end * YEARS["week"]).quantize(Decimal("0.1"), ROUND_HALF_UP) for end in (self.low, self.high))
        return Value("range", low, high, "year")

    def verdict(self, edition):
        """Whether the hours fit into the time that the edition states; None where it states none."""
        if edition is None or edition.unit not in YEARS:
            return None
        most = Value.of(edition, "week").most
        if edition.bound == "at_least" or most >= self.high:
            return WHOLLY
        return PARTLY if most >= self.low else NOT
