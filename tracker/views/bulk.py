"""Many sessions at once: change, delete, undo."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from careerguide.htmx import next_page
from tracker.access import changes
from tracker.actions.study import DayTooLong
from tracker.actions.study_bulk import MOST, NoSessions, change_sessions, delete_sessions, undo_bulk
from tracker.forms.study_bulk import BulkForm, ChosenForm
from tracker.models import BulkAct
from tracker.views.many import Many, query_of
from tracker.views.study import CHANGED, list_page

SESSIONS = Many("session", list_page, "study-list", "bulk-undo", NoSessions, MOST, CHANGED)


@require_POST
@changes
def bulk_change(request, access):
    form = BulkForm(request.POST, access=access)
    act = SESSIONS.done(form, lambda **chosen: change_sessions(by=request.user, **chosen, **form.changes))
    return SESSIONS.told(request, access, form, act, "bulk")


@require_POST
@changes
def bulk_delete(request, access):
    form = ChosenForm(request.POST, access=access)
    act = SESSIONS.done(form, lambda **chosen: delete_sessions(by=request.user, **chosen))
    return SESSIONS.told(request, access, form, act, "bulk")


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
    return SESSIONS.undone(request, access, undone)
