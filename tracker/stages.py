"""Which stage something is in, and how far it ever got, from its stage events. Pure.

The rules:

- What counts is the *effective* events. A row that another one supersedes drops out; a superseding row without a
  stage only takes back.
- They stand in the order of their days; on one day in the order in which they were recorded. A row that corrects
  another keeps the other's place on the day.
- A day yet to come (a booked exam) counts for the order as the day on which it was recorded, so that what happens
  between the two is later than the booking.
- The current stage is that of the last effective event: going back is allowed.
- *Reached* is the furthest open stage of all effective events. Going back or closing does not lower it, stages that
  were skipped on the way count as reached, and a closing stage says as much as is certain of it: what was rejected had
  been sent, what was declined had been offered.
"""

import datetime
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True)
class Event:
    """On ``happened_on`` it came to ``stage``. ``supersedes`` is the sequence of the event that this one replaces.

    ``own`` is what the learner calls the stage, an id, where they have a name of their own for it.
    """

    stage: str
    happened_on: datetime.date
    sequence: int
    supersedes: int | None = None
    recorded_on: datetime.date | None = None
    own: int | None = None

    @property
    def stands_on(self):
        """The day that orders it."""
        return min(self.happened_on, self.recorded_on or self.happened_on)


@dataclass(frozen=True)
class Ladder:
    """The open stages in their order, those that close it, and which open one the others say was reached at least.

    ``before``: (stage, later one): from the later one on, none comes before it; a call may.
    """

    open: tuple
    closed: tuple = ()
    before: tuple = ()
    implied: dict = field(default_factory=dict)

    def rung(self, stage):
        """How far up ``stage`` says one got; -1 if it says nothing."""
        stage = self.implied.get(stage, stage)
        return self.open.index(stage) if stage in self.open else -1

    def after(self, stage):
        """The open stage that comes next; after the last one itself."""
        return self.open[min(self.rung(stage) + 1, len(self.open) - 1)]


PROJECT = Ladder(("idea", "building", "deployed", "public", "kept"))
CERTIFICATION = Ladder(
    ("planned", "studying", "booked", "passed"),
    implied={"failed": "booked", "expired": "passed", "renewed": "passed"},
)
APPLICATION = Ladder(
    ("saved", "applied", "replied", "screen", "technical", "onsite", "offer", "accepted"),
    ("rejected", "withdrawn", "no_reply", "declined"),
    before=("applied", "offer"),
    implied={"rejected": "applied", "no_reply": "applied", "declined": "offer"},
)


def effective(events):
    """The events that count, in their order."""
    events = tuple(events)
    replaces = {event.sequence: event.supersedes for event in events}
    superseded = set(replaces.values())

    def place(event):
        first = event.sequence
        while replaces.get(first) is not None:
            first = replaces[first]
        return event.stands_on, first, event.sequence

    return tuple(sorted((e for e in events if e.stage and e.sequence not in superseded), key=place))


@dataclass(frozen=True)
class Course:
    """The way through the stages: the effective events, in order."""

    ladder: Ladder
    events: tuple

    @classmethod
    def of(cls, events, ladder):
        """From all rows, in any order. Raises ValueError if nothing is left of them."""
        events = effective(events)
        if not events:
            raise ValueError("No stage is left.")
        return cls(ladder, events)

    @property
    def stage(self):
        return self.events[-1].stage

    @property
    def own(self):
        return self.events[-1].own

    @property
    def since(self):
        """The day of the current stage; for a booked exam, the exam's."""
        return self.events[-1].happened_on

    @property
    def furthest(self):
        """The furthest open stage ever reached; the first one if the events say nothing."""
        return self.ladder.open[max(0, *(self.ladder.rung(event.stage) for event in self.events))]

    @property
    def reached_on(self):
        """The first day at which each open stage, or one beyond it, was reached: a dict."""
        return {
            stage: min(event.happened_on for event in self.events if self.ladder.rung(event.stage) >= rung)
            for rung, stage in enumerate(self.ladder.open)
            if any(self.ladder.rung(event.stage) >= rung for event in self.events)
        }


# What is asked about before it is taken: it may well be right.


class Oddity(StrEnum):
    BACKWARDS = "backwards"  # a later stage on a day before that of an earlier one, or the other way round
    AFTER_CLOSING = "after_closing"  # an open stage after a closing one


def oddities(events, ladder, stage, happened_on):
    """What is odd about coming to ``stage`` on a day, after these effective events: a set, as a rule empty.

    To go back to an earlier stage later on is allowed (a second first call); that an offer came before the application
    was sent is odd, whichever of them is told first, and so is a new stage once it was closed, unless the learner says
    so.
    """
    found = set()
    rung = ladder.rung(stage)
    begins = stage in ladder.before[:1] and stage not in {event.stage for event in events}
    too_far = ladder.rung(ladder.before[1]) if begins else len(ladder.open)
    for event in events:
        there = ladder.rung(event.stage)
        if event.stage in ladder.open and stage in ladder.open:
            if there < rung and event.happened_on > happened_on:
                found.add(Oddity.BACKWARDS)
            if there >= too_far and event.happened_on < happened_on:
                found.add(Oddity.BACKWARDS)
        elif stage not in ladder.open and event.happened_on > happened_on:
            found.add(Oddity.BACKWARDS)
    last = events[-1] if events else None
    closed = last is not None and last.stage not in ladder.open and last.happened_on <= happened_on
    if closed and stage != last.stage:
        found.add(Oddity.AFTER_CLOSING)
    return found


def oddities_of_correction(course, sequence, stage, happened_on):
    """What is odd about saying that the event with this sequence was to ``stage`` on a day, among the others: a set.

    What came after a closing before is not odd anew.
    """
    place = [event.sequence for event in course.events].index(sequence)
    event, others = course.events[place], course.events[:place] + course.events[place + 1 :]
    if (event.stage, event.happened_on) == (stage, happened_on):
        return set()

    def around(event):
        found = oddities(others[:place], course.ladder, event.stage, event.happened_on)
        for later in others[place:]:
            found |= oddities((event,), course.ladder, later.stage, later.happened_on)
        return found

    found = around(replace(event, stage=stage, happened_on=happened_on))
    if Oddity.AFTER_CLOSING in around(event):
        found.discard(Oddity.AFTER_CLOSING)
    return found


# What is seen of an application by whoever may not see offers.

OFFERS = frozenset({"offer", "accepted", "declined"})
LAST_BEFORE_OFFERS = "onsite"


def without_offers(course):
    """The course of an application as if no offer had come of it: what was there before, or came after.

    Where offers are all that was entered, on-site since the first of them: to have been there is what they imply.
    """
    seen = tuple(event for event in course.events if event.stage not in OFFERS)
    return Course(course.ladder, seen or (replace(course.events[0], stage=LAST_BEFORE_OFFERS, own=None),))


# What counts to the milestones.

CRITERIA = frozenset({"real_data", "model", "deployed"})


def is_end_to_end(criteria, stage):
    """A project counts when it meets all three criteria of the guide and is up: an idea or work in progress is not."""
    return set(criteria) >= CRITERIA and is_up(stage)


def is_up(stage):
    """A project is up from its deployment on."""
    return PROJECT.rung(stage) >= PROJECT.rung("deployed")


def is_held(stage):
    """A certification is held from the pass on, until it expires."""
    return stage in ("passed", "renewed")


AWAITED = ("applied", "replied", "screen", "technical", "onsite")  # stages in which it is the other side's turn


def quiet_since(course, followed_up=()):
    """The day of the last word of either side, of the days on which the learner asked after it too; None where no
    answer is awaited: not sent yet, offered, or closed."""
    if course.stage not in AWAITED:
        return None
    return max([course.since, *followed_up])


def is_sent(furthest):
    """An application counts once it was sent, whatever became of it."""
    return APPLICATION.rung(furthest) >= APPLICATION.rung("applied")
