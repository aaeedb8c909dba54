"""What changed in the guide: a page by days, and a feed."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.feeds import ChangeFeed
from guide.pages.changes import ChangePage


@require_safe
@anonymous_page(parameters=("page",))
def change_list(request):
    page = ChangePage.number(request.GET.get("page"))

    return render(request, "guide/change/list.html", {"page": page})


@require_safe
@anonymous_page
def change_feed(request):
    return ChangeFeed()(request)
