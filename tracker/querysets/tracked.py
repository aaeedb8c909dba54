"""What has stages."""

from django.db import models
from django.db.models import Count, Max, Min, Q

from tracker.querysets.applications import ListedApplications
from tracker.querysets.board import BoardApplications
from tracker.querysets.imported_applications import ImportedApplications
from tracker.stages import APPLICATION


class TrackedQuerySet(models.QuerySet):
    """Projects, certifications, applications: whatever has stages."""

    def for_learner(self, learner):
        """Those that the learner keeps: what lies in the bin is in ``in_bin_of``."""
        return self.filter(learner=learner, deleted_at=None)

    def in_bin_of(self, learner):
        return self.filter(learner=learner, deleted_at__isnull=False)

    def ever_of(self, learner):
        """Those that the learner keeps and those in the bin."""
        return self.filter(learner=learner)

    def kept_by_id(self, ids):
        """Those of these ids that are not in the bin, by their id."""
        return self.filter(deleted_at=None).in_bulk(ids)

    def binned_before(self, moment):
        return self.filter(deleted_at__lt=moment)

    def before(self, day, pk, since="stage_since"):
        """Those that stand below the given one in the list: keyset paging by (``since``, id)."""
        return self.filter(Q((f"{since}__lt", day)) | Q(pk__lt=pk), **{f"{since}__lte": day})

    def latest_first(self, since="stage_since"):
        """By the field ``since``: an order must not follow from what the viewer may not see."""
        return self.order_by(f"-{since}", "-id")

    def with_token(self, token):
        """The one that the form with this token made, or None."""
        return self.filter(token=token).first()

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.filter(pk=pk).first()

    def only_id(self, pk):
        """The one with this id, as rows."""
        return self.filter(pk=pk)

    def gone_first(self):
        """Those in the bin, the last deleted first."""
        return self.order_by("-deleted_at", "-id")

    def gone_before(self, instant, pk):
        """Those that stand below the given one in the bin: keyset paging by (deleted at, id)."""
        return self.filter(Q(deleted_at__lt=instant) | Q(pk__lt=pk), deleted_at__lte=instant)

    def with_events(self):
        return self.prefetch_related("events")


class ApplicationQuerySet(BoardApplications, ImportedApplications, ListedApplications, TrackedQuerySet):
    def event_rows(self):
        """A row for each stage event, those of one application together: its id, channel, role family, résumé version;
        then stage, day, sequence, what it supersedes (a sequence), the day on which it was recorded, and whether its
        day is another's."""
        of_event = ("stage", "happened_on", "sequence", "supersedes__sequence", "recorded_on", "day_assumed")
        fields = ("pk", "channel", "role_family", "resume_version", *(f"events__{name}" for name in of_event))
        return self.order_by("pk", "events__sequence").values_list(*fields)

    def awaiting(self):
        """How many have waited for an answer since each day: a dict."""
        waiting = self.filter(quiet_since__isnull=False).order_by().values("quiet_since")
        return dict(waiting.annotate(count=Count("pk")).values_list("quiet_since", "count"))

    def last_accepted(self):
        """The one whose offer was accepted last, or None: with ``accepted_on``, ``offers_known``, and when the first
        was made: ``offered_on`` by its stage, ``made_on`` by its offers, None where there is none."""
        counts, kept = Q(events__superseded_by=None), Q(offers__deleted_at=None)
        accepted = self.filter(stage="accepted").annotate(
            accepted_on=Max("events__happened_on", filter=counts & Q(events__stage="accepted")),
            offered_on=Min("events__happened_on", filter=counts & Q(events__stage="offer")),
            made_on=Min("offers__made_on", filter=kept),
            offers_known=Count("offers", distinct=True, filter=kept),
        )
        return accepted.latest_first().first()

    def with_events(self):
        return super().with_events().prefetch_related("follow_up_rows")

    def with_history(self):
        """With the own names of its stages."""
        return self.select_related("own_stage").prefetch_related("events__own_stage")

    def to_act_on(self, day):
        """Those not closed whose next action is due on this day or later, in the order of these days."""
        return self.filter(stage__in=APPLICATION.open, next_action_on__gte=day).order_by("next_action_on", "id")


class CertificationQuerySet(TrackedQuerySet):
    def toward_cloud(self):
        """Those that the guide counts as cloud certifications, planned, under way or held."""
        return self.filter(listed_counts=True, stage__in=("planned", "studying", "booked", "passed", "renewed"))

    def with_names(self):
        return self.select_related("listed")

    def with_guide(self):
        """With what the guide says of their status."""
        return self.select_related("listed__status_source", "listed__replaced_by")

    def booked(self):
        """Those whose exam is booked, with their names, the next exam first: a booked one stands since its day."""
        return self.with_names().filter(stage="booked").order_by("stage_since", "id")

    def held(self):
        """Those that were passed and have not expired."""
        return self.filter(stage__in=["passed", "renewed"])

    def running_out(self, first, last):
        """Those held whose last day is one of these, with their names, the first to run out first."""
        return self.held().with_names().filter(expires_on__range=(first, last)).order_by("expires_on", "id")

    def next_expiry(self):
        """The last day of the first of those held to run out, or None."""
        return self.held().aggregate(first=Min("expires_on"))["first"]

    def run_out_before(self, day):
        """Those of anybody, kept and still held, whose last day was before this one, with learner and events."""
        rows = self.held().filter(deleted_at=None, expires_on__lt=day)
        return rows.select_related("learner").prefetch_related("events").order_by("pk")

    def counts_by_stage(self):
        """How many are in each stage that there is: a dict."""
        return dict(self.order_by().values("stage").annotate(count=Count("pk")).values_list("stage", "count"))

    def of_listed(self, records):
        """Those of the guide's certifications among ``records``, the latest first."""
        return self.filter(listed__in=[record.pk for record in records]).latest_first()

    def with_events(self):
        return super().with_events().with_names()
