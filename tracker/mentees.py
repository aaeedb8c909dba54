"""The read model of a mentor's mentees: of each what is shared, in one line, and nothing of the rest.

A fact that is not shared and one that is not there read alike: both are left out. The order is by name, so that it
follows from nothing that may be hidden.
"""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from careerguide.templatetags.interface import duration, shortday
from tracker.days import local_day, week_of
from tracker.models import Application, Learner, Mentorship, Section, Share

PAGE = 50


@dataclass(frozen=True)
class Mentee:
    """A mentee as the mentor may see them."""

    mentorship: Mentorship
    sections: frozenset
    today: datetime.date  # the mentee's own day
    week_seconds: int = 0
    last_day: datetime.date | None = None
    sent: int = 0  # applications, as far as the mentor may know of them

    @property
    def name(self):
        return str(self.mentorship.learner.user)

    @property
    def handle(self):
        return self.mentorship.learner.user.handle

    @property
    def url(self):
        return reverse("tracker:of-today", args=[self.handle])

    @property
    def facts(self):
        """What is shared and there, in words."""
        learner, facts = self.mentorship.learner, []
        if Section.PLAN in self.sections:
            facts.append(learner.path.title)
        if self.week_seconds:
            facts.append(f"{duration(self.week_seconds)} this week")
        if self.last_day:
            facts.append(f"last logged for {shortday(self.last_day, self.today)}")
        counts = (
            (Section.PROJECTS, learner.projects_end_to_end, "end-to-end project", "end-to-end projects"),
            (Section.CERTIFICATIONS, learner.cloud_certifications, "cloud certification", "cloud certifications"),
            (Section.APPLICATIONS, self.sent, "application sent", "applications sent"),
        )
        for section, count, one, many in counts:
            if count and section in self.sections:
                facts.append(f"{count} {one if count == 1 else many}")
        return facts


@dataclass(frozen=True)
class MenteePage:
    mentees: list
    next: str  # address of the next page, "" on the last
    first: bool

    @classmethod
    def of(cls, user, after, now):
        """At most 50 open mentorships of ``user`` by name, below the one with id ``after``: four queries.

        ``now`` is an aware datetime: each mentee's day and week are those of their own calendar.
        """
        rows = Mentorship.objects.open().of_mentor(user).by_name()
        below = after.isascii() and after.isdigit() and len(after) < 19
        rows = list((rows.after(int(after), user) if below else rows)[: PAGE + 1])
        following = ""
        if len(rows) > PAGE:
            rows.pop()
            following = f"{reverse('tracker:mentee-list')}?after={rows[-1].pk}"
        return cls(mentees_of(rows, now), following, not below)


def mentees_of(mentorships, now):
    """The mentees of these mentorships; hours are fetched of those alone who share them."""
    granted = Share.objects.granted(mentorships)
    sections = {mentorship.pk: granted.get(mentorship.pk, frozenset()) for mentorship in mentorships}
    sent = sent_of(mentorships, sections)
    logs = {m.learner_id: m.learner for m in mentorships if Section.HOURS in sections[m.pk]}
    hours = hours_of(logs, now)
    return [
        Mentee(
            m,
            sections[m.pk],
            local_day(now, m.learner.zone),
            *hours.get(m.learner_id, (0, None)),
            sent=sent.get(m.learner_id, 0),
        )
        for m in mentorships
    ]


def sent_of(mentorships, sections):
    """Applications sent by the id of each learner: the sum kept, or without offers where these are not shared."""
    shared = [m for m in mentorships if Section.APPLICATIONS in sections[m.pk]]
    without = [m.learner_id for m in shared if Section.OFFERS not in sections[m.pk]]
    counted = Application.objects.sent_by_learner(without, offers=False) if without else {}
    return {m.learner_id: m.learner.applications_sent for m in shared} | {pk: counted.get(pk, 0) for pk in without}


def hours_of(learners, now):
    """Seconds in each learner's own week, and the last day logged (or None), by id; ``learners`` by id.

    A week is the learner's own, by zone and first day: fetched are the days that are in anybody's.
    """
    if not learners:
        return {}
    weeks = {pk: week_of(local_day(now, person.zone), person.week_start) for pk, person in learners.items()}
    first, last = min(week[0] for week in weeks.values()), max(week[1] for week in weeks.values())
    seconds, last_days = dict.fromkeys(weeks, 0), {}
    for pk, last_day, day, sum_of_day in Learner.objects.with_ids(weeks).logged_days(first, last):
        last_days[pk] = last_day
        if day and weeks[pk][0] <= day <= weeks[pk][1]:
            seconds[pk] += sum_of_day
    return {pk: (seconds[pk], last_days[pk]) for pk in weeks}
