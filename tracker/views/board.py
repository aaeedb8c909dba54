"""The board of applications. Its moves are those of ``moves``, which answer with it."""

from django.http import QueryDict
from django.views.decorators.http import require_safe

from careerguide.htmx import render_page
from tracker.access import reads
from tracker.board import Board
from tracker.forms.board import BoardFilterForm
from tracker.models import Section

BOARD = "board"  # names, in a form or an address, the query of the board that it stands on
LONGEST_QUERY = 1000


def board_query(request):
    """The query of the board that a form or link stands on; None where it stands elsewhere."""
    query = request.POST.get(BOARD, request.GET.get(BOARD))
    return None if query is None else BoardFilterForm(QueryDict(query[:LONGEST_QUERY])).narrowed.query


def board_url(access, query):
    return access.url("application-board") + (f"?{query}" if query else "")


def shown(request, access, data, *, status=200, **more):
    """The board narrowed by ``data``; ``more`` says what was moved, or holds the form of a move that is asked about."""
    filters = BoardFilterForm(data)
    context = {"access": access, "filters": filters, "board": Board.of(access, filters.narrowed), **more}
    return render_page(request, "tracker/application/board.html", "tracker/application/_board.html", context, status)


@require_safe
@reads(Section.APPLICATIONS)
def application_board(request, access):
    return shown(request, access, request.GET)
