"""Watches: what of a learner's own log would show one of the guide's mistakes, from which threshold on; or why no log
shows it. Which record it watches for is its relation ``about``. Thresholds are ours, unless a figure gives one.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from guide.models.records import Kind, Record
from guide.querysets import WatchQuerySet
from guide.templatetags.figures import number


class Rule(models.TextChoices):
    LITTLE_PROGRAMMING = "little_programming", "Little time on the skill, of all hours"
    TUTORIAL_LOOP = "tutorial_loop", "Many hours, and no project changed"
    ONE_TITLE = "one_title", "One title only among the latest applications"
    UNTOUCHED_LATE = "untouched_late", "The skill untouched late in the plan"
    NO_PRACTICE = "no_practice", "Applications sent without interview practice"
    NO_REFERRAL = "no_referral", "No referral among the latest applications"
    NO_CODE = "no_code", "Projects without tests or a link to their code"
    NOTHING_DEPLOYED = "nothing_deployed", "Long at work, and no project deployed"
    NO_PUBLIC_PROJECT = "no_public_project", "Too few projects made public of late"
    NO_CLOUD_CERTIFICATE = "no_cloud_certificate", "Hours enough, and no cloud certification planned"
    UNTRACKED = "untracked", "Applications left long without a word"
    NO_PORTFOLIO = "no_portfolio", "Long on the path, and no project begun"
    ONE_SIDED = "one_sided", "One skill studied at the cost of another"
    NO_MONITORING = "no_monitoring", "Projects deployed, and none monitored"
    FIRST_OFFER = "first_offer", "The first offer accepted at once"


@dataclass(frozen=True)
class Shape:
    """What the numbers of a rule count, and which further records it needs: names of fields of Watch."""

    unit: str
    span_unit: str = ""
    needs: tuple = ()


SHAPES = {
    Rule.LITTLE_PROGRAMMING: Shape("percent", "hour", ("skill",)),
    Rule.TUTORIAL_LOOP: Shape("hour", "week"),
    Rule.ONE_TITLE: Shape("application"),
    Rule.UNTOUCHED_LATE: Shape("percent", "hour", ("skill",)),
    Rule.NO_PRACTICE: Shape("application", "week", ("skill",)),
    Rule.NO_REFERRAL: Shape("application"),
    Rule.NO_CODE: Shape("project"),
    Rule.NOTHING_DEPLOYED: Shape("day"),
    Rule.NO_PUBLIC_PROJECT: Shape("project", "week"),
    Rule.NO_CLOUD_CERTIFICATE: Shape("hour", needs=("skill",)),
    Rule.UNTRACKED: Shape("day", "application"),
    Rule.NO_PORTFOLIO: Shape("day", needs=("path",)),
    Rule.ONE_SIDED: Shape("percent", "hour", ("skill", "other_skill")),
    Rule.NO_MONITORING: Shape("project"),
    Rule.FIRST_OFFER: Shape("day"),
}
# The most that a number may be: what a page can look back on, and a share of a whole.
MOST = {"percent": 100, "application": 200, "week": 52}
WITH_SPAN = [rule.value for rule, shape in SHAPES.items() if shape.span_unit]
UNITS = {"hour": "hours", "week": "weeks", "day": "days", "percent": "per cent", "application": "applications",
         "project": "projects"}  # fmt: skip


def in_words(value, unit):
    """ "40 hours", "1 week", "80%"; "" for nothing."""
    if value is None:
        return ""
    if unit == "percent":
        return f"{number(value)}%"
    words = UNITS[unit]
    return f"{number(value)} {words.removesuffix('s') if value == 1 else words}"


def naming(field):
    return [rule.value for rule, shape in SHAPES.items() if field in shape.needs]


class Watch(Record):
    KIND = Kind.WATCH
    now = None  # the current edition of its figure, of ``watched``

    Rule = Rule

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_watch")
    rule = models.CharField(
        max_length=24, choices=Rule, blank=True, help_text="Empty where no log shows it; the summary then says why."
    )
    threshold = models.DecimalField(
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="From which on it is shown.",
    )
    figure = models.ForeignKey(
        "guide.Figure", null=True, blank=True, on_delete=models.PROTECT, related_name="watches",
        help_text="In place of a threshold of ours: its low end is the threshold.",
    )  # fmt: skip
    span = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, help_text="The rule’s second number, if it has one."
    )
    skill = models.ForeignKey("guide.Skill", null=True, blank=True, on_delete=models.PROTECT, related_name="watches")
    other_skill = models.ForeignKey("guide.Skill", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    path = models.ForeignKey("guide.Path", null=True, blank=True, on_delete=models.PROTECT, related_name="watches")

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.CheckConstraint(condition=Q(rule__in=["", *Rule.values]), name="watch_rule_known"),
            models.UniqueConstraint(
                fields=["rule"],
                condition=~Q(rule=""),
                name="watch_rule_once",
                violation_error_message="Another watch has this rule already.",
            ),
            models.CheckConstraint(
                condition=Q(rule="", threshold__isnull=True, figure__isnull=True)
                | (~Q(rule="") & Q(threshold__isnull=False, figure__isnull=True))
                | (~Q(rule="") & Q(threshold__isnull=True, figure__isnull=False)),
                name="watch_rule_has_one_threshold",
                violation_error_message="A rule has a threshold, or a figure that gives it: one of the two.",
            ),
            models.CheckConstraint(
                condition=(Q(threshold__isnull=True) | Q(threshold__gte=0)) & (Q(span__isnull=True) | Q(span__gt=0)),
                name="watch_numbers_plausible",
                violation_error_message="A threshold is not below zero, and a second number above it.",
            ),
            models.CheckConstraint(
                condition=Q(rule__in=WITH_SPAN, span__isnull=False) | (~Q(rule__in=WITH_SPAN) & Q(span__isnull=True)),
                name="watch_span_where_the_rule_has_one",
                violation_error_message="This rule needs its second number, or has none.",
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(rule__in=naming(field)) | Q((f"{field}__isnull", False)),
                    name=f"watch_names_its_{field}",
                    violation_error_message="This rule is about a skill, two skills or a path: which?",
                )
                for field in ("skill", "other_skill", "path")
            ),
        ]

    @property
    def unit(self):
        """What its threshold counts; "" without a rule."""
        return SHAPES[Rule(self.rule)].unit if self.rule else ""

    @property
    def span_unit(self):
        return SHAPES[Rule(self.rule)].span_unit if self.rule else ""

    @property
    def limit(self):
        """Its threshold, ours or the figure's (of ``watched``); None where the figure has no value."""
        return self.threshold if self.figure_id is None else self.now and self.now.low

    @property
    def threshold_in_words(self):
        """ "40 hours"; "" where it is a figure's."""
        return in_words(self.threshold, self.unit)

    @property
    def span_in_words(self):
        return in_words(self.span, self.span_unit)

    def clean(self):
        """How much is too much depends on the unit."""
        super().clean()
        for name, unit in (("threshold", self.unit), ("span", self.span_unit)):
            value, most = getattr(self, name), MOST.get(unit)
            if value is not None and most and value > most:
                raise ValidationError({name: f"At most {most} {UNITS[unit]}."})
