"""Writing what a learner claims of the guide's steps. Each under the lock on their row: what is sent twice is once."""

from django.db import transaction
from django.utils import timezone

from tracker.models import Learner, StepClaim
from tracker.rollups import touch


@transaction.atomic
def claim_step(*, learner, step, done_on, by, link="", note="", projects=(), certifications=()):
    """Say that ``step`` is done since a day of the learner's, and what shows it: keys of their own projects and
    certifications. Returns the claim; there is one a step, and one that was withdrawn stands again."""
    learner = Learner.objects.locked(learner)
    claim = StepClaim.objects.for_learner(learner).on(step).first() or StepClaim(learner=learner, step_id=step.pk)
    claim.done_on, claim.link, claim.note, claim.withdrawn_at = done_on, link, note, None
    claim.save()
    claim.projects.set(projects)
    claim.certifications.set(certifications)
    touch(learner.pk)
    return claim


@transaction.atomic
def withdraw_claim(*, claim, by):
    """Take a claim back; it is kept, to be restored. Twice is once."""
    return _withdrawn(claim, timezone.now())


@transaction.atomic
def restore_claim(*, claim, by):
    """Let a claim that was withdrawn stand as it did. Twice is once."""
    return _withdrawn(claim, None)


def _withdrawn(claim, moment):
    learner = Learner.objects.locked(claim.learner)
    claim = StepClaim.objects.for_learner(learner).get(pk=claim.pk)
    if bool(claim.withdrawn_at) != bool(moment):
        # Not saved whole: what it says has not changed, which is what a confirmation of it goes by.
        StepClaim.objects.filter(pk=claim.pk).update(withdrawn_at=moment)
        touch(learner.pk)
    return claim
