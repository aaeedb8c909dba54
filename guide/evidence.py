"""What a page rests on: the figures, sources and records that its texts and tables name, fetched once."""

from dataclasses import dataclass, field

from guide.markup import marks_of
from guide.models import Edition, Record, Source


@dataclass(frozen=True)
class Evidence:
    """Current editions by key, sources by slug, records by ``kind/slug``. Drafts are in none of them."""

    figures: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)
    for_curator: bool = False

    @classmethod
    def for_page(cls, texts=(), *, subjects=(), keys=(), for_curator=False):
        """All that ``texts`` name, besides the figures of ``keys`` and those whose subject is one of ``subjects``.

        Two queries for the figures and their checks, one each for sources and records, and none for what is not
        asked for.
        """
        marks = marks_of(texts)
        keys = {*marks.figures, *(key for key in keys if key)}
        editions = Edition.objects.on_page(keys, [subject.pk for subject in subjects]) if keys or subjects else ()
        return cls(
            figures={edition.figure.key: edition for edition in editions},
            sources={source.slug: source for source in Source.objects.readable().with_slugs(marks.sources)},
            records={record.name: record for record in Record.objects.readable().by_names(marks.records)},
            for_curator=for_curator,
        )

    def find(self, kind, name):
        """The edition, source or record that a mark names, or None."""
        return {"figure": self.figures, "source": self.sources, "record": self.records}[kind].get(name)

    def of(self, figure_or_none):
        """The current edition of a figure, None for none."""
        return self.figures.get(figure_or_none.key) if figure_or_none else None

    def later_than(self, edition):
        """The current edition of the figure by which its own publisher followed this one, or None."""
        later = (e for e in self.figures.values() if e.figure.follows_id == edition.figure_id)
        return next(later, None)

    def about(self, subject):
        """The current editions of the figures that speak of ``subject``, in their order."""
        return tuple(edition for edition in self.figures.values() if edition.figure.subject_id == subject.pk)

    def marked(self, *texts):
        """The editions that the texts name, each once, in the order of their first mention."""
        return tuple(self.figures[key] for key in marks_of(texts).figures if key in self.figures)
