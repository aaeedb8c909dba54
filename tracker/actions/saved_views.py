"""Writing saved views: names for filters of the list of applications."""

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.models import Learner, SavedView

MOST = 30


class TooManyViews(Exception):
    """As many as a learner may keep are there already."""


class NameTaken(Exception):
    """A view of this name was saved since."""


@transaction.atomic
def save_view(*, learner, name, query):
    """Keep ``query`` under ``name``; where there is one of that name, it is what that stands for from now on.

    Returns (view, created). Raises TooManyViews.
    """
    learner = Learner.objects.locked(learner)
    views = SavedView.objects.for_learner(learner)
    view = views.called(name)
    created = view is None
    if created:
        if views.count() >= MOST:
            raise TooManyViews
        view = SavedView(learner=learner, name=name)
    view.query = query
    view.save()
    rollups.touch(learner.pk)
    return view, created


@transaction.atomic
def remove_view(*, view):
    """Take a view off the list. Returns it. Twice is once."""
    learner = Learner.objects.locked(view.learner)
    view.refresh_from_db()
    if view.removed_at is None:
        view.removed_at = timezone.now()
        view.save(update_fields=["removed_at"])
        rollups.touch(learner.pk)
    return view


@transaction.atomic
def restore_view(*, view):
    """Bring a view back. Returns it. Twice is once. Raises NameTaken, TooManyViews."""
    learner = Learner.objects.locked(view.learner)
    view.refresh_from_db()
    if view.removed_at is not None:
        views = SavedView.objects.for_learner(learner)
        if views.called(view.name):
            raise NameTaken
        if views.count() >= MOST:
            raise TooManyViews
        view.removed_at = None
        view.save(update_fields=["removed_at"])
        rollups.touch(learner.pk)
    return view
