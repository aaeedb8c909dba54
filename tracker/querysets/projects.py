"""Portfolio projects."""

from django.db import models
from django.db.models import Max, Min, Q

from tracker.querysets.tracked import TrackedQuerySet


class ProjectQuerySet(TrackedQuerySet):
    def titled(self, titles):
        """The latest by its title, of those that have one of ``titles`` as far as a project's title goes: a dict."""
        known = [title[:120].strip() for title in titles if "\0" not in title]  # which no text of PostgreSQL may hold
        return {project.title: project for project in reversed(self.filter(title__in=known).latest_first())}

    def with_evidence(self):
        return self.prefetch_related("evidence")

    def with_skills(self):
        return self.prefetch_related("skills")

    def with_all(self):
        """With all that a project's page shows."""
        return self.with_events().with_skills().prefetch_related("pictures").select_related("idea")

    def in_own_order(self):
        """As the learner put them; what was not put anywhere stands by when it was added, the latest first."""
        return self.order_by("position", "-id")

    def above_all(self):
        """A position before every other."""
        return (self.aggregate(least=models.Min("position"))["least"] or 1) - 1

    def begun_from(self, ideas):
        """The latest by the id of the idea, of those that were begun from one of the ideas or bear its title."""
        by_title = {idea.title[:120].strip(): idea.pk for idea in ideas}
        found = {}
        mine = self.filter(Q(idea__in=[idea.pk for idea in ideas]) | Q(title__in=by_title)).order_by("pk")
        for project in mine:
            idea = project.idea_id or by_title.get(project.title)
            if idea:
                found[idea] = project
        return found

    def up(self):
        """Those that are deployed, or further."""
        return self.filter(stage__in=["deployed", "public", "kept"])

    def with_events(self):
        return super().with_events().with_evidence()

    def in_days(self):
        """With ``begun_on``, ``moved_on``, ``public_on``, of the events that count, and ``met_on``, of its evidence."""
        counts = Q(events__superseded_by=None) & ~Q(events__stage="")
        public = counts & Q(events__stage__in=("public", "kept"))
        return self.annotate(
            begun_on=Min("events__happened_on", filter=counts),
            moved_on=Max("events__happened_on", filter=counts),
            public_on=Min("events__happened_on", filter=public),
            met_on=Max("evidence__met_on"),
        )


class ProjectEventQuerySet(models.QuerySet):
    def days_public(self, learner):
        """The first day on which each kept project of the learner's was public, as its effective events have it."""
        events = self.filter(project__learner=learner, project__deleted_at=None, stage__in=["public", "kept"])
        days = events.filter(superseded_by=None).order_by().values("project").annotate(day=models.Min("happened_on"))
        return sorted(days.values_list("day", flat=True))
