"""The mistake watch: what of the guide's mistakes the record shows, and what its owner sets aside."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from careerguide.htmx import render_page, wants_fragment
from guide.models import Watch
from tracker.access import WATCHED, changes, reads
from tracker.actions.watch import dismiss, withdraw
from tracker.forms.watch import DismissForm
from tracker.watch_page import WatchPage


def show(request, access, wrong=None, status=200):
    """The page, or for htmx what stands on it below the title. ``wrong``: a form that was refused."""
    page = WatchPage.of(access)
    forms = {}
    if access.own:
        forms = {row.watch.pk: DismissForm(access=access, watch=row.watch) for row in page.shown}
        forms |= {wrong.watch.pk: wrong} if wrong else {}
    rows = [(row, forms.get(row.watch.pk)) for row in page.shown]
    context = {"access": access, "page": page, "rows": rows}
    return render_page(request, "tracker/watch/list.html", "tracker/watch/_list.html", context, status)


def changed(request, access, message, undo=""):
    """After a change: the list anew for htmx, its message with it; else back to the page."""
    messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
    return show(request, access) if wants_fragment(request) else redirect("tracker:watch-list")


@require_safe
@reads()
def watch_list(request, access):
    if not access.sections & WATCHED:
        raise Http404

    return show(request, access)


@require_POST
@changes
def watch_dismiss(request, access, pk):
    watch = get_object_or_404(Watch.objects.published().ruled(), pk=pk)
    form = DismissForm(request.POST, access=access, watch=watch)
    if not form.is_valid():
        return show(request, access, wrong=form, status=422)

    dismiss(learner=access.learner, watch=watch, reason=form.cleaned_data["reason"])

    return changed(request, access, f"Set aside: {watch.title}.", reverse("tracker:watch-restore", args=[pk]))


@require_POST
@changes
def watch_restore(request, access, pk):
    watch = get_object_or_404(Watch.objects.ruled(), pk=pk)
    withdraw(learner=access.learner, watch=watch)

    return changed(request, access, f"Watched again: {watch.title}.")
