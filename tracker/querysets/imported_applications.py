"""Applications that came with a file, and that go out into one."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, OuterRef, Q

SLICE = 500  # ids in one statement


class ImportedApplications(models.QuerySet):
    def of_batch(self, batch):
        """What came with a file, the bin included."""
        return self.filter(batch=batch)

    def changed_after(self, moment):
        """Those that were changed or moved since, or on which something hangs."""
        from tracker.models import Contact, Document, FollowUp, Interview, Offer

        hangs = [Exists(model.objects.filter(application=OuterRef("pk"))) for model in
                 (Contact, Document, FollowUp, Interview, Offer)]  # fmt: skip
        return self.filter(reduce(or_, hangs, Q(updated_at__gt=moment)))

    def erase(self):
        """Delete them for good with all that hangs on them, however many: a statement a table for each slice."""
        ids = list(self.order_by().values_list("pk", flat=True))
        for at in range(0, len(ids), SLICE):
            some = ids[at : at + SLICE]
            for relation in self.model._meta.related_objects:
                hanging = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": some})
                if relation.on_delete is models.CASCADE:
                    hanging._raw_delete(self.db)
                else:
                    hanging.update(**{relation.field.name: None})
            self.model._base_manager.filter(pk__in=some)._raw_delete(self.db)

    def beside(self):
        """What a file's rows are compared with: (token, company, role, in the bin, keys)."""
        keys = ("link_key", "requisition_key", "company_key", "role_key")
        return self.order_by("id").values_list("token", "company", "role", "deleted_at", *keys)

    def for_export(self):
        """In the order in which they were made, with their events."""
        return self.select_related("own_stage").prefetch_related("events__own_stage").order_by("id")
