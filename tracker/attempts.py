"""How often an exam was tried, from the stage events of a certification. Pure.

An attempt begins with a booking, or with a result that no booking went before, and ends with its result. Booked again
before a result it is the same exam on another day; back to planning or studying, it was called off and is none. The
same result said twice in a row is one.
"""

import datetime
from dataclasses import dataclass, replace

BOOKED, RESULTS, CALLED_OFF = "booked", ("passed", "failed"), ("planned", "studying")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True)
class Attempt:
    """``exam_on``: the day for which it was booked; ``result``: passed or failed, "" while it is to come."""

    number: int
    exam_on: datetime.date | None = None
    result: str = ""
    told_on: datetime.date | None = None

    @property
    def day(self):
        """Its day as far as it is known: that of the exam, else that of the result; and never after the result."""
        return min(filter(None, (self.exam_on, self.told_on)), default=None)

    @property
    def ordinal(self):
        """ "second"; "11th" from there on."""
        if self.number <= len(ORDINALS):
            return ORDINALS[self.number - 1]
        if self.number % 100 in (11, 12, 13):
            return f"{self.number}th"
        return f"{self.number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(self.number % 10, 'th') }"


def attempts_of(events):
    """Of the effective events, in their order: a tuple of Attempt."""
    done, booked, before = [], None, ""
    for event in events:
        if event.stage == BOOKED:
            booked = Attempt(len(done) + 1, event.happened_on)
        elif event.stage in CALLED_OFF:
            booked = None
        elif event.stage in RESULTS and (booked or event.stage != before):
            attempt = booked or Attempt(len(done) + 1)
            done.append(replace(attempt, result=event.stage, told_on=event.happened_on))
            booked = None
        before = event.stage
    return (*done, booked) if booked else tuple(done)


def cost_of(attempts, fee):
    """What they cost at one fee each; None without a fee."""
    return None if fee is None else fee * len(attempts)
