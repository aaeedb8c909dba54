"""A pace from past weeks, and two thousand futures of it. Pure; needs numpy, so pages import it only to forecast.

The model is a local level (a random walk seen through noise), averaged over hypotheses. What holds in a week drifts by
nothing, by about 6 % or by about 12 % a week; weeks scatter around it by little or by much. Each pair of such amounts
is tried on the past weeks by a Kalman filter, and believed as far as it explains them; few weeks say little, and then
the prior belief decides. Every future follows one pair, drawn by that belief: a pace now, as uncertain as the past
leaves it, a walk of its own from there, and in each week the scatter of a past week. docs/forecast.md tells it at
length.

The same random numbers serve all learners and all questions, so that the same past gives the same dates, and two
questions about it differ by what is asked alone.
"""

import math
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

FUTURES = 2000
WEEKS = 522  # of study; ten years
NEAR = 104  # what lies nearer is simulated no farther: the same futures, cut off
SEED = 2026

DRIFTS = (0.0, 0.06, 0.12)  # standard deviation by which the logarithm of what holds changes in a week
DRIFT_BELIEFS = (0.5, 0.4, 0.1)  # before any week is seen
NOISES = (0.03, 0.1, 0.3, 1.0, 2.0)  # variance of a week around what holds, relative to the mean; each as likely
FARTHEST = math.log(4)  # no future holds more than four times the present pace for long, or less than a quarter

# Where there is no past, only a plan: how far the pace may lie from it, and how weeks scatter. Assumed, not measured.
PLAN_SPREAD = 0.35
PLAN_WEEKS = (0.0, 0.4, 0.7, 0.9, 1.1, 1.3, 1.6, 2.0)

SHARES = (0.1, 0.5, 0.9)  # of the futures: early, in the middle, late
KNOT = 4  # weeks between the points at which the middle future is known
SLOTS = 1024  # of the table by which a future picks a past week


@dataclass(frozen=True)
class Chances:
    """The random numbers of all futures. ``walk``: the random walk with a step of one a week; ``picks``: which slot of
    a table of past weeks each week takes; ``starts`` normal and ``ranks`` even between 0 and 1, one a future."""

    walk: np.ndarray
    picks: np.ndarray
    starts: np.ndarray
    ranks: np.ndarray


@cache
def chances():
    rng = np.random.default_rng(SEED)
    return Chances(
        walk=np.cumsum(rng.standard_normal((FUTURES, WEEKS), dtype=np.float32), axis=1),
        picks=rng.integers(SLOTS, size=(FUTURES, WEEKS), dtype=np.uint16),
        starts=rng.standard_normal(FUTURES),
        ranks=(rng.permutation(FUTURES) + 0.5) / FUTURES,
    )


def hypotheses():
    """All pairs of drift and noise as variances a week, and the belief in each before any week is seen."""
    drift = np.repeat(np.square(DRIFTS), len(NOISES))
    noise = np.tile(NOISES, len(DRIFTS))
    return drift, noise, np.repeat(DRIFT_BELIEFS, len(NOISES)) / len(NOISES)


def filtered(weeks):
    """The Kalman filter of each hypothesis over ``weeks`` (relative to their mean): how much each week weighs in the
    level that holds now (a row a hypothesis), the level's variance, and the belief in the hypothesis."""
    drift, noise, believed = hypotheses()
    weights = np.zeros((len(drift), len(weeks)))
    weights[:, 0] = 1
    variance = noise.copy()
    log_belief = np.log(believed)
    for number, week in enumerate(weeks[1:], 1):
        variance = variance + drift
        expected = variance + noise
        surprise = week - weights @ weeks
        log_belief -= (np.log(expected) + surprise**2 / expected) / 2
        gain = variance / expected
        weights *= (1 - gain)[:, None]
        weights[:, number] = gain
        variance = variance * (1 - gain)
    belief = np.exp(log_belief - log_belief.max())
    return weights, variance, belief / belief.sum()


@dataclass(frozen=True)
class Courses:
    """Two thousand courses of a pace, in weeks at that pace. By future: ``starts``, the pace now relative to the one
    that is told, and ``drifts``; ``scatter``: the table of past weeks."""

    starts: np.ndarray
    drifts: np.ndarray
    scatter: np.ndarray

    @classmethod
    def of(cls, belief, level, spread, scatter):
        """``belief``, ``level``, ``spread`` (of the level's logarithm): by hypothesis."""
        drawn = chances()
        which = np.minimum(np.searchsorted(np.cumsum(belief), drawn.ranks), len(belief) - 1)
        starts = level[which] * np.exp(spread[which] * drawn.starts)
        drifts = np.sqrt(hypotheses()[0])[which]
        scatter = scatter / scatter.mean()
        return cls(*(values.astype(np.float32) for values in (starts, drifts, scatter)))

    @cached_property
    def near(self):
        return Simulated.of(self, NEAR)

    @cached_property
    def far(self):
        return Simulated.of(self, WEEKS)


@dataclass(frozen=True)
class Simulated:
    """``logged``: what each future has logged by the end of each week, from 0; a row a future. ``middle``: the same of
    the middle future without scatter, at each of ``knots``, in weeks."""

    logged: np.ndarray
    middle: np.ndarray
    knots: np.ndarray

    @classmethod
    def of(cls, courses, weeks):
        drawn = chances()
        holds = drawn.walk[:, :weeks] * courses.drifts[:, None]
        np.clip(holds, -FARTHEST, FARTHEST, out=holds)
        np.exp(holds, out=holds)
        holds *= courses.starts[:, None]
        count = weeks // KNOT
        by_knot = sum(holds[:, start : count * KNOT : KNOT] for start in range(KNOT))
        middle = np.concatenate(([0.0], np.median(np.cumsum(by_knot, axis=1), axis=0)))
        holds *= courses.scatter[drawn.picks[:, :weeks]]
        logged = np.zeros((FUTURES, weeks + 1), np.float32)
        np.cumsum(holds, axis=1, out=logged[:, 1:])
        return cls(logged, middle, np.arange(count + 1) * KNOT)

    def weeks_to(self, need):
        """Early, middle, late; counted so that the middle future goes on at the pace.

        A walk that may as well double as halve adds more than it takes, so the middle future would creep ahead of what
        remains divided by the pace. All futures are slowed alike, which changes no order among them.
        """
        passed = np.sort(passages(self.logged, need))
        ends = [passed[math.ceil(share * FUTURES) - 1] for share in SHARES]
        return tuple(float(np.interp(end, self.knots, self.middle)) if end < math.inf else math.inf for end in ends)

    def logged_by(self, week):
        """Low, middle, high; ``week`` counted in the same way."""
        exact = float(np.interp(week, self.middle, self.knots))
        whole = min(int(exact), self.logged.shape[1] - 2)
        before, after = self.logged[:, whole], self.logged[:, whole + 1]
        logged = np.sort(before + (exact - whole) * (after - before))
        return tuple(float(logged[math.ceil(share * FUTURES) - 1]) for share in SHARES)


@dataclass(frozen=True)
class Futures:
    """``hours``: the pace, hours a week. ``weights``: how much each past week weighs in it, oldest first; empty for a
    plan."""

    hours: float
    courses: Courses
    weights: tuple = ()

    @classmethod
    def of(cls, hours):
        """From the hours of past weeks, oldest first, which are not all empty."""
        hours = np.asarray(hours, dtype=float)
        mean = hours.mean()
        weeks = hours / mean
        by_hypothesis, variance, belief = filtered(weeks)
        weights = belief @ by_hypothesis
        pace = float(weights @ weeks)
        level = np.maximum(by_hypothesis @ weeks, 0.05)
        spread = np.sqrt(np.log1p(variance / np.maximum(level, 0.3) ** 2))
        slots = np.searchsorted(np.cumsum(weights), (np.arange(SLOTS) + 0.5) / SLOTS)
        scatter = weeks[np.minimum(slots, len(weeks) - 1)]
        return cls(pace * mean, Courses.of(belief, level / pace, spread, scatter), tuple(weights.tolist()))

    @classmethod
    def planned(cls, hours):
        """From a plan alone."""
        believed = hypotheses()[2]
        same = np.ones(len(believed))
        return cls(hours, Courses.of(believed, same, PLAN_SPREAD * same, np.resize(PLAN_WEEKS, SLOTS)))

    def at(self, hours):
        """The same futures at another pace: what if it were ``hours`` a week."""
        return replace(self, hours=hours)

    def weeks_to(self, need):
        """When ``need`` hours are logged, early, in the middle and late, in weeks of study from now; inf for never."""
        weeks = need / self.hours
        if weeks < NEAR:
            near = self.courses.near.weeks_to(weeks)
            if near[-1] < NEAR - 2 * KNOT:
                return near
        return self.courses.far.weeks_to(weeks)

    def hours_by(self, week):
        """What is logged after so many weeks of study: low, middle, high."""
        return tuple(self.hours * weeks for weeks in self.courses.far.logged_by(week))


def passages(logged, need):
    """The moment, in weeks, at which each row reaches ``need``; inf where it does not."""
    if need <= 0:
        return np.zeros(len(logged))
    rows = np.arange(len(logged))
    below, reached = np.zeros(len(logged), int), np.full(len(logged), logged.shape[1] - 1)
    for _ in range(logged.shape[1].bit_length()):
        between = (below + reached) // 2
        enough = logged[rows, between] >= need
        reached = np.where(enough, between, reached)
        below = np.where(enough, below, between)
    low, high = logged[rows, below], logged[rows, reached]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(high >= need, below + (need - low) / (high - low), math.inf)
