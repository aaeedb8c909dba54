"""What is often believed."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.pages.lists import MisconceptionList


@require_safe
@anonymous_page
def misconception_list(request):
    page = MisconceptionList.now(for_curator=request.user.is_staff)

    return render(request, "guide/misconception/list.html", {"page": page})
