"""Where applications get lost: one's own funnel or a mentee's, and its picture as a file."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerguide.htmx import render_page
from tracker.access import reads
from tracker.forms.funnel import FunnelForm
from tracker.funnel_page import FunnelPage
from tracker.models import Section


@require_safe
@reads(Section.APPLICATIONS)
def funnel(request, access):
    form = FunnelForm(request.GET, own=access.own)

    page = FunnelPage.of(access, form.asked)

    context = {"access": access, "form": form, "page": page}
    return render_page(request, "tracker/funnel/page.html", "tracker/funnel/_funnel.html", context)


@require_safe
@reads(Section.APPLICATIONS)
def funnel_flow(request, access):
    """The picture of the flow, to keep: an SVG that stands alone."""
    page = FunnelPage.of(access, FunnelForm(request.GET).asked)

    name = f"careerguide-funnel-{access.today.isoformat()}.svg"
    response = render(request, "tracker/funnel/flow.svg", {"page": page}, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
