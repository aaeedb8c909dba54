"""Stage events: the dated, immutable steps from which a project, certification or application derives its stage."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

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
    stage_since = models.DateField()

    objects = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def counted(self):
        """Whether it counts to its milestone. Subclasses say."""
        raise NotImplementedError

    def was_added_with(self, *, stage, happened_on, **fields):
        """Whether it says just this, and began with this stage: the same form, sent again."""
        first = self.event(1)
        begun = (first.stage, first.happened_on) == (stage, happened_on)
        return begun and all(getattr(self, name) == value for name, value in fields.items())

    def event(self, sequence):
        """Its stage event of this sequence, or None."""
        return self.events.filter(sequence=sequence).first()


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


def web_link(noun):
    """The constraint of a field ``link``: empty, or an address of the web; nothing that a browser would run."""
    return models.CheckConstraint(
        condition=Q(link="") | Q(link__startswith="http://") | Q(link__startswith="https://"),
        name=f"{noun}_link_of_the_web",
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
