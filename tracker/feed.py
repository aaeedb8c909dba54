"""What a learner's calendar feed shows, from their rows."""

import datetime
from dataclasses import dataclass

from careerguide.templatetags.interface import duration
from tracker.calendars import AT_FIRST, Entry, Kind, in_address
from tracker.dashboard import this_week
from tracker.days import DAY, zone_of
from tracker.expiries import REMINDERS
from tracker.models import Application, Break, CalendarFeed, Certification, Interview, Offer, Plan
from tracker.plan_page import dues_of

PAST = 366 * DAY  # breaks and last days that are over for longer are no longer shown
LATELY = 31 * DAY  # and what applications ask for
LAST_OF_ALL = datetime.date(2199, 12, 31)
MOST = 200  # of a kind
NEXT = 5
MOST_COMING_UP = 8
WAITING = (Kind.ACTIONS, Kind.ANSWERS)  # which wait on once their day is over
MOST_OF_A_WEEK = 20


def entries_of(access, kinds):
    """What the feed of these kinds shows, in no order. At most a few queries a kind, however long the record."""
    makers = {
        Kind.MILESTONES: milestones,
        Kind.EXAMS: exams,
        Kind.BREAKS: breaks,
        Kind.GOAL: goal,
        Kind.EXPIRIES: expiries,
        Kind.INTERVIEWS: interviews,
        Kind.ACTIONS: actions,
        Kind.ANSWERS: answers,
    }
    return [entry for kind in Kind if kind in kinds for entry in makers[kind](access)]


def to_come_of(access, kinds):
    """What the feed shows from today on, in the order in which it comes."""
    to_come = (entry for entry in entries_of(access, kinds) if entry.last >= access.today)
    return sorted(to_come, key=lambda entry: (entry.first, entry.clock, entry.title))


def next_of(access, kinds, until):
    """The next few of what the feed shows, today's first, and what more of it begins by the day ``until``."""
    to_come = to_come_of(access, kinds)
    return tuple(entry for n, entry in enumerate(to_come[:MOST_OF_A_WEEK]) if n < NEXT or entry.first <= until)


def coming_up(access):
    """What is to be done, attended or answered within two weeks, the next few first; and what of it is late."""
    kinds = (Kind.EXAMS, Kind.INTERVIEWS, Kind.ACTIONS, Kind.ANSWERS)
    until = access.today + 14 * DAY
    near = (
        entry
        for entry in entries_of(access, kinds)
        if entry.first <= until and (entry.kind in WAITING or entry.is_to_come(access.now, access.today))
    )
    return tuple(sorted(near, key=lambda entry: (entry.first, entry.clock, entry.title)))[:MOST_COMING_UP]


def milestones(access):
    """When the plan's milestones are due that are not reached yet."""
    planned_at = Plan.objects.for_learner(access.learner).last_recorded_at()
    for due in dues_of(access) if planned_at else ():
        yield Entry(Kind.MILESTONES, due.slug, f"Due: {due.title}", due.day, due.day, planned_at)


def exams(access):
    """The days of booked exams."""
    for row in Certification.objects.for_learner(access.learner).booked()[:MOST]:
        day, page = row.stage_since, ("certification-detail", row.pk)
        yield Entry(Kind.EXAMS, str(row.token), f"Exam: {row}", day, day, row.updated_at, page=page)


def breaks(access):
    """Declared breaks, without their reasons."""
    declared = Break.objects.for_learner(access.learner).declared()
    for row in declared.ended_after(access.today - PAST)[:MOST]:
        yield Entry(
            Kind.BREAKS, f"{row.first}/{row.recorded_at.isoformat()}", "Break", row.first, row.last, row.recorded_at
        )


def goal(access):
    """This week's goal, on the last day of the week; none in a week that is all break, or within which the record
    began."""
    week = this_week(access)
    if week.goal:
        begun = datetime.datetime.combine(week.first, datetime.time.min, tzinfo=zone_of(access.learner.zone))
        title = f"The week’s goal: {duration(week.done)} of {duration(week.goal)}"
        text = "As it was when your calendar last asked."
        yield Entry(Kind.GOAL, week.first.isoformat(), title, week.last, week.last, begun, text)


def expiries(access):
    """The last days of the certifications held, with the days on which to be reminded of them."""
    rows = Certification.objects.for_learner(access.learner).running_out(access.today - PAST, LAST_OF_ALL)
    for row in rows[:MOST]:
        day = row.expires_on
        title, text = f"{row}: last day", "It runs out at the end of this day."
        yield Entry(Kind.EXPIRIES, str(row.token), title, day, day, row.updated_at, text, reminders=REMINDERS)


def interviews(access):
    """Interviews of applications that are open, at their hour where it is known: the clock of the learner's zone."""
    rows = Interview.objects.of_open_applications(access.learner).on_or_after("day", access.today - LATELY)
    zone = zone_of(access.learner.zone)
    for row in rows[:MOST]:
        kind = "Interview" if row.kind == Interview.Kind.OTHER else f"Interview ({row.get_kind_display().lower()})"
        starts = datetime.datetime.combine(row.day, row.starts_at, tzinfo=zone) if row.starts_at else None
        title, text = f"{kind}: {row.application}", "An hour is reckoned with." if starts else ""
        page = application_page(row.application_id)
        yield Entry(Kind.INTERVIEWS, str(row.token), title, row.day, row.day, row.updated_at, text, starts, page=page)


def actions(access):
    """What is to be done next for applications that are open."""
    rows = Application.objects.for_learner(access.learner).to_act_on(access.today - LATELY)
    for row in rows[:MOST]:
        day = row.next_action_on
        title = f"{row.next_action}: {row}"
        yield Entry(Kind.ACTIONS, str(row.token), title, day, day, row.updated_at, page=application_page(row.pk))


def answers(access):
    """The days by which offers want an answer, of applications that are open and not accepted."""
    rows = Offer.objects.of_open_applications(access.learner).unanswered()
    for row in rows.on_or_after("answer_by", access.today - LATELY)[:MOST]:
        day, title = row.answer_by, f"Answer the offer: {row.application}"
        page = application_page(row.application_id)
        yield Entry(Kind.ANSWERS, str(row.token), title, day, day, row.updated_at, page=page)


def application_page(pk):
    return "application-detail", pk


@dataclass(frozen=True)
class FeedPage:
    """The page of the feed: the live one with its address for the kinds chosen, or None."""

    feed: CalendarFeed | None
    address: str
    kinds: frozenset
    entries: tuple  # the next of what it shows
    later: int = 0  # how many come after them

    @classmethod
    def of(cls, access, kinds, address_of):
        """``address_of``: the address of a key."""
        feed = CalendarFeed.objects.for_learner(access.learner).live().first()
        if feed is None:
            return cls(None, "", AT_FIRST, ())
        chosen = in_address(kinds)
        to_come = to_come_of(access, kinds)
        address = address_of(feed.key) + (f"?kinds={chosen}" if chosen else "")
        return cls(feed, address, kinds, tuple(to_come[:NEXT]), len(to_come[NEXT:]))

    @property
    def choices(self):
        """Pairs of (kind, whether it is chosen)."""
        return [(kind, kind in self.kinds) for kind in Kind]
