"""Addresses that are secrets: whoever has one reads what lies under it, without logging in."""

import hashlib
import secrets

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from tracker.models.learner import Learner
from tracker.querysets import SecretAddressQuerySet

KEY_BYTES, SHORTEST_KEY = 24, 32  # 192 random bits, in 32 characters


def new_key():
    return secrets.token_urlsafe(KEY_BYTES)


def digest_of(key):
    """What an address is looked up by: how long that takes says nothing of the keys that there are."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


class SecretAddress(models.Model):
    """One of a kind is live at a time; a withdrawn one answers nobody."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="%(class)ss")
    key = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SecretAddressQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-id"]

    def __str__(self):
        return f"an address of {self._meta.verbose_name}"  # never its key

    @classmethod
    def new(cls, learner):
        """One of the learner's with a key of its own, not saved yet."""
        key = new_key()
        return cls(learner=learner, key=key, digest=digest_of(key))


def address_constraints(noun):
    """The constraints of a table of secret addresses."""
    return [
        models.UniqueConstraint(fields=["learner"], condition=Q(revoked_at=None), name=f"{noun}_one_live"),
        models.CheckConstraint(
            condition=GreaterThanOrEqual(Length("key"), SHORTEST_KEY), name=f"{noun}_key_cannot_be_guessed"
        ),
    ]


def withdrawn_index(noun):
    """The index by which those that were withdrawn long ago are found."""
    return models.Index(fields=["revoked_at"], condition=Q(revoked_at__isnull=False), name=f"{noun}_withdrawn")
