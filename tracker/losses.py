"""At which stage more is lost than in one's own earlier months or other channels: only if it can be told. Pure.

The rule, for each step from a stage to the next:

- Two comparisons: those sent in the last 90 days with those sent before, and those of each channel with those of all
  other channels together. Rates are those of the funnel, so that what had no time yet is in neither.
- Looked at is a comparison with at least 20 cases on both sides; it counts among the ``looked_at`` however it ends.
- A loss is named where the rate is the lower one and the two Wilson intervals do not overlap. Since many comparisons
  find something by chance, the intervals are drawn at 1 - 0.05 / looked_at (Bonferroni's inequality).
- Else it is too few to tell. Of the comparisons with a lower rate, the one that is nearest says how many more cases it
  takes: at the present rates, until there are 20 on both sides and the intervals part. More cases of the past cannot
  come, so that over time only the later ones grow; two channels grow as they are shared now.
"""

from dataclasses import dataclass, field

from tracker.funnel import Funnel, since
from tracker.intervals import LEVEL, Rate

LEAST = 20
LATELY = 90  # days
MOST_MORE = 500  # cases; what takes more is not told


def parted(here, there, looked_at):
    """Whether the rate ``here`` lies below that ``there``, both intervals apart."""
    level = 1 - (1 - LEVEL) / max(looked_at, 1)
    return here.interval(level).high < there.interval(level).low


@dataclass(frozen=True)
class Comparison:
    """The rate of a step ``here`` and ``there``. ``channel``: here is this channel, there all others; without one here
    are the last 90 days, there is what was before."""

    start: str
    end: str
    here: Rate
    there: Rate
    channel: str = ""

    @property
    def is_looked_at(self):
        return min(self.here.of, self.there.of) >= LEAST

    @property
    def is_lower(self):
        return bool(self.here.of and self.there.of) and self.here.share < self.there.share

    @property
    def gap(self):
        return self.there.share - self.here.share

    def with_more(self, cases):
        """The two rates with so many more cases in all, at the present shares."""
        if not self.channel:
            return self.here.with_more(cases), self.there
        part = self.here.of / (self.here.of + self.there.of)
        return self.here.with_more(cases * part), self.there.with_more(cases * (1 - part))

    def more(self, looked_at):
        """How many more cases until it can be told; None where no number up to 500 does."""

        def tells(cases):
            here, there = self.with_more(cases)
            return min(here.of, there.of) >= LEAST and parted(here, there, looked_at)

        if not tells(MOST_MORE):
            return None
        low, high = 0, MOST_MORE  # tells(high), and if not tells(low) the least lies between
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if tells(middle) else (middle + 1, high)
        return high


@dataclass(frozen=True)
class Losses:
    """``named``: the losses that can be told, the widest gap first. ``nearest``: else what may become one, with so many
    ``more`` cases. ``looked_at``: how many comparisons had cases enough; ``few``: those that had not."""

    named: tuple = ()
    looked_at: int = 0
    few: int = 0
    nearest: Comparison | None = None
    more: int | None = None
    compared: tuple = field(default=(), repr=False)

    @classmethod
    def of(cls, applications, *, today, wait, offers=True):
        compared = comparisons(applications, today=today, wait=wait, offers=offers)
        enough = [each for each in compared if each.is_looked_at]
        count = len(enough)
        named = [each for each in enough if parted(each.here, each.there, count)]
        few = len(compared) - count
        if named:
            named.sort(key=lambda each: -each.gap)
            return cls(tuple(named), count, few, compared=compared)
        nearest, more = nearest_of(compared, count)
        return cls((), count, few, nearest, more, compared)

    @property
    def level(self):
        """In per cent, of the intervals that are held against each other."""
        return 100 - (100 - 100 * LEVEL) / max(self.looked_at, 1)


def comparisons(applications, *, today, wait, offers):
    """All that have a case on both sides, a step after the other."""
    first = since(today, LATELY)
    pairs = [("", [sent for sent in applications if sent.sent_on >= first])]
    for channel in sorted({sent.channel for sent in applications}):
        pairs.append((channel, [sent for sent in applications if sent.channel == channel]))
    whole = Funnel.of(applications, wait=wait, offers=offers)
    found = []
    for channel, members in pairs:
        part = Funnel.of(members, wait=wait, offers=offers)
        for here, all_ in zip(part.steps, whole.steps, strict=True):
            there = Rate(all_.rate.hits - here.rate.hits, all_.rate.of - here.rate.of)
            if here.rate.of and there.of:
                found.append(Comparison(here.start, here.end, here.rate, there, channel))
    return tuple(sorted(found, key=lambda each: whole.stage_names.index(each.start)))


def nearest_of(compared, looked_at):
    """(comparison, more) of that which takes the fewest; (None, None) where none does."""
    found = []
    for number, each in enumerate(compared):
        if each.is_lower:
            more = each.more(looked_at if each.is_looked_at else looked_at + 1)
            if more is not None:
                found.append((more, number))
    if not found:
        return None, None
    more, number = min(found)
    return compared[number], more
