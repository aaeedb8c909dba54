"""The read model of the weekly digest: one week of a learner's own, as it is mailed and as it is shown."""

import datetime
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.utils import timezone

from careerguide.templatetags.interface import day as day_in_words
from tracker.access import full_access
from tracker.asking_after import AskingAfter
from tracker.calendars import AT_FIRST, Kind
from tracker.days import DAY, week_of, zone_of
from tracker.expiring import reminded_between
from tracker.feed import next_of
from tracker.forecast_page import ForecastPage
from tracker.models import Break, DayTotal, Learner, StudySession, WeeklyGoal
from tracker.week_list import Weeks
from tracker.weeks import WholeWeek, whole_weeks

MORNING = 6  # the hour of the learner's day from which a digest is sent
APART = {Kind.EXPIRIES}  # they have lines of their own, with their reminders
TOLD = (AT_FIRST | {Kind.INTERVIEWS, Kind.ACTIONS, Kind.ANSWERS}) - APART  # of what is to come
TOKEN = Signer(salt="tracker.digest.off")


def off_token(learner):
    """What a mail's link proves itself by: it turns off this learner's digest and does nothing else."""
    return TOKEN.sign(learner.user.handle)


def of_token(token):
    """The learner whose digest a link turns off, or None."""
    try:
        return Learner.objects.with_handle(TOKEN.unsign(token))
    except BadSignature:
        return None


def last_week(now, zone, week_start):
    """First day of the learner's last whole week, once its digest may be sent, from the morning after it on.

    In the hours before, that of the week before it.
    """
    local = now.astimezone(zone_of(zone)) - datetime.timedelta(hours=MORNING)
    return week_of(local.date(), week_start)[0] - 7 * DAY


@dataclass(frozen=True)
class DigestPage:
    """``week``: the WholeWeek; ``rows``: pairs of (what, seconds), the most first; ``to_come``: what is next; ``run``:
    how many weeks in a row met their goal by then; ``forecast``: when the hours are reached, as of today;
    ``expiring``: certifications of which a reminder or the last day falls in the week that follows; ``asking_after``:
    applications that have been quiet for long, as of today."""

    access: object
    week: WholeWeek
    rows: tuple
    to_come: tuple
    run: int
    forecast: ForecastPage
    expiring: tuple = ()
    asking_after: AskingAfter | None = None

    @classmethod
    def of(cls, learner, first):
        """The digest of the week that begins on ``first``. The number of queries does not depend on the record."""
        access = full_access(learner)
        last = first + 6 * DAY
        goals = WeeklyGoal.objects.for_learner(learner).by_day() if first >= learner.started_on else ()
        seconds = DayTotal.objects.for_learner(learner).between(first, last).seconds_by_day()
        (week,) = whole_weeks(
            seconds_by_day=seconds,
            since=first,
            today=last + DAY,
            week_start=first.weekday(),
            goals=goals,
            breaks=Break.objects.for_learner(learner).declared().touching(first, last).spans(),
        )
        run = Weeks.of(learner, last + DAY).run.weeks
        following = first + 7 * DAY, last + 7 * DAY
        coming, forecast = next_of(access, TOLD, until=following[1]), ForecastPage.of(access)
        expiring = reminded_between(access, *following)
        rows = rows_of(access, first, last)
        return cls(access, week, rows, coming, run, forecast, expiring, AskingAfter.of(access))

    @property
    def is_worth_a_mail(self):
        """A week that was all break, and in which nothing was logged, is left in peace."""
        return not (self.week.rests and not self.week.seconds)

    @property
    def span(self):
        """The bounds of the week: "Monday 16 to Sunday 22 November"."""
        first, last = self.week.first, self.week.last
        told = day_in_words(last, self.access.today)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%A} {first.day} to {told}"
        return f"{day_in_words(first, None if first.year == last.year else last)} to {told}"

    @property
    def subject(self):
        return f"Your week: {self.span}"

    @property
    def mark(self):
        """The mark that the forecast is told of: the next of all hours, None where there is none or no pace."""
        total = self.forecast.total
        return total.next_mark if total and self.forecast.present.pace.seconds else None

    def text(self, *, site, off):
        """The mail. ``site``: the address that its links begin with; ``off``: the path that turns it off."""
        return render_to_string("tracker/digest/mail.txt", {"page": self, "site": site, "off": off})


def rows_of(access, first, last):
    """Time by skill, and by activity where no skill is named, the most first."""
    sessions = StudySession.objects.for_learner(access.learner).kept().between(first, last)
    skills = [(access.guide.skills[skill].title, seconds) for skill, seconds, _ in sessions.sums_by_skill()]
    others = [(StudySession.Activity(activity).label, seconds) for activity, seconds in sessions.sums_without_skill()]
    return tuple(sorted([*skills, *others], key=lambda row: (-row[1], row[0])))


def preview(learner):
    """The digest of the last whole week, whether it is sent or not."""
    now = timezone.now()
    today = now.astimezone(zone_of(learner.zone)).date()
    return DigestPage.of(learner, week_of(today, learner.week_start)[0] - 7 * DAY)
