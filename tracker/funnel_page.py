"""The read model of the funnel: one query of the record, however many applications. Needs the section Applications.

For whom offers are not shared with, it is counted as if none had come: the stages from the offer on are not there.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from guide.models import Edition, Milestone
from tracker.funnel import (
    ENDINGS,
    RECENT,
    Funnel,
    Pace,
    Wait,
    groups_of,
    members_of,
    recent_of,
    sent_since,
    since,
)
from tracker.losses import Losses
from tracker.models import Application, Section
from tracker.pictures.flow import drawings, levels_of
from tracker.sent import Sent
from tracker.stages import OFFERS, Event, effective
from tracker.tracked_list import goal_row

EXAMPLE = ("applications.example.sent", "applications.example.months", "applications.example.offers")
ENDING_NAMES = {
    "open": "still open",
    "rejected": "rejected",
    "no_reply": "no reply",
    "withdrawn": "withdrawn",
    "declined": "declined",
    "accepted": "accepted",
}
LEVEL_NAMES = {stage: name.lower() for stage, name in Application.Stage.choices} | {"applied": "sent"}
FIELDS = {"channel": "channel", "role": "role_family", "resume": "resume_version"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for. ``days``: only those sent in them, None for all; ``wait``: None for what one's own
    answers took; ``group``: of the groups by ``by`` only this one, None for all.
    """

    by: str = "channel"
    days: int | None = None
    wait: int | None = None
    group: str | None = None

    @property
    def narrows(self):
        return self.days is not None or self.group is not None


def read(access):
    """The applications that were sent, and how many are there in all. One query."""
    rows = Application.objects.for_learner(access.learner).event_rows()
    offers, today = access.shows(Section.OFFERS), access.today
    applications, count = [], 0
    for (_, channel, role_family, resume_version), events in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        count += 1
        steps, vague = steps_of(event[4:] for event in events)
        sent = Sent.of(
            steps,
            vague=vague,
            today=today,
            offers=offers,
            channel=channel,
            role_family=role_family,
            resume_version=resume_version,
        )
        if sent is not None:
            applications.append(sent)
    return tuple(applications), count


def steps_of(rows):
    """Effective events as (stage, day), in order, and the stages whose day is another's, from ``event_rows``."""
    rows = list(rows)
    events = effective(Event(*row[:-1]) for row in rows)
    assumed = {row[2] for row in rows if row[-1]}
    vague = frozenset(event.stage for event in events if event.sequence in assumed)
    return [(event.stage, event.happened_on) for event in events], vague


@dataclass(frozen=True)
class FunnelPage:
    """``sent``: all that were sent; ``unsent``: how many are only saved; ``chosen``: those that the address asks for.

    ``goal``: the count against the learner's own target, None without one; ``recommended``: what the guide says to
    everybody; ``example``: editions of the one story, in the order of EXAMPLE, none if the guide lacks one of them.
    """

    today: datetime.date
    asked: Asked
    own_wait: Wait
    sent: tuple
    chosen: tuple
    unsent: int
    offers: bool
    goal: object
    recommended: object
    example: tuple

    @classmethod
    def of(cls, access, asked):
        sent, count = read(access)
        chosen = sent if asked.days is None else sent_since(sent, since(access.today, asked.days))
        if asked.group is not None:
            chosen = members_of(chosen, FIELDS[asked.by], asked.group)
        editions = {edition.figure.key: edition for edition in Edition.objects.of_figures(EXAMPLE)}
        milestones = access.guide.milestones.values()
        counts = Milestone.Counts.APPLICATIONS_SENT
        return cls(
            today=access.today,
            asked=asked,
            own_wait=Wait.of(sent),
            sent=sent,
            chosen=chosen,
            unsent=count - len(sent),
            offers=access.shows(Section.OFFERS),
            goal=goal_row(access, counts),
            recommended=next((m.now for m in milestones if m.counts == counts and m.now), None),
            example=tuple(editions[key] for key in EXAMPLE) if len(editions) == len(EXAMPLE) else (),
        )

    @property
    def wait(self):
        """Days."""
        return self.own_wait.days if self.asked.wait is None else self.asked.wait

    @property
    def given(self):
        return {"wait": self.wait, "offers": self.offers}

    @cached_property
    def funnel(self):
        return Funnel.of(self.chosen, **self.given)

    @cached_property
    def recent(self):
        """Of the same, those of the last 30 days."""
        return Funnel.of(recent_of(self.chosen, self.today), **self.given)

    @property
    def recent_since(self):
        """The first of the last 30 days."""
        return since(self.today, RECENT)

    @property
    def compares(self):
        """Whether the last 30 days stand beside the rest: not where they are all that was asked for."""
        return self.asked.days != RECENT

    @cached_property
    def stages(self):
        """Pairs of a stage's counts: all that are chosen, and those of the last 30 days."""
        return tuple(zip(self.funnel.stages, self.recent.stages, strict=True))

    @cached_property
    def groups(self):
        return groups_of(self.chosen, FIELDS[self.asked.by], today=self.today, **self.given)

    @cached_property
    def losses(self):
        """Of all that were sent, whatever the address narrows the rest to."""
        return Losses.of(self.sent, today=self.today, **self.given)

    @cached_property
    def pace(self):
        return Pace.of([sent.sent_on for sent in self.sent], self.today)

    @property
    def first_sent_on(self):
        return min(sent.sent_on for sent in self.sent)

    @property
    def to_mark(self):
        """How many are missing to the low mark of the target, or of what is recommended; None without either."""
        edition = self.goal.measured.goal if self.goal else self.recommended
        mark = edition and (edition.low or edition.high)
        return None if mark is None else max(int(mark) - len(self.sent), 0)

    @property
    def weeks_to_mark(self):
        return self.pace and self.pace.weeks_for(self.to_mark)

    @cached_property
    def levels(self):
        return levels_of(self.funnel.stages, LEVEL_NAMES, ENDING_NAMES)

    @property
    def endings(self):
        """What may have become of an application, as far as it may be seen."""
        return tuple(ending for ending in ENDINGS if self.offers or ending not in OFFERS)

    @property
    def ends(self):
        """The flow in numbers: of each stage its counts, and how many ended there in which way."""
        return tuple(
            (stage, [(ending, stage.endings[ending]) for ending in self.endings]) for stage in self.funnel.stages
        )

    @cached_property
    def drawings(self):
        return drawings(self.levels)

    @property
    def file_height(self):
        """Of the picture as a file: with a heading above, and room around it."""
        return (self.drawings[0].height if self.drawings else 0) + 72
