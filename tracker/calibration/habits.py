"""Simulated learners: what people of five habits would log, week by week, before the moment of asking and after.

Each learner has a level, the hours a week that they can be expected to log at the moment of asking if nothing changes,
and a weekly noise around what holds in a week; both differ from learner to learner. What a habit adds to that is told
at its function. Weeks are whole; index ``BEFORE`` is the first one after asking. Frozen, and pure: seed and number give
one life.
"""

from dataclasses import dataclass

import numpy as np

BEFORE = 60  # weeks; forty of study lie in them even with breaks
AFTER = 522  # weeks, ten years: the horizon
WEEKS = BEFORE + AFTER
LONGEST_WEEK = 80.0  # hours

DEVELOPMENT, EVALUATION = 1, 20261127  # seeds: models are tuned on the one and reported on the other

# Of all habits
MEDIAN_LEVEL, LEVEL_SPREAD = 9.0, 0.45  # hours a week: log-normal
NOISE = (0.2, 0.4)  # a week's coefficient of variation, uniform over learners: gamma around 1

# steady: what a week lacks or has too much, the next one makes up in part
MADE_UP = 0.15

# bursty: a burst and a lull take turns, each week ends the state with a chance of one in STAY
BURST, LULL = 1.7, 0.3  # times the level, as weeks of both are equally many
BURST_NOISE = (0.4, 0.7)
STAY = (1.7, 3.0)  # weeks, the mean of a state; uniform over learners

# with empty weeks and breaks
EMPTY = (0.1, 0.25)  # the chance that a week is empty, uniform over learners
BREAK_EVERY = 26.0  # weeks of study between breaks, on average
BREAK_LENGTHS = (1, 2, 3, 4)  # weeks, each as likely
NOTICE = 8  # a break is declared when its first week is this many weeks away

# drifting: the logarithm of what holds is a random walk
DRIFT = (0.05, 0.08)  # its weekly standard deviation, uniform over learners

# fading: what holds is halved every so many weeks
HALVED, HALVED_SPREAD = 30.0, 0.35  # weeks: log-normal over learners


@dataclass(frozen=True)
class Lives:
    """Learners of one habit. ``hours`` and ``rests`` (declared breaks): a row a learner, a column a week. ``level`` is
    what is expected of a week as of asking, breaks that are not known by then included."""

    hours: np.ndarray
    rests: np.ndarray
    level: np.ndarray

    @property
    def known_rests(self):
        """The breaks that are declared by the moment of asking."""
        known = self.rests.copy()
        # A break that has begun or is near is known to its end.
        for week in range(BEFORE + NOTICE, WEEKS):
            known[:, week] &= known[:, week - 1]
        return known


@dataclass(frozen=True)
class Draws:
    """What chance gives a habit's learners: uniform and normal numbers, a row a learner, and gamma noise by need."""

    own: np.ndarray  # six uniform numbers of the learner's
    uniform: np.ndarray  # one a week
    normal: np.ndarray  # one a week
    level: np.ndarray
    generators: list

    @classmethod
    def of(cls, seed, number, learners):
        """Of learner 0 to ``learners`` of the habit of this number: a learner is the same among few and among many."""
        generators = [np.random.default_rng([seed, number, learner]) for learner in range(learners)]
        own = np.stack([rng.random(6) for rng in generators])
        spread = np.array([rng.standard_normal() for rng in generators])
        return cls(
            own=own,
            uniform=np.stack([rng.random(WEEKS) for rng in generators]),
            normal=np.stack([rng.standard_normal(WEEKS) for rng in generators]),
            level=np.clip(MEDIAN_LEVEL * np.exp(LEVEL_SPREAD * spread), 2, 30),
            generators=generators,
        )

    def between(self, column, bounds):
        """A parameter of each learner, uniform between the bounds."""
        return bounds[0] + self.own[:, column] * (bounds[1] - bounds[0])

    def noise(self, bounds=NOISE):
        """Gamma noise around 1, its coefficient of variation the learner's own."""
        shapes = self.between(0, bounds) ** -2
        return np.stack([rng.gamma(k, 1 / k, WEEKS) for rng, k in zip(self.generators, shapes, strict=True)])


def lives(draws, holds, *, noise=None, rests=None, expected=None):
    """Learners for whom ``holds`` hours a week hold, with noise around them and nothing in breaks."""
    hours = np.minimum(holds * (draws.noise() if noise is None else noise), LONGEST_WEEK)
    rests = np.zeros(hours.shape, bool) if rests is None else rests
    level = draws.level if expected is None else expected
    return Lives(np.where(rests, 0.0, hours), rests, level)


def steady(draws):
    """The same hours hold in every week, and what one lacks the next makes up in part."""
    noise = draws.noise()
    noise[:, 1:] -= MADE_UP * (noise[:, :-1] - 1)
    return lives(draws, draws.level[:, None], noise=np.maximum(noise, 0))


def bursty(draws):
    """Bursts and lulls of some weeks take turns; weeks are noisier."""
    changes = draws.uniform < 1 / draws.between(1, STAY)[:, None]
    in_burst = (np.cumsum(changes, axis=1) + (draws.own[:, 2:3] < 0.5)) % 2 == 1
    holds = draws.level[:, None] * np.where(in_burst, BURST, LULL)
    return lives(draws, holds, noise=draws.noise(BURST_NOISE))


def pausing(draws):
    """As steady, but some weeks are empty, and now and then there is a declared break of some weeks."""
    empty = draws.between(1, EMPTY)
    full = draws.uniform >= empty[:, None]
    rests = breaks(draws.generators)
    share = BREAK_EVERY / (BREAK_EVERY + np.mean(BREAK_LENGTHS))
    return lives(draws, draws.level[:, None] * full, rests=rests, expected=draws.level * (1 - empty) * share)


def breaks(generators):
    """The weeks of declared breaks of each learner."""
    rests = np.zeros((len(generators), WEEKS), bool)
    for row, rng in zip(rests, generators, strict=True):
        week = int(rng.geometric(1 / BREAK_EVERY))
        while week < WEEKS:
            length = int(rng.choice(BREAK_LENGTHS))
            row[week : week + length] = True
            week += length + int(rng.geometric(1 / BREAK_EVERY))
    return rests


def drifting(draws):
    """What holds goes up or down a little with every week, and stays there: a random walk of its logarithm."""
    walk = np.cumsum(draws.between(1, DRIFT)[:, None] * draws.normal, axis=1)
    walk -= walk[:, BEFORE - 1 : BEFORE]
    return lives(draws, draws.level[:, None] * np.exp(walk))


def fading(draws):
    """What holds is halved every thirty weeks or so, for good: many never arrive."""
    spread = np.array([rng.standard_normal() for rng in draws.generators])
    halved = HALVED * np.exp(HALVED_SPREAD * spread)
    weeks = np.arange(WEEKS) - (BEFORE - 1)
    return lives(draws, draws.level[:, None] * 0.5 ** (weeks / halved[:, None]))


HABITS = {
    "steady": steady,
    "bursty": bursty,
    "with empty weeks and breaks": pausing,
    "slowly drifting": drifting,
    "fading": fading,
}


def simulate(habit, learners, seed):
    """The first so many learners of the habit of this name."""
    return HABITS[habit](Draws.of(seed, list(HABITS).index(habit), learners))
