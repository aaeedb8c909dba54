"""Today: the dashboard, of one's own record or a mentee's."""

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careerguide.htmx import wants_fragment
from tracker.access import reads
from tracker.dashboard import Dashboard, changed_targets, targets_of


def rendered(request, access):
    """The dashboard's fragment, and the targets whose figure has changed.

    Most of a page's time is spent rendering, so the fragment is kept until the record, the guide or the day is another.
    It holds no form, since a form's token is one visitor's.
    """
    key = access.kept_as("today")
    kept = caches["pages"].get(key)
    if kept is None:
        dashboard = Dashboard.for_access(access)
        html = render_to_string("tracker/_today.html", {"access": access, "dashboard": dashboard}, request)
        kept = (html, bool(dashboard.changed_targets))
        caches["pages"].set(key, kept)
        return html, dashboard.changed_targets
    html, changed = kept
    return html, changed_targets(targets_of(access)) if changed else ()


@require_safe
@reads()
def today(request, access):
    fragment, changed = rendered(request, access)
    if wants_fragment(request):
        response = HttpResponse(fragment)
    else:
        context = {"access": access, "today": fragment}
        if access.own:
            context["changed_targets"] = changed
        response = render(request, "tracker/today.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
