"""The home page and the guide's table of contents: both say what there is, with the figures people plan by."""

from dataclasses import dataclass
from functools import cached_property

from guide.evidence import Evidence
from guide.models import KINDS_WITH_PAGES, Milestone, Path, Question, Record, Scenario, Skill, Source
from guide.models.figures import Measure, Unit
from guide.pages.questions import Asked, answers_of, keys_of
from guide.pictures import Bar, Boxes, Scale
from guide.scales import Picture
from guide.shelves import PARTS, Shelf

TIMES = (Measure.TOTAL_TIME, Measure.CALENDAR_TIME)


@dataclass(frozen=True)
class Way:
    """Where somebody starts: what happens to people who do, the path that is most for them, and its first step."""

    start: str
    path: Path
    others: list
    edition: object
    bar: Bar | None
    scenario: Scenario | None = None
    step: Record | None = None

    @property
    def lead(self):
        """The record that tells the most of this start."""
        return self.scenario or self.path


@dataclass(frozen=True)
class PlanFigure:
    """A milestone with its figure, drawn as boxes to fill where it is a small count, else on a scale of its own."""

    milestone: Milestone
    edition: object

    @cached_property
    def boxes(self):
        low, high = self.edition.first, self.edition.high
        if self.edition.unit not in (Unit.COUNT, Unit.PER_QUARTER) or low != int(low):
            return None
        boxes = Boxes(0, int(low), int(high) if high else None)
        return boxes if boxes.fits else None

    @cached_property
    def bar(self):
        values = [self.edition.low, self.edition.high]
        return Bar.of(self.edition, Scale.for_values(values, self.edition.unit, width=200))


@dataclass(frozen=True)
class HomePage:
    headline: tuple  # answers with figures to the first question about the time that it all takes
    question: Question | None
    picture: Picture | None
    ways: list
    plan: list
    questions: list[Asked]  # a few
    question_count: int
    example: list  # rows of an invented record beside the recommended hours
    documents: list
    evidence: Evidence

    SHOWN = 4  # how many milestones and questions stand on the page

    @classmethod
    def now(cls, *, for_curator=False):
        """Twelve queries at most."""
        questions = list(Question.objects.published().with_claims())
        timed = [question for question in questions if _is_answered_in_time(question)]
        paths = list(Path.objects.published().select_related("total_figure"))
        scenarios = list(Scenario.objects.for_readers())
        steps = list(Record.objects.first_steps([scenario.pk for scenario in scenarios]))
        milestones = list(Milestone.objects.published().for_every_path())
        skills = list(Skill.objects.published().with_hours()[:2])
        documents = [source for source in Source.objects.published() if not source.is_check]
        pointed = [*(p.total_figure for p in paths), *(m.figure for m in milestones), *(s.hours_figure for s in skills)]
        evidence = Evidence.for_page(
            [record.summary for record in (*paths, *scenarios)] + [document.summary for document in documents],
            keys=keys_of(timed + questions[: cls.SHOWN + 1]) + [figure.key for figure in pointed if figure],
            for_curator=for_curator,
        )
        headed = _headline(timed, evidence)
        headline, picture = (), None
        if headed:
            headline = _one_a_source(answer for answer in answers_of(headed, evidence) if answer.edition)
            picture = _picture_of(headed, evidence)
        return cls(
            headline=headline,
            question=headed,
            picture=picture,
            ways=_ways(paths, scenarios, steps, evidence),
            plan=_plan(milestones, evidence)[: cls.SHOWN],
            questions=[Asked(q, answers_of(q, evidence)) for q in _besides(headed, questions)],
            question_count=len(questions),
            example=_example(skills, evidence),
            documents=documents,
            evidence=evidence,
        )

    @cached_property
    def figures(self):
        """Every figure that the page shows, each once."""
        shown = [answer.edition for answer in self.headline]
        shown += [row.edition for row in self.picture.rows] if self.picture else []
        shown += [way.edition for way in self.ways] + [entry.edition for entry in self.plan]
        shown += [edition for asked in self.questions for edition in asked.editions]
        shown += [row.edition for row in self.example]
        shown += self.evidence.marked(*(way.lead.summary for way in self.ways))
        return tuple({edition.pk: edition for edition in shown if edition}.values())


def _is_time_in_all(edition):
    return edition.figure.measure in TIMES


def _is_answered_in_time(question):
    """Whether some answer rests on a figure of time: only of these is the first sought, and evidence fetched."""
    return any(claim.figure.measure in TIMES for claim in question.claims.all() if claim.figure)


def _besides(headed, questions):
    """The first few questions but for the one at the head of the page."""
    return [question for question in questions if question != headed][: HomePage.SHOWN]


def _headline(questions, evidence):
    """The first question to which at least two sources answer with a time."""
    for question in questions:
        editions = [answer.edition for answer in answers_of(question, evidence) if answer.edition]
        timed = {edition.source_id for edition in editions if _is_time_in_all(edition)}
        if len(timed) > 1:
            return question
    return None


def _one_a_source(answers):
    first = {}
    for answer in answers:
        if _is_time_in_all(answer.edition):
            first.setdefault(answer.claim.source_id, answer)
    return tuple(first.values())


def _picture_of(question, evidence):
    timed = [
        (answer, answer.edition)
        for answer in answers_of(question, evidence)
        if answer.edition and _is_time_in_all(answer.edition)
    ]
    pictures = Picture.of(timed, evidence)
    return pictures[0] if pictures else None


def _ways(paths, scenarios, steps, evidence):
    told = {scenario.audience: scenario for scenario in reversed(scenarios)}
    first_steps = {step.scenario_key: step for step in reversed(steps)}
    found = []
    for reader in Path.Reader:
        scenario = told.get(reader.value)
        path, others = _path_for(reader, paths, scenario)
        if path:
            found.append((reader.label, path, others, evidence.of(path.total_figure), scenario))
    picture = next(iter(Picture.of([(way, way[3]) for way in found if way[3]], evidence)), None)
    bars = {row.item[1].pk: row.bar for row in picture.rows} if picture else {}
    return [
        Way(label, path, others, edition, bars.get(path.pk), scenario, first_steps.get(scenario and scenario.pk))
        for label, path, others, edition, scenario in found
    ]


def _path_for(reader, paths, scenario):
    """The path that the reader's scenario names, else the one that is for the fewest others; and the rest for them."""
    suited = sorted((path for path in paths if reader in path.for_readers), key=lambda p: len(p.for_readers))
    timed = [path for path in suited if path.total_figure]
    named = [path for path in paths if scenario and path.pk == scenario.path_id]
    first = next(iter(named or timed or suited), None)
    return first, [path for path in suited if path is not first]


def _plan(milestones, evidence):
    shown = [(milestone, evidence.of(milestone.figure)) for milestone in milestones]
    return [PlanFigure(milestone, edition) for milestone, edition in shown if edition]


def _example(skills, evidence):
    """An invented record, so that a visitor sees what theirs would look like."""
    counted = [(skill, evidence.of(skill.hours_figure)) for skill in skills]
    picture = next(iter(Picture.of([pair for pair in counted if pair[1]], evidence)), None)
    if picture is None:
        return []
    shares = ((30, 80), (15, 45))  # per cent of the low mark: before joining, logged
    rows = []
    for row, (prior, logged) in zip(picture.rows, shares, strict=False):
        low = row.edition.first
        bar = Bar.of(row.edition, picture.scale, prior=low * prior / 100, logged=low * logged / 100)
        rows.append(ExampleRow(row.item, row.edition, bar))
    return rows


@dataclass(frozen=True)
class ExampleRow:
    skill: Skill
    edition: object
    bar: Bar


@dataclass(frozen=True)
class Chapter:
    shelf: Shelf
    records: list

    @property
    def url_name(self):
        return f"guide:{self.shelf.kind.value}-list"

    @property
    def lists_some(self):
        """Whether its records have pages and are few enough to be named one by one."""
        return 0 < len(self.records) <= SOME and self.shelf.kind in KINDS_WITH_PAGES


SOME = 12


@dataclass(frozen=True)
class IndexPage:
    parts: list  # pairs of a title and its chapters

    @classmethod
    def now(cls):
        """One query."""
        by_kind = {}
        for record in Record.objects.published().in_order():
            by_kind.setdefault(record.kind, []).append(record)
        return cls(
            [
                (part.title, [Chapter(shelf, by_kind.get(shelf.kind.value, [])) for shelf in part.shelves])
                for part in PARTS
            ]
        )
