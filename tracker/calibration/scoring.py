"""The score of a model: how often its 80 % band holds the true day, and how wide the band is. Frozen.

A model is asked what a learner's page would ask it: the hours of the last whole weeks without declared breaks, the
breaks that are declared for the weeks to come, and amounts of hours that remain. **The amounts peek at nothing to
come:** they are what the learner can be expected to log in 10 and in 40 weeks as of the moment of asking, so the true
day lies around 10 and 40 weeks ahead, earlier or later as the weeks to come turn out.

A band is two whole numbers of days from the moment of asking, both its own; None stands for "later than the horizon".
It holds the true day if that is neither before its first nor after its last day. Who never arrives within the horizon
is later than it: held by bands that are open at their late end, and by no other.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tracker.calibration.habits import BEFORE, HABITS, simulate

HISTORIES = (6, 12, 40)  # whole weeks that are no break
HORIZONS = (10, 40)  # weeks ahead
LOWEST, HIGHEST = 0.1, 0.9  # the 80 % band's ends
TARGET = (0.75, 0.85)  # the share held over the mix
LEAST = 0.6  # the share held in each habit of the mix
APART = "fading"  # reported by itself


class Band(NamedTuple):
    """Days from the moment of asking, or None for later than the horizon."""

    early: int | None
    late: int | None

    def holds(self, day):
        if self.early is None:
            return day is None
        if self.late is None:
            return day is None or day >= self.early
        return day is not None and self.early <= day <= self.late

    def weeks(self, horizon):
        """How wide it is; an open end counts as the horizon's."""
        ends = [7 * horizon if end is None else end for end in self]
        return (ends[1] - ends[0]) / 7


@dataclass(frozen=True)
class Asked:
    """What a model is told: ``hours`` of whole weeks, oldest first; ``rests``: for each week to come, whether a break
    is declared for it; ``needs``: the amounts of hours, ascending. It answers with a Band for each."""

    hours: np.ndarray
    rests: np.ndarray
    needs: tuple[float, ...]


def ask(lives, learner, history):
    """What is asked for one of the learners after so many weeks of history."""
    past, resting = lives.hours[learner, :BEFORE], lives.rests[learner, :BEFORE]
    level = float(lives.level[learner])
    return Asked(
        hours=past[~resting][-history:],
        rests=lives.known_rests[learner, BEFORE:],
        needs=tuple(level * weeks for weeks in HORIZONS),
    )


def arrivals(hours, needs):
    """The day on which each need is met, None if never: ``hours`` of the weeks to come, spread evenly over each."""
    reached = np.concatenate(([0.0], np.cumsum(hours)))
    days = []
    for need in needs:
        if reached[-1] < need:
            days.append(None)
            continue
        week = int(np.argmax(reached >= need))
        into = (need - reached[week - 1]) / (reached[week] - reached[week - 1])
        days.append(int(np.ceil(7 * (week - 1 + into))))
    return days


@dataclass(frozen=True)
class Cell:
    """A model with one habit, history and horizon: the share of learners whose day was held, came before, came after,
    and the median width in weeks."""

    habit: str
    history: int
    horizon: int
    held: float
    before: float
    after: float
    width: float


def score(model, learners, seed, habits=tuple(HABITS)):
    """The cells of a model: habits × histories × horizons."""
    cells = []
    for habit in habits:
        lives = simulate(habit, learners, seed)
        known = [arrivals(lives.hours[n, BEFORE:], ask(lives, n, 1).needs) for n in range(learners)]
        for history in HISTORIES:
            bands = [model(ask(lives, n, history)) for n in range(learners)]
            for column, horizon in enumerate(HORIZONS):
                pairs = [(answer[column], days[column]) for answer, days in zip(bands, known, strict=True)]
                cells.append(_cell(habit, history, horizon, pairs, lives.hours.shape[1] - BEFORE))
    return cells


def _cell(habit, history, horizon, pairs, weeks):
    held = [band.holds(day) for band, day in pairs]
    before = [day is not None and (band.early is None or day < band.early) for band, day in pairs]
    return Cell(
        habit=habit,
        history=history,
        horizon=horizon,
        held=float(np.mean(held)),
        before=float(np.mean(before)),
        after=float(1 - np.mean(held) - np.mean(before)),
        width=float(np.median([band.weeks(weeks) for band, _ in pairs])),
    )


def mix(cells):
    """The share held over all habits but the one apart, all histories and horizons."""
    return float(np.mean([cell.held for cell in cells if cell.habit != APART]))


def of_habit(cells, habit):
    """The share held in one habit, all histories and horizons."""
    return float(np.mean([cell.held for cell in cells if cell.habit == habit]))
