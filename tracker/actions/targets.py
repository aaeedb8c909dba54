"""What a learner measures themselves against: a new row for each choice, the one before superseded.

Whoever has a plan gets a new version of it with each, since a plan says what its milestones are measured against.
"""

from django.db import transaction
from django.utils import timezone

from guide.alternatives import alternatives
from guide.models import Milestone
from tracker import rollups
from tracker.actions.plan_versions import follow_target
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
    """Measure against what the guide gives today of the figure chosen. Returns the current target.

    ``target`` may be superseded by now: what counts is its milestone, so the second of two equal requests changes
    nothing. ``seen`` is the key of the edition that the learner was shown; raises GuideMovedOn if it is not today's.
    """
    current = _current(target)
    if current.now is None or current.edition_id == current.now.pk:
        return current
    _check_seen(seen, current.now)
    return follow_target(target=_supersede(current, edition=current.now, answered=current.now, by=by), by=by)


@transaction.atomic
def keep(*, target, by, seen=None):
    """Keep the edition chosen, in view of today's: the question rests until the next one. As ``switch``."""
    current = _current(target)
    if current.now is None or current.answered_id == current.now.pk:
        return current
    _check_seen(seen, current.now)
    return _supersede(current, edition=current.edition, answered=current.now, by=by)


@transaction.atomic
def choose(*, learner, milestone, edition, end, by):
    """Measure ``milestone`` against ``end`` ("low", "high") of an ``edition``. Returns the target.

    The edition is of the milestone's figure, or of another that answers its question by the same measure. The guide may
    come to measure by other figures: those that the learner had it measured by stay theirs to choose.
    Raises ValueError if the edition is of none of them.
    """
    learner = Learner.objects.locked(learner)
    target, changed = aim(learner=learner, milestone=milestone, edition=edition, end=end, by=by)
    return follow_target(target=target, by=by) if changed else target


def aim(*, learner, milestone, edition, end, by):
    """As ``choose``, under the lock on the learner's row, without a word to the plan. Returns (target, changed).

    A choice between editions is made in view of today's; one between the ends leaves an open question open.
    """
    own = Target.objects.for_learner(learner).of(milestone)
    current = next(iter(own.current().following()), None)
    if current and (current.edition_id, current.end) == (edition.pk, end):
        return current, False
    choices = alternatives([milestone])[milestone.pk]
    if not _may_choose(edition, milestone, choices, own):
        raise ValueError("The edition is not of a figure that counts what the milestone counts.")
    now = next((e for e in choices if e.figure_id == edition.figure_id), choices[0] if choices else edition)
    if current is None:
        rollups.touch(learner.pk)
        return Target.objects.create(
            learner=learner, milestone=milestone, edition=edition, answered=now, end=end, by=by
        ), True
    answered = current.answered if edition == current.edition else now
    return _supersede(current, edition=edition, answered=answered, end=end, by=by), True


def _may_choose(edition, milestone, choices, own):
    figures = {milestone.figure_id, *(choice.figure_id for choice in choices)}
    return edition.figure_id in figures or own.by_figure(edition.figure_id).exists()


def _current(target):
    """The current target of the same learner and milestone, under the lock, with ``now``."""
    learner = Learner.objects.locked(target.learner)
    [current] = Target.objects.for_learner(learner).of(target.milestone).current().following()
    current.learner = learner
    return current


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
