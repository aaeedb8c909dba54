"""What a collection is: a name that stays, columns that stay, and the rows."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from guide.documents.values import plain
from guide.models import Figure, Record


@dataclass(frozen=True)
class Column:
    """``read(row, context)`` gives the value; ``about`` says in a few words what it is."""

    name: str
    about: str
    read: Callable


@dataclass(frozen=True)
class Collection:
    """``find()`` gives the rows from the database, in a number of queries that does not depend on how many.

    ``page``: the name of the URL of the page for readers. ``kind``: that of the records which the rows are, if any.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    find: Callable
    page: str = ""
    kind: str = ""

    @property
    def names(self):
        return [column.name for column in self.columns]

    def count(self, counts):
        """How many rows there are. ``counts``: how many records of each kind, found once for all."""
        return counts.get(self.kind, 0) if self.kind else self.find().count()

    def rows(self, context):
        """Each row as a mapping of column names to a text or a list of texts."""
        return [{column.name: told(column.read(row, context)) for column in self.columns} for row in self.find()]


def told(value):
    """A value as a text or a list of texts. What a reader may not open has no name: it is left empty."""
    if isinstance(value, list | tuple):
        return [each for each in map(told, value) if each]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Record):
        return "" if value.is_draft else value.name
    if isinstance(value, Figure):
        return value.key if value.subject.is_published else ""  # only those have a row of their own
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, Decimal | datetime.date | models.Choices):
        return str(plain(value))
    return str(value)


def attribute(path):
    """A reader of ``row.a.b`` for the path ``a.b``; empty where something on the way is None."""
    names = path.split(".")

    def read(row, context):
        for name in names:
            row = getattr(row, name, None)
        return row

    return read
