"""Mentoring: invitations, the mentorships that come of them, and what is shared, section by section."""

import datetime
import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tracker.models.learner import Learner
from tracker.querysets import InvitationQuerySet, MentorshipQuerySet, ShareQuerySet

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misread: no 0 O, 1 I L
CODE_LENGTH = 8
INVITATION_DAYS = 7


class Section(models.TextChoices):
    """What a learner can share, each by itself."""

    HOURS = "hours", "Hours by skill and by week"
    NOTES = "notes", "Notes on sessions"
    PROJECTS = "projects", "Projects"
    CERTIFICATIONS = "certifications", "Certifications"
    APPLICATIONS = "applications", "Applications"
    OFFERS = "offers", "Offers"
    PLAN = "plan", "Path, goal and milestones"


SHARED_UNLESS_TURNED_OFF = (
    Section.HOURS, Section.NOTES, Section.PROJECTS, Section.CERTIFICATIONS, Section.PLAN,
)  # fmt: skip


def new_code():
    """Eight letters and digits, about 8 × 10^11 possible ones, written in two groups by ``Invitation.readable``."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def code_expiry():
    return timezone.now() + datetime.timedelta(days=INVITATION_DAYS)


class Invitation(models.Model):
    """A code that a learner gives to a mentor: it is the consent, works once, and expires."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="invitations")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    sections = models.JSONField(default=list)
    token = models.UUIDField(default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=code_expiry)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="invitation_token_unique"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_used_or_revoked"
            ),
        ]

    def __str__(self):
        return f"{self.learner}'s invitation {self.pk}"

    @property
    def readable(self):
        """The code in two groups of four."""
        return f"{self.code[:4]}-{self.code[4:]}"

    @property
    def shares(self):
        """What it will share, in words."""
        return [Section(section).label for section in Section.values if section in self.sections]


class Mentorship(models.Model):
    """A mentor may look at a learner's record, in the sections shared, until either ends it."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="mentorships")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentorships")
    invitation = models.OneToOneField(Invitation, null=True, on_delete=models.SET_NULL, related_name="mentorship")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "mentor"], condition=Q(ended_at=None), name="mentorship_one_open"
            ),
            models.CheckConstraint(condition=~Q(learner=F("mentor")), name="mentorship_not_with_oneself"),
        ]

    def __str__(self):
        return f"{self.mentor} mentors {self.learner}"


class Share(models.Model):
    """A section granted or withdrawn. Append-only: the latest row of a section holds; no row means not shared."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="shares")
    section = models.CharField(max_length=16, choices=Section)
    granted = models.BooleanField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    section__in=["hours", "notes", "projects", "certifications", "applications", "offers", "plan"]
                ),
                name="share_section_known",
            ),
        ]
        indexes = [models.Index(fields=["mentorship", "section", "-id"], name="share_latest")]

    def __str__(self):
        return f"{self.mentorship}: {self.section} {'granted' if self.granted else 'withdrawn'}"
