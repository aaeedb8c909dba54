"""Deleting for good what has stages."""

from django.db import transaction

from tracker import rollups
from tracker.models import Learner


@transaction.atomic
def remove_for_good(*, thing):
    """Delete it, and all that hangs on it, if it still lies in the bin: it is in no count. Returns whether it did."""
    learner = Learner.objects.locked(thing.learner)
    _, deleted = type(thing).objects.in_bin_of(learner).only_id(thing.pk).delete()
    rollups.touch(learner.pk)
    return bool(deleted)
