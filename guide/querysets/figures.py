"""Figures, their editions, and the claims that rest on them."""

from django.db import models


class FigureQuerySet(models.QuerySet):
    def with_names(self, keys):
        """Figures with one of the keys that name them."""
        return self.filter(key__in=list(keys))

    def locked(self):
        """In the order of guide.locks."""
        return self.order_by("key").select_for_update(no_key=True)

    def subjects(self):
        """Primary keys of the records that they speak of."""
        return self.order_by().values_list("subject_id", flat=True).distinct()

    def ids_by_key(self, keys):
        """Primary keys by the keys that name the figures; no query for none."""
        keys = list(keys)
        return dict(self.with_names(keys).values_list("key", "pk")) if keys else {}

    def of_others(self, record):
        """Figures that speak of other records."""
        return self.exclude(subject=record.pk)

    def with_current_edition(self):
        """Figures with ``current``: a list of one, their current edition with its source."""
        from guide.models import Edition

        current = Edition.objects.current().select_related("source")
        return self.prefetch_related(models.Prefetch("editions", queryset=current, to_attr="current_editions"))

    def with_parts(self):
        """Figures with the rows of their parts."""
        return self.prefetch_related("part_rows")

    def to_reckon(self):
        """Those that say what makes them, what they count or what holds them, with all of that."""
        told = models.Q(parts__isnull=False) | ~models.Q(counts="") | models.Q(within__isnull=False)
        shown = self.exclude(subject__state="draft").filter(told).distinct()
        return shown.order_by("subject__position", "position", "key").prefetch_related("part_rows")

    def with_history(self):
        """Of what is not a draft and has a value: all editions, checks and answers that rest on the figure."""
        from guide.models import Claim, Edition, Verification

        return (
            self.exclude(subject__state="draft")
            .filter(models.Exists(Edition.objects.current().filter(figure=models.OuterRef("pk"))))
            .select_related("subject", "follows__subject")
            .prefetch_related(
                models.Prefetch("editions", Edition.objects.select_related("source")),
                models.Prefetch("verifications", Verification.objects.select_related("source")),
                models.Prefetch("claims", Claim.objects.select_related("question")),
            )
        )


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

    def public(self):
        """Nothing of a draft is shown, its figures included."""
        return self.exclude(figure__subject__state="draft")

    def by_source(self, source):
        """Current editions of what the source says in numbers, with their checks; the source is the caller's."""
        editions = self.current().public().filter(source=source).select_related("figure")
        return editions.prefetch_related("figure__verifications").order_by("figure__subject", "figure__position")

    def of_published(self):
        """Current editions of the figures of published records, with the figure alone."""
        published = self.current().filter(figure__subject__state="published")
        return published.select_related("figure").order_by("figure__key")

    def corrections(self):
        """Editions after a figure's first, of records that readers may open."""
        return self.public().filter(number__gt=1)

    def days(self):
        """The days (UTC, at midnight) on which some was published, newest first."""
        return self.datetimes("published_at", "day", order="DESC")

    def between(self, start, end):
        """In their order, each with its figure's editions; no texts of the subject."""
        found = self.filter(published_at__gte=start, published_at__lt=end).select_related("figure__subject", "source")
        found = found.defer("figure__subject__summary", "figure__subject__body")
        return found.prefetch_related("figure__editions").order_by("-published_at", "-pk")

    def following(self, figure):
        """Current editions of the figures by which its own publisher followed this one."""
        return self.current().public().filter(figure__follows=figure).with_figure()

    def now_of(self, figures):
        """Current editions of figures given by primary key, with what they are of and who says so."""
        return self.current().public().filter(figure__in=[pk for pk in figures if pk]).with_figure()

    def of_figures(self, keys):
        """Current editions of the figures named by the keys, with what they are of and who says so."""
        return self.current().public().filter(figure__key__in=list(keys)).with_figure()

    def on_page(self, keys, subject_ids):
        """Current editions of the figures with one of the keys or subjects, with their checks; in their order.

        With the later editions, by their own publishers, of the figures with the keys. Without their sources: a few
        sources say it all, so who wants them fetches each once.
        """
        wanted = (
            models.Q(figure__key__in=keys)
            | models.Q(figure__follows__key__in=keys)
            | models.Q(figure__subject__in=subject_ids)
        )
        editions = self.current().public().filter(wanted).select_related("figure")
        return editions.prefetch_related("figure__verifications").order_by("figure__position", "figure_id")


class ClaimQuerySet(models.QuerySet):
    def by_source(self, source):
        """Its answers to published questions."""
        answers = self.filter(source=source, question__state="published").select_related("question")
        return answers.order_by("question__position", "position")

    def figures_of(self, questions):
        """Primary keys of the figures of the answers, in their order, by published question; no query for none."""
        questions = {pk for pk in questions if pk}
        figures = {}
        if questions:
            answers = self.filter(question__in=questions, question__state="published", figure__isnull=False)
            for question, figure in answers.order_by("position", "id").values_list("question", "figure"):
                figures.setdefault(question, {})[figure] = None
        return {question: tuple(found) for question, found in figures.items()}


class FigurePartQuerySet(models.QuerySet):
    def kin(self, figures):
        """The sums that each of the figures stands in, as the total or as a part: sets of totals, by primary key."""
        rows = self.filter(models.Q(total__in=figures) | models.Q(part__in=figures))
        sums = {}
        for total, part in rows.values_list("total", "part"):
            sums.setdefault(total, set()).add(total)
            sums.setdefault(part, set()).add(total)
        return {figure: frozenset(totals) for figure, totals in sums.items()}
