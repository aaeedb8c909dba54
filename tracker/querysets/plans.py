"""A learner's plan, version by version, and what was answered to proposals."""

from django.db import models


class PlanQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def current(self):
        """The version that holds, or None. One query, and one for its steps."""
        return self.with_steps().order_by("-number").first()

    def next_number(self):
        """The number of the version after the last; an archive may have brought numbers with gaps."""
        return (self.aggregate(last=models.Max("number"))["last"] or 0) + 1

    def last_recorded_at(self):
        """When the version that holds was made, or None."""
        return self.order_by("-number").values_list("recorded_at", flat=True).first()

    def with_steps(self):
        """Each with its steps, and of each step what is shown of it."""
        from tracker.models import PlanStep

        named = ("milestone__skill", "milestone__figure", "edition__figure", "edition__source")
        return self.prefetch_related(models.Prefetch("steps", PlanStep.objects.select_related(*named)))

    def latest_first(self):
        return self.select_related("by").order_by("-number")

    def below(self, number):
        return self.filter(number__lt=number)


class PlanAnswerQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def of_week(self, first):
        """What was said to the proposal of the week that begins on ``first``, or None."""
        return self.filter(week=first).first()

    def after(self, day):
        """Those to the proposals of weeks that began after ``day``."""
        return self.filter(week__gt=day)

    def last_declined(self):
        """The first day of the week whose proposal was last declined, or None."""
        return self.filter(answer="declined").order_by("-week").values_list("week", flat=True).first()
