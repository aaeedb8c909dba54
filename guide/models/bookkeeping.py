"""What the guide remembers about itself: what was loaded from fixtures, and how often the content changed."""

from django.db import models

from guide.querysets import ContentVersionQuerySet, LoadedDocumentQuerySet


class LoadedDocument(models.Model):
    """What was loaded last of a record: tells a change in the fixtures from a curator's.

    ``digest`` is the fixture's, empty once the record is gone from the fixtures; ``row_digest`` that of the record
    right after. They differ where the record keeps what a fixture no longer has: figures and checks.
    """

    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=80)
    digest = models.CharField(max_length=64, blank=True)
    row_digest = models.CharField(max_length=64, blank=True, default="")
    loaded_at = models.DateTimeField(auto_now=True)

    objects = LoadedDocumentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="loaded_document_once")]

    def __str__(self):
        return f"{self.kind}/{self.slug}"


class ContentVersion(models.Model):
    """One row: a number that grows with every change of content, shared by all workers."""

    number = models.PositiveBigIntegerField(default=0)

    objects = ContentVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="content_version_single")]

    def __str__(self):
        return str(self.number)
