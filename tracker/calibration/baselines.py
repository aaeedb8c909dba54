"""Two obvious models, for comparison: resampling the last twelve weeks, and the same with resampled weights."""

import numpy as np

from tracker.calibration.scoring import HIGHEST, LOWEST, Band

FUTURES = 2000
RECENT = 12
SEED = 4
PIECE = 40  # weeks that are simulated at a time


def plain_resampling(asked):
    """Each week to come is one of the last twelve, all as likely."""
    recent = asked.hours[-RECENT:]
    rng = np.random.default_rng(SEED)
    return _bands(asked, lambda weeks: recent[rng.integers(len(recent), size=(FUTURES, weeks))])


def bayesian_bootstrap(asked):
    """The same, but how likely each of the twelve is differs from future to future (Rubin 1981)."""
    recent = asked.hours[-RECENT:]
    rng = np.random.default_rng(SEED)
    shares = np.cumsum(rng.dirichlet(np.ones(len(recent)), size=FUTURES), axis=1)
    shares[:, -1] = 1.0
    row = np.arange(FUTURES)[:, None]
    edges = (shares + row).ravel()  # of all futures, one after the other

    def draw(weeks):
        picked = np.searchsorted(edges, rng.random((FUTURES, weeks)) + row, side="right")
        return recent[np.minimum(picked - row * len(recent), len(recent) - 1)]

    return _bands(asked, draw)


def _bands(asked, draw):
    """The bands of futures that ``draw`` gives for so many weeks of study; weeks of a break are empty."""
    if not asked.hours.any():
        return [Band(None, None) for _ in asked.needs]
    to_come = len(asked.rests)
    study = np.flatnonzero(~asked.rests)
    days = np.full((len(asked.needs), FUTURES), np.inf)
    reached = np.zeros(FUTURES)
    for start in range(0, len(study), PIECE):
        calendar = study[start : start + PIECE]
        course = np.cumsum(np.column_stack([reached, draw(len(calendar))]), axis=1)
        for row, need in zip(days, asked.needs, strict=True):
            now = np.flatnonzero(np.isinf(row) & (course[:, -1] >= need))
            week = np.argmax(course[now] >= need, axis=1)
            low, high = course[now, week - 1], course[now, week]
            row[now] = 7 * (calendar[week - 1] + (need - low) / (high - low))
        reached = course[:, -1]
        if np.isfinite(days[-1]).mean() > HIGHEST:
            break
    ends = np.quantile(days, [LOWEST, HIGHEST], axis=1, method="inverted_cdf")
    ends[ends > 7 * to_come] = np.inf
    return [Band(_whole(np.floor(early)), _whole(np.ceil(late))) for early, late in ends.T]


def _whole(day):
    return int(day) if np.isfinite(day) else None


BASELINES = {"plain resampling": plain_resampling, "Bayesian bootstrap": bayesian_bootstrap}
