"""Who the demo people are, how they study and how they plan."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Habit:
    """How somebody studies: ``weekday`` and ``weekend`` are the chances of a session on such a day, ``minutes`` the
    shortest and longest one, ``rhythm`` factors on the chance, spread evenly over the time (0 is a break)."""

    goal_hours: int
    weekday: float
    weekend: float
    minutes: tuple[int, int]
    rhythm: tuple[float, ...] = (1.0,)
    prior_hours: tuple[int, ...] = ()
    projects: int = 3
    certifications: int = 1
    applies_from: float | None = None
    longest_days: int | None = None

    def chance(self, day, share):
        """The chance of a session on ``day``, which lies at ``share`` (0 to 1) of the whole time."""
        factor = self.rhythm[min(int(share * len(self.rhythm)), len(self.rhythm) - 1)]
        return factor * (self.weekend if day.weekday() >= 5 else self.weekday)


HABITS = {
    "steady": Habit(14, 0.85, 0.55, (60, 180), (0.8, 1, 1, 0.6, 1, 1), (120, 60), projects=4, applies_from=0.75),
    "bursty": Habit(10, 0.35, 0.9, (90, 300), (1.2, 0.1, 1.2, 0.2, 1.2, 0.1, 1), (40,), projects=2, certifications=0),
    "paused": Habit(8, 0.6, 0.4, (45, 120), (1, 1, 0.7, 0, 0, 0, 0.5), projects=2),
    "starter": Habit(6, 0.6, 0.4, (30, 75), projects=1, certifications=0, longest_days=24),
    "applying": Habit(20, 0.9, 0.7, (90, 210), (1, 1, 1, 0.8, 0.5), (300, 150, 50), 5, 2, applies_from=0.7),
    "part-time": Habit(5, 0.4, 0.3, (30, 90), (1, 0.7, 1), (200, 100, 80, 20), projects=2, certifications=2),
}


@dataclass(frozen=True)
class Intent:
    """How somebody plans: ``versions`` are (weeks before the end, hours a week as a share of what they then did, why).

    ``high``: slugs of the skills whose high mark they aim for; ``by_day``: the last version is for a day.
    """

    versions: tuple[tuple[int, float, str], ...]
    high: tuple[str, ...] = ()
    together: bool = False
    by_day: bool = False


# Linnea plans more than she does, so that there is something to propose; Leopold keeps a little ahead.
LINNEA = Intent(
    (
        (38, 0.75, ""),
        (22, 0.9, "The course at work is over, which leaves an evening more."),
        (8, 1.05, "An evening school begins in spring: as much as possible before it."),
    ),
    high=("programming", "ml-theory-and-tools"),
)
LEOPOLD = Intent(((30, 0.65, ""), (12, 0.7, "A day in view helps more than a number of hours.")), (), True, True)


@dataclass(frozen=True)
class Person:
    """One of the demo people whom the quickstart prints. ``habit`` None: keeps no record. ``sections``: shown to the
    mentor; ``path``: its slug, any if empty."""

    login: str
    name: str
    what: str
    habit: str | None = None
    zone: str = "UTC"
    sections: tuple[str, ...] = ()
    path: str = ""
    plan: Intent | None = None
    prospects: bool = False  # has an offer, a claim and the like in hand


BASICS = ("hours", "notes", "projects", "certifications", "plan")
CAST = (
    Person(
        "learner",
        "Linnea Larkspur",
        "a learner, a year in",
        "steady",
        "Europe/Berlin",
        BASICS,
        "self-taught",
        LINNEA,
        prospects=True,
    ),
    Person("mentor", "Mortimer Bramble", "a mentor with six mentees"),
    Person("curator", "Clementine Thistle", "a curator: edits the guide in the admin"),
    Person("root", "Rufus Hollyhock", "a superuser"),
    Person("barnaby", "Barnaby Fennel", "studies in bursts", "bursty", "Europe/London", ("hours", "projects", "plan")),
    Person("philippa", "Philippa Sorrel", "took a long break", "paused", "America/New_York", ("hours", "plan")),
    Person("ignatius", "Ignatius Clover", "has just begun", "starter", "Asia/Tokyo", BASICS),
    Person("winifred", "Winifred Yarrow", "applies for jobs", "applying", "UTC", (*BASICS, "applications", "offers")),
    Person(
        "leopold",
        "Leopold Teasel",
        "studies beside a job",
        "part-time",
        "Europe/Paris",
        (*BASICS, "applications"),
        plan=LEOPOLD,
    ),
)
