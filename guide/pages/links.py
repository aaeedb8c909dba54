"""What a record is connected with, both ways: by the kind of the other record, each link with what it says."""

from dataclasses import dataclass

from guide.models import Kind, Relation
from guide.shelves import SHELVES, title_of

Role = Relation.Role
THERE = {
    Role.ABOUT: "It is about",
    Role.USES: "It uses",
    Role.LEADS_TO: "It leads to",
    Role.PART_OF: "It is part of",
    Role.CERTIFIED_BY: "Certified by",
    Role.RELATED: "See also",
    Role.BACKS: "Credited for",
}
BACK = {
    Role.ABOUT: "About this",
    Role.USES: "Where it is used",
    Role.LEADS_TO: "What leads here",
    Role.PART_OF: "Part of this",
    Role.CERTIFIED_BY: "It certifies",
    Role.RELATED: "See also",
    Role.BACKS: "What a source credits for this",
}
ORDER = {kind: place for place, kind in enumerate([*SHELVES, Kind.STEP])}


@dataclass(frozen=True)
class Connection:
    """The linked records of one kind: pairs of what the link says and the records."""

    title: str
    links: tuple


def links_of(record):
    """Pairs of what a link says and the published record at its other end, each record once, by kind and position."""
    there = [(THERE[relation.role], relation.object) for relation in record.relations.all()]
    back = [(BACK[relation.role], relation.subject) for relation in record.relations_to.all()]
    found = {}
    for says, other in (*there, *back):
        if other.is_published:
            found.setdefault(other.pk, (says, other))
    return sorted(found.values(), key=lambda link: (ORDER[link[1].kind], link[1].position, link[1].title))


def grouped(links):
    """``links`` by what they say: pairs of it and records, in the order of the first of each."""
    by_words = {}
    for says, other in links:
        by_words.setdefault(says, []).append(other)
    return tuple(by_words.items())


def connections_of(record, besides=()):
    """What the record is connected with, a Connection for each kind but those of ``besides``."""
    by_kind = {}
    for says, other in links_of(record):
        if other.kind not in besides:
            by_kind.setdefault(other.kind, []).append((says, other))
    return tuple(Connection(title_of(kind), grouped(links)) for kind, links in by_kind.items())
