"""Stage events: the dated, immutable steps from which a project, certification or application derives its stage."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Max, Q

from tracker.models.learner import Learner, plausible_day
from tracker.querysets import TrackedQuerySet


class Tracked(models.Model):
    """Something with stages that a learner keeps.

    ``stage`` and its like are derived from the events (tracker/stages.py) and stand here as a rollup.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="%(class)ss")
    token = models.UUIDField(default=uuid.uuid4, help_text="The form's own: sent twice, it is saved once.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, help_text="Since when it lies in the bin.")
    stage_since = models.DateField()

    objects = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def counted(self):
        """Whether it counts to its milestone. Subclasses say."""
        raise NotImplementedError

    @property
    def refusal(self):
        """Why it cannot be kept as it stands, in words; "" if it can. What a constraint of the table says."""
        return ""

    @property
    def stage_name(self):
        """What its stage is called."""
        return self.get_stage_display()

    def was_added_with(self, *, stage, happened_on, own_stage=None, **fields):
        """Whether it says just this, and began with this stage: the same form, sent again."""
        first = self.event(1)
        began = first.stage, first.happened_on, getattr(first, "own_stage", None)
        begun = began == (stage, happened_on, own_stage)
        return begun and all(getattr(self, name) == value for name, value in fields.items())

    def event(self, sequence):
        """Its stage event of this sequence, or None."""
        return self.events.filter(sequence=sequence).first()

    def events_after(self, sequence):
        """The stage events that were recorded after the one of this sequence, as they were."""
        return self.events.filter(sequence__gt=sequence).order_by("sequence")

    @property
    def last_sequence(self):
        """The sequence of the event that was recorded last; 0 before any."""
        return self.events.aggregate(last=Max("sequence"))["last"] or 0


class StageEvent(models.Model):
    """On a day, the thing reached a stage. An edit is a new row that supersedes; one without a stage takes back."""

    sequence = models.PositiveIntegerField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_on = models.DateField(help_text="The learner's day then, whatever zone they chose since.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="superseded_by"
    )

    class Meta:
        abstract = True
        ordering = ["happened_on", "sequence"]

    def save(self, **kwargs):
        if self.pk:
            raise ValueError("A stage event is never rewritten: append one that supersedes it.")
        super().save(**kwargs)

    @property
    def stage_name(self):
        """What the stage is called; "" for a row that only takes back."""
        return self.get_stage_display()


def web_link(noun, field="link"):
    """The constraint of a field of a link: empty, or an address of the web; nothing that a browser would run."""
    http, https = Q((f"{field}__startswith", "http://")), Q((f"{field}__startswith", "https://"))
    return models.CheckConstraint(
        condition=Q((field, "")) | http | https,
        name=f"{noun}_{field}_of_the_web",
        violation_error_message="A link begins with http:// or https://.",
    )


def event_constraints(noun, stages):
    """The constraints of a table of stage events; ``noun`` is the field that names what the event is of."""
    return [
        models.UniqueConstraint(fields=[noun, "sequence"], name=f"{noun}_event_sequence_unique"),
        models.CheckConstraint(
            condition=Q(stage__in=stages) | Q(stage="", supersedes__isnull=False), name=f"{noun}_event_stage_known"
        ),
        plausible_day("happened_on", f"{noun}_event_day_plausible"),
    ]
