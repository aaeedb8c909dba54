"""Writing job applications."""

import uuid

from django.db import transaction

from tracker.actions.stages import begin, locked, settle
from tracker.models import Application, Learner


@transaction.atomic
def add_application(*, learner, by, token, company, role, channel, stage, happened_on, link="", note=""):
    """Add an application. Returns (application, created): the same under one ``token`` is saved once."""
    learner = Learner.objects.locked(learner)
    known = Application.objects.for_learner(learner).with_token(token)
    fields = {"company": company, "role": role, "channel": channel, "link": link, "note": note}
    if known is not None:
        if known.was_added_with(stage=stage, happened_on=happened_on, **fields):
            return known, False
        token = uuid.uuid4()
    application = Application(learner=learner, token=token, **fields)
    application.stage_without_offers_since = happened_on  # until it is settled
    begin(application, stage=stage, happened_on=happened_on, by=by)
    return settle(application), True


@transaction.atomic
def change_application(*, application, company, role, channel, link, note):
    """Change what an application says of itself."""
    application = locked(application)
    application.company, application.role, application.channel = company, role, channel
    application.link, application.note = link, note
    return settle(application)
