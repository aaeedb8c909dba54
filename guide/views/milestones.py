"""Milestones: what to reach, each with its figure."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.companion import beside_records
from guide.pages.lists import MilestoneList


@require_safe
@anonymous_page
def milestone_list(request):
    page = MilestoneList.now(for_curator=request.user.is_staff)

    return render(request, "guide/milestone/list.html", {"page": page, "beside": beside_records(request, page.records)})
