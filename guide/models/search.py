"""What is searched: a row for each published record, and one for each figure of one. Made by ``guide.search.index``."""

from django.db import models

from guide.querysets import SearchDocumentQuerySet


class SearchDocument(models.Model):
    """The words of a record, or of one of its figures, as ``guide.search.entries`` makes them.

    The full-text index beside it differs by database: on SQLite the table ``guide_searchindex`` (FTS5), whose rows have
    the keys of these; on PostgreSQL the column ``terms`` (tsvector), which the database generates.
    """

    record = models.ForeignKey("guide.Record", on_delete=models.CASCADE, related_name="search_documents")
    figure = models.OneToOneField("guide.Figure", null=True, on_delete=models.CASCADE, related_name="search_document")
    names = models.TextField(blank=True)
    near = models.TextField(blank=True)
    rest = models.TextField(blank=True)
    forms = models.TextField(blank=True)
    text = models.TextField(blank=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(figure__isnull=True), name="search_document_one_a_record"
            ),
        ]

    def __str__(self):
        return str(self.figure or self.record)
