"""The home page: what there is, and what the sources say of the whole."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.companion import beside_home
from guide.pages.home import HomePage


@require_safe
@anonymous_page
def home(request):
    page = HomePage.now(for_curator=request.user.is_staff)

    return render(request, "guide/home.html", {"page": page, "beside": beside_home(request)})
