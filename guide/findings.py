"""Which stated numbers come out, found of all that the guide holds and kept in memory while the content is the same."""

from dataclasses import dataclass

from guide.kept import KeptByVersion
from guide.models import Edition, Figure, Record
from guide.models.figures import Unit
from guide.sums import count_finding, parts_finding, within_finding


@dataclass(frozen=True)
class Findings:
    """``all`` in the order of the guide; ``by_key``: tuples of them by the key of the figure that they are told of."""

    version: int
    all: tuple
    by_key: dict

    def of(self, key):
        return self.by_key.get(key, ())


@KeptByVersion
def findings(version):
    """The findings of the content as it is now, or at ``version``. One query where nothing changed, none if given."""
    found = tuple(_look())
    by_key = {}
    for finding in found:
        by_key.setdefault(finding.edition.figure.key, []).append(finding)
    return Findings(version, found, {key: tuple(group) for key, group in by_key.items()})


def _look():
    figures = list(Figure.objects.to_reckon())
    keys = {figure.pk for figure in figures} | {figure.within_id for figure in figures}
    keys |= {row.part_id for figure in figures for row in figure.part_rows.all()}
    editions = {edition.figure_id: edition for edition in Edition.objects.now_of(keys)}
    for figure in figures:
        edition = editions.get(figure.pk)
        if edition is None:
            continue
        parts = [editions.get(row.part_id) for row in figure.part_rows.all()]
        if parts:
            yield parts_finding(edition, parts, figure.reckoned)
        if figure.counts and edition.unit == Unit.COUNT:
            listed = Record.objects.published().of_kind(figure.counts).under(figure.counts_group)
            yield count_finding(edition, listed.resting_on(edition.source).count())
        if figure.within_id in editions:
            yield within_finding(edition, editions[figure.within_id])
