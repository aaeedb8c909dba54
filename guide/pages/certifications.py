"""Certifications: what the sources name, and what became of it."""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.utils.text import slugify

from guide.evidence import Evidence
from guide.facets import Facet, Narrowed, narrow
from guide.models import Certification, Kind
from guide.models.figures import Measure
from guide.models.status import Status
from guide.pages.records import RecordPage


@dataclass(frozen=True)
class CertificationPage(RecordPage):
    APART = (*RecordPage.APART, Kind.SKILL)

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


FACETS = (
    Facet("status", "Status", lambda row: ((row[0].status, row[0].get_status_display()),), order=tuple(Status.values)),
    Facet("issuer", "By", lambda row: ((slugify(row[0].issuer), row[0].issuer),)),
)


def _fees(editions):
    return [edition for edition in editions if edition.figure.measure == Measure.COST]


@dataclass(frozen=True)
class CertificationList:
    """All published certifications, those that can still be earned first."""

    certifications: tuple  # pairs of a certification and the figures of its fee
    evidence: Evidence
    narrowed: Narrowed

    @classmethod
    def now(cls, *, asked=MappingProxyType({}), for_curator=False):
        found = Certification.objects.published().with_status().with_citations()
        found = list(found)
        evidence = Evidence.for_page([record.summary for record in found], subjects=found, for_curator=for_curator)
        rows = [(record, _fees(evidence.about(record))) for record in found]
        narrowed = narrow(sorted(rows, key=lambda row: not row[0].can_be_earned), FACETS, asked)
        return cls(tuple(narrowed.items), evidence, narrowed)

    @property
    def records(self):
        return [certification for certification, _ in self.certifications]
