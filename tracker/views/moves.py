"""Moving applications: from the table, from the board, on a page of its own; and undo."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from careerguide.htmx import wants_fragment
from careerguide.templatetags.interface import day
from tracker.access import changes
from tracker.actions.stages import StageError, move, take_back
from tracker.forms.moves import ApplicationMoveForm
from tracker.meanwhile import meanwhile
from tracker.views import board
from tracker.views.application_pages import application_of
from tracker.views.stages import event_of, form_page, posted, told


def moved_by(request, access):
    """What the form is to be filled with: the board moves on the learner's day, whenever it was loaded."""
    data = posted(request)
    if data is None or board.BOARD not in data or "happened_on" in data:
        return data
    data = data.copy()
    data["happened_on"] = access.today.isoformat()
    return data


def tell(request, access, event, seen=None):
    """The message of a move: how it is undone, where its day is changed, and what others did since ``seen``."""
    query, args = board.board_query(request), [event.application_id, event.sequence]
    undo = reverse("tracker:application-undo", args=args)
    undo += "" if query is None else f"?{urlencode({board.BOARD: query})}"
    redate = reverse("tracker:application-event-edit", args=args)
    redate += f"?{urlencode({'next': place_of(access, query)})}"
    text = f"{event.application}: {event.stage_name}, {day(event.happened_on, access.today)}."
    others = [] if seen is None else event.application.events_after(seen)
    others = [other for other in others if other.sequence != event.sequence]
    level = messages.WARNING if others else messages.SUCCESS
    text = f"{text} {meanwhile(others, access.today)}" if others else text
    messages.add_message(request, level, text, extra_tags=f"undo {undo} day {redate}")


def place_of(access, query):
    """Where the move was made: the board, or the list."""
    return access.url("application-list") if query is None else board.board_url(access, query)


def answered(request, access, pk):
    """The message that waits, where the move was made: on the board, or above the list."""
    query = board.board_query(request)
    if query is None:
        return told(request, access, "application")
    if wants_fragment(request):
        return board.shown(request, access, QueryDict(query), moved=pk)
    return redirect(board.board_url(access, query))


def asked(request, access, application, form):
    """The form of a move: shown, or sent back with what is wrong or asked about. On the board it stands above it."""
    query = board.board_query(request)
    list_url = place_of(access, query)
    url = reverse("tracker:application-move", args=[application.pk])
    context = {"thing": application, "form": form, "url": url, "query": query, "list_url": list_url}
    if query is not None and form.is_bound and wants_fragment(request):
        return board.shown(request, access, QueryDict(query), status=422, target="board", **context)
    context |= {"access": access, "element": f"application-{application.pk}"}
    context["target"] = context["element"] if query is None else ""
    return form_page(request, "tracker/application/move.html", "tracker/application/_move.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def application_move(request, access, pk):
    application = application_of(access, pk)
    form = ApplicationMoveForm(moved_by(request, access), access=access, thing=application)
    if not form.is_valid():
        return asked(request, access, application, form)

    event = move(thing=application, by=request.user, **form.move)
    event.application = application
    tell(request, access, event, form.cleaned_data["seen"])
    return answered(request, access, pk)


@require_POST
@changes
def application_undo(request, access, pk, sequence):
    event = event_of(application_of(access, pk), sequence)
    try:
        application = take_back(event=event, by=request.user)
    except StageError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{application}: {application.stage_name} again.")
    return answered(request, access, pk)
