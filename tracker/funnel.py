"""How many applications came how far, and how fast: counts by the furthest stage ever reached. Pure.

Every rate is of those that had time for it: an application that stands where it stands for fewer than ``wait`` days is
left out of the rate at which its like go further, until it does or its time has come. The docs give the rules in words:
docs/funnel.md.
"""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from tracker.days import DAY
from tracker.intervals import Rate
from tracker.sent import STAGES, stages_of
from tracker.survival import Curve

LEAST_WAIT, USUAL_WAIT, MOST_WAIT = 14, 30, 60  # days
LEAST_ANSWERS = 10  # before the usual wait makes way for one's own
OWN_PART = 0.75
RECENT = 30  # days: an application is of the last 30 days if it was sent in them, today the last
ENDINGS = ("open", "rejected", "no_reply", "withdrawn", "declined", "accepted")


def since(today, days):
    """The first of so many days, of which today is the last."""
    return today - (days - 1) * DAY


def sent_since(applications, first):
    return tuple(sent for sent in applications if sent.sent_on >= first)


def recent_of(applications, today):
    """Those sent in the last 30 days, whatever came of them since."""
    return sent_since(applications, since(today, RECENT))


def waits_of(applications):
    return Curve.of(sent.wait for sent in applications if sent.wait is not None)


@dataclass(frozen=True)
class Wait:
    """``days`` an application may stand still before it counts as having got no further. ``is_own``: from the learner's
    own answers; ``answers``: how many of them there are."""

    days: int
    is_own: bool
    answers: int

    @classmethod
    def of(cls, applications):
        """The days within which three quarters of one's own answers came, at least 14 and at most 60; 30 while there
        are fewer than ten."""
        curve = waits_of(applications)
        if curve.happened < LEAST_ANSWERS:
            return cls(USUAL_WAIT, False, curve.happened)
        days = curve.within_of_happened(OWN_PART)
        return cls(min(max(days, LEAST_WAIT), MOST_WAIT), True, curve.happened)


@dataclass(frozen=True)
class Conversion:
    """Of those that reached stage ``start``, those that reached ``end``. ``left_out``: for want of time."""

    start: str
    end: str
    rate: Rate
    left_out: int


@dataclass(frozen=True)
class StageCount:
    """A stage: how many ``reached`` it, ``of`` those that reached the one before and had time (None for the first).

    ``days``: the curve of how long they stay in it; ``endings``: what became of those that got no further, a dict.
    """

    stage: str
    reached: int
    step: Conversion | None
    days: Curve
    endings: dict

    @property
    def still_open(self):
        return self.endings["open"]

    @property
    def went_on(self):
        return self.reached - sum(self.endings.values())


@dataclass(frozen=True)
class Funnel:
    """``far`` and ``waiting``: how many got exactly so far, and how many of these for want of time: by number of stage.

    ``ends``: how many got so far and ended so, by (number of stage, ending).
    """

    stage_names: tuple
    sent: int
    far: dict
    waiting: dict
    ends: dict
    too_young: int
    waits: Curve
    waits_unknown: int
    stays: dict

    @classmethod
    def of(cls, applications, *, wait, offers=True):
        """From many ``Sent``. ``wait``: days. ``offers``: whether they may be seen."""
        applications = tuple(applications)
        undecided = [sent for sent in applications if sent.is_undecided(wait)]
        stays = defaultdict(list)
        for sent in applications:
            for stage, days, is_over in sent.stays:
                stays[stage].append((days, is_over))
        return cls(
            stage_names=stages_of(offers),
            sent=len(applications),
            far=Counter(sent.rung for sent in applications),
            waiting=Counter(sent.rung for sent in undecided),
            ends=Counter((sent.rung, sent.ending) for sent in applications),
            too_young=sum(not sent.answered for sent in undecided),
            waits=waits_of(applications),
            waits_unknown=sum(sent.wait is None for sent in applications),
            stays=stays,
        )

    @property
    def in_talks(self):
        """How many were answered, and are left out of what comes after where they stand."""
        return sum(self.waiting.values()) - self.too_young

    def reached(self, stage):
        return sum(self.far[rung] for rung in range(STAGES.index(stage), len(STAGES)))

    def conversion(self, start, end):
        """From one stage to a later one."""
        between = range(STAGES.index(start), STAGES.index(end))
        left_out = sum(self.waiting[rung] for rung in between)
        return Conversion(start, end, Rate(self.reached(end), self.reached(start) - left_out), left_out)

    @cached_property
    def stages(self):
        befores = (None, *self.stage_names)
        return tuple(
            StageCount(
                stage=stage,
                reached=self.reached(stage),
                step=before and self.conversion(before, stage),
                days=Curve.of(self.stays.get(stage, ())),
                endings={ending: self.ends[STAGES.index(stage), ending] for ending in ENDINGS},
            )
            for before, stage in zip(befores, self.stage_names, strict=False)
        )

    @property
    def steps(self):
        """The conversions from each stage to the next."""
        return tuple(stage.step for stage in self.stages[1:])

    @cached_property
    def conversions(self):
        """Of every pair of stages: one row of conversions for each stage but the last, to all after it."""
        return tuple(
            (start, tuple(self.conversion(start, end) for end in self.stage_names[number + 1 :]))
            for number, start in enumerate(self.stage_names[:-1])
        )

    @property
    def since_sent(self):
        """Of every stage but the first: its counts, and the conversion to it from the first."""
        return tuple(zip(self.stages[1:], self.conversions[0][1], strict=True))


@dataclass(frozen=True)
class Group:
    """Those of one channel, role family or résumé version. ``key`` asks for it; ``joined``: so many small ones.

    ``recent``: of the same, the last 30 days.
    """

    key: str
    name: str
    funnel: Funnel
    recent: Funnel
    joined: int = 0


MOST_GROUPS = 12


def folded(text):
    """What makes two spellings one group."""
    return " ".join(text.split()).casefold()


def groups_of(applications, field, *, today, wait, offers=True):
    """The groups by a field of Sent, the largest first; the smallest of more than twelve are one. None is left out."""

    def group(key, name, of, joined=0):
        funnels = (Funnel.of(each, wait=wait, offers=offers) for each in (of, recent_of(of, today)))
        return Group(key, name, *funnels, joined)

    members, spellings = defaultdict(list), defaultdict(Counter)
    for sent in applications:
        text = getattr(sent, field)
        members[folded(text)].append(sent)
        spellings[folded(text)][text] += 1
    keys = sorted(members, key=lambda key: (-len(members[key]), key))
    kept, rest = (keys, []) if len(keys) <= MOST_GROUPS else (keys[: MOST_GROUPS - 1], keys[MOST_GROUPS - 1 :])
    groups = []
    for key in kept:
        name = min(spellings[key], key=lambda text: (-spellings[key][text], text))
        groups.append(group(key, name, members[key]))
    if rest:
        groups.append(group("", "", [sent for key in rest for sent in members[key]], len(rest)))
    return tuple(groups)


def members_of(applications, field, key):
    """Those of one group."""
    return tuple(sent for sent in applications if folded(getattr(sent, field)) == key)


@dataclass(frozen=True)
class Pace:
    """Applications sent in the last ``weeks``."""

    sent: int
    weeks: int

    MOST_WEEKS = 8

    @classmethod
    def of(cls, days, today):
        """From the days of sending. Over eight weeks, or fewer if the first was sent later; None before the first."""
        days = [min(day, today) for day in days]
        if not days:
            return None
        weeks = min((today - min(days)).days // 7 + 1, cls.MOST_WEEKS)
        return cls(sum(day >= since(today, 7 * weeks) for day in days), weeks)

    @property
    def a_week(self):
        return self.sent / self.weeks

    def weeks_for(self, more):
        """The weeks that so many more take at this pace, rounded up; None if there is none."""
        return -(-more * self.weeks // self.sent) if self.sent else None

    def done_on(self, more, today):
        weeks = self.weeks_for(more)
        return None if weeks is None else today + datetime.timedelta(weeks=weeks)
