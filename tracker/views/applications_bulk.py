"""Many applications at once: move, change, delete, undo."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from careerguide.htmx import next_page, redirect_page, wants_fragment
from tracker.access import changes
from tracker.actions.applications_bulk import (
    MOST,
    AsItWas,
    NoApplications,
    Odd,
    TooMany,
    change_applications,
    delete_applications,
    move_applications,
    undo_applications,
)
from tracker.forms.applications_bulk import BulkChangeForm, BulkMoveForm, ChosenApplications
from tracker.models import ApplicationAct
from tracker.study_list import ALL
from tracker.views.applications import list_page
from tracker.views.bulk import query_of


@require_POST
@changes
def application_bulk_move(request, access):
    form = BulkMoveForm(request.POST, access=access)
    act = done(form, lambda **chosen: move_applications(by=request.user, **chosen, **form.step))
    return told(request, access, form, act, "bulk_move")


@require_POST
@changes
def application_bulk_change(request, access):
    form = BulkChangeForm(request.POST, access=access)
    act = done(form, lambda **chosen: change_applications(by=request.user, **chosen, **form.given))
    return told(request, access, form, act, "bulk_change")


@require_POST
@changes
def application_bulk_delete(request, access):
    form = ChosenApplications(request.POST, access=access)
    act = done(form, lambda **chosen: delete_applications(by=request.user, **chosen))
    return told(request, access, form, act, "bulk_delete")


def done(form, act):
    """Run ``act`` on what a valid form chose. None if refused, the form says why; 404 if none of them is there."""
    if form.is_valid() and not form.says_which:
        form.add_error(None, "Choose applications first: check the boxes in their rows.")
    if not form.is_valid():
        return None
    try:
        return act(learner=form.access.learner, token=form.cleaned_data["token"], applications=form.applications)
    except NoApplications as error:
        raise Http404 from error
    except TooMany:
        form.add_error(None, f"These are more than {MOST:,} applications. Narrow the list and go on part by part.")
    except AsItWas:
        form.add_error(None, "All of them say so already. Nothing was changed.")
    except Odd as odd:
        form.ask(*odd.args)
    return None


def told(request, access, form, act, name):
    """After an act: the list with what was done and a way back; if it was refused, with what was chosen and typed."""
    asked = query_of(next_page(request, ""))
    if act is None:
        if form.data.get("every") and not form.ids:  # what the form still means, the page has to show
            asked = asked.copy()
            asked["select"] = ALL
        more = {name: form, "refused": form, "checked": set(form.ids)}
        return list_page(request, access, asked, status=422, **more)
    undo = reverse("tracker:application-bulk-undo", args=[act.pk])
    return answer(request, access, sentence(act), undo=undo)


def answer(request, access, message, undo=""):
    """The list that the form said it stood on, as fragment or by way of a redirect, with the message."""
    to = next_page(request, access.url("application-list"))
    if not wants_fragment(request):
        messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
        return redirect_page(request, to)
    access.learner.refresh_from_db()  # its count is another by now
    return list_page(request, access, query_of(to), done=message, undo=undo)


def sentence(act):
    what = "1 application" if act.count == 1 else f"{act.count:,} applications"
    return f"{act.get_verb_display()} {what}."


@require_POST
@changes
def application_bulk_undo(request, access, pk):
    act = get_object_or_404(ApplicationAct.objects.for_learner(access.learner), pk=pk)
    undone = undo_applications(act=act, by=request.user)
    message = f"Undone: {undone.restored:,} as before."
    if undone.left:
        message = f"{message[:-1]}, {undone.left:,} left as they are, since they were changed in the meantime."
    return answer(request, access, message)
