"""Which rows: the guide's querysets. Methods read as adjectives or prepositions."""

from datetime import timedelta

from django.db import connections, models
from django.db.models.fields.json import KT


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


class RevisionQuerySet(models.QuerySet):
    def with_author(self):
        """Newest first, each with its author and ``is_newest``."""
        newer = self.model.objects.filter(record=models.OuterRef("record"), number__gt=models.OuterRef("number"))
        return self.select_related("author").annotate(is_newest=~models.Exists(newer)).order_by("-number")

    def before(self, revision):
        """The revision just before this one, or None."""
        return self.filter(number__lt=revision.number).order_by("-number").first()

    def newest(self):
        """The newest revision, with its author, or None; of one record's."""
        return self.select_related("author").order_by("-number").first()

    def numbered(self, number):
        return self.filter(number=number).first()

    def last_of(self, keys):
        """The newest revision of each record, given by primary key."""
        newest = self.filter(record=models.OuterRef("record")).order_by("-number").values("number")[:1]
        return self.filter(record__in=list(keys), number=models.Subquery(newest))

    def last_numbers(self, keys):
        """The newest revision's number by the primary key of its record: a dict."""
        return dict(self.last_of(keys).values_list("record_id", "number"))

    def public(self):
        """Of records that readers may open, what was not a draft at the time."""
        published = models.Q(document__state__isnull=True)  # the normal form leaves out what is usual
        return self.exclude(record__state="draft").filter(published | models.Q(document__state="retired"))

    def days(self):
        """The days (UTC, at midnight) on which something was saved, newest first."""
        return self.datetimes("created_at", "day", order="DESC")

    def between(self, start, end):
        """In their order, without documents: each with ``state`` and ``before``, the primary key of the one before."""
        older = self.model.objects.filter(record=models.OuterRef("record"), number__lt=models.OuterRef("number"))
        return (
            self.filter(created_at__gte=start, created_at__lt=end)
            .select_related("record")
            .defer("document", "record__summary", "record__body")
            .annotate(state=KT("document__state"), before=models.Subquery(older.order_by("-number").values("pk")[:1]))
            .order_by("record", "number")
        )

    def documents(self, keys):
        """Documents by the primary key of their revision: a dict."""
        return dict(self.filter(pk__in=list(keys)).values_list("pk", "document"))

    def last_documents(self, keys):
        """The newest revision's document by the primary key of its record: a dict."""
        return dict(self.last_of(keys).values_list("record_id", "document"))


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


class ClaimQuerySet(models.QuerySet):
    def by_source(self, source):
        """Its answers to published questions."""
        answers = self.filter(source=source, question__state="published").select_related("question")
        return answers.order_by("question__position", "position")


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
        current = models.FilteredRelation("figure__editions", condition=models.Q(figure__editions__is_current=True))
        milestones = self.published().filter(tracked=True).annotate(now=current)
        return milestones.select_related("figure", "skill", "now__source").order_by("position", "pk")


class ContentVersionQuerySet(models.QuerySet):
    def number(self):
        """The version of the content now; 0 before the first change.

        Every request asks it, so it is plain SQL: compiling the query costs several times what the query does.
        """
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT number FROM guide_contentversion")
            row = cursor.fetchone()
        return row[0] if row else 0

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


class SearchDocumentQuerySet(models.QuerySet):
    def of_records(self, keys):
        """Of the records with these primary keys: their own, and those of their figures."""
        return self.filter(record__in=list(keys))

    def as_cards(self):
        """What ranking and counting need of every row: tuples, see ``guide.search.lexicon``."""
        names = (
            "pk",
            "record__kind",
            "record__slug",
            "record__position",
            "figure__key",
            "names",
            "near",
            "rest",
            "forms",
        )
        return self.order_by("pk").values_list(*names)

    def to_show(self, keys):
        """Rows by primary key, each with its record and, of a figure, the current edition: two queries."""
        from guide.models import Edition

        current = models.Prefetch("figure__editions", Edition.objects.current().select_related("source"))
        status = ("record__as_certification", "record__as_law", "record__as_authorization")
        rows = self.filter(pk__in=list(keys)).select_related("record", "figure", *status).prefetch_related(current)
        return {row.pk: row for row in rows}
