"""The guide as data: every collection as rows of text, in a shape of its own that stays.

The promise (docs/decisions.md, 22): within one FORMAT no collection or column is renamed or taken away, and what a
column means stays; columns and collections may be added at the end. Anything else is the next FORMAT.
"""

from guide.datasets.context import Context
from guide.datasets.figures import CHECKS, EDITIONS, FIGURES
from guide.datasets.files import as_csv, as_json, escaped, unescaped
from guide.datasets.querysets import count_by_kind
from guide.datasets.records import NAMES, collections_of_kinds
from guide.datasets.sayings import CITATIONS, CLAIMS, RELATIONS, SCENARIO_STEPS, STATEMENTS
from guide.datasets.shape import Collection, Column

FORMAT = 1
LICENCE = "MIT"  # as LICENSE says

ACROSS = (FIGURES, EDITIONS, CHECKS, CLAIMS, STATEMENTS, CITATIONS, RELATIONS, SCENARIO_STEPS)
COLLECTIONS = {collection.name: collection for collection in (*ACROSS, *collections_of_kinds())}

__all__ = [
    "ACROSS",
    "COLLECTIONS",
    "FORMAT",
    "LICENCE",
    "NAMES",
    "Collection",
    "Column",
    "Context",
    "as_csv",
    "as_json",
    "count_by_kind",
    "escaped",
    "unescaped",
]
