"""Writing a learner's own names for stages."""

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.models import Learner, OwnStage
from tracker.own_names import Names, taken


class OwnStageError(Exception):
    """A name that cannot be; its text is for people. ``field`` is what it is about."""

    def __init__(self, field, text):
        super().__init__(text)
        self.field = field


@transaction.atomic
def add_own_stage(*, learner, name, meaning):
    """Name a stage. Returns (it, whether it is offered only since); the same again is the one that is there, brought
    back if it was retired."""
    learner = Learner.objects.locked(learner)
    names = Names(OwnStage.objects.for_learner(learner))
    if why_not := names.why_not(name, meaning):
        raise OwnStageError("name", why_not)
    if known := names.called(name):
        was_retired = known.retired_at is not None
        return _set(known, retired_at=None), was_retired
    rollups.touch(learner.pk)
    return OwnStage.objects.create(learner=learner, name=name, meaning=meaning), True


@transaction.atomic
def change_own_stage(*, own_stage, name, meaning):
    """Call it otherwise, wherever it stands; let it count as another stage, as long as nothing came to it."""
    learner = Learner.objects.locked(own_stage.learner)
    own_stages = OwnStage.objects.for_learner(learner)
    own_stage = own_stages.with_use().with_id(own_stage.pk)
    names = Names(own_stages.besides(own_stage.pk))
    known = names.called(name)
    if why_not := taken(known.meaning) if known else names.why_not(name, meaning):
        raise OwnStageError("name", why_not)
    if own_stage.used and meaning != own_stage.meaning:
        raise OwnStageError("meaning", "Applications came to it: what it counts as stays. Add another name instead.")
    return _set(own_stage, name=name, meaning=meaning)


@transaction.atomic
def retire_own_stage(*, own_stage):
    """Offer it no more. Where it stands, it stays. Twice is once."""
    Learner.objects.locked(own_stage.learner)
    return own_stage if own_stage.retired_at else _set(own_stage, retired_at=timezone.now())


@transaction.atomic
def restore_own_stage(*, own_stage):
    """Offer it again. Twice is once."""
    Learner.objects.locked(own_stage.learner)
    return _set(own_stage, retired_at=None)


def _set(own_stage, **fields):
    for name, value in fields.items():
        setattr(own_stage, name, value)
    own_stage.save(update_fields=list(fields))
    rollups.touch(own_stage.learner_id)
    return own_stage
