"""How many applications a follow-up is suggested for, as Today and the weekly digest tell it."""

from dataclasses import dataclass

from tracker.application_filters import Wanted
from tracker.follow_ups import long_quiet
from tracker.models import Application, Section
from tracker.study_list import address


@dataclass(frozen=True)
class AskingAfter:
    """``count`` of them have been quiet for ``days``, or longer; ``url`` is the table of these."""

    count: int
    days: int
    url: str

    @classmethod
    def of(cls, access):
        """None where there are none, or where it is not shown: how long it has been quiet tells of offers.

        One query at most.
        """
        if not access.shows(Section.APPLICATIONS, Section.OFFERS):
            return None
        days = access.learner.quiet_days
        wanted = Wanted(quiet=long_quiet(days, access.today))
        count = Application.objects.for_learner(access.learner).matching(wanted).count()
        return cls(count, days, address(access.url("application-list"), wanted.pairs)) if count else None
