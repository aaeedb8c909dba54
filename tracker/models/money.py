"""Money that learners write down: amounts with the currency that they are in, and the rates they reckon with."""

from django.db import models
from django.db.models import F, Q

from tracker.models.learner import Learner
from tracker.querysets import ExchangeRateQuerySet

CODE = 3  # letters of a currency, as ISO 4217 has it


class Period(models.TextChoices):
    """What an amount of pay is for."""

    YEAR = "year", "a year"
    MONTH = "month", "a month"
    DAY = "day", "a day"
    HOUR = "hour", "an hour"


def money(*amounts, name, currency="currency"):
    """The constraint of amounts of money: none is negative, and where there is one there is its currency."""
    some = Q()
    none = Q()
    sound = Q()
    for amount in amounts:
        some |= Q((f"{amount}__isnull", False))
        none &= Q((f"{amount}__isnull", True))
        sound &= Q((f"{amount}__isnull", True)) | Q((f"{amount}__gte", 0))
    return models.CheckConstraint(condition=sound & (none | (some & ~Q((currency, "")))), name=name)


class ExchangeRate(models.Model):
    """What a learner reckons one unit of ``currency`` to be worth in ``into``, the currency of their record then.

    Another one may be chosen, and chosen back, and no rate is read as what it is not.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="exchange_rates")
    currency = models.CharField(max_length=CODE)
    into = models.CharField(max_length=CODE)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        ordering = ["currency", "into"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "currency", "into"], name="rate_once"),
            models.CheckConstraint(
                condition=~Q(currency="") & ~Q(into="") & ~Q(currency=F("into")), name="rate_of_two_currencies"
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_is_positive"),
        ]

    def __str__(self):
        return f"1 {self.currency} = {self.rate} {self.into}"
