"""What every reading page has: the record, what the sources say of it by role, what is linked, and who says it."""

from dataclasses import dataclass
from functools import cached_property

from guide.evidence import Evidence
from guide.models import Edition, Kind, Record, Statement
from guide.pages.links import connections_of
from guide.scales import ruler
from guide.shelves import SHELVES


@dataclass(frozen=True)
class Section:
    """The statements of one role, and the figures that they are the first on the page to name."""

    anchor: str
    title: str
    statements: tuple[Statement, ...]
    figures: tuple[Edition, ...]


@dataclass(frozen=True)
class Siblings:
    """The published records of the same kind, in their order, and those beside this one."""

    others: tuple[Record, ...] = ()
    previous: Record | None = None
    next: Record | None = None

    @classmethod
    def of(cls, record):
        """One query."""
        return cls.among(record, Record.objects.published().of_kind(record.kind))

    @classmethod
    def among(cls, record, records):
        """Those beside it in ``records``, which stand in their order."""
        records = list(records)
        here = next((place for place, other in enumerate(records) if other.pk == record.pk), None)
        others = tuple(other for other in records if other.pk != record.pk)
        if here is None:
            return cls(others)
        after = records[here + 1] if here + 1 < len(records) else None
        return cls(others, records[here - 1] if here else None, after)


@dataclass(frozen=True)
class RecordPage:
    """A reading page. ``record`` comes ``with_contents``; subclasses say what their kind adds."""

    record: Record
    evidence: Evidence
    siblings: Siblings

    @classmethod
    def of(cls, record, *, for_curator=False):
        evidence = Evidence.for_page(
            cls.texts(record), subjects=[record], keys=cls.keys(record), for_curator=for_curator
        )
        return cls(record, evidence, Siblings.of(record))

    @property
    def shelf(self):
        return SHELVES[self.record.kind]

    @property
    def list_url_name(self):
        return f"guide:{self.record.kind}-list"

    @classmethod
    def texts(cls, record):
        """Every text of the page that may hold marks."""
        own = [text for said in record.statements.all() for text in (said.text, said.reply)]
        return [record.summary, record.body, *own]

    @classmethod
    def keys(cls, record):
        """The keys of the figures that fields of the record point at."""
        return ()

    @cached_property
    def key_edition(self):
        """The one figure that the page is about, if it has one."""
        return None

    @cached_property
    def opening_figures(self):
        """The figures that the first lines name, but for the one that the page is about."""
        named = self.evidence.marked(self.record.summary, self.record.body)
        return tuple(edition for edition in named if edition != self.key_edition)

    @cached_property
    def sections(self):
        """What the sources say, a section for each role, in the order of the roles."""
        seen = {self.key_edition, *self.opening_figures}
        sections = []
        for role in Statement.Role:
            said = tuple(statement for statement in self.record.statements.all() if statement.role == role)
            named = self.evidence.marked(*(text for statement in said for text in (statement.text, statement.reply)))
            if said:
                sections.append(Section(role.value, role.label, said, tuple(e for e in named if e not in seen)))
                seen.update(named)
        return tuple(sections)

    @cached_property
    def noted(self):
        """The figures that the head of the page or one of its sections accounts for."""
        return {self.key_edition, *self.opening_figures, *(e for part in self.sections for e in part.figures)}

    @cached_property
    def believed_figures(self):
        """The figures that only the misconceptions name."""
        said = (statement for record in self.misconceptions for statement in record.statements.all())
        named = self.evidence.marked(*(text for statement in said for text in (statement.text, statement.reply)))
        return tuple(edition for edition in named if edition not in self.noted)

    @cached_property
    def further_figures(self):
        """The record's own figures that neither the head of the page nor a text has shown."""
        shown = {*self.noted, *self.believed_figures}
        return tuple(edition for edition in self.evidence.about(self.record) if edition not in shown)

    def linked(self, kind):
        """Published records of a kind that are linked with this one, either way, each once."""
        there = [relation.object for relation in self.record.relations.all()]
        back = [relation.subject for relation in self.record.relations_to.all()]
        found = {record.pk: record for record in (*there, *back) if record.kind == kind and record.is_published}
        return tuple(found.values())

    @cached_property
    def misconceptions(self):
        return self.linked(Kind.MISCONCEPTION)

    @cached_property
    def questions(self):
        return self.linked(Kind.QUESTION)

    # Kinds whose linked records the page shows in sections of their own.
    APART = (Kind.MISCONCEPTION, Kind.QUESTION)

    @cached_property
    def connections(self):
        """What else the record is linked with, by kind."""
        return connections_of(self.record, self.APART)

    @cached_property
    def sources(self):
        """Everybody who is named on the page, each once, in the order of the sources."""
        named = [citation.source for citation in self.record.citations.all()]
        named += [statement.source for statement in self.record.statements.all()]
        named += [edition.source for edition in self.evidence.figures.values()]
        named += self.evidence.sources.values()
        return sorted({source.pk: source for source in named}.values(), key=lambda source: source.position)

    @property
    def openers(self):
        """Sections before those of the roles: pairs of anchor and title, as far as there is something in them."""
        return ()

    @property
    def extras(self):
        """Sections after those of the roles: pairs of anchor and title, as far as there is something in them."""
        return ()

    @cached_property
    def contents(self):
        """The page's sections: pairs of anchor and title."""
        found = [*self.openers, *((section.anchor, section.title) for section in self.sections)]
        found += self.extras
        if self.further_figures:
            found.append(("figures", "Figures"))
        if self.questions:
            found.append(("questions", "Where sources differ"))
        if self.connections:
            found.append(("connections", "Connected"))
        return (*found, ("sources", "Sources"))


@dataclass(frozen=True)
class PlainPage(RecordPage):
    """A page that ends with what is often believed of its subject. ``record`` comes ``with_misconceptions`` too."""

    @classmethod
    def texts(cls, record):
        return super().texts(record) + texts_of_linked(record)

    @property
    def extras(self):
        return [("misconceptions", "Often believed")] if self.misconceptions else []


@dataclass(frozen=True)
class KeyFigurePage(RecordPage):
    """A page that begins with one figure of its record: the one that the field ``KEY`` points at."""

    KEY = ""

    @classmethod
    def texts(cls, record):
        return super().texts(record) + texts_of_linked(record)

    @classmethod
    def keys(cls, record):
        figure = getattr(record, cls.KEY)
        return [figure.key] if figure else []

    @cached_property
    def key_edition(self):
        return self.evidence.of(getattr(self.record, self.KEY))

    @cached_property
    def key_gaps(self):
        """What does not come out of the figure."""
        return self.evidence.gaps([self.key_edition])

    @cached_property
    def bar(self):
        """The figure on a scale of its own."""
        return None if self.key_edition is None else ruler(self.key_edition)


def texts_of_linked(record):
    """Texts of the misconceptions that point at the record."""
    subjects = [relation.subject for relation in record.relations_to.all()]
    misconceptions = [subject for subject in subjects if subject.kind == Kind.MISCONCEPTION]
    return [text for subject in misconceptions for said in subject.statements.all() for text in (said.text, said.reply)]
