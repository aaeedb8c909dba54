"""Documents: a record with all that hangs on it, in the form of docs/fixtures.md. The one place that knows that form.

``normalise(to_document(record)) == to_document(record)``, and writing a normalised document and reading it back gives
the same document. Normal form leaves out whatever equals its default, so that a field added later changes no digest.
"""

from guide.documents.differences import Difference, differences
from guide.documents.files import read_fixtures
from guide.documents.rows import to_document, to_documents
from guide.documents.shape import DocumentError, digest, name_of, normalise
from guide.documents.writing import write_documents

__all__ = [
    "Difference",
    "DocumentError",
    "differences",
    "digest",
    "name_of",
    "normalise",
    "read_fixtures",
    "to_document",
    "to_documents",
    "write_documents",
]
