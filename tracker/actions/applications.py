"""Writing job applications."""

import uuid

from django.db import transaction

from tracker.actions.stages import begin, locked, settle
from tracker.models import Application, Learner


@transaction.atomic
def add_application(*, learner, by, token, company, role, channel, stage, happened_on, own_stage=None, **more):
    """Add an application; ``more`` are other fields of it. Returns (application, created): the same under one
    ``token`` is saved once."""
    learner = Learner.objects.locked(learner)
    known = Application.objects.ever_of(learner).with_token(token)
    fields = {"company": company, "role": role, "channel": channel, **more}
    if known is not None:
        if known.was_added_with(stage=stage, happened_on=happened_on, own_stage=own_stage, **fields):
            return known, False
        token = uuid.uuid4()
    application = Application(learner=learner, token=token, **fields)
    application.stage_without_offers_since = happened_on  # until it is settled
    begin(application, stage=stage, happened_on=happened_on, by=by, own_stage=own_stage)
    return settle(application), True


@transaction.atomic
def change_application(*, application, **fields):
    """Change what an application says of itself, but for its stage."""
    application = locked(application)
    for name, value in fields.items():
        setattr(application, name, value)
    return settle(application)
