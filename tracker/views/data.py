"""Your data: every way out of a record and into it, on one page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.access import changes


@require_safe
@changes
def data_list(request, access):
    return render(request, "tracker/data/list.html", {"access": access})
