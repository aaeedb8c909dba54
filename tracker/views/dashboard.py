"""Today: the dashboard, of one's own record or a mentee's."""

from django.views.decorators.http import require_safe

from careerguide.htmx import render_page, wants_fragment
from tracker.access import reads
from tracker.dashboard import Dashboard
from tracker.forms.study import StudyForm


@require_safe
@reads()
def today(request, access):
    context = {"access": access, "dashboard": Dashboard.for_access(access)}
    if access.own and not wants_fragment(request):
        context["form"] = StudyForm(access=access, initial={"next": request.path})
    return render_page(request, "tracker/today.html", "tracker/_today.html", context)
