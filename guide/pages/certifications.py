"""Certifications: what the sources name, and what became of it."""

from dataclasses import dataclass
from functools import cached_property

from guide.evidence import Evidence
from guide.models import Certification, Kind
from guide.models.figures import Measure
from guide.pages.records import RecordPage


@dataclass(frozen=True)
class CertificationPage(RecordPage):
    @cached_property
    def skills(self):
        return self.linked(Kind.SKILL)

    @cached_property
    def sources(self):
        """Also the check that its status rests on."""
        named = {source.pk: source for source in super().sources}
        if self.record.status_source:
            named[self.record.status_source.pk] = self.record.status_source
        return sorted(named.values(), key=lambda source: source.position)


def _fees(editions):
    return [edition for edition in editions if edition.figure.measure == Measure.COST]


@dataclass(frozen=True)
class CertificationList:
    """All published certifications, those that can still be earned first."""

    certifications: tuple  # pairs of a certification and the figures of its fee
    evidence: Evidence

    @classmethod
    def now(cls, *, for_curator=False):
        found = Certification.objects.published().with_status().with_citations()
        found = list(found)
        evidence = Evidence.for_page([record.summary for record in found], subjects=found, for_curator=for_curator)
        rows = [(record, _fees(evidence.about(record))) for record in found]
        return cls(tuple(sorted(rows, key=lambda row: not row[0].can_be_earned)), evidence)

    @property
    def records(self):
        return [certification for certification, _ in self.certifications]
