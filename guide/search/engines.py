"""Which rows hold the terms, asked in the full-text search of the database in use. No extension, no trigger.

A condition is a list of groups, all of which must hold; a group a list of alternatives, one of which must hold; an
alternative a tuple of terms, all of which must stand in the row. Terms are ASCII letters and digits (``words.term``),
so that nothing in a condition needs escaping, and both databases see the same words.
"""

from django.db import connections

from guide.models import SearchDocument


class Fts5:
    """SQLite: a table beside the rows, written in the same transaction."""

    WORDS = {"all": " AND ", "any": " OR "}
    FORGET = (
        "DELETE FROM guide_searchindex WHERE rowid IN (SELECT id FROM guide_searchdocument WHERE record_id IN ({keys}))"
    )
    # A row that the table has already is one that the rows lost without telling it: tests, or SQL by hand.
    TAKE = (
        "INSERT OR REPLACE INTO guide_searchindex (rowid, names, near, rest) "
        "SELECT id, names, near, rest FROM guide_searchdocument WHERE record_id IN ({keys})"
    )
    MATCHING = (
        "SELECT found.rowid FROM guide_searchindex AS found JOIN guide_searchdocument AS row ON row.id = found.rowid "
        "WHERE guide_searchindex MATCH %s"
    )
    STALE = (
        "SELECT count(*) FROM guide_searchdocument AS row LEFT JOIN guide_searchindex AS found ON found.rowid = row.id "
        "WHERE found.rowid IS NULL OR found.names <> row.names OR found.near <> row.near OR found.rest <> row.rest"
    )

    @classmethod
    def word(cls, term):
        return f'"{term}"'


class Tsvector:
    """PostgreSQL: a column that it generates itself."""

    WORDS = {"all": " & ", "any": " | "}
    FORGET = TAKE = STALE = None
    MATCHING = "SELECT id FROM guide_searchdocument WHERE terms @@ %s::tsquery"

    @classmethod
    def word(cls, term):
        return f"'{term}'"


def engine():
    return Fts5 if connections[SearchDocument.objects.db].vendor == "sqlite" else Tsvector


def matching(condition):
    """Primary keys of the rows for which the condition holds: a set; of an empty condition or group none."""
    if not condition or not all(condition):
        return set()
    kind = engine()
    with connections[SearchDocument.objects.db].cursor() as cursor:
        cursor.execute(kind.MATCHING, [written(condition, kind)])
        return {row[0] for row in cursor.fetchall()}


def written(condition, kind):
    """The condition in the engine's own language."""

    def joined(how, parts):
        return parts[0] if len(parts) == 1 else f"({kind.WORDS[how].join(parts)})"

    def group(alternatives):
        return joined("any", [joined("all", [kind.word(term) for term in terms]) for terms in alternatives])

    return joined("all", [group(alternatives) for alternatives in condition])


def forget(keys):
    """Before the rows of these records go."""
    _run(engine().FORGET, keys)


def take(keys):
    """After the rows of these records are there."""
    _run(engine().TAKE, keys)


def stale():
    """How many rows the full-text index does not have as they are."""
    statement = engine().STALE
    if statement is None:
        return 0
    with connections[SearchDocument.objects.db].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def _run(statement, keys):
    if statement:
        with connections[SearchDocument.objects.db].cursor() as cursor:
            cursor.execute(statement.format(keys=", ".join(str(int(key)) for key in keys)))
