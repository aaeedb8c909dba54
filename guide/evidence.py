"""What a page rests on: the figures, sources and records that its texts and tables name, fetched once."""

from dataclasses import dataclass, field
from functools import cached_property

from guide.findings import findings
from guide.glossary import Glossary, glossary
from guide.markup import marks_of
from guide.models import ContentVersion, Edition, Record, Source


@dataclass(frozen=True)
class Evidence:
    """Current editions by key, sources by slug, records by ``kind/slug``. Drafts are in none of them."""

    figures: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)
    for_curator: bool = False
    glossary: Glossary | None = None
    terms_met: dict = field(default_factory=dict)  # terms by abbreviation, as texts of the page come to name them
    findings: dict = field(default_factory=dict)  # what was found of the figures: whether sums come out; by key

    @classmethod
    def for_page(cls, texts=(), *, subjects=(), keys=(), for_curator=False):
        """All that ``texts`` name, besides the figures of ``keys`` and those whose subject is one of ``subjects``.

        Two queries for the figures and their checks, one for what is kept in memory, one for the sources (those of
        the figures too), one for the records, and none for what is not asked for.
        """
        marks = marks_of(texts)
        keys = {*marks.figures, *(key for key in keys if key)}
        editions = Edition.objects.on_page(keys, [subject.pk for subject in subjects]) if keys or subjects else ()
        publishers = {edition.source_id for edition in editions}
        sources = {s.pk: s for s in Source.objects.with_slugs_or_keys(marks.sources, publishers)}
        for edition in editions:
            edition.source = sources[edition.source_id]
        named = {edition.figure.key: edition for edition in editions}
        version = ContentVersion.objects.number()
        found = findings(version)
        return cls(
            figures=named,
            sources={s.slug: s for s in sources.values() if s.slug in marks.sources and not s.is_draft},
            records={record.name: record for record in Record.objects.readable().by_names(marks.records)},
            for_curator=for_curator,
            findings={key: found.of(key) for key in named if found.of(key)},
            glossary=glossary(version),
        )

    def find(self, kind, name):
        """The edition, source or record that a mark names, or None."""
        return {"figure": self.figures, "source": self.sources, "record": self.records}[kind].get(name)

    def of(self, figure_or_none):
        """The current edition of a figure, None for none."""
        return self.figures.get(figure_or_none.key) if figure_or_none else None

    def later_than(self, edition):
        """The current edition of the figure by which its own publisher followed this one, or None."""
        return self._followers.get(edition.figure_id)

    @cached_property
    def _followers(self):
        """The first edition of the page that follows a figure, by that figure's key."""
        return {edition.figure.follows_id: edition for edition in reversed(self.figures.values())}

    def gaps(self, editions):
        """What does not come out of these figures: findings, each once."""
        found = [finding for e in editions if e for finding in self.findings.get(e.figure.key, ())]
        return tuple(dict.fromkeys(finding for finding in found if not finding.comes_out))

    def about(self, subject):
        """The current editions of the figures that speak of ``subject``, in their order."""
        return tuple(edition for edition in self.figures.values() if edition.figure.subject_id == subject.pk)

    def marked(self, *texts):
        """The editions that the texts name, each once, in the order of their first mention."""
        return tuple(self.figures[key] for key in marks_of(texts).figures if key in self.figures)
