"""How time is spread over skills and activities: parts in per cent that make up the whole. Pure."""

from dataclasses import dataclass

from guide.pictures import Bar, Scale
from tracker.progress import as_hours


def per_cents(parts):
    """Whole per cents of ``parts`` that add up to 100: what rounding down leaves goes to the largest remainders.

    All 0 where there is nothing to share.
    """
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    shares = [divmod(100 * part, whole) for part in parts]
    left = 100 - sum(share for share, _ in shares)
    by_remainder = sorted(range(len(parts)), key=lambda n: (-shares[n][1], n))
    more = set(by_remainder[:left])
    return [share + (n in more) for n, (share, _) in enumerate(shares)]


@dataclass(frozen=True)
class Part:
    """Time on one skill or activity. ``counts``: to the recommended total; ``asked``: what asks for its sessions."""

    title: str
    seconds: int
    sessions: int
    counts: bool
    asked: str


@dataclass(frozen=True)
class Share:
    """One row of the picture: a part, its per cent of all, its bar on the scale of all."""

    part: Part
    per_cent: int
    bar: Bar

    @property
    def per_cent_words(self):
        """A share that is there but rounds to nothing is said to be small, not nothing."""
        return "under 1%" if not self.per_cent and self.part.seconds else f"{self.per_cent}%"


def shares_of(parts):
    """The largest first, what counts to the total before what is kept beside it."""
    parts = sorted(parts, key=lambda part: (not part.counts, -part.seconds, part.title))
    scale = Scale.for_values([as_hours(part.seconds) for part in parts], "hour")
    per_cent = per_cents([part.seconds for part in parts])
    return tuple(
        Share(part, share, Bar(scale, logged=as_hours(part.seconds)))
        for part, share in zip(parts, per_cent, strict=True)
    )
