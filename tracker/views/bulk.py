"""Many sessions at once: change, delete, undo."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from careerguide.htmx import next_page, redirect_page, wants_fragment
from tracker.access import changes
from tracker.actions.study import DayTooLong
from tracker.actions.study_bulk import MOST, NoSessions, TooMany, change_sessions, delete_sessions, undo_bulk
from tracker.forms.study_bulk import BulkForm, ChosenForm
from tracker.models import BulkAct
from tracker.study_list import ALL
from tracker.views.study import CHANGED, list_page


@require_POST
@changes
def bulk_change(request, access):
    form = BulkForm(request.POST, access=access)
    act = done(form, lambda **chosen: change_sessions(by=request.user, **chosen, **form.changes))
    return told(request, access, form, act)


@require_POST
@changes
def bulk_delete(request, access):
    form = ChosenForm(request.POST, access=access)
    act = done(form, lambda **chosen: delete_sessions(by=request.user, **chosen))
    return told(request, access, form, act)


def done(form, act):
    """Run ``act`` on the sessions that a valid form chose. None if it is not valid; 404 if none of them is there."""
    if form.is_valid() and not form.says_which:
        form.add_error(None, "Choose sessions first: check the boxes in their rows.")
    if not form.is_valid():
        return None
    try:
        return act(learner=form.access.learner, token=form.cleaned_data["token"], sessions=form.sessions)
    except NoSessions as error:
        raise Http404 from error
    except TooMany:
        form.add_error(None, f"These are more than {MOST:,} sessions. Narrow the list and go on part by part.")
        return None


def told(request, access, form, act):
    """After an act: the list with what was done and a way back; if it was refused, with what was chosen and typed."""
    asked = query_of(next_page(request, ""))
    if act is None:
        if form.data.get("every") and not form.ids:  # what the form still means, the page has to show
            asked = asked.copy()
            asked["select"] = ALL
        return list_page(request, access, asked, status=422, bulk=form, checked=set(form.ids))
    return answer(request, access, act, sentence(act), undo=reverse("tracker:bulk-undo", args=[act.pk]))


def answer(request, access, act, message, undo=""):
    """The list that the form said it stood on, as fragment or by way of a redirect, with the message."""
    to = next_page(request, access.url("study-list"))
    if not wants_fragment(request):
        messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
        return redirect_page(request, to)
    access.learner.refresh_from_db()  # its sums are others by now
    response = list_page(request, access, query_of(to), done=message, undo=undo)
    response["HX-Trigger"] = CHANGED
    return response


def query_of(url):
    return QueryDict(urlsplit(url).query)


def sentence(act):
    sessions = "1 session" if act.count == 1 else f"{act.count:,} sessions"
    return f"{act.get_verb_display()} {sessions}."


@require_POST
@changes
def bulk_undo(request, access, pk):
    act = get_object_or_404(BulkAct.objects.for_learner(access.learner), pk=pk)
    try:
        undone = undo_bulk(act=act, by=request.user)
    except DayTooLong as error:
        full = f"None restored: {error.day:%-d %B %Y} is full by now. Shorten or delete a session of that day first."
        asked = query_of(next_page(request, ""))
        return list_page(request, access, asked, status=422, problem=full, undo=request.path)

    message = f"Undone: {undone.restored:,} as before."
    if undone.left:
        message = f"{message[:-1]}, {undone.left:,} left as they are, since they were changed in the meantime."
    return answer(request, access, act, message)
