"""What the rows of every collection are told with: absolute addresses, and texts in words."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from guide.datasets.querysets import everything_named
from guide.evidence import Evidence
from guide.markup import marks_of, plain


@dataclass(frozen=True)
class Context:
    """``absolute``: a function from a path to an address with scheme and host."""

    absolute: Any

    @cached_property
    def evidence(self):
        """All that any text may name: fetched once, and only where there are texts."""
        editions, sources, records = everything_named()
        return Evidence(
            figures={edition.figure.key: edition for edition in editions},
            sources={source.slug: source for source in sources},
            records={record.name: record for record in records},
        )

    def words(self, text):
        """A text of ours without marks: a figure by its value and source, a record by its title."""
        return plain(text, self.evidence) if text else ""

    def figures_in(self, *texts):
        """The keys of the figures of published records that the texts name."""
        found = (self.evidence.figures.get(key) for key in marks_of(texts).figures)
        return [edition.figure.key for edition in found if edition and edition.figure.subject.is_published]

    def permalink(self, thing):
        return self.absolute(thing.get_absolute_url())
