"""What the guide gives as data: the collections, how many rows each has, and the head of their files."""

from dataclasses import dataclass

from guide.addresses import address
from guide.datasets import ACROSS, COLLECTIONS, FORMAT, LICENCE, Collection, count_by_kind


@dataclass(frozen=True)
class Offered:
    collection: Collection
    count: int

    @property
    def json(self):
        return address("guide:data-json", self.collection.name)

    @property
    def csv(self):
        return address("guide:data-csv", self.collection.name)


@dataclass(frozen=True)
class DataPage:
    """``parts``: pairs of a heading and what is offered under it."""

    parts: tuple
    format: int = FORMAT
    licence: str = LICENCE

    @classmethod
    def now(cls):
        """Ten queries at most."""
        counts = count_by_kind()
        across = [Offered(each, each.count(counts)) for each in ACROSS]
        kinds = [Offered(each, each.count(counts)) for each in COLLECTIONS.values() if each not in ACROSS]
        return cls((("Across the guide", across), ("Records, by kind", kinds)))

    @property
    def offered(self):
        return [each for _, group in self.parts for each in group]


def head_of(collection, absolute):
    """What a JSON file says of itself before its rows. ``absolute``: a function from a path to a whole address."""
    return {
        "format": FORMAT,
        "collection": collection.name,
        "title": collection.title,
        "about": collection.about,
        "licence": LICENCE,
        "documentation": absolute(address("guide:data-list")),
        "permalink": absolute(address("guide:data-json", collection.name)),
        "columns": {column.name: column.about for column in collection.columns},
    }
