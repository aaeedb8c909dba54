"""The people of an application."""

from django.db import models
from django.db.models import Q

from tracker.models.applications import Application
from tracker.models.attached import Attached
from tracker.models.events import web_link


class Contact(Attached):
    """Somebody at the company, or who leads there."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "token"], name="contact_token_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="contact_named"),
            web_link("contact"),
        ]

    def __str__(self):
        return self.name
