"""How a value stands in an archive, from the model's field: written as JSON, read back strictly.

What is read must be of the JSON type that was written, in the very form in which it would be written again: so that an
archive that was taken in gives the same archive.
"""

import datetime
import decimal
import re
import uuid
import zoneinfo
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth import get_user_model
from django.db import connection, models

from tracker.archives.guide_keys import UnknownKey, shortened
from tracker.archives.tables import BY_MODEL

ME = "me"  # the learner; anybody else is not named
FIRST_YEAR, LAST_YEAR = 1970, 2200  # of an instant
DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?")


class Misfit(Exception):
    """A value that cannot be what its column holds. Its text is for people."""


def as_instant(value):
    return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def instant(text):
    value = datetime.datetime.fromisoformat(text)
    if value.tzinfo is None or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError
    return value.astimezone(datetime.UTC)


def exact(text):
    if not DECIMAL.fullmatch(text):
        raise ValueError
    return decimal.Decimal(text)


def counts(value):
    """An object of whole numbers: all that a record keeps as JSON."""
    if not all(type(number) is int and 0 <= number < 2**63 for number in value.values()):
        raise ValueError
    return value


def same(value):
    return value


def is_zone(name):
    """Whether this may be the name of a time zone, be it one that this machine does not know any more."""
    try:
        zoneinfo.ZoneInfo(name)
    except zoneinfo.ZoneInfoNotFoundError:
        return True
    except (ValueError, OSError):  # a path that leads elsewhere, a folder of zones
        return False
    return True


# Of a field: the JSON type, how it is written, how it is read, what it is called.
FORMS = (
    (models.DateTimeField, str, as_instant, instant, "an instant like 2026-11-03T18:30:00Z"),
    (models.DateField, str, datetime.date.isoformat, datetime.date.fromisoformat, "a day like 2026-11-03"),
    (models.TimeField, str, datetime.time.isoformat, datetime.time.fromisoformat, "a time of day like 18:30:00"),
    (models.BooleanField, bool, same, same, "true or false"),
    (models.UUIDField, str, str, uuid.UUID, "a UUID"),
    (models.DecimalField, str, str, exact, "a number in quotes"),
    (models.FloatField, float, same, same, "a number with a point"),
    (models.IntegerField, int, same, same, "a whole number"),
    (models.CharField, str, same, same, "text"),
    (models.TextField, str, same, same, "text"),
    (models.JSONField, dict, same, counts, "an object of whole numbers"),
)


@dataclass(frozen=True)
class Plain:
    """A column that holds a value of its own."""

    field: models.Field
    form: tuple

    def write(self, value, context):
        return None if value is None else self.form[2](value)

    def read(self, value, context):
        if value is None and self.field.null:
            return None
        _, kind, write, read, words = self.form
        try:
            if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
                raise ValueError
            found = read(value)
            if write(found) != value:
                raise ValueError
        except (ValueError, OverflowError) as error:
            raise Misfit(f"{spelt(value)} is not {words}") from error
        self._check(found)
        return found

    @property
    def kind(self):
        """The JSON type of its values."""
        return self.form[1]

    @cached_property
    def choices(self):
        """What may be chosen, where one chooses."""
        field = self.field
        return {str(choice): choice for choice, _ in field.flatchoices} if field.choices else None

    @cached_property
    def bounds(self):
        """The smallest and the largest whole number that the database holds."""
        field = self.field
        whole = isinstance(field, models.IntegerField)
        return connection.ops.integer_field_range(field.get_internal_type()) if whole else (None, None)

    def _check(self, value):
        """What the field itself asks for. The rest is the database's, whose constraints hold for every row."""
        field, (low, high) = self.field, self.bounds
        if self.choices and value not in self.choices.values() and not (field.blank and value == ""):
            raise Misfit(f"{spelt(value)} is none of {', '.join(self.choices)}")
        if field.max_length and isinstance(value, str) and len(value) > field.max_length:
            raise Misfit(f"{len(value):,} characters, of which {field.max_length:,} are the most")
        if field.name == "zone" and not is_zone(value):
            raise Misfit(f"{spelt(value)} is no time zone")
        if (low is not None and value < low) or (high is not None and value > high):
            raise Misfit(f"{spelt(value)} is too large or too small")


@dataclass(frozen=True)
class Person:
    """Who did it: the learner or nobody. Other people are not named."""

    field: models.Field

    def write(self, value, context):
        return ME if value == context.owner else None

    def read(self, value, context):
        if value not in (ME, None):
            raise Misfit(f"{spelt(value)} is neither “{ME}” nor null")
        return context.owner if value == ME else None


@dataclass(frozen=True)
class OfGuide:
    """A row of the guide, by its name."""

    field: models.Field

    def write(self, pk, context):
        return None if pk is None else context.guide.name(self.field.related_model, pk)

    def read(self, value, context):
        if value is None and self.field.null:
            return None
        if not isinstance(value, str):
            raise Misfit(f"{spelt(value)} is no name of the guide")
        try:
            return context.guide.key(self.field.related_model, value)
        except UnknownKey as error:
            raise Misfit(str(error)) from error


@dataclass(frozen=True)
class OfArchive:
    """A row of another table, or a line above in the same."""

    field: models.Field

    def write(self, pk, context):
        return None if pk is None else context.name(self.field.related_model, pk)

    def read(self, value, context):
        return None if value is None and self.field.null else context.key(self.field.related_model, value)


@dataclass(frozen=True)
class Several:
    """Rows of another table or of the guide, in the order of their names. The only columns that are no part of their
    model's row."""

    field: models.Field

    @cached_property
    def one(self):
        """How one of them stands in an archive."""
        return OfArchive(self.field) if self.field.related_model in BY_MODEL else OfGuide(self.field)

    def write(self, keys, context):
        return sorted(self.one.write(pk, context) for pk in keys)

    @property
    def ends(self):
        """The columns of the table between the two: that of the row, that of the other."""
        return f"{self.field.m2m_field_name()}_id", f"{self.field.m2m_reverse_field_name()}_id"

    @property
    def pairs(self):
        """All rows of the table between the two."""
        return self.field.remote_field.through._base_manager

    def of(self, rows):
        """The keys of the others by that of the row, of the rows with these keys: one query."""
        row, other = self.ends
        found = {}
        for pk, key in self.pairs.filter(**{f"{row}__in": rows}).values_list(row, other):
            found.setdefault(pk, []).append(key)
        return found

    def read(self, value, context):
        if not isinstance(value, list):
            raise Misfit(f"{spelt(value)} is no list")
        keys = [self.one.read(name, context) for name in value]
        if None in keys:
            raise Misfit("“None” is no name")
        if len(set(map(str, value))) != len(value):
            raise Misfit(f"{spelt(value)} names one twice")
        return keys


def column_of(model, name):
    """How the field of this name of a model stands in an archive."""
    field = model._meta.get_field(name)
    if field.many_to_many:
        return Several(field)
    if field.is_relation:
        if issubclass(field.related_model, get_user_model()):
            return Person(field)
        return OfArchive(field) if field.related_model in BY_MODEL else OfGuide(field)
    return Plain(field, next(form for form in FORMS if isinstance(field, form[0])))


def columns_of(table, version):
    """The columns of a table by their names."""
    return {name: column_of(table.model, name) for name in table.columns_of(version)}


def spelt(value):
    """A value of JSON as a message shows it."""
    return f"“{shortened(str(value), 60)}”"
