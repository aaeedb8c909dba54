"""What a learner measures themselves against: a new row for each choice, the one before superseded."""

from django.db import transaction
from django.utils import timezone

from guide.models import Edition, Milestone
from tracker import rollups
from tracker.models import Learner, Target


class GuideMovedOn(Exception):
    """The guide has published another edition than the one that the learner saw when choosing."""


@transaction.atomic
def ensure_targets(*, learner, by=None):
    """A target on today's edition for every tracked milestone that the learner has none for. Returns the new ones.

    For onboarding; ``manage.py tick`` does the same for milestones that the guide has added since.
    """
    learner = Learner.objects.locked(learner)
    known = set(Target.objects.for_learner(learner).current().values_list("milestone", flat=True))
    missing = [m for m in Milestone.objects.tracked() if m.pk not in known and m.now is not None]
    targets = Target.objects.bulk_create(
        Target(learner=learner, milestone=m, edition=m.now, answered=m.now, end=m.end, by=by) for m in missing
    )
    if targets:
        rollups.touch(learner.pk)
    return targets


@transaction.atomic
def switch(*, target, by, seen=None):
    """Measure against what the guide gives today. Returns the current target.

    ``target`` may be superseded by now: what counts is its milestone, so the second of two equal requests changes
    nothing. ``seen`` is the key of the edition that the learner was shown; raises GuideMovedOn if it is not today's.
    """
    current, now = _current(target)
    if now is None or current.edition_id == now.pk:
        return current
    _check_seen(seen, now)
    return _supersede(current, edition=now, answered=now, by=by)


@transaction.atomic
def keep(*, target, by, seen=None):
    """Keep the edition chosen, in view of today's: the question rests until the next one. As ``switch``."""
    current, now = _current(target)
    if now is None or current.answered_id == now.pk:
        return current
    _check_seen(seen, now)
    return _supersede(current, edition=current.edition, answered=now, by=by)


@transaction.atomic
def choose(*, learner, milestone, edition, end, by):
    """Measure ``milestone`` against ``end`` ("low", "high") of an ``edition`` of its figure. Returns the target.

    A choice between editions is made in view of today's; one between the ends leaves an open question open.
    The guide may give the milestone another figure: those that the learner had it measured by stay theirs to choose.
    Raises ValueError if the edition is of neither.
    """
    learner = Learner.objects.locked(learner)
    own = Target.objects.for_learner(learner).of(milestone)
    if edition.figure_id != milestone.figure_id and not own.by_figure(edition.figure_id).exists():
        raise ValueError("The edition is not of the milestone's figure.")
    current = own.current().first()
    if current and (current.edition_id, current.end) == (edition.pk, end):
        return current
    now = Edition.objects.current().filter(figure=milestone.figure).first() or edition
    if current is None:
        rollups.touch(learner.pk)
        return Target.objects.create(
            learner=learner, milestone=milestone, edition=edition, answered=now, end=end, by=by
        )
    answered = current.answered if edition == current.edition else now
    return _supersede(current, edition=edition, answered=answered, end=end, by=by)


def _current(target):
    """The current target of the same learner and milestone, under the lock, and today's edition of its figure."""
    Learner.objects.locked(target.learner)
    targets = Target.objects.for_learner(target.learner).of(target.milestone)
    current = targets.current().with_editions().get()
    return current, current.now


def _check_seen(seen, now):
    if seen is not None and seen != now.pk:
        raise GuideMovedOn


def _supersede(current, *, edition, answered, by, end=None):
    current.superseded_at = timezone.now()
    current.save(update_fields=["superseded_at"])
    rollups.touch(current.learner_id)
    return Target.objects.create(
        learner=current.learner,
        milestone=current.milestone,
        edition=edition,
        answered=answered,
        end=end or current.end,
        by=by,
    )
