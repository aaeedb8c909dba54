"""What changed in the guide: a page by days, and a feed."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page, kept_if
from guide.feeds import ChangeFeed
from guide.pages.changes import ChangePage


@require_safe
@anonymous_page(parameters=("page",))
def change_list(request):
    asked = request.GET.get("page")
    page = ChangePage.number(asked)

    there_is = asked is None or asked == str(page.page.number)
    return kept_if(there_is, render(request, "guide/change/list.html", {"page": page}))


@require_safe
@anonymous_page
def change_feed(request):
    return ChangeFeed()(request)
