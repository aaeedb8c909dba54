"""What the search finds."""

from django.db import models


class SearchDocumentQuerySet(models.QuerySet):
    def of_records(self, keys):
        """Of the records with these primary keys: their own, and those of their figures."""
        return self.filter(record__in=list(keys))

    def as_cards(self):
        """What ranking and counting need of every row: tuples, see ``guide.search.lexicon``."""
        names = (
            "pk",
            "record__kind",
            "record__slug",
            "record__position",
            "figure__key",
            "names",
            "near",
            "rest",
            "forms",
        )
        return self.order_by("pk").values_list(*names)

    def to_show(self, keys):
        """Rows by primary key, each with its record and, of a figure, the current edition: two queries."""
        from guide.models import Edition

        current = models.Prefetch("figure__editions", Edition.objects.current().select_related("source"))
        status = ("record__as_certification", "record__as_law", "record__as_authorization")
        rows = self.filter(pk__in=list(keys)).select_related("record", "figure", *status).prefetch_related(current)
        return {row.pk: row for row in rows}
