"""Files of applications, the rows that came of them, and what their words mean."""

from django.db import models
from django.db.models import Exists, OuterRef, Q


class ApplicationBatchQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def with_id(self, pk):
        return self.filter(pk=pk)

    def with_token(self, token):
        """The batch that the form with this token made, or None."""
        return self.filter(token=token).first()

    def waiting(self):
        return self.filter(state="uploaded")

    def latest_first(self):
        return self.order_by("-id")

    def without_cells(self):
        """For lists: the file itself stays where it is."""
        return self.defer("cells", "columns", "options", "taken")

    def locked(self, batch):
        return self.select_for_update().get(pk=batch.pk)

    def mapping_of(self, header_key):
        """What the learner said last of a file with the same columns, or None."""
        found = self.filter(header_key=header_key).exclude(columns={}).order_by("-id").first()
        return found and found.mapping

    def same_as(self, batch):
        """The latest other one of the same file to the byte that was imported, or None."""
        same = self.filter(state="committed", digest=batch.digest).exclude(pk=batch.pk)
        return same.without_cells().order_by("-id").first()

    def left(self, before):
        """Those that nobody has imported since they came: they will not be."""
        return self.filter(state="uploaded", created_at__lt=before)

    def with_remains(self, before):
        """Those that were imported, and whose file is of no more use."""
        return self.filter(state__in=["committed", "undone"], committed_at__lt=before).exclude(cells=b"")


class ImportedApplicationQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def contents(self):
        return set(self.values_list("content", flat=True))

    def forget(self, batch):
        """Forget the rows of a batch whose application is gone: they may come in again."""
        from tracker.models import Application

        there = Application.objects.filter(learner=OuterRef("learner"), token=OuterRef("token"))
        self.filter(Q(batch=batch) & ~Exists(there)).delete()


class StageWordQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def said(self):
        """With the names of own stages."""
        return self.select_related("own_stage")

    def save_all(self, words):
        """Keep what was said, in place of what was said of the same words before."""
        changing = ["word", "stage", "closing", "own_stage", "channel", "updated_at"]
        self.bulk_create(
            words, update_conflicts=True, update_fields=changing, unique_fields=["learner", "kind", "folded"]
        )
