"""The weekly digest: subscriptions, and what was sent."""

from django.db import models
from django.db.models import F

from tracker.days import DAY


class DigestSubscriptionQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def open(self):
        return self.filter(ended_at=None)

    def ended_since(self, instant):
        return self.filter(ended_at__gte=instant)

    def to_send(self):
        """Open ones of active people whose address is confirmed: (learner id, since when, zone, first day of the week),
        fetched bit by bit."""
        confirmed = self.open().filter(
            learner__user__is_active=True,
            learner__user__emailaddress__verified=True,
            learner__user__emailaddress__email__iexact=F("learner__user__email"),
        )
        values = ("learner_id", "recorded_at", "learner__zone", "learner__week_start")
        return confirmed.order_by("pk").values_list(*values).iterator(chunk_size=1000)


class DigestQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def sent(self):
        return self.filter(state="sent")

    def of_week(self, first):
        return self.filter(week=first)

    def settled_since(self, day, most_attempts):
        """Pairs of (learner id, week) from the week of ``day`` on that are not to be sent (again). With a week that was
        sent, or is being sent, go those that share a day with it: the first day of the week may be chosen anew."""
        rows = self.filter(week__gte=day).exclude(state="failed", attempts__lt=most_attempts)
        around = {"failed": [0]}
        return {
            (learner, week + n * DAY)
            for learner, week, state in rows.values_list("learner_id", "week", "state")
            for n in around.get(state, range(-6, 7))
        }

    def told_near(self, week):
        """Whether a week that shares a day with the one from ``week`` on was sent or is being sent."""
        return self.filter(week__gt=week - 7 * DAY, week__lt=week + 7 * DAY).exclude(state="failed").exists()

    def claim_again(self, learner, week, *, now, most_attempts):
        """Claim a week that failed. Whether it was there to be claimed: of two who try at once only one gets it."""
        failed = self.filter(learner=learner, week=week, state="failed", attempts__lt=most_attempts)
        return failed.update(state="sending", attempts=F("attempts") + 1, claimed_at=now) == 1
