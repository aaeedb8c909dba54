"""The goals, each measured on the pages that it speaks of."""

from dataclasses import asdict, dataclass, field
from functools import partial
from urllib.parse import urlencode

from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from careerguide.benchmarks.imports import importing
from careerguide.benchmarks.pace import Anew, Pace, medians
from careerguide.benchmarks.records import learner_with
from careerguide.benchmarks.visit import Visitor, new_handler
from careerguide.benchmarks.writes import logging_against_inserting
from guide.models import Path, Skill
from tracker import rollups
from tracker.application_filters import CHANGED, SORTS
from tracker.models import Application, StudySession

HTMX = {"HX-Request": "true"}
ROW_TAGS = (b"<tr", b"<li", b"<dt", b"<p")
GUIDE_QUERIES = 15  # for a page rendered anew, whatever its length


@dataclass(frozen=True)
class Measured:
    """One number against its limit; ``unit`` is "x E" and the like, or what is counted."""

    what: str
    value: float
    limit: float
    unit: str

    @property
    def holds(self):
        return self.value <= self.limit


@dataclass
class Bench:
    """What every goal needs: visitors, records of several lengths, and the pace. ``sizes``: few, many, very many
    sessions; ``searches``: few and many applications."""

    pace: Pace = field(default_factory=Pace)
    sizes: tuple[int, int, int] = (100, 10_000, 100_000)
    searches: tuple[int, int] = (500, 5000)
    references: dict = field(default_factory=dict)

    def __post_init__(self):
        handler = new_handler()
        self.anyone = Visitor(handler)
        self.users = [learner_with(sessions) for sessions in self.sizes]
        self.learners = [Visitor(handler, user) for user in self.users]
        self.learner = self.learners[0]
        self.searchers = [learner_with(0, applications) for applications in self.searches]
        self.applicants = [Visitor(handler, user) for user in self.searchers]
        self.calls = {
            "E": self.anyone.request("/benchmark/empty/"),
            "A": self.learner.request("/benchmark/logged-in/"),
            "R": self.anyone.request("/benchmark/rows/"),
            "Q": self.anyone.request("/benchmark/one-query/"),
        }

    def times(self, references, **calls):
        """Microseconds of ``calls``, and of the named references beside them in the same rounds."""
        times = medians({**{name: self.calls[name] for name in references}, **calls}, self.pace)
        for name in references:
            self.references.setdefault(name, []).append(times[name])
        return times

    @property
    def guide_pages(self):
        """Addresses for everybody: home, index, a skill and a path."""
        pages = {"home": reverse("home"), "guide": reverse("guide:index")}
        for model in (Skill, Path):
            record = model.objects.published().first()
            pages[record.name] = record.get_absolute_url()
        return pages


def guide_from_cache(bench):
    """G1: a guide page that has been asked for before costs at most 1.7 E."""
    calls = {name: bench.anyone.request(path) for name, path in bench.guide_pages.items()}
    times = bench.times("E", **calls)
    return [Measured(name, times[name] / times["E"], 1.7, "x E") for name in calls]


def guide_not_modified(bench):
    """G2: "not modified" costs at most 1.5 E and one query, and renders nothing."""
    validators = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    measures, calls = [], {}
    for name, path in bench.guide_pages.items():
        headers = bench.anyone.look(path).headers
        asked = {validators[key]: value for key, value in headers.items() if key in validators}
        answer = bench.anyone.look(path, **asked)
        measures += [
            Measured(f"{name}: answers other than 304", answer.status != 304, 0, "answers"),
            Measured(f"{name}: queries", len(answer.statements), 1, "queries"),
            Measured(f"{name}: templates", answer.renders, 0, "templates"),
        ]
        calls[name] = bench.anyone.request(path, **asked)
    times = bench.times("EQ", **calls)
    query = (times["Q"] - times["E"]) / times["E"]
    return measures + [Measured(name, times[name] / times["E"], 1.5 + query, "x E") for name in calls]


def guide_cold(bench):
    """G3: a page of the guide, rendered anew, costs at most 1.2 R for every 200 rows of it, and no query a row."""
    calls = {
        name: Anew(bench.anyone.request(path), before=caches["pages"].clear) for name, path in bench.guide_pages.items()
    }
    times = bench.times("R", **calls)
    measures = []
    for name, path in bench.guide_pages.items():
        caches["pages"].clear()
        answer = bench.anyone.first_look(path)
        rows = sum(map(answer.body.count, ROW_TAGS))
        limit = 1.2 * max(rows, 200) / 200
        measures.append(Measured(f"{name}, {rows} rows", times[name] / times["R"], limit, "x R"))
        measures.append(Measured(f"{name}: queries", len(answer.statements), GUIDE_QUERIES, "queries"))
    return measures


def searches(bench):
    """Search: the broadest search and a mistyped one cost at most 2 of a skill's page rendered anew, in 10 queries."""
    skill = Skill.objects.published().first().get_absolute_url()
    paths = {text: f"{reverse('guide:search')}?{urlencode({'q': text})}" for text in ("machine learning", "salery")}
    calls = {text: bench.anyone.request(path) for text, path in paths.items()}
    for path in paths.values():
        bench.anyone.look(path)  # what the search keeps in memory is there from now on
    times = bench.times("R", skill=Anew(bench.anyone.request(skill), before=caches["pages"].clear), **calls)
    measures = [Measured(text, times[text] / times["skill"], 2, "x a skill's page") for text in paths]
    return measures + [
        Measured(f"{text}: queries", len(bench.anyone.look(path).statements), 10, "queries")
        for text, path in paths.items()
    ]


def dashboard_bounded(bench):
    """G4: the dashboard takes at most 8 queries, 150 rows and 40 kB, however long the record."""
    path, measures, numbers = reverse("tracker:today"), [], set()
    for size, learner, user in zip(bench.sizes, bench.learners, bench.users, strict=True):
        learner.look(path)
        rollups.touch(user.pk)  # or the page would be answered from what is kept of it
        answer = learner.first_look(path)
        numbers.add(len(answer.statements))
        measures += [
            Measured(f"{size} sessions: queries", len(answer.statements), 8, "queries"),
            Measured(f"{size} sessions: rows fetched", answer.rows, 150, "rows"),
            Measured(f"{size} sessions: first response", len(answer.body) / 1000, 40, "kB"),
        ]
    return [*measures, Measured("different numbers of queries", len(numbers), 1, "numbers")]


def dashboard_whatever_the_length(bench):
    """G5: after 10,000 sessions the dashboard costs at most 1.2 of what it does after 100, after 100,000 1.3."""
    few, many, very_many = bench.times("", **dashboards(bench)).values()
    first, second, third = bench.sizes
    return [
        Measured(f"{second} sessions against {first}", many / few, 1.2, "x"),
        Measured(f"{third} sessions against {first}", very_many / few, 1.3, "x"),
    ]


def dashboards(bench):
    """Calls for the dashboard of each record, as after a write: nothing that is kept of it helps."""
    path = reverse("tracker:today")
    return {
        f"after {size}": Anew(learner.request(path), before=partial(rollups.touch, user.pk))
        for size, learner, user in zip(bench.sizes, bench.learners, bench.users, strict=True)
    }


def dashboard_against_empty(bench):
    """G6: the dashboard costs at most 6 A on PostgreSQL, 7 A on SQLite."""
    name = f"after {bench.sizes[1]}"
    kept = bench.learners[1].request(reverse("tracker:today"))
    times = bench.times("A", anew=dashboards(bench)[name], kept=kept)
    limit = 6 if connection.vendor == "postgresql" else 7
    return [
        Measured(f"rendered anew, {name} sessions", times["anew"] / times["A"], limit, "x A"),
        Measured("asked for again", times["kept"] / times["A"], limit, "x A"),
    ]


def dashboard_unchanged(bench):
    """G7: a dashboard of which nothing has changed costs at most half of one rendered anew."""
    # What is private is stored by no browser, which may be another's next, so that there is nothing to validate: the
    # server keeps the fragment instead.
    name = f"after {bench.sizes[1]}"
    kept = bench.learners[1].request(reverse("tracker:today"))
    times = bench.times("", anew=dashboards(bench)[name], kept=kept)
    return [Measured("asked for again", times["kept"] / times["anew"], 0.5, "x rendered anew")]


def lists_by_keyset(bench):
    """G10: the deepest page of the sessions costs at most 1.3 of the first, narrowed or not; 50 rows, none counted."""
    learner, user = bench.learners[-1], bench.users[-1]
    rows = StudySession.objects.filter(learner=user.pk).order_by("day", "id")[25:26]
    cursor = f"before={rows[0].day}.{rows[0].pk}"
    narrowed = {
        "all": "",
        "of a skill": f"skill={rows[0].skill.slug}&",
        "with a word in the note": "q=NOTE&",
        "from a day on": f"from={rows[0].day}&",
    }
    calls, answers = {}, []
    for name, filters in narrowed.items():
        first, deep = (f"{reverse('tracker:study-list')}?{filters}{place}" for place in ("", cursor))
        answers += [learner.look(path) for path in (first, deep)]
        calls |= {f"first, {name}": learner.request(first), f"deepest, {name}": learner.request(deep)}
    times = bench.times("", **calls)
    counting = sum("COUNT(" in sql for answer in answers for sql in answer.statements)
    deepest = {name: times[f"deepest, {name}"] / times[f"first, {name}"] for name in narrowed}
    return [
        *(Measured(f"deepest against first, {name}", ratio, 1.3, "x") for name, ratio in deepest.items()),
        Measured("statements that count", counting, 0, "statements"),
        Measured("rows fetched for a page", max(answer.rows for answer in answers), 50 + 10, "rows"),
    ]


def fragments(bench):
    """G11: a fragment costs at most 2 A and a tenth of its page's bytes."""
    of_first = StudySession.objects.filter(learner=bench.users[0].pk).order_by("-day", "-id")
    shown, binned = of_first[0].pk, of_first[1].pk
    whole = bench.learner.look(reverse("tracker:study-list"))
    asked = {
        "the form of a session": {"path": reverse("tracker:study-edit", args=[shown])},
        # The second of two equal requests writes nothing: what is left is the fragment.
        "a deleted session": {"path": reverse("tracker:study-delete", args=[binned]), "method": "post"},
    }
    times = bench.times("A", **{name: bench.learner.request(**what, **HTMX) for name, what in asked.items()})
    measures = []
    for name, what in asked.items():
        size = len(bench.learner.look(**what, **HTMX).body)
        measures.append(Measured(name, times[name] / times["A"], 2, "x A"))
        measures.append(Measured(f"{name}: bytes, of the list's", 100 * size / len(whole.body), 10, "per cent"))
    return measures


def logging_a_session(bench):
    """G12: logging costs the database at most 1.4 of a plain insert, in at most six statements."""
    ratio, statements = logging_against_inserting(bench.users[0].learner, bench.pace)
    return [
        Measured("logging against a plain insert", ratio, 1.4, "x"),
        Measured("statements", statements, 6, "statements"),
    ]


def importing_a_file(bench):
    """Import: a row of a file costs at most 3 of a session inserted in bulk, and no step of it takes 15 seconds."""
    measured = importing(bench.sizes[-1])
    return [
        Measured(f"{measured.rows} rows, against inserting them in bulk", measured.ratio, 3, "x"),
        Measured("the longest step", measured.longest, 15, "seconds"),
    ]


def applications_whatever_their_number(bench):
    """Applications: with 5,000 of them the table, its deepest page and the board cost at most 1.3 of what they do with
    500, in no query more; the funnel, which reads them all, at most 10 R and no query more.
    """
    few, many = bench.applicants
    table = f"{reverse('tracker:application-list')}?stage=all"
    rows = Application.objects.filter(learner=bench.searchers[1].pk).order_by("stage_since", "pk")
    deepest = f"{table}&{urlencode({'before': SORTS[CHANGED].cursor(rows[25])})}"
    pages = {"table": (table, table), "table, deepest page": (table, deepest)}
    pages |= {name: (reverse(f"tracker:{name}"),) * 2 for name in ("application-board", "funnel")}
    measures, calls = [], {}
    for name, (path, other) in pages.items():
        more = len(many.look(other).statements) - len(few.look(path).statements)
        measures.append(Measured(f"{name}: queries more", more, 0, "queries"))
        calls |= {f"{name}, few": few.request(path), f"{name}, many": many.request(other)}
    times = bench.times("R", **calls)
    funnel = Measured("funnel", times["funnel, many"] / times["R"], 10, "x R")
    ratios = {name: times[f"{name}, many"] / times[f"{name}, few"] for name in pages if name != "funnel"}
    return [*measures, *(Measured(name, ratio, 1.3, "x") for name, ratio in ratios.items()), funnel]


GOALS = {
    "G1": guide_from_cache,
    "G2": guide_not_modified,
    "G3": guide_cold,
    "Search": searches,
    "G4": dashboard_bounded,
    "G5": dashboard_whatever_the_length,
    "G6": dashboard_against_empty,
    "G7": dashboard_unchanged,
    "G10": lists_by_keyset,
    "G11": fragments,
    "G12": logging_a_session,
    "Import": importing_a_file,
    "Applications": applications_whatever_their_number,
}


def measure_goals(bench):
    """Every goal: its text, its measures, whether all of them hold."""
    return {name: result_of(goal, bench) for name, goal in GOALS.items()}


def result_of(goal, bench):
    measures = goal(bench)
    return {
        "goal": goal.__doc__.partition(": ")[2],
        "holds": all(measure.holds for measure in measures),
        "measures": [
            {**asdict(measure), "value": round(float(measure.value), 3), "holds": measure.holds} for measure in measures
        ],
    }
