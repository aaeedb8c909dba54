"""The rows that are searched, brought up to date in the transaction of every write. See ``guide.publishing``."""

from django.db import transaction

from guide.documents import to_documents
from guide.models import Figure, SearchDocument
from guide.search import engines
from guide.search.entries import entries_of

COLUMNS = ("names", "near", "rest", "forms", "text")


def index_documents(documents):
    """Make anew the rows of these records: a dict of documents by primary key. Their records are locked."""
    if not documents:
        return
    engines.forget(documents)
    SearchDocument.objects.of_records(documents).delete()
    SearchDocument.objects.bulk_create(rows_of(documents), batch_size=500)
    engines.take(documents)


def rows_of(documents):
    """The rows, not saved, of these documents."""
    entries = [(pk, entry) for pk, document in documents.items() for entry in entries_of(document)]
    keys = Figure.objects.ids_by_key(entry.figure for _, entry in entries if entry.figure)
    return [
        SearchDocument(
            record_id=pk,
            figure_id=keys[entry.figure] if entry.figure else None,
            **{name: getattr(entry, name) for name in COLUMNS},
        )
        for pk, entry in entries
    ]


@transaction.atomic
def rebuild(documents=None):
    """Make anew what differs from the records as they are. Returns their names (``kind/slug``); none if all was right.

    ``documents``: those to compare, by primary key, as the rows have them; all if none are given. The caller has locked
    their records, and tells whoever keeps pages (``touch_content``).
    """
    documents = to_documents() if documents is None else documents
    wrong = differing(documents)
    index_documents({pk: documents[pk] for pk in wrong})
    return [f"{documents[pk]['kind']}/{documents[pk]['slug']}" for pk in wrong]


def differing(documents):
    """Primary keys of the records whose rows are not what their documents make, or all if the database's own index
    is not what the rows are."""
    if engines.stale():
        return list(documents)
    wanted, there = {}, {}
    for rows, found in ((rows_of(documents), wanted), (SearchDocument.objects.all(), there)):
        for row in rows:
            columns = (row.figure_id, *(getattr(row, name) for name in COLUMNS))
            found.setdefault(row.record_id, set()).add(columns)
    return [pk for pk in documents if wanted.get(pk) != there.get(pk)]
