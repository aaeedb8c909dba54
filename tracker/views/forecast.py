"""When milestones are reached, and what if: one's own dates or a mentee's."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from careerguide.htmx import render_page, wants_fragment
from tracker.access import reads
from tracker.forecast_page import ForecastPage
from tracker.forms.forecast import ScenarioForm
from tracker.models import Section

PAGE = "tracker/forecast/page.html"


@require_safe
@reads(Section.HOURS, Section.PLAN)
def forecast(request, access):
    form = ScenarioForm(request.GET)

    page = ForecastPage.of(access, form.scenario)

    context = {"access": access, "form": form, "page": page}
    return render_page(request, PAGE, "tracker/forecast/_forecast.html", context)


@require_safe
@reads(Section.HOURS, Section.PLAN)
def forecast_bands(request, access):
    """A short list for Today, which asks for it once it is shown; a page of its own is the forecast."""
    if not wants_fragment(request):
        return redirect(access.url("forecast"))
    context = {"access": access, "page": ForecastPage.of(access)}
    return render_page(request, PAGE, "tracker/forecast/_bands.html", context)
