"""Questions that sources answer differently, and their answers side by side. Never averaged."""

from django.db import models

from guide.models.records import Kind, Record
from guide.models.sources import Source
from guide.querysets import ClaimQuerySet


class Question(Record):
    KIND = Kind.QUESTION

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_question")

    differs_by_population = models.BooleanField("whom they count", default=False)
    differs_by_period = models.BooleanField("when they looked", default=False)
    differs_by_measure = models.BooleanField("what is counted", default=False)
    true_conflict = models.BooleanField("a true conflict", default=False)
    remark = models.TextField(blank=True, help_text="Markdown of ours: why the answers differ.")

    @property
    def reasons(self):
        """Why the answers differ, as a list of words for readers."""
        names = ("differs_by_population", "differs_by_period", "differs_by_measure", "true_conflict")
        return [self._meta.get_field(name).verbose_name for name in names if getattr(self, name)]


class Claim(models.Model):
    """One source's answer to a question: in words, and where it gives one, by a figure."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="claims")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims_by")
    text = models.TextField(help_text="The answer in words, ours.")
    of_whom = models.CharField(max_length=200, blank=True)
    figure = models.ForeignKey("guide.Figure", null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    position = models.PositiveIntegerField(default=0)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return f"{self.source}: {self.text[:60]}"
