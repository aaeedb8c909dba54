"""Which rows: the tracker's querysets. Methods read as adjectives or prepositions."""

from django.db import models
from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from guide.models import Milestone


class LearnerQuerySet(models.QuerySet):
    def locked(self, learner):
        """The learner's row, locked: every write to a record takes this lock first, so that none waits for another
        in a circle."""
        return self.select_for_update().get(pk=learner.pk)

    def lacking_targets(self, milestones):
        """Those without a current target for some of the milestones (keys)."""
        current = Q(targets__superseded_at=None, targets__milestone__in=milestones)
        return self.annotate(have=Count("targets", filter=current)).filter(have__lt=len(milestones))

    def logged_days(self, first, last):
        """Rows of (learner id, last day with time logged or None, day, seconds): one for each day from ``first`` to
        ``last`` that has a sum, or one without day and seconds if none has."""
        from tracker.models import DayTotal

        logged = DayTotal.objects.filter(learner=models.OuterRef("pk"), seconds__gt=0).order_by("-day")
        between = Q(day_totals__day__gte=first, day_totals__day__lte=last)
        rows = self.annotate(
            sums=models.FilteredRelation("day_totals", condition=between),
            last_day=models.Subquery(logged.values("day")[:1]),
        )
        return rows.values_list("pk", "last_day", "sums__day", "sums__seconds")

    def with_ids(self, ids):
        return self.filter(pk__in=ids)


class TrackedQuerySet(models.QuerySet):
    """Projects, certifications, applications: whatever has stages."""

    def for_learner(self, learner):
        return self.filter(learner=learner)

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

    def with_events(self):
        return self.prefetch_related("events")


class ProjectQuerySet(TrackedQuerySet):
    def with_evidence(self):
        return self.prefetch_related("evidence")

    def with_events(self):
        return super().with_events().with_evidence()


class CertificationQuerySet(TrackedQuerySet):
    def with_names(self):
        return self.select_related("listed")

    def of_listed(self, records):
        """Those of the guide's certifications among ``records``, the latest first."""
        return self.filter(listed__in=[record.pk for record in records]).latest_first()

    def with_events(self):
        return super().with_events().with_names()


class StudySessionQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def kept(self):
        return self.filter(deleted_at=None)

    def binned(self):
        return self.filter(deleted_at__isnull=False)

    def of_skill(self, skill):
        return self.filter(skill=skill)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def before(self, day, pk):
        """Those that stand below the given one in the list: keyset paging by (day, id)."""
        # "On that day or before" by itself is what an index can begin at; an "or" alone is looked for from the top.
        return self.filter(Q(day__lt=day) | Q(pk__lt=pk), day__lte=day)

    def latest_first(self):
        return self.order_by("-day", "-id")

    def first_day(self):
        """The earliest day with a session, or None."""
        return self.order_by("day").values_list("day", flat=True).first()

    def with_token(self, token):
        """The session that the form with this token made, or None."""
        return self.filter(token=token).first()

    def sums(self):
        """Count and seconds, all and those that count to the total: a dict by the names of Learner's rollups."""
        return self.aggregate(
            sessions=Count("pk"),
            logged_seconds=Coalesce(Sum("seconds"), 0),
            counted_seconds=Coalesce(Sum("seconds", filter=Q(counts=True)), 0),
        )

    def sums_by_skill(self):
        """Rows of (skill id, seconds, sessions)."""
        named = self.exclude(skill=None).order_by().values("skill")
        return named.annotate(seconds=Sum("seconds"), count=Count("pk")).values_list("skill", "seconds", "count")

    def sums_by_day(self):
        """Rows of (day, seconds)."""
        return self.order_by().values("day").annotate(sum=Sum("seconds")).values_list("day", "sum")


class PriorHoursQuerySet(models.QuerySet):
    def latest_by_skill(self, learner):
        """Seconds before joining, by skill id: the latest row of each skill holds."""
        return dict(self.filter(learner=learner).order_by("id").values_list("skill", "seconds"))


class SkillTotalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def with_names(self):
        return self.select_related("skill").order_by("skill__position", "skill__title")

    def had_before(self):
        """Skills with hours before joining."""
        return self.filter(prior_seconds__gt=0)

    def by_skill(self):
        """(logged seconds, prior seconds, sessions) by skill id."""
        rows = self.values_list("skill", "logged_seconds", "prior_seconds", "sessions")
        return {skill: tuple(sums) for skill, *sums in rows}


class DayTotalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def seconds_by_day(self):
        return dict(self.values_list("day", "seconds"))


class TargetQuerySet(models.QuerySet):
    def current(self):
        return self.filter(superseded_at=None)

    def for_learner(self, learner):
        return self.filter(learner=learner)

    def of(self, milestone):
        return self.filter(milestone=milestone)

    def by_figure(self, figure):
        """Those that measure by an edition of the figure with this key."""
        return self.filter(edition__figure=figure)

    def tracked(self):
        """Those of milestones that the tracker measures today. The rows of the others stay, for when they return."""
        return self.filter(milestone__in=Milestone.objects.published().filter(tracked=True))

    def with_names(self):
        """With what a message about one says: its milestone, its edition, whose it is."""
        return self.select_related("milestone__figure", "edition", "learner__user")

    def latest_first(self):
        return self.order_by("-id")

    def with_editions(self):
        """Each target with its milestone, its own edition and ``now``, the edition that the guide gives today."""
        now = models.FilteredRelation(
            "milestone__figure__editions", condition=Q(milestone__figure__editions__is_current=True)
        )
        related = ("milestone__skill", "milestone__figure", "edition__source", "now__source")
        return self.annotate(now=now).select_related(*related).order_by("milestone__position", "milestone")


class InvitationQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def open(self):
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def with_token(self, token):
        """The invitation that the form with this token made, or None."""
        return self.filter(token=token).first()

    def with_code(self, code):
        """The invitation with this code of a learner whose account is active, or None."""
        return self.filter(code=code, learner__user__is_active=True).select_related("learner__user").first()

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.filter(pk=pk).first()

    def locked(self, invitation):
        return self.select_for_update().get(pk=invitation.pk)


class MentorshipQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def of_mentor(self, user):
        return self.filter(mentor=user)

    def of_learner(self, learner):
        return self.filter(learner=learner)

    def from_invitation(self, invitation):
        """The one that came of this invitation, or None."""
        return self.filter(invitation=invitation).first()

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.with_people().filter(pk=pk).first()

    def of_handle(self, handle):
        """Those with the learner of this handle, the latest first."""
        return self.filter(learner__user__handle=handle).order_by("-id").select_related("learner__user")

    def with_people(self):
        return self.select_related("mentor", "learner__user")

    def oldest_first(self):
        return self.order_by("id")

    def by_name(self):
        """Ordered by how the learner is addressed, without regard to case: as ``sort_name``, then by id."""
        active = self.filter(learner__user__is_active=True)
        return active.select_related("learner__user", "learner__path").with_sort_name().order_by("sort_name", "id")

    def with_sort_name(self):
        user = "learner__user__"
        name = Lower(Coalesce(NullIf(f"{user}name", Value("")), f"{user}email", output_field=models.CharField()))
        return self.annotate(sort_name=name)

    def after(self, pk, mentor):
        """Those that stand below this mentor's mentorship ``pk``, which may have ended since. Of ``by_name``."""
        last = self.model.objects.of_mentor(mentor).with_sort_name().filter(pk=pk)
        name, key = (models.Subquery(last.order_by().values(field)[:1]) for field in ("sort_name", "pk"))
        return self.filter(Q(sort_name__gt=name) | Q(sort_name=name, pk__gt=key))


class ShareQuerySet(models.QuerySet):
    def granted(self, mentorships):
        """What each mentorship shares now, by its id: a frozenset of sections. The latest row of a section holds."""
        latest = {}
        rows = self.filter(mentorship__in=mentorships).order_by("id")
        for mentorship, section, granted in rows.values_list("mentorship", "section", "granted"):
            latest.setdefault(mentorship, {})[section] = granted
        return {
            mentorship: frozenset(section for section, granted in sections.items() if granted)
            for mentorship, sections in latest.items()
        }


class BesideQuerySet(models.QuerySet):
    """What a learner keeps beside the guide's records: at most one row a record."""

    def for_learner(self, learner):
        return self.filter(learner=learner)

    def on(self, records):
        return self.filter(record__in=[record.pk for record in records])

    def on_published(self, kind):
        return self.filter(record__kind=kind, record__state="published")

    def record_keys(self):
        """The primary keys of their records: a set."""
        return set(self.values_list("record_id", flat=True))

    def by_record(self):
        """Rows by the primary key of their record: a dict."""
        return {row.record_id: row for row in self}


class NoteQuerySet(BesideQuerySet):
    def kept(self):
        return self.filter(deleted_at=None)

    def binned(self):
        return self.filter(deleted_at__isnull=False)

    def before(self, pk):
        """Those that stand below the given one in the list, the latest first: keyset paging by id."""
        return self.filter(pk__lt=pk)

    def with_records(self):
        return self.select_related("record")
