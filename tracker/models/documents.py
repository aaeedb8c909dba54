"""The documents of an application."""

from django.db import models
from django.db.models import Q

from tracker.models.applications import Application
from tracker.models.attached import Attached
from tracker.models.events import web_link


class Document(Attached):
    """Something sent or received, by its link."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=120)
    link = models.URLField(max_length=500)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "token"], name="document_token_unique"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(link=""), name="document_titled_and_linked"),
            web_link("document"),
        ]

    def __str__(self):
        return self.title
