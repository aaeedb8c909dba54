"""Which rows: the guide's querysets. Methods read as adjectives or prepositions."""

from django.db import models


class RecordQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state="published")

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def named(self, kind, slug):
        return self.filter(kind=kind, slug=slug)

    def with_keys(self, keys):
        return self.filter(pk__in=list(keys))

    def by_name(self):
        """Primary keys by ``(kind, slug)``: a dict."""
        return {(kind, slug): pk for kind, slug, pk in self.values_list("kind", "slug", "pk")}

    def with_document(self):
        """Records with all that their document tells, in a number of queries that does not depend on how many."""
        from guide.models import Figure

        return self.order_by("pk").prefetch_related(
            "citations__source",
            "statements__source",
            "relations__object",
            models.Prefetch("figures", queryset=Figure.objects.select_related("follows").with_current_edition()),
            "figures__verifications__source",
            "as_source",
            "as_path__total_figure",
            "as_skill__hours_figure",
            "as_skill__topics",
            "as_skill__aliases",
            "as_tool",
            "as_certification__status_source",
            "as_certification__replaced_by",
            "as_question__claims__source",
            "as_question__claims__figure",
            "as_milestone__skill",
            "as_milestone__figure",
            "as_milestone__question",
        )


class RevisionQuerySet(models.QuerySet):
    def last_of(self, keys):
        """The newest revision of each record, given by primary key."""
        newest = self.filter(record=models.OuterRef("record")).order_by("-number").values("number")[:1]
        return self.filter(record__in=list(keys), number=models.Subquery(newest))

    def last_numbers(self, keys):
        """The newest revision's number by the primary key of its record: a dict."""
        return dict(self.last_of(keys).values_list("record_id", "number"))

    def last_documents(self, keys):
        """The newest revision's document by the primary key of its record: a dict."""
        return dict(self.last_of(keys).values_list("record_id", "document"))


class FigureQuerySet(models.QuerySet):
    def of_others(self, record):
        """Figures that speak of other records."""
        return self.exclude(subject=record.pk)

    def with_current_edition(self):
        """Figures with ``current``: a list of one, their current edition with its source."""
        from guide.models import Edition

        current = Edition.objects.current().select_related("source")
        return self.prefetch_related(models.Prefetch("editions", queryset=current, to_attr="current_editions"))


class EditionQuerySet(models.QuerySet):
    def update(self, **values):
        """Only which edition is current may change; the values of an edition never do."""
        if set(values) != {"is_current"}:
            raise ValueError("An edition is never changed in place: publish the next one.")
        return super().update(**values)

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


class LoadedDocumentQuerySet(models.QuerySet):
    def digests(self):
        """``(digest, row_digest)`` by ``(kind, slug)``: a dict."""
        rows = self.values_list("kind", "slug", "digest", "row_digest")
        return {(kind, slug): (digest, row_digest) for kind, slug, digest, row_digest in rows}

    def note(self, name, **digests):
        """What was loaded last under this ``(kind, slug)``."""
        kind, slug = name
        self.update_or_create(kind=kind, slug=slug, defaults=digests)
