"""Which applications stand on the board, and where."""

from django.db import models
from django.db.models import Case, Count, F, Max, Q, Value, When, Window
from django.db.models.functions import RowNumber


class BoardApplications(models.QuerySet):
    """The methods of ApplicationQuerySet for the board; ``stage`` and ``since`` are the fields that the viewer sees."""

    def through(self, channel):
        return self.filter(channel=channel)

    def counts_by_stage(self, stage):
        """How many are in each stage: a dict."""
        return dict(self.order_by().values(stage).annotate(count=Count("pk")).values_list(stage, "count"))

    def at_the_top(self, stage, since, closed, most):
        """The ids of at most so many of each column, the latest first; all ``closed`` stages are one column."""
        column = Case(When(Q((f"{stage}__in", closed)), then=Value("closed")), default=F(stage))
        nth = Window(RowNumber(), partition_by=column, order_by=[F(since).desc(), F("id").desc()])
        return [pk for pk, _ in self.order_by().annotate(nth=nth).filter(nth__lte=most).values_list("pk", "nth")]

    def as_slips(self, ids):
        """These, with what a slip shows; ``seen`` is the sequence of the last event of each."""
        return self.filter(pk__in=ids).select_related("own_stage").annotate(seen=Max("events__sequence"))

    def with_own_stage(self):
        return self.select_related("own_stage")
