"""Stories that the sources tell to make a point: what they illustrate, and that they are no evidence."""

from dataclasses import dataclass

from guide.evidence import Evidence
from guide.models import Statement
from guide.pages.links import ORDER
from guide.shelves import title_of


@dataclass(frozen=True)
class Told:
    """The illustrations of one record, with the figures that they name."""

    record: object
    statements: tuple
    figures: tuple


@dataclass(frozen=True)
class IllustrationPage:
    groups: list  # pairs of the title of a kind's list and what is told of its records
    evidence: Evidence

    @classmethod
    def now(cls, *, for_curator=False):
        """Six queries at most."""
        by_record = {}
        for statement in Statement.objects.illustrations():
            by_record.setdefault(statement.record, []).append(statement)
        texts = [text for said in by_record.values() for each in said for text in (each.text, each.reply)]
        evidence = Evidence.for_page(texts, for_curator=for_curator)
        groups = {}
        for record in sorted(by_record, key=lambda record: (ORDER[record.kind], record.position, record.title)):
            said = tuple(by_record[record])
            figures = evidence.marked(*(text for each in said for text in (each.text, each.reply)))
            groups.setdefault(title_of(record.kind), []).append(Told(record, said, figures))
        return cls(list(groups.items()), evidence)
