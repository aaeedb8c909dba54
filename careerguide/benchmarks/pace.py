"""Timing calls against each other."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How long to measure: ``rounds`` of ``seconds`` for each call."""

    seconds: float = 0.4
    rounds: int = 7


@dataclass(frozen=True)
class Anew:
    """A call before which something is done that is not timed."""

    call: Callable
    before: Callable

    def __call__(self):
        self.before()
        return self.call()


def medians(calls, pace):
    """Microseconds a call: ``{name: median over the rounds}``. Rounds interleave, so that all meet the same machine."""
    measured = {name: [] for name in calls}
    for call in calls.values():
        call()  # warm: imports, templates, connections
    for _ in range(pace.rounds):
        for name, call in calls.items():
            measured[name].append(one_round(call, pace.seconds))
    return {name: statistics.median(times) for name, times in measured.items()}


def one_round(call, seconds):
    """Microseconds a call, over at least ``seconds`` and one call."""
    before, call = (call.before, call.call) if isinstance(call, Anew) else (None, call)
    spent, count = 0.0, 0
    while not count or spent < seconds:
        if before:
            before()
        began = time.perf_counter()
        call()
        spent += time.perf_counter() - began
        count += 1
    return spent / count * 1e6
