"""A figure's permanent address: what it is now, what it was, who looked, what follows it."""

from dataclasses import dataclass

from guide.findings import findings
from guide.models import Edition, Figure
from guide.scales import ruler


@dataclass(frozen=True)
class FigurePage:
    figure: Figure
    current: Edition
    editions: list  # newest first
    checks: list
    later: list  # current editions of figures by which its publisher followed this one
    questions: list  # where it is one of several answers
    findings: tuple  # whether it comes out of its parts, or of what it counts
    wider: tuple  # the same of the figures that it is a part of, or that should lie within it

    @classmethod
    def of(cls, figure):
        """``figure`` comes ``with_history``. Two queries more."""
        editions = list(figure.editions.all())
        current = next(edition for edition in editions if edition.is_current)
        later = Edition.objects.following(figure)
        answered = (claim.question for claim in figure.claims.all())
        questions = {q.pk: q for q in answered if q.is_published and q.pk != figure.subject_id}
        checks = list(figure.verifications.all())
        found = findings()
        wider = tuple(finding for finding in found.all if any(e.figure_id == figure.pk for e in finding.grounds))
        return cls(
            figure, current, editions, checks, list(later), list(questions.values()), found.of(figure.key), wider
        )

    @property
    def bar(self):
        edition = self.current
        return ruler(edition)

    @property
    def follows(self):
        """The older figure of the same publisher; None where it is a draft's."""
        older = self.figure.follows
        return older if older and not older.subject.is_draft else None

    @property
    def earlier(self):
        return [edition for edition in self.editions if not edition.is_current]
