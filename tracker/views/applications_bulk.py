"""Many applications at once: move, change, delete, undo."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tracker.access import changes
from tracker.actions.applications_bulk import (
    MOST,
    AsItWas,
    NoApplications,
    Odd,
    change_applications,
    delete_applications,
    move_applications,
    undo_applications,
)
from tracker.forms.applications_bulk import BulkChangeForm, BulkMoveForm, ChosenApplications
from tracker.models import ApplicationAct
from tracker.views.applications import list_page
from tracker.views.many import Many

APPLICATIONS = Many("application", list_page, "application-list", "application-bulk-undo", NoApplications, MOST)


@require_POST
@changes
def application_bulk_move(request, access):
    form = BulkMoveForm(request.POST, access=access)
    act = done(form, lambda **chosen: move_applications(by=request.user, **chosen, **form.step))
    return APPLICATIONS.told(request, access, form, act, "bulk_move")


@require_POST
@changes
def application_bulk_change(request, access):
    form = BulkChangeForm(request.POST, access=access)
    act = done(form, lambda **chosen: change_applications(by=request.user, **chosen, **form.given))
    return APPLICATIONS.told(request, access, form, act, "bulk_change")


@require_POST
@changes
def application_bulk_delete(request, access):
    form = ChosenApplications(request.POST, access=access)
    act = APPLICATIONS.done(form, lambda **chosen: delete_applications(by=request.user, **chosen))
    return APPLICATIONS.told(request, access, form, act, "bulk_delete")


def done(form, act):
    """As ``Many.done``; also what changes nothing is refused, and what is odd asked about."""
    try:
        return APPLICATIONS.done(form, act)
    except AsItWas:
        form.add_error(None, "All of them say so already. Nothing was changed.")
    except Odd as odd:
        form.ask(*odd.args)
    return None


@require_POST
@changes
def application_bulk_undo(request, access, pk):
    act = get_object_or_404(ApplicationAct.objects.for_learner(access.learner), pk=pk)
    return APPLICATIONS.undone(request, access, undo_applications(act=act, by=request.user))
