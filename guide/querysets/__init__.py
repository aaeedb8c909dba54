"""Which rows: the guide’s querysets, a module a noun. Methods read as adjectives or prepositions."""

from guide.querysets.bookkeeping import ContentVersionQuerySet, LoadedDocumentQuerySet, RevisionQuerySet
from guide.querysets.figures import ClaimQuerySet, EditionQuerySet, FigurePartQuerySet, FigureQuerySet
from guide.querysets.records import (
    KindManager,
    MilestoneQuerySet,
    RecordQuerySet,
    StatementQuerySet,
    TopicQuerySet,
    WatchQuerySet,
)
from guide.querysets.search import SearchDocumentQuerySet

__all__ = [
    "ClaimQuerySet",
    "ContentVersionQuerySet",
    "EditionQuerySet",
    "FigurePartQuerySet",
    "FigureQuerySet",
    "KindManager",
    "LoadedDocumentQuerySet",
    "MilestoneQuerySet",
    "RecordQuerySet",
    "RevisionQuerySet",
    "SearchDocumentQuerySet",
    "StatementQuerySet",
    "TopicQuerySet",
    "WatchQuerySet",
]
