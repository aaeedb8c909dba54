"""Paths: the ways in, one by one and side by side."""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.utils.text import slugify

from guide.evidence import Evidence
from guide.facets import Facet, Narrowed, narrow
from guide.models import Edition, Kind, Milestone, Path, Statement
from guide.pace import PARTLY, WHOLLY, Pace
from guide.pages.records import KeyFigurePage, RecordPage
from guide.scales import Picture


@dataclass(frozen=True)
class PathPage(KeyFigurePage):
    KEY = "total_figure"

    @property
    def extras(self):
        return [("misconceptions", "Often believed")] if self.misconceptions else []


DEGREE = "degree"
HOURS = (5, 10, 15, 20, 25, 30, 40)  # a week, to choose from


@dataclass(frozen=True)
class Timed:
    """A path with the figure that stands for the whole, and the hours a week at which the study fits into it."""

    path: Path
    edition: Edition | None
    fitting: tuple = ()

    @classmethod
    def of(cls, path, edition, total):
        """``total``: the hours of study up to junior level, which say nothing of a degree."""
        if has_own_timetable(path):
            return cls(path, edition, HOURS if total else ())
        paces = ((hours, Pace.of(hours, total)) for hours in HOURS)
        fitting = tuple(hours for hours, pace in paces if pace and pace.verdict(edition) in (WHOLLY, PARTLY))
        return cls(path, edition, fitting)

    @property
    def has_own_timetable(self):
        return has_own_timetable(self.path)


def has_own_timetable(path):
    """A school sets the hours of a degree: the total of hours that is stated for study on one's own is not theirs."""
    return slugify(path.group) == DEGREE


FACETS = (
    Facet(
        "kind",
        "Kind of path",
        lambda row: ((slugify(row.path.group), row.path.group),) if row.path.group else (),
        order=("degree", "course", "on-your-own", "beside-a-job"),
    ),
    Facet(
        "start",
        "You are",
        lambda row: tuple((reader.value, reader.label) for reader in Path.Reader if reader in row.path.for_readers),
        "Anybody",
        tuple(Path.Reader.values),
    ),
    Facet(
        "hours",
        "Hours a week",
        lambda row: tuple((str(hours), f"{hours} h") for hours in row.fitting),
        "Any",
        tuple(str(hours) for hours in HOURS),
    ),
)


@dataclass(frozen=True)
class PathList:
    """The published paths that have what is asked for, their times on one scale.

    ``total``: the hours of study that a source states; ``pace``: what the hours a week that are asked for make of it.
    """

    paths: tuple[Path, ...]
    picture: Picture | None
    evidence: Evidence
    narrowed: Narrowed
    total: Edition | None
    pace: Pace | None

    @classmethod
    def now(cls, *, asked=MappingProxyType({}), for_curator=False):
        paths = tuple(Path.objects.published().select_related("total_figure"))
        counted = Milestone.objects.published().of_total_hours()
        keys = [path.total_figure.key for path in paths if path.total_figure]
        keys += [counted.figure.key] if counted else []
        evidence = Evidence.for_page([path.summary for path in paths], keys=keys, for_curator=for_curator)
        total = evidence.of(counted.figure) if counted else None
        timed = [(path, evidence.of(path.total_figure)) for path in paths]
        narrowed = narrow([Timed.of(path, edition, total) for path, edition in timed], FACETS, asked)
        hours = next((choice.value for field, choice in narrowed.chosen if field.name == "hours"), None)
        left = [(row.path, row.edition) for row in narrowed.items]
        pictures = Picture.of([pair for pair in left if pair[1]], evidence)
        return cls(
            tuple(path for path, _ in left),
            pictures[0] if pictures else None,
            evidence,
            narrowed,
            total,
            Pace.of(int(hours), total) if hours else None,
        )

    @cached_property
    def verdicts(self):
        """Where hours a week are asked for: triples of a path, the time stated for it, and whether they fit into it.

        Without degrees, of which the total of hours does not speak.
        """
        if not self.pace:
            return []
        rows = (row for row in self.narrowed.items if not row.has_own_timetable)
        return [(row.path, row.edition, self.pace.verdict(row.edition)) for row in rows]

    @cached_property
    def degrees(self):
        """The paths left whose school sets the hours."""
        return [row.path for row in self.narrowed.items if row.has_own_timetable]

    @property
    def records(self):
        return self.paths


@dataclass(frozen=True)
class Cell:
    """What one path says in one row: words, an edition, statements or misconceptions; nothing is "not stated"."""

    path: Path
    words: str = ""
    edition: Any = None
    statements: tuple = ()
    beliefs: tuple = ()

    @property
    def is_empty(self):
        return not (self.words or self.edition or self.statements or self.beliefs)

    @property
    def content(self):
        """What makes two cells the same, whoever's they are."""
        said = frozenset((statement.source_id, statement.text) for statement in self.statements)
        return self.words, self.edition, said, self.beliefs


@dataclass(frozen=True)
class CompareRow:
    title: str
    cells: tuple[Cell, ...]

    @property
    def differs(self):
        return len({cell.content for cell in self.cells}) > 1


@dataclass(frozen=True)
class Comparison:
    """Two or three paths side by side: their times on one scale, then the rows that differ, then what is the same."""

    paths: tuple[Path, ...]
    picture: Picture | None
    rows: tuple[CompareRow, ...]
    milestones: tuple
    evidence: Evidence

    @classmethod
    def of(cls, slugs, *, for_curator=False):
        """Of the published paths with these slugs, in this order. Eight queries at most."""
        found = Path.objects.published().with_slugs(slugs).select_related("total_figure").with_comparables()
        paths = tuple(sorted(found, key=lambda path: slugs.index(path.slug)))
        milestones = tuple(Milestone.objects.published().for_every_path())
        texts = [text for path in paths for text in RecordPage.texts(path)]
        texts += [belief.summary for path in paths for belief in _beliefs(path)]
        evidence = Evidence.for_page(
            texts + [milestone.summary for milestone in milestones],
            keys=[f.key for f in (*(p.total_figure for p in paths), *(m.figure for m in milestones)) if f],
            for_curator=for_curator,
        )
        timed = [(path, evidence.of(path.total_figure)) for path in paths]
        pictures = Picture.of([pair for pair in timed if pair[1]], evidence)
        rows = tuple(row for row in cls._rows(timed) if not all(cell.is_empty for cell in row.cells))
        shown = tuple((milestone, evidence.of(milestone.figure)) for milestone in milestones)
        return cls(paths, pictures[0] if pictures else None, rows, shown, evidence)

    @staticmethod
    def _rows(timed):
        yield CompareRow("Starts from", tuple(Cell(path, words=path.starts_from) for path, _ in timed))
        yield CompareRow("Time in all", tuple(Cell(path, edition=edition) for path, edition in timed))
        yield CompareRow(
            "Counts the job search", tuple(Cell(path, words=path.get_includes_search_display()) for path, _ in timed)
        )
        for role in Statement.Role:
            cells = (
                Cell(path, statements=tuple(said for said in path.statements.all() if said.role == role))
                for path, _ in timed
            )
            yield CompareRow(role.label, tuple(cells))
        yield CompareRow("Often believed", tuple(Cell(path, beliefs=_beliefs(path)) for path, _ in timed))

    @cached_property
    def differing(self):
        return [row for row in self.rows if row.differs]

    @cached_property
    def same(self):
        return [row for row in self.rows if not row.differs]

    @cached_property
    def figures(self):
        """Every figure on the page, for the account of where they come from."""
        return tuple(self.evidence.figures.values())


def _beliefs(path):
    subjects = (relation.subject for relation in path.relations_to.all())
    return tuple(subject for subject in subjects if subject.kind == Kind.MISCONCEPTION and subject.is_published)
