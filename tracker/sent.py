"""One application that was sent, as the funnel counts it: from its effective stage events, plain values. Pure.

The rules:

- Sent is what reached Applied, as the ladder of stages has it: skipped stages count as reached, and what was rejected
  had been sent. What was only saved is none.
- An answer is any word of the other side: a reply, a talk, an offer, a rejection. No reply and withdrawn are none.
- The wait for it is known where the day of sending was entered, and not after the answer, and neither day is another's,
  taken for want of its own. Without an answer it ends, unanswered, on the day on which it was closed, or today.
- A stay in a stage lasts until the next stage, whichever that is. The stay in the stage where it stands is not over. No
  stay is counted from or to a day that is another's.
- It is quiet since its last step; one that was closed as no reply since the step before, as an answer may still come;
  one that was withdrawn was quiet until then. What was rejected, declined or accepted is decided, however young.
- For whom offers are not shared with, it is what it would be without them (``tracker.stages.without_offers``).
"""

import datetime
from dataclasses import dataclass
from itertools import groupby, pairwise

from tracker.stages import APPLICATION, LAST_BEFORE_OFFERS, Course, Event
from tracker.stages import without_offers as course_without_offers

STAGES = APPLICATION.open[1:]  # those of the funnel: from Applied on
WITHOUT_OFFERS = STAGES[: STAGES.index(LAST_BEFORE_OFFERS) + 1]
CLOSED = frozenset(APPLICATION.closed)
ANSWERS = frozenset({*STAGES[1:], "rejected", "declined"})
DECIDED = frozenset({"rejected", "declined", "accepted"})
SILENT = frozenset({"no_reply", "withdrawn"})


def stages_of(offers):
    """The stages of the funnel, as far as they may be seen."""
    return STAGES if offers else WITHOUT_OFFERS


@dataclass(frozen=True, slots=True)
class Sent:
    """``rung``: how far it ever got, a number in STAGES. ``stage``: where it stands. ``wait``: the days until the first
    answer, and whether it came; None where that is not known. ``stays``: (stage, days, is over). ``quiet``: days since
    its last step, None once it is decided."""

    channel: str
    role_family: str
    resume_version: str
    sent_on: datetime.date
    rung: int
    stage: str
    answered: bool
    wait: tuple | None
    stays: tuple
    quiet: int | None

    @classmethod
    def of(cls, steps, *, today, offers=True, vague=frozenset(), channel="other", role_family="", resume_version=""):
        """From ``steps``, the effective events as pairs of stage and day, in order. None if it was never sent.

        ``offers``: whether these may be seen; ``vague``: the stages whose day is another's.
        """
        if not offers:
            steps = without_offers(steps)
        reached = [(APPLICATION.rung(stage) - 1, day) for stage, day in steps]
        rung = max((rung for rung, _ in reached), default=-1)
        if rung < 0:
            return None
        return cls(
            channel=channel,
            role_family=role_family,
            resume_version=resume_version,
            sent_on=min(day for rung, day in reached if rung >= 0),
            rung=rung,
            stage=steps[-1][0],
            answered=any(stage in ANSWERS for stage, _ in steps),
            wait=wait_of(steps, today, vague),
            stays=stays_of(steps, today, vague),
            quiet=quiet_of(steps, today),
        )

    @property
    def is_open(self):
        return self.stage not in CLOSED and self.stage != "accepted"

    @property
    def ending(self):
        """What became of it: the stage in which it was closed, "accepted", or "open"."""
        return "open" if self.is_open else self.stage

    def is_undecided(self, wait):
        """Whether it had fewer than ``wait`` days to get any further."""
        return self.quiet is not None and self.quiet < wait


def without_offers(steps):
    """The steps as if no offer had come of it."""
    events = tuple(Event(stage, day, sequence) for sequence, (stage, day) in enumerate(steps, start=1))
    seen = course_without_offers(Course(APPLICATION, events))
    return [(event.stage, event.happened_on) for event in seen.events]


def days_between(first, last):
    return max((last - first).days, 0)


def wait_of(steps, today, vague):
    sent = next((day for stage, day in steps if stage == "applied"), None)
    answer, by = min(((day, stage) for stage, day in steps if stage in ANSWERS), default=(None, ""))
    if sent is None or (answer is not None and answer < sent) or vague & {"applied", by}:
        return None
    if answer is not None:
        return days_between(sent, min(answer, today)), True
    stage, day = steps[-1]
    return days_between(sent, min(day, today) if stage in SILENT else today), False


def runs_of(steps):
    """The steps without repetitions: another one in the same stage (by a name of one's own) is no new stay."""
    return [next(run) for _, run in groupby(steps, key=lambda step: step[0])]


def stays_of(steps, today, vague):
    runs = runs_of(steps)
    stays = [
        (stage, days_between(day, min(then, today)), True)
        for (stage, day), (following, then) in pairwise(runs)
        if following not in vague
    ]
    stage, day = runs[-1]
    stays.append((stage, days_between(day, today), False))
    return tuple(stay for stay in stays if stay[0] in STAGES and stay[0] != "accepted" and stay[0] not in vague)


def quiet_of(steps, today):
    stage, closed_on = steps[-1]
    if stage in DECIDED:
        return None
    runs = runs_of(steps)
    last_word = next((day for name, day in reversed(runs) if name not in SILENT), runs[0][1])
    return days_between(last_word, min(closed_on, today) if stage == "withdrawn" else today)
