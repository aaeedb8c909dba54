"""Today: the dashboard, of one's own record or a mentee's."""

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careerguide.htmx import wants_fragment
from tracker.access import reads
from tracker.dashboard import Dashboard
from tracker.forms.study import StudyForm


def rendered(request, access):
    """The dashboard's fragment, kept until the record, the guide or the day is another.

    Most of a page's time is spent rendering it; the record's version tells whether that has to be done again. A page
    that asks about changed figures holds forms of one visitor's, and is not kept.
    """
    learner = access.learner
    sections = ",".join(sorted(access.sections))
    key = f"today:{learner.pk}:{learner.version}:{access.guide.version}:{access.today}:{access.own}:{sections}"
    html = caches["pages"].get(key)
    if html is None:
        dashboard = Dashboard.for_access(access)
        html = render_to_string("tracker/_today.html", {"access": access, "dashboard": dashboard}, request)
        if not dashboard.changed_targets:
            caches["pages"].set(key, html)
    return html


@require_safe
@reads()
def today(request, access):
    fragment = rendered(request, access)
    if wants_fragment(request):
        response = HttpResponse(fragment)
    else:
        context = {"access": access, "today": fragment}
        if access.own:
            context["form"] = StudyForm(access=access, initial={"next": request.path})
        response = render(request, "tracker/today.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
