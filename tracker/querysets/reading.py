"""What a learner keeps beside the guide’s records."""

from django.db import models


class BesideQuerySet(models.QuerySet):
    """What a learner keeps beside the guide's records: at most one row a record."""

    def for_learner(self, learner):
        return self.filter(learner=learner)

    def on(self, records):
        return self.filter(record__in=[record.pk for record in records])

    def on_published(self, kind):
        return self.filter(record__kind=kind, record__state="published")

    def record_keys(self):
        """The primary keys of their records: a set."""
        return set(self.values_list("record_id", flat=True))

    def by_record(self):
        """Rows by the primary key of their record: a dict."""
        return {row.record_id: row for row in self}


class NoteQuerySet(BesideQuerySet):
    def kept(self):
        return self.filter(deleted_at=None)

    def binned(self):
        return self.filter(deleted_at__isnull=False)

    def binned_before(self, instant):
        return self.filter(deleted_at__lt=instant)

    def before(self, pk):
        """Those that stand below the given one in the list, the latest first: keyset paging by id."""
        return self.filter(pk__lt=pk)

    def with_records(self):
        return self.select_related("record")
