"""Skills, the topics and other names under which people log them."""

from django.db import models

from guide.models.records import Kind, Record
from guide.querysets import TopicQuerySet


class Form(models.TextChoices):
    TECHNICAL = "technical", "Technical"
    SOFT = "soft", "Soft"


class Skill(Record):
    KIND = Kind.SKILL

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_skill")

    Form = Form

    form = models.CharField(max_length=10, choices=Form, default=Form.TECHNICAL)
    counts_to_total = models.BooleanField(
        default=False, help_text="Whether its hours count to the recommended total of hours."
    )
    hours_figure = models.ForeignKey(
        "guide.Figure", null=True, blank=True, on_delete=models.PROTECT, related_name="hours_of_skills"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="skill_form_known"),
        ]


class Topic(models.Model):
    """A part of a skill that somebody may name when logging."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["skill", "name"], name="topic_once")]

    def __str__(self):
        return self.name


class Alias(models.Model):
    """Another name of a skill, or of one of its topics."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="aliases")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"
        constraints = [models.UniqueConstraint(fields=["skill", "name"], name="alias_once")]

    def __str__(self):
        return self.name
