"""Writing a learner's own names for stages."""

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.models import Application, Learner, OwnStage


class OwnStageError(Exception):
    """A name that cannot be; its text is for people. ``field`` is what it is about."""

    def __init__(self, field, text):
        super().__init__(text)
        self.field = field


def named(learner, name, but=None):
    """The learner's own stage of this name, in capitals or not, or None. Raises OwnStageError for a fixed one's."""
    if name.casefold() in {label.casefold() for label in Application.Stage.labels}:
        raise OwnStageError("name", "This is the name of a stage that is there already.")
    rows = OwnStage.objects.for_learner(learner)
    return next((row for row in rows if row.name.casefold() == name.casefold() and row.pk != but), None)


def taken(known):
    return OwnStageError("name", f"You have this name already, for: {known.get_meaning_display()}.")


@transaction.atomic
def add_own_stage(*, learner, name, meaning):
    """Name a stage. Returns it; the same again is the one that is there, brought back if it was retired."""
    learner = Learner.objects.locked(learner)
    known = named(learner, name)
    if known is not None and known.meaning != meaning:
        raise taken(known)
    if known is not None:
        return _set(known, retired_at=None)
    if OwnStage.objects.for_learner(learner).count() >= OwnStage.MOST:
        raise OwnStageError("name", f"There is room for {OwnStage.MOST} names. Rename one that you no longer use.")
    rollups.touch(learner.pk)
    return OwnStage.objects.create(learner=learner, name=name, meaning=meaning)


@transaction.atomic
def change_own_stage(*, own_stage, name, meaning):
    """Call it otherwise, wherever it stands; let it count as another stage, as long as nothing came to it."""
    learner = Learner.objects.locked(own_stage.learner)
    own_stage = OwnStage.objects.for_learner(learner).with_use().with_id(own_stage.pk)
    known = named(learner, name, but=own_stage.pk)
    if known is not None:
        raise taken(known)
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
