"""The rows of an archive on their way into the database: read strictly, written in batches.

From the first problem on nothing is written any more, but all the rest is still looked at, so that one answer names
all that is wrong. The transaction around it takes back what was written.
"""

from dataclasses import dataclass, field

from django.db import DatabaseError, connection, transaction

from tracker.archives.columns import Misfit, Several, column_of, columns_of
from tracker.archives.envelope import GLOSSARY, MOST_PROBLEMS, ArchiveRefused
from tracker.archives.guide_keys import GuideKeys, shortened
from tracker.archives.tables import BY_MODEL
from tracker.models import Learner

BATCH = 500


@dataclass
class Reading:
    """The whole of an archive. ``owner``: the key of the learner; ``replaces``: their record without entries, if any.

    The columns ask it for the keys of what they name.
    """

    owner: int
    envelope: object
    replaces: Learner | None = None
    guide: GuideKeys = field(default_factory=GuideKeys)
    problems: list = field(default_factory=list)
    batch: object = None  # of the table at hand
    _keys: dict = field(default_factory=dict)  # model -> {name of a row: its primary key}

    def read_all(self):
        """Write all rows. Raises ArchiveRefused, with all that is wrong."""
        self.check_guide()
        for table in self.envelope.tables:
            self.read_table(table)
        if self.problems:
            raise ArchiveRefused(*self.problems)

    def problem(self, name, number, what):
        """Note what is wrong with a line. When too many are, the rest is not worth the time."""
        self.problems.append(f"{name}, line {number:,}: {what}.")
        if len(self.problems) >= MOST_PROBLEMS:
            raise ArchiveRefused(*self.problems, f"There may be more: {MOST_PROBLEMS} are told at once.")

    def rows(self, name, path, suits, otherwise):
        """Pairs of (number, value) of the lines that can be read and that ``suits`` takes; the others are problems."""
        for number, value in self.envelope.lines(path):
            if isinstance(value, ArchiveRefused):
                self.problem(name, number, value)
            elif not suits(value):
                self.problem(name, number, otherwise)
            else:
                yield number, value

    def check_guide(self):
        """That the editions which the archive names say here what they said there."""
        rows = list(self.rows("guide", GLOSSARY, is_said, "it does not say what a name of the guide means"))
        here = self.guide.values_of_editions([row["name"] for _, row in rows])
        for number, row in rows:
            now = here.get(row["name"], row["says"])
            if now != row["says"]:
                there = shortened(row["says"])
                self.problem("guide", number, f"“{row['name']}” is “{there}” there and “{now}” in this guide")

    def read_table(self, table):
        if table.chosen and self.replaces and table.model is not Learner:
            table.rows_of(self.replaces).delete()
        columns = columns_of(table, self.envelope.version)
        self._keys[table.model] = {}
        self.batch = Batch(table, self)
        count = 0
        shape = f"it should be an object of just {', '.join(columns)}"
        for number, value in self.rows(table.name, table.path, lambda v: has_just(v, columns), shape):
            self.batch.add(self.line(table, columns, number, value))
            count += 1
        self.batch.write()
        if table.model is Learner and count != 1:
            self.problem(table.name, count, "a record is of one learner")

    def line(self, table, columns, number, value):
        """A Line of the values of a row; what does not fit is a problem and left out."""
        line = Line(number, value[table.key] if table.key else number, table.model())
        if "__" not in table.owner:
            owner = line.row._meta.pk if table.owner == "pk" else line.row._meta.get_field(table.owner)
            setattr(line.row, owner.attname, self.owner)
        for name, column in columns.items():
            try:
                found = column.read(value[name], self)
            except Misfit as error:
                self.problem(table.name, number, f"{name}: {error}")
                continue
            if isinstance(column, Several):
                line.several[column] = found
            else:
                setattr(line.row, column.field.attname, found)
        return line

    def key(self, model, name):
        """The primary key of a row above, by its name; None if it was not written. Raises Misfit."""
        table = BY_MODEL[model]
        if type(name) is not self.kind_of_name(table):
            raise Misfit(f"“{shortened(str(name))}” does not name a row of {table.name}")
        if self.batch.table is table and self.batch.holds(name):
            self.batch.write()
        if name not in self._keys.get(model, ()):
            raise Misfit(f"“{shortened(str(name))}” is no row above it in {table.name}")
        return self._keys[model][name]

    @staticmethod
    def kind_of_name(table):
        """The JSON type of what names the rows of a table."""
        return column_of(table.model, table.key).kind if table.key else int

    def written(self, table, line, pk=None):
        if isinstance(line.name, (str, int)):
            self._keys[table.model][line.name] = pk


@dataclass
class Line:
    """One row, the ``number`` of its line, and the ``name`` by which others refer to it.

    ``several``: by column the keys of the rows of other tables that belong to it.
    """

    number: int
    name: object
    row: object
    several: dict = field(default_factory=dict)


class Batch:
    """The rows of one table that wait to be written together."""

    def __init__(self, table, reading):
        self.table, self.reading = table, reading
        self.lines, self.names = [], set()

    def add(self, line):
        self.lines.append(line)
        if isinstance(line.name, (str, int)):
            self.names.add(line.name)
        if len(self.lines) == BATCH:
            self.write()

    def holds(self, name):
        return name in self.names

    def write(self):
        lines, self.lines, self.names = self.lines, [], set()
        if not lines or self.reading.problems or not self._written(lines):
            for line in lines:
                self.reading.written(self.table, line)

    def _written(self, lines):
        """Write them. If the database refuses, find out which it is."""
        try:
            with transaction.atomic():
                self._insert(lines)
        except (DatabaseError, ValueError, OverflowError):
            if len(lines) == 1:
                what = "the database refuses it: it contradicts itself or another row"
                self.reading.problem(self.table.name, lines[0].number, what)
                return False
            half = len(lines) // 2
            return all([self._written(lines[:half]), self._written(lines[half:])])
        return True

    def _insert(self, lines):
        rows = [line.row for line in lines]
        if self.table.model is Learner and self.reading.replaces:
            keys = [replaced(rows[0], self.table.columns)]
        else:
            keys = inserted(self.table.model, rows)
        for line, pk in zip(lines, keys, strict=True):
            self.reading.written(self.table, line, pk)
            line.row.pk = pk
        for column in {column for line in lines for column in line.several}:
            row, other = column.ends
            through = column.pairs.model
            column.pairs.bulk_create(
                through(**{row: line.row.pk, other: pk}) for line in lines for pk in line.several[column]
            )


def inserted(model, rows):
    """Insert rows as they are. Returns their primary keys.

    ``bulk_create`` would set the times at which they were made and changed to now; raw, as ``loaddata`` saves, the
    fields stay what they are.
    """
    fields = [each for each in model._meta.local_concrete_fields if each is not model._meta.auto_field]
    size = max(connection.ops.bulk_batch_size(fields, rows), 1)
    keys = []
    for start in range(0, len(rows), size):
        keys += model._base_manager._insert(
            rows[start : start + size],
            fields=fields,
            returning_fields=[model._meta.pk],
            raw=True,
            using=connection.alias,
        )
    return [pk for (pk,) in keys]


def replaced(learner, columns):
    """Give the learner's row that is there the values of this one. Returns its key."""
    Learner.objects.filter(pk=learner.pk).update(**{name: getattr(learner, name) for name in columns})
    return learner.pk


def has_just(value, columns):
    return isinstance(value, dict) and set(value) == set(columns)


def is_said(value):
    """Whether this is a line of the glossary."""
    return has_just(value, ("name", "says")) and all(isinstance(text, str) for text in value.values())
