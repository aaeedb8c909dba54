"""Which rows: the guide's querysets. Methods read as adjectives or prepositions."""

from django.db import models


class RecordQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state="published")

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def named(self, kind, slug):
        return self.filter(kind=kind, slug=slug)


class FigureQuerySet(models.QuerySet):
    def with_current_edition(self):
        """Figures with ``current``: a list of one, their current edition with its source."""
        from guide.models import Edition

        current = Edition.objects.current().select_related("source")
        return self.prefetch_related(models.Prefetch("editions", queryset=current, to_attr="current_editions"))


class EditionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(is_current=True)

    def with_figure(self):
        return self.select_related("figure__subject", "source")

    def by_key(self, keys=None):
        """Current editions by the key of their figure: a dict."""
        editions = self.current().with_figure()
        if keys is not None:
            editions = editions.filter(figure__key__in=keys)
        return {edition.figure.key: edition for edition in editions}


class MilestoneQuerySet(RecordQuerySet):
    def tracked(self):
        """Published milestones that the tracker measures, each with ``now``, its figure's current edition."""
        current = models.FilteredRelation("figure__editions", condition=models.Q(figure__editions__is_current=True))
        milestones = self.published().filter(tracked=True).annotate(now=current)
        return milestones.select_related("figure", "skill", "now__source").order_by("position")


class ContentVersionQuerySet(models.QuerySet):
    def number(self):
        """The version of the content now; 0 before the first change."""
        return next(iter(self.values_list("number", flat=True)), 0)

    def grow(self):
        """The content changed: whoever keeps something of it has to look again."""
        if not self.update(number=models.F("number") + 1):
            self.create(pk=1, number=1)
