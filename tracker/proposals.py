"""What the app proposes to a learner who is behind their plan: derived as of the first day of their week, never stored.

Only what they say to it is a row. The same all week, unless the week's first morning turns out otherwise, because a
session of an earlier day was logged, or the plan was changed.
"""

import datetime
from dataclasses import dataclass
from math import ceil

from tracker.days import DAY, week_of
from tracker.models import PlanAnswer
from tracker.plans import RESTS, Offer, offers, rests_until
from tracker.workload import Done, Running


@dataclass(frozen=True)
class Proposal:
    """Of the week that begins on ``week``: what the plan had by that morning, and what was done of it, in seconds."""

    running: Running
    week: datetime.date
    asked: int
    did: int
    offers: tuple[Offer, ...]

    @property
    def gap(self):
        return self.asked - self.did

    @classmethod
    def of(cls, learner, today, *, running, done):
        """The proposal of the week of ``today``, or None where there is nothing to propose or it rests.

        ``running`` is the learner's plan, ``done`` what is done by now. At most two queries.
        """
        week, _ = week_of(today, learner.week_start)
        if week <= running.plan.effective_from or rests(learner, week):
            return None
        then = done.before(learner, week)
        left = running.left(then)
        if not running.course.is_behind(left, week):
            return None
        found = offers(running.course, left=left, low_left=running.left(then, low=True), day=week)
        asked = ceil(running.course.asked(week - DAY))
        return cls(running, week, asked, running.course.seconds - left, found)

    def offer(self, key):
        """The offer with this key that can be accepted, or None."""
        return next((offer for offer in self.offers if offer.key == key and offer.fits), None)


def rests(learner, week):
    """Whether this week's proposal was answered, or one was declined in the last four weeks. One query."""
    recent = PlanAnswer.objects.for_learner(learner).after(week - RESTS)
    return any(answer.week >= week or is_declined(answer) for answer in recent)


def is_declined(answer):
    return answer.answer == PlanAnswer.Answer.DECLINED


def resting_until(learner, week):
    """The day from which there are proposals again, if one was declined not long before ``week``; else None."""
    declined = PlanAnswer.objects.for_learner(learner).last_declined()
    until = rests_until(declined) if declined else None
    return until if until and until > week else None


def proposal_of(learner, today):
    """The proposal of the week of ``today``, or None, all fetched anew: six queries at most."""
    running = Running.of(learner)
    return running and Proposal.of(learner, today, running=running, done=Done.now(learner))
