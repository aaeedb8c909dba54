"""Invitations, mentorships, and what they share."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone


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

    def history_of(self, mentorships):
        """All that was ever granted and withdrawn, by the mentorship's id: lists, the earliest first."""
        history = {}
        for row in self.filter(mentorship__in=mentorships).order_by("id"):
            history.setdefault(row.mentorship_id, []).append(row)
        return history
