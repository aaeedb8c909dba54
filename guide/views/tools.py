"""Tools, by group."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.pages.lists import ToolList


@require_safe
@anonymous_page
def tool_list(request):
    page = ToolList.now(for_curator=request.user.is_staff)

    return render(request, "guide/tool/list.html", {"page": page})
