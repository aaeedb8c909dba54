"""Sources: what each one is, and everything in the guide that rests on it."""

from dataclasses import dataclass
from itertools import groupby

from guide.evidence import Evidence
from guide.models import Claim, Edition, Kind, Record, Source
from guide.pages.records import Siblings


@dataclass(frozen=True)
class SourcePage:
    record: Source
    evidence: Evidence
    figures: tuple  # current editions of its figures
    records: list  # pairs of a kind's label and the records that rest on it
    claims: list
    remarks: list  # what is said of the source itself
    siblings: Siblings

    @classmethod
    def of(cls, source, *, for_curator=False):
        remarks = list(source.statements.all())
        claims = list(Claim.objects.by_source(source))
        texts = [source.summary, source.body]
        texts += [text for said in remarks for text in (said.text, said.reply)] + [claim.text for claim in claims]
        evidence = Evidence.for_page(texts, for_curator=for_curator)
        resting = list(Record.objects.published().resting_on(source).in_order())
        resting.sort(key=lambda record: (Kind.values.index(record.kind), record.position))
        groups = [(Kind(kind).label, list(group)) for kind, group in groupby(resting, lambda record: record.kind)]
        figures = tuple(Edition.objects.by_source(source))
        for edition in figures:
            edition.source = source
        return cls(source, evidence, figures, groups, claims, remarks, Siblings.of(source))

    @property
    def contents(self):
        """The page's sections: pairs of anchor and title."""
        parts = [
            ("remarks", "About the text", self.remarks),
            ("figures", "Its figures", self.figures),
            ("answers", "Its answers", self.claims),
            ("records", "What rests on it", self.records),
        ]
        return [(anchor, title) for anchor, title, present in parts if present]

    @property
    def named_figures(self):
        """Figures that the texts name and that are of another source: its own stand in the table."""
        return [edition for edition in self.evidence.figures.values() if edition.source_id != self.record.pk]


@dataclass(frozen=True)
class SourceList:
    documents: list
    checks: list
    evidence: Evidence

    @classmethod
    def now(cls, *, for_curator=False):
        sources = list(Source.objects.published())
        evidence = Evidence.for_page([source.summary for source in sources], for_curator=for_curator)
        documents = [source for source in sources if not source.is_check]
        return cls(documents, [source for source in sources if source.is_check], evidence)

    @property
    def records(self):
        return [*self.documents, *self.checks]
