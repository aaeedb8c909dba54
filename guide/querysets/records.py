"""Records of every kind, and what belongs to one."""

from datetime import timedelta

from django.db import models


class RecordQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state="published")

    def readable(self):
        """What has a page: retired records keep theirs, since learners' rows and old links point at them."""
        return self.exclude(state="draft")

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def named(self, kind, slug):
        return self.filter(kind=kind, slug=slug)

    def under(self, group):
        """Those under one heading; all for none."""
        return self.filter(group=group) if group else self

    def in_order(self):
        """For lists over several kinds: without the texts, which are most of a record."""
        return self.defer("summary", "body").order_by("position", "title")

    def with_hours(self):
        """Skills for which a source states hours."""
        return self.filter(hours_figure__isnull=False).select_related("hours_figure")

    def with_slugs(self, slugs):
        return self.filter(slug__in=slugs)

    def not_searched(self):
        """Published records of which the search knows nothing."""
        return self.published().filter(search_documents__isnull=True)

    def abbreviations(self):
        """Pairs of an abbreviation and what it stands for, of the published terms."""
        return self.published().of_kind("term").exclude(short="").order_by("pk").values_list("short", "title")

    def newest_by_kind(self):
        """When a record of each kind was changed last: a dict by kind, in one query."""
        return dict(self.order_by().values_list("kind").annotate(models.Max("updated_at")))

    def stale(self, today):
        """Not retired, and due to be looked at: see ``overdue`` and ``checked_long_ago``."""
        return self.overdue(today) | self.checked_long_ago(today)

    def overdue(self, today):
        """Of what is not retired, that whose day of review has passed."""
        return self.exclude(state="retired").filter(review_due__lt=today)

    def checked_long_ago(self, today):
        """Of what is not retired, that of which a newest check is over a year old.

        That is the newest check of one of its figures, the day of its status, or of a check of ours its own day.
        """
        from guide.models import Figure, Verification

        year_ago = today - timedelta(days=365)
        newest = Verification.objects.filter(figure=models.OuterRef("pk")).order_by("-on", "-pk").values("on")[:1]
        figures = Figure.objects.filter(subject=models.OuterRef("pk")).alias(checked=models.Subquery(newest))
        old = models.Q(models.Exists(figures.filter(checked__lt=year_ago)))
        for path in ("as_source__checked_on", "as_certification__status_as_of", "as_law__status_as_of",
                     "as_authorization__status_as_of"):  # fmt: skip
            old |= models.Q(**{f"{path}__lt": year_ago})
        return self.exclude(state="retired").filter(old)

    def by_names(self, names):
        """Records named ``kind/slug``; none, and no query, for no names."""
        wanted = models.Q(pk__in=())
        for kind, slug in (name.split("/", 1) for name in names):
            wanted |= models.Q(kind=kind, slug=slug)
        return self.filter(wanted)

    def with_contents(self):
        """What a reading page shows besides the record: four queries however much it is."""
        from guide.models import Relation

        to = Relation.objects.select_related("object__as_certification")
        back = Relation.objects.select_related("subject")
        return (
            self.with_statements()
            .with_citations()
            .prefetch_related(models.Prefetch("relations", to), models.Prefetch("relations_to", back))
        )

    def with_own(self, kind):
        """With the row of the kind's own fields, and what that points at; nothing for a kind without."""
        own = {
            "law": ("as_law__status_source", "as_law__replaced_by"),
            "authorization": ("as_authorization__status_source", "as_authorization__replaced_by"),
            "scenario": ("as_scenario__path__total_figure", "as_scenario__steps__source"),
            "step": ("as_step__process",),
            "watch": ("as_watch__skill",),
        }
        return self.prefetch_related(*own.get(kind, ()))

    def steps_of(self, process):
        """The published steps of an order, in it."""
        steps = self.published().filter(as_step__process=process)
        return steps.select_related("as_step").order_by("as_step__number")

    def for_readers(self):
        """Scenarios with their paths, in order."""
        return self.published().select_related("path__total_figure").order_by("position", "title")

    def in_processes(self):
        """The published steps of all published orders, each with its order, in order."""
        steps = self.published().filter(as_step__process__state="published").select_related("as_step__process")
        return steps.order_by("as_step__process__position", "as_step__number")

    def first_steps(self, scenarios):
        """The steps that the scenarios lead to, each with ``scenario_key``."""
        steps = self.in_processes().filter(relations_to__role="leads_to", relations_to__subject__in=list(scenarios))
        return steps.annotate(scenario_key=models.F("relations_to__subject"))

    def with_misconceptions(self):
        """After ``with_contents``: what the records that point here say, for the misconceptions among them."""
        from guide.models import Statement

        said = Statement.objects.select_related("source")
        return self.prefetch_related(models.Prefetch("relations_to__subject__statements", said))

    def with_own_hours(self):
        """Skills with the figure of their hours, if a source states any."""
        return self.select_related("hours_figure")

    def with_total(self):
        """Paths with the figure that stands for the whole."""
        return self.select_related("total_figure")

    def with_status(self):
        """Certifications with what their status rests on."""
        return self.select_related("status_source", "replaced_by")

    def with_comparables(self):
        """For paths side by side: what is said of each, and the records that point at it."""
        from guide.models import Relation

        back = Relation.objects.select_related("subject")
        return self.with_statements().prefetch_related(models.Prefetch("relations_to", back))

    def with_subjects(self):
        """Records with the ids of what they are about, in ``about``: rows of relations."""
        from guide.models import Relation

        return self.prefetch_related(models.Prefetch("relations", Relation.objects.filter(role="about"), "about"))

    def with_claims(self):
        from guide.models import Claim

        claims = Claim.objects.select_related("figure").prefetch_related("source")
        return self.prefetch_related(models.Prefetch("claims", claims))

    def with_citations(self):
        """For lists: who names each record."""
        from guide.models import Citation

        return self.prefetch_related(models.Prefetch("citations", Citation.objects.select_related("source")))

    def with_statements(self):
        from guide.models import Statement

        return self.prefetch_related(models.Prefetch("statements", Statement.objects.select_related("source")))

    def resting_on(self, source):
        """Records that cite the source or carry a statement of it."""
        from guide.models import Citation, Statement

        by_source = {"record": models.OuterRef("pk"), "source": source}
        return self.filter(
            models.Exists(Citation.objects.filter(**by_source)) | models.Exists(Statement.objects.filter(**by_source))
        ).exclude(pk=source.pk)

    def with_slugs_or_keys(self, slugs, keys):
        return self.filter(models.Q(slug__in=slugs) | models.Q(pk__in=list(keys)))

    def with_keys(self, keys):
        return self.filter(pk__in=list(keys))

    def locked(self):
        """In the order of guide.locks."""
        return self.order_by("pk").select_for_update(no_key=True)

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
            models.Prefetch(
                "figures", queryset=Figure.objects.select_related("follows", "within").with_current_edition()
            ),
            "figures__verifications__source",
            "figures__part_rows__part",
            "as_source",
            "as_path__total_figure",
            "as_skill__hours_figure",
            "as_skill__topics",
            "as_skill__aliases",
            "as_certification__status_source",
            "as_certification__replaced_by",
            "as_question__claims__source",
            "as_question__claims__figure",
            "as_milestone__skill",
            "as_milestone__figure",
            "as_milestone__question",
            "as_law__status_source",
            "as_law__replaced_by",
            "as_authorization__status_source",
            "as_authorization__replaced_by",
            "as_scenario__path",
            "as_scenario__steps__source",
            "as_step__process",
            "as_watch__figure",
            "as_watch__skill",
            "as_watch__other_skill",
            "as_watch__path",
        )


class KindManager(models.Manager.from_queryset(RecordQuerySet)):
    """For kinds without a table of their own: the records of ``KIND`` alone."""

    def get_queryset(self):
        return super().get_queryset().of_kind(self.model.KIND)


class StatementQuerySet(models.QuerySet):
    def illustrations(self):
        """Stories told of published records, with the record and the source."""
        told = self.filter(role="illustration", record__state="published")
        return told.select_related("record", "source").order_by("record", "position")


class TopicQuerySet(models.QuerySet):
    def of_skill(self, skill):
        """The topics of one skill; none for None."""
        return self.filter(skill=skill) if skill else self.none()


class MilestoneQuerySet(RecordQuerySet):
    def in_hours(self):
        """Those that logged hours are measured against."""
        return self.filter(counts__in=("skill_hours", "total_hours"))

    def of_total_hours(self):
        """The one that counts all hours, with its figure; None without."""
        return self.filter(counts="total_hours").select_related("figure").first()

    def for_every_path(self):
        """Those that a learner meets on any path, but for the hours of single skills."""
        return self.filter(tracked=True).exclude(counts="skill_hours").select_related("figure")

    def counting_as(self, milestone):
        """Other published ones that the tracker measures by the same."""
        same = self.published().filter(tracked=True, counts=milestone.counts, skill=milestone.skill_id)
        return same.exclude(pk=milestone.pk)

    def tracked(self):
        """Published milestones that the tracker measures, each with ``now``, its figure's current edition."""
        return self.published().filter(tracked=True).with_now()

    def of_public_projects(self):
        """The published one that counts public projects a quarter, with ``now``; None without."""
        return self.published().filter(counts="public_projects_per_quarter").with_now().first()

    def with_now(self):
        current = models.FilteredRelation("figure__editions", condition=models.Q(figure__editions__is_current=True))
        milestones = self.annotate(now=current)
        return milestones.select_related("figure", "skill", "now__source").order_by("position", "pk")


class WatchQuerySet(RecordQuerySet):
    def ruled(self):
        """Those that a log is held against."""
        return self.exclude(rule="")

    def watched(self):
        """Published watches, each with ``now``, its figure's current edition, what it is about and who says that."""
        from guide.models import Relation

        current = models.FilteredRelation("figure__editions", condition=models.Q(figure__editions__is_current=True))
        watches = self.published().annotate(now=current).select_related("figure", "skill", "now__source", "path")
        about = Relation.objects.filter(role="about", object__state="published").select_related("object")
        prefetch = models.Prefetch("relations", about.prefetch_related("object__citations__source"), to_attr="about")
        return watches.prefetch_related(prefetch).order_by("position", "pk")
