"""Pictures of a record: each a page, and a fragment that other pages fetch when it comes into sight."""

from urllib.parse import urlsplit

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from careerguide.htmx import current_page, wants_fragment
from tracker.access import reads
from tracker.models import Section
from tracker.models.learner import FIRST_DAY
from tracker.picture_pages import SPANS, WEEKS, HoursPage, SkillsPage, WeeksPage, YearPage

# The pictures in their order: what a picture is called, its page, and what it shows where nothing is asked for.
FIRST_YEAR = int(FIRST_DAY[:4])

PICTURES = {
    "year": ("Year", YearPage),
    "weeks": ("Weeks", WeeksPage),
    "hours": ("All hours", HoursPage),
    "skills": ("Skills", SkillsPage),
}


def drawn(access, name, *asked):
    """The picture's HTML, kept until the record, the guide or the day is another. It holds no form and no visitor."""
    key = access.kept_as(f"picture-{name}", *asked)
    html = caches["pictures"].get(key)
    if html is None:
        page = PICTURES[name][1].of(access, *asked)
        html = render_to_string(f"tracker/picture/_{name}.html", {"access": access, "page": page})
        caches["pictures"].set(key, html)
    return html


def answer(request, access, name, *asked):
    """The picture as a fragment, or alone on a page."""
    picture = drawn(access, name, *asked)
    if wants_fragment(request):
        response = HttpResponse(picture)
        if urlsplit(current_page(request)).path == request.path:  # on its own page the address says what is shown
            response["HX-Replace-Url"] = request.get_full_path()
    else:
        response = page_of(request, access, [picture], name)
    patch_vary_headers(response, ["HX-Request"])
    return response


def page_of(request, access, pictures, name=None):
    links = [(label, access.url(f"picture-{each}"), each == name) for each, (label, _) in PICTURES.items()]
    context = {"access": access, "pictures": pictures, "links": links, "one": name, "section": "tracker:study-list"}
    return render(request, "tracker/picture/list.html", context)


@require_safe
@reads(Section.HOURS)
def picture_list(request, access):
    asked = {"year": access.today.year, "weeks": WEEKS[1], "skills": "all"}
    return page_of(
        request, access, [drawn(access, name, *([asked[name]] if name in asked else [])) for name in PICTURES]
    )


@require_safe
@reads(Section.HOURS)
def picture_year(request, access):
    year = request.GET.get("year", "")
    asked = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else access.today.year
    # A year that cannot have a day of the record is the nearest that can, before it names what is kept.
    return answer(request, access, "year", min(max(asked, FIRST_YEAR), access.today.year))


@require_safe
@reads(Section.HOURS)
def picture_weeks(request, access):
    asked = next((count for count in WEEKS if str(count) == request.GET.get("weeks")), WEEKS[1])
    return answer(request, access, "weeks", asked)


@require_safe
@reads(Section.HOURS)
def picture_hours(request, access):
    return answer(request, access, "hours")


@require_safe
@reads(Section.HOURS)
def picture_skills(request, access):
    span = request.GET.get("span")
    return answer(request, access, "skills", span if span in SPANS else "all")
