"""Every kind of record with the page that lists it: in the order of the guide's table of contents."""

from dataclasses import dataclass

from guide.models import Kind


@dataclass(frozen=True)
class Shelf:
    """``title`` and ``about`` name the list in the table of contents; ``lead`` is its first sentence."""

    kind: Kind
    title: str
    about: str
    lead: str = ""
    quoted: bool = False  # whether its titles are what people say rather than what is so


@dataclass(frozen=True)
class Part:
    """A part of the table of contents."""

    title: str
    shelves: tuple[Shelf, ...]


PARTS = (
    Part(
        "What it is",
        (
            Shelf(Kind.ROLE, "The role", "What the work is, where it ends, and whom it suits."),
            Shelf(Kind.ACTIVITY, "A day and a week at work", "What the hours go to, as several sources tell it."),
            Shelf(Kind.STAGE, "Career stages", "From the first role up, and the tracks that branch off."),
            Shelf(Kind.CAREER, "Related careers", "Careers near this one, and what each pays."),
            Shelf(Kind.POINT, "For and against", "What speaks for the career, and what against it."),
            Shelf(Kind.CHALLENGE, "Challenges", "What is hard about the work, and what people do about it."),
            Shelf(Kind.TERM, "Abbreviations", "What the letters stand for."),
        ),
    ),
    Part(
        "The way in",
        (
            Shelf(Kind.SCENARIO, "Scenarios", "Three ways to start, what people do, and what likely comes of it."),
            Shelf(Kind.PATH, "Paths", "The ways in: how long, at what cost, and what can go wrong."),
            Shelf(Kind.EDUCATION, "Education", "Degrees and bootcamps from the inside, and how to choose."),
            Shelf(Kind.PROCESS, "Steps", "Each source’s order of steps, side by side."),
            Shelf(
                Kind.MILESTONE,
                "Milestones",
                "What to reach, in numbers: hours, projects, certifications, applications.",
            ),
            Shelf(Kind.FAQ, "Frequent questions", "Short answers, each by whom it is given."),
        ),
    ),
    Part(
        "What to learn and to show",
        (
            Shelf(Kind.SKILL, "Skills", "What to learn, how many hours it takes, what follows from leaving it out."),
            Shelf(
                Kind.TOOL,
                "Tools",
                "What the sources name, and the skills that use it.",
                "What the sources name. Being named is not a recommendation of one over another.",
            ),
            Shelf(Kind.CERTIFICATION, "Certifications", "Those that the sources name, and what became of them."),
            Shelf(Kind.IDEA, "Portfolio ideas", "Projects that show the skills."),
            Shelf(Kind.INTERVIEW, "Interview questions", "Questions to practise with, by what they ask about."),
            Shelf(Kind.NETWORK, "People and places", "Conferences, meetups and communities."),
        ),
    ),
    Part(
        "The market",
        (
            Shelf(Kind.PAY, "Pay", "What the work pays at entry and later, by place, and what moves it."),
            Shelf(Kind.OUTLOOK, "Outlook", "Growth, openings and demand, each by whom it is counted."),
        ),
    ),
    Part(
        "The rules",
        (
            Shelf(Kind.LAW, "Laws", "Federal, state and city law that shapes the work, with what became of it."),
            Shelf(Kind.AUTHORIZATION, "Work authorization", "Permission to work in the United States."),
        ),
    ),
    Part(
        "What to do and what not",
        (
            Shelf(Kind.ADVICE, "Do and don’t", "Habits that the sources recommend, and those they warn of."),
            Shelf(Kind.MISTAKE, "Mistakes", "What people do that costs them months or years."),
            Shelf(
                Kind.WATCH,
                "What the watch looks for",
                "Which mistakes a learner’s own log can show, and from when on; which no log shows, and why.",
                "A record kept here is held against these rules. A threshold is ours, unless it names a figure.",
            ),
            Shelf(
                Kind.MISCONCEPTION,
                "Misconceptions",
                "What is often believed, and what the sources say to it.",
                "What is often believed, and what the sources say to it. Each correction is that of its source.",
                quoted=True,
            ),
        ),
    ),
    Part(
        "Who says so",
        (
            Shelf(Kind.QUESTION, "Where the sources disagree", "Every answer side by side, and why they differ."),
            Shelf(Kind.SOURCE, "Sources", "Who says all this, and our dated checks of what has changed since."),
            Shelf(Kind.WORK, "Works they cite", "Statistics, laws, courses and books that the sources rest on."),
        ),
    ),
)
SHELVES = {shelf.kind: shelf for part in PARTS for shelf in part.shelves}


def title_of(kind):
    """What a list of the kind's records is called; steps stand in their order, not on a list of their own."""
    return SHELVES[kind].title if kind in SHELVES else "Single steps"
