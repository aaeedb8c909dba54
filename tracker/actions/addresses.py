"""Writing secret addresses: of the calendar feed, of shared evidence.

One of a kind is live at a time; each of these may be sent twice and is done once.
"""

from django.db import transaction
from django.utils import timezone

from tracker.models import Learner


@transaction.atomic
def make(model, *, learner, by):
    """The learner's live address of this kind, a new one if there is none."""
    learner = Learner.objects.locked(learner)
    return model.objects.for_learner(learner).live().first() or _new(model, learner)


@transaction.atomic
def renew(*, address, by):
    """Withdraw an address and make another with a key of its own. Of one that is withdrawn by now: the live one or
    None."""
    address, live = _locked(address)
    if address.revoked_at:
        return live
    _withdraw(address)
    return _new(type(address), address.learner)


@transaction.atomic
def revoke(*, address, by):
    """Withdraw an address: it answers nobody from now on."""
    address, _ = _locked(address)
    if not address.revoked_at:
        _withdraw(address)
    return address


@transaction.atomic
def restore(*, address, by):
    """Take back that an address was withdrawn; one that took its place is withdrawn instead."""
    address, live = _locked(address)
    if address.revoked_at:
        if live:
            _withdraw(live)
        address.revoked_at = None
        address.save(update_fields=["revoked_at"])
    return address


def _locked(address):
    """The address as it is now and the live one, or None, under the lock on the learner's row."""
    learner = Learner.objects.locked(address.learner)
    addresses = type(address).objects.for_learner(learner)
    now = addresses.get(pk=address.pk)
    now.learner = learner
    return now, addresses.live().first()


def _new(model, learner):
    address = model.new(learner)
    address.save()
    return address


def _withdraw(address):
    address.revoked_at = timezone.now()
    address.save(update_fields=["revoked_at"])
