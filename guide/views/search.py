"""Search: what was typed, in the address, and what it finds."""

from django.views.decorators.http import require_safe

from careerguide.htmx import render_page
from guide.caching import anonymous_page
from guide.pages.search import SearchPage


@require_safe
@anonymous_page  # no parameters: whatever strangers search for, no answer is kept but the empty page
def search(request):
    asked = request.GET
    page = SearchPage.of(asked.get("q", ""), kind=asked.get("kind", ""), number=asked.get("page", ""))

    return render_page(request, "guide/search/page.html", "guide/search/_results.html", {"page": page})
