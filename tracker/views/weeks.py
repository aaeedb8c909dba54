"""The weeks of a record against the goal: the run of weeks, and the weeks page by page."""

from django.views.decorators.http import require_safe

from careerguide.htmx import render_page
from tracker.access import reads
from tracker.models import Section
from tracker.week_list import WeekPage


@require_safe
@reads(Section.HOURS, Section.PLAN)
def week_list(request, access):
    page = WeekPage.of(access, request.GET.get("before", ""))
    context = {"access": access, "page": page, "line": page.line}
    return render_page(request, "tracker/week/list.html", "tracker/_run.html", context)
