"""The record: one item of content. Everything that can be cited, related, revised or searched is one.

Kinds with fields of their own are subclasses (one-to-one tables); plain kinds are Records. What points at content
(citations, statements, figures, a learner's rows) points here by a real foreign key.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from guide.addresses import address
from guide.names import NAME_LENGTH, valid_slug
from guide.querysets import RecordQuerySet, RevisionQuerySet, StatementQuerySet

NOT_STATED = "not stated"  # a value of its own: the source was looked at and does not say


class Kind(models.TextChoices):
    SOURCE = "source", "Source"
    PATH = "path", "Path"
    SKILL = "skill", "Skill"
    TOOL = "tool", "Tool"
    CERTIFICATION = "certification", "Certification"
    MISCONCEPTION = "misconception", "Misconception"
    QUESTION = "question", "Question"
    MILESTONE = "milestone", "Milestone"
    ROLE = "role", "The role"
    EDUCATION = "education", "Education"
    SCENARIO = "scenario", "Scenario"
    PROCESS = "process", "Order of steps"
    STEP = "step", "Step"
    PAY = "pay", "Pay"
    OUTLOOK = "outlook", "Outlook"
    LAW = "law", "Law"
    AUTHORIZATION = "authorization", "Work authorization"
    FAQ = "faq", "Frequent question"
    MISTAKE = "mistake", "Mistake"
    ADVICE = "advice", "Advice"
    POINT = "point", "For or against"
    CHALLENGE = "challenge", "Challenge"
    INTERVIEW = "interview", "Interview question"
    IDEA = "idea", "Portfolio idea"
    STAGE = "stage", "Career stage"
    CAREER = "career", "Related career"
    ACTIVITY = "activity", "Part of the work"
    NETWORK = "network", "Network"
    WORK = "work", "Cited work"
    TERM = "term", "Term"
    WATCH = "watch", "Watch"


class State(models.TextChoices):
    DRAFT = "draft", "Draft: readers do not see it yet"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired: kept, no longer shown in lists"


# Kinds whose records have a page of their own; the others stand under an anchor on the page of their kind.
KINDS_WITH_PAGES = {
    Kind.SOURCE, Kind.PATH, Kind.SKILL, Kind.CERTIFICATION, Kind.QUESTION, Kind.ROLE, Kind.EDUCATION, Kind.SCENARIO,
    Kind.PROCESS, Kind.STEP, Kind.PAY, Kind.OUTLOOK, Kind.LAW, Kind.AUTHORIZATION,
}  # fmt: skip
# The headings under which these kinds' records stand, where a list means something by them.
GROUPS = {Kind.ADVICE: ("Do", "Don’t"), Kind.POINT: ("For", "Against")}


class Record(models.Model):
    KIND = None  # set by subclasses

    kind = models.CharField(max_length=20, choices=Kind)
    slug = models.SlugField(max_length=NAME_LENGTH, validators=[valid_slug])
    title = models.CharField(max_length=200)
    short = models.CharField(max_length=40, blank=True, help_text="A short name for chips and navigation.")
    position = models.PositiveIntegerField(default=0, help_text="Order in lists, small numbers first.")
    group = models.CharField(max_length=60, blank=True, help_text="The heading under which a list gathers its records.")
    summary = models.TextField(blank=True, help_text="One sentence of ours; marks like [[hours.programming]] allowed.")
    body = models.TextField(blank=True, help_text="Markdown of ours; marks allowed.")
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    review_due = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="record_kind_slug_unique"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="record_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="record_state_known"),
            models.CheckConstraint(condition=~models.Q(slug="") & ~models.Q(title=""), name="record_named"),
            models.CheckConstraint(condition=models.Q(slug=Lower("slug")), name="record_slug_lower_case"),
            models.CheckConstraint(
                condition=~models.Q(kind="path", slug="compare"), name="record_path_leaves_the_address_of_compare"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=list(GROUPS))
                | models.Q(kind="advice", group__in=GROUPS[Kind.ADVICE])
                | models.Q(kind="point", group__in=GROUPS[Kind.POINT]),
                name="record_group_known",
                violation_error_message="Advice is grouped as “Do” or “Don’t”, a point as “For” or “Against”.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        if self.KIND:
            self.kind = self.KIND
        super().save(**kwargs)

    def get_absolute_url(self):
        if self.kind in KINDS_WITH_PAGES:
            return address(f"guide:{self.kind}-detail", self.slug)
        return f"{address(f'guide:{self.kind}-list')}#{self.slug}"

    @property
    def name(self):
        """``kind/slug``, which names the record in fixtures, marks and commands."""
        return f"{self.kind}/{self.slug}"

    @property
    def short_title(self):
        return self.short or self.title

    @property
    def is_published(self):
        return self.state == State.PUBLISHED

    @property
    def is_draft(self):
        return self.state == State.DRAFT

    @property
    def is_retired(self):
        return self.state == State.RETIRED

    @property
    def can_be_linked(self):
        """Whether a reader finds something at its address: the anchor of a retired tool is gone with its row."""
        return self.is_published or (self.is_retired and self.kind in KINDS_WITH_PAGES)


class Citation(models.Model):
    """The record rests on the source."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey("guide.Source", on_delete=models.PROTECT, related_name="citations_of")
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["record", "source"], name="citation_once")]

    def __str__(self):
        return f"{self.record} cites {self.source}"


class StatementRole(models.TextChoices):
    ANSWER = "answer", "Answer"
    COVERS = "covers", "What it covers"
    BINDS = "binds", "Whom it binds"
    DUTY = "duty", "What it asks"
    PENALTY = "penalty", "If it is broken"
    SINCE = "since", "What has changed since"
    TIMELINE = "timeline", "How long it takes"
    COST = "cost", "What it costs"
    REQUIREMENT = "requirement", "What it asks for"
    RISK = "risk", "What can go wrong"
    CONSEQUENCE = "consequence", "If you skip it"
    OUTCOME = "outcome", "Where it leads"
    ADVICE = "advice", "Advice"
    REMARK = "remark", "Also said"
    ILLUSTRATION = "illustration", "A source's illustration"
    CAVEAT = "caveat", "Our remark"


class Statement(models.Model):
    """What one source says of the record, in our words."""

    Role = StatementRole

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="statements")
    role = models.CharField(max_length=20, choices=Role)
    source = models.ForeignKey("guide.Source", on_delete=models.PROTECT, related_name="statements_by")
    text = models.TextField(help_text="Markdown in our words; every number as a mark.")
    reply = models.TextField(blank=True, help_text="The source's own correction or remedy, if it gives one.")
    position = models.PositiveIntegerField(default=0)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="statement_says_something"),
            models.CheckConstraint(condition=models.Q(role__in=StatementRole.values), name="statement_role_known"),
        ]

    def __str__(self):
        return f"{self.source}: {self.text[:60]}"


class RelationRole(models.TextChoices):
    ABOUT = "about", "is about"
    USES = "uses", "uses"
    LEADS_TO = "leads_to", "leads to"
    PART_OF = "part_of", "is part of"
    CERTIFIED_BY = "certified_by", "is certified by"
    RELATED = "related", "see also"
    BACKS = "backs", "is credited for"


class Relation(models.Model):
    """A link between two records, shown on both."""

    Role = RelationRole

    subject = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="relations")
    role = models.CharField(max_length=20, choices=Role)
    object = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="relations_to")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "role", "object"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(subject=models.F("object")), name="relation_not_to_itself"),
            models.CheckConstraint(condition=models.Q(role__in=RelationRole.values), name="relation_role_known"),
        ]

    def __str__(self):
        return f"{self.subject} {self.get_role_display()} {self.object}"


class Origin(models.TextChoices):
    ADMIN = "admin", "Admin"
    LOAD = "load", "Fixtures"


class Revision(models.Model):
    """The record as it was after one save, with its children. Append-only; the row itself is what is public."""

    Origin = Origin

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    document = models.JSONField(help_text="The record in the form of docs/fixtures.md.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    origin = models.CharField(max_length=10, choices=Origin)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="revision_number_unique"),
            models.CheckConstraint(condition=models.Q(origin__in=Origin.values), name="revision_origin_known"),
        ]

    def __str__(self):
        return f"{self.record}, revision {self.number}"
