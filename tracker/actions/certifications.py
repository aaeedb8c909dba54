"""Writing certifications."""

import uuid

from django.db import transaction

from tracker.actions.stages import begin, locked, settle
from tracker.models import Certification, Learner


def _counts(listed):
    return bool(listed and listed.counts_as_cloud)


@transaction.atomic
def add_certification(*, learner, by, token, stage, happened_on, listed=None, name="", link=""):
    """Add a certification, of the guide's list or by a name. Returns (certification, created): the same under one
    ``token`` is saved once."""
    learner = Learner.objects.locked(learner)
    known = Certification.objects.for_learner(learner).with_names().with_token(token)
    fields = {"listed": listed, "name": name, "link": link}
    if known is not None:
        if known.was_added_with(stage=stage, happened_on=happened_on, **fields):
            return known, False
        token = uuid.uuid4()
    certification = Certification(learner=learner, token=token, listed_counts=_counts(listed), **fields)
    begin(certification, stage=stage, happened_on=happened_on, by=by)
    return settle(certification), True


class NotToBePlanned(Exception):
    """It can no longer be earned, or the guide has taken it out: it may be recorded as held."""


@transaction.atomic
def plan_certification(*, learner, by, listed, on):
    """Plan one of the guide's certifications from ``on``, the learner's today. Returns (certification, created).

    Whoever has it already, in whatever stage, gets that one. Raises NotToBePlanned.
    """
    learner = Learner.objects.locked(learner)
    known = Certification.objects.for_learner(learner).with_names().of_listed([listed]).first()
    if known is not None:
        return known, False
    if not listed.is_published or not listed.can_be_earned:
        raise NotToBePlanned
    planned = Certification.Stage.PLANNED
    return add_certification(learner=learner, by=by, token=uuid.uuid4(), stage=planned, happened_on=on, listed=listed)


@transaction.atomic
def change_certification(*, certification, listed, name, link):
    """Change which certification it is, or where it can be seen. Whether it counts is asked anew only for another."""
    certification = locked(certification)
    if certification.listed_id != (listed and listed.pk):
        certification.listed, certification.listed_counts = listed, _counts(listed)
    certification.name, certification.link = name, link
    return settle(certification)
