"""Kinds that have a place on a list and no page of their own: tools, misconceptions, milestones."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.pages.lists import MilestoneList, MisconceptionList, ToolList


@require_safe
@anonymous_page
def tool_list(request):
    page = ToolList.now(for_curator=request.user.is_staff)

    return render(request, "guide/tool/list.html", {"page": page})


@require_safe
@anonymous_page
def misconception_list(request):
    page = MisconceptionList.now(for_curator=request.user.is_staff)

    return render(request, "guide/misconception/list.html", {"page": page})


@require_safe
@anonymous_page
def milestone_list(request):
    page = MilestoneList.now(for_curator=request.user.is_staff)

    return render(request, "guide/milestone/list.html", {"page": page})
