"""What hangs on an application, and the rates by which its money is reckoned."""

from django.db import models
from django.db.models import Q

from tracker.stages import APPLICATION


class AttachedQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Of the applications that the learner keeps, each row with its own."""
        own = self.filter(application__learner=learner, application__deleted_at=None)
        return own.select_related("application__own_stage")

    def of_application(self, application):
        return self.filter(application=application)

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.filter(pk=pk).first()

    def with_token(self, token):
        """The one that the form with this token made, or None."""
        return self.filter(token=token).first()

    def latest_first(self):
        """Offers, by the day on which they were made."""
        return self.order_by("-made_on", "-id")

    def of_open_applications(self, learner):
        """Those of the applications that the learner keeps and that are not closed, each with its own."""
        return self.for_learner(learner).filter(application__stage__in=APPLICATION.open)

    def unanswered(self):
        """Offers of applications that were not accepted."""
        return self.exclude(application__stage="accepted")

    def on_or_after(self, field, day):
        """Those whose ``field`` is this day or a later one, in the order of these days."""
        return self.filter(**{f"{field}__gte": day}).order_by(field, "id")

    def removed_before(self, moment):
        return self.filter(deleted_at__lt=moment)


class AttachedManager(models.Manager.from_queryset(AttachedQuerySet)):
    """Those that are not removed; also what an application gives as its own."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at=None)


class ExchangeRateQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """The rates into the currency of the learner's record."""
        return self.filter(learner=learner, into=learner.currency)

    def of_currency(self, code):
        return self.filter(currency=code)

    def both_ways(self, learner):
        """Two dicts of Decimals by code: what one unit of each currency is worth in that of the learner's record, and
        what one of that is worth in each."""
        own = Q(into=learner.currency) | Q(currency=learner.currency)
        rows = list(self.filter(own, learner=learner).values_list("currency", "into", "rate"))
        into = {currency: rate for currency, to, rate in rows if to == learner.currency}
        return into, {to: rate for currency, to, rate in rows if currency == learner.currency}
