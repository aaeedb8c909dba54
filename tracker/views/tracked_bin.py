"""The bin of applications, certifications and projects: look, restore, delete for good."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access import changes
from tracker.actions.stages import restore
from tracker.actions.tracked_bin import remove_for_good
from tracker.tracked_bin import KINDS, bin_parts, things_of
from tracker.views.stages import ever_own


def own_binned(access, noun, pk):
    if noun not in KINDS:
        raise Http404
    return ever_own(things_of(noun), access, pk)


@require_safe
@changes
def tracked_bin(request, access):
    noun, before = request.GET.get("noun", ""), request.GET.get("before", "")
    context = {"access": access, "parts": bin_parts(access, noun, before), "further": bool(before)}
    return render(request, "tracker/tracked_bin/list.html", context)


@require_POST
@changes
def tracked_restore(request, access, noun, pk):
    thing = restore(thing=own_binned(access, noun, pk))
    messages.success(request, f"Restored: {thing}.")
    return redirect("tracker:tracked-bin")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def tracked_remove(request, access, noun, pk):
    thing = own_binned(access, noun, pk)
    if thing.deleted_at is None:
        raise Http404
    if request.method != "POST":
        return render(request, "tracker/tracked_bin/remove.html", {"access": access, "thing": thing, "noun": noun})

    name = str(thing)
    if remove_for_good(thing=thing):
        messages.success(request, f"Deleted for good: {name}.")
    return redirect("tracker:tracked-bin")
