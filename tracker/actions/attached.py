"""Writing what hangs on an application: contacts, interviews, documents, follow-ups, offers; and its next action."""

import uuid

from django.db import transaction
from django.utils import timezone

from tracker.actions.stages import locked, settle
from tracker.models import ExchangeRate, FollowUp, Learner
from tracker.rollups import touch


class ChangedMeanwhile(Exception):
    """A row was changed after it was read. ``row`` is what it says now."""

    def __init__(self, row):
        super().__init__("This was changed in the meantime, on another page.")
        self.row = row


@transaction.atomic
def attach(*, application, model, token, fields):
    """Add a row of ``model``. Returns it: the same under one ``token`` is saved once."""
    application = locked(application)
    known = model.ever.of_application(application).with_token(token)
    if known is not None:
        if says(known, fields):
            return known
        token = uuid.uuid4()
    row = model.objects.create(application=application, token=token, **fields)
    return _written(row, application)


@transaction.atomic
def change(*, row, seen, fields):
    """Change a row whose version ``seen`` was read. Returns it; the same again changes nothing.

    Raises ChangedMeanwhile where it is another version by now.
    """
    application, row = _again(row)
    if says(row, fields):
        return row
    if row.version != seen:
        raise ChangedMeanwhile(row)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return _written(row, application)


@transaction.atomic
def remove(*, row):
    """Take a row out of its application. Returns it. Twice is once."""
    return _bin(row, timezone.now())


@transaction.atomic
def bring_back(*, row):
    """Restore what was removed. Returns it. Twice is once."""
    return _bin(row, None)


def says(row, fields):
    return all(getattr(row, name) == value for name, value in fields.items())


def _again(row):
    """The application and the row as they are now, under the lock on the learner's."""
    application = locked(row.application)
    row = type(row).ever.get(pk=row.pk)
    row.application = application
    return application, row


def _bin(row, moment):
    application, row = _again(row)
    if bool(row.deleted_at) == bool(moment):
        return row
    row.deleted_at = moment
    row.save()
    return _written(row, application)


def _written(row, application):
    """The record changed; how long an application was quiet follows from its follow-ups."""
    if isinstance(row, FollowUp):
        settle(application)
    else:
        touch(application.learner_id)
    return row


@transaction.atomic
def plan_next(*, application, text, on):
    """Say what is to be done next, and by which day if any; nothing for "". Returns the application."""
    application = locked(application)
    application.next_action, application.next_action_on = text, on if text else None
    application.save()
    touch(application.learner_id)
    return application


@transaction.atomic
def set_rates(*, learner, rates):
    """What the learner reckons with, into the currency of their record: Decimals by code, None for not known."""
    learner = Learner.objects.locked(learner)
    for currency, rate in rates.items():
        if rate is None:
            ExchangeRate.objects.for_learner(learner).of_currency(currency).delete()
        else:
            about = {"learner": learner, "currency": currency, "into": learner.currency}
            ExchangeRate.objects.update_or_create(**about, defaults={"rate": rate})
    touch(learner.pk)
