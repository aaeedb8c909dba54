"""Which of a learner's certifications run out soon."""

from dataclasses import dataclass

from tracker.expiries import SOON, Expiry, remembered_between
from tracker.models import Certification

MOST = 100


@dataclass(frozen=True)
class Expiring:
    certification: Certification
    expiry: Expiry


def expiry_of(certification, today):
    """When it runs out, None where it is not held or does not."""
    return Expiry(certification.expires_on, today) if certification.runs_out else None


def expiring_of(access, most):
    """Those whose first reminder has come, the first to run out first: a tuple. One query, if there is any."""
    today, first = access.today, access.learner.next_expiry_on
    if first is None or first > today + SOON:
        return ()
    rows = Certification.objects.for_learner(access.learner).running_out(today, today + SOON)[:most]
    return tuple(Expiring(row, Expiry(row.expires_on, today)) for row in rows)


def reminded_between(access, first, last):
    """Those of which a reminder, or the last day, falls on one of these days: a tuple. One query."""
    rows = Certification.objects.for_learner(access.learner).running_out(*remembered_between(first, last))[:MOST]
    expiring = (Expiring(row, Expiry(row.expires_on, access.today)) for row in rows)
    return tuple(each for each in expiring if each.expiry.falls_between(first, last))
