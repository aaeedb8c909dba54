"""What somebody has in hand on the last day: an offer to answer, something to do next, a certificate that runs out, and
steps of the guide that they say are done."""

import datetime
from dataclasses import dataclass, replace

from tracker.days import DAY
from tracker.demo.things import MARK, Staged

LEARNED, BUILT = "untitled-guide-1-prerequisites", "untitled-guide-2-projects"  # steps of the guide


@dataclass(frozen=True)
class Claimed:
    """A step, by its slug, that is said to be done since a day; ``project``: the title of the one that shows it."""

    step: str
    day: datetime.date
    note: str
    project: str = ""


def with_prospects(life, last):
    """The life of somebody who has all of this in hand on the day ``last``."""
    return replace(
        life,
        applications=[*life.applications, offered(last), under_way(last)],
        certifications=[*life.certifications, running_out(last)],
        claims=tuple(claims(life, last)),
    )


def offered(last):
    """An application that came to an offer, which is to be answered."""
    days = {"applied": 38, "screen": 27, "technical": 19, "onsite": 10, "offer": 4}
    details = {"role": "Junior machine-learning engineer", "channel": "referral", "place": "Brookhaven", "note": MARK}
    offer = {"made_on": last - 4 * DAY, "answer_by": last + 9 * DAY, "base": 104_000, "bonus": 8000, "stock": None}
    return Staged(
        "Cloudberry Instruments",
        tuple((stage, last - ago * DAY) for stage, ago in days.items()),
        details,
        hanging={
            "Contact": [{"name": "Robin Alder", "position": "Recruiter", "email": "robin@jobs.example"}],
            "Offer": [{**offer, "currency": "USD", "note": MARK}],
        },
    )


def under_way(last):
    """An application with something to do next."""
    details = {"role": "Data scientist", "channel": "board", "place": "Northwold", "note": MARK}
    details |= {"next_action": "Send the solution of the exercise", "next_action_on": last + 3 * DAY}
    return Staged(
        "Thistledown Maps", (("applied", last - 21 * DAY), ("screen", last - 11 * DAY)), details,
        hanging={"Interview": [{"day": last + 6 * DAY, "kind": "technical", "questions": ""}]},
    )  # fmt: skip


def running_out(last):
    """A certification outside the guide's list, held for less than two months more."""
    events = (("passed", last - 320 * DAY),)
    return Staged("Statistics, Brookhaven evening school (invented)", events, {"expires_on": last + 45 * DAY})


def claims(life, last):
    """What is learned by one's own word; what is built by the first project that is up."""
    yield Claimed(LEARNED, max(life.started_on, last - 150 * DAY), MARK)
    up_since = {project.name: dict(project.events).get("deployed") for project in life.projects}
    ups = sorted((day, title) for title, day in up_since.items() if day)
    if ups:
        day, title = ups[0]
        yield Claimed(BUILT, day, MARK, title)
