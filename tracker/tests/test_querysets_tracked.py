"""Which applications: what the querysets count of the rows that hang on them."""

import datetime

from django.utils import timezone

from tracker.actions.stages import move
from tracker.days import DAY
from tracker.models import Application, Offer
from tracker.tests.factories import START, make_application


def test_an_offer_that_was_removed_is_not_counted_where_one_was_accepted(learner):
    application = make_application(learner)
    for made_on, gone in ((START + DAY, timezone.now()), (START + 5 * DAY, None)):
        Offer.objects.create(application=application, made_on=made_on, base=90_000, currency="EUR", deleted_at=gone)
    for stage, day in (("offer", START + 4 * DAY), ("accepted", START + 6 * DAY)):
        move(thing=application, stage=stage, happened_on=day, by=learner.user)

    found = Application.objects.for_learner(learner).last_accepted()

    assert (found.offers_known, found.made_on) == (1, START + 5 * DAY)
    assert (found.offered_on, found.accepted_on) == (START + 4 * DAY, START + 6 * DAY)
    assert isinstance(found.accepted_on, datetime.date)
