"""The offers that came of an application."""

from django.db import models

from tracker.amounts import money_words
from tracker.models.applications import Application
from tracker.models.attached import Attached
from tracker.models.learner import plausible_day
from tracker.models.money import money


class Offer(Attached):
    """What an employer offered on a day, a year's worth of each part in one currency. A better one is another row."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="offers")
    made_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    base = models.DecimalField(max_digits=12, decimal_places=2)
    bonus = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    stock = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    note = models.TextField(max_length=2000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "token"], name="offer_token_unique"),
            money("base", "bonus", "stock", name="offer_has_its_currency"),
            plausible_day("made_on", "offer_day_plausible"),
            plausible_day("answer_by", "offer_answer_plausible"),
        ]

    def __str__(self):
        return f"{self.application}: {self.base} {self.currency}"

    @property
    def brief(self):
        return f"an offer of {money_words(self.base, self.currency)} a year"
