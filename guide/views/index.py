"""The guide's table of contents."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.pages.home import IndexPage


@require_safe
@anonymous_page
def index(request):
    return render(request, "guide/index.html", {"page": IndexPage.now()})
