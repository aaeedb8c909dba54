"""People. The user model is the project's own from the first migration, since changing it later is dear."""

import secrets

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

HANDLE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread: no 0 o, 1 i l


def new_handle():
    """Ten random letters and digits that name a person in addresses and do not count people."""
    return "".join(secrets.choice(HANDLE_ALPHABET) for _ in range(10))


def display_name(user):
    """How a person is addressed: the name they gave, else what stands before the @ of their e-mail."""
    return user.name or user.email.partition("@")[0]


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractUser):
    """A person: learner, mentor, curator, or several of these. Logs in by e-mail address."""

    username = None
    first_name = None
    last_name = None
    name = models.CharField("name", max_length=80, blank=True, help_text="How we and your mentors address you.")
    email = models.EmailField("e-mail address")
    handle = models.CharField(max_length=10, unique=True, default=new_handle, editable=False)
    is_mentor = models.BooleanField(
        default=False, editable=False, help_text="Has accepted an invitation: the navigation offers the mentees."
    )

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="Somebody with this e-mail address has an account already.",
            ),
        ]

    def __str__(self):
        return display_name(self)

    @property
    def is_learner(self):
        """Whether this person keeps a record, that is, has been through onboarding."""
        return hasattr(self, "learner")

    def get_full_name(self):
        return display_name(self)

    def get_short_name(self):
        return display_name(self)
