"""Skills: the list, and each by itself."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.companion import beside_record, beside_records
from guide.models import Skill
from guide.pages.skills import SkillList, SkillPage


@require_safe
@anonymous_page
def skill_list(request):
    page = SkillList.now(for_curator=request.user.is_staff)

    return render(request, "guide/skill/list.html", {"page": page, "beside": beside_records(request, page.records)})


@require_safe
@anonymous_page
def skill_detail(request, slug):
    readable = Skill.objects.readable().with_contents().with_misconceptions().with_own_hours()
    skill = get_object_or_404(readable, slug=slug)

    page = SkillPage.of(skill, for_curator=request.user.is_staff)

    return render(request, "guide/skill/detail.html", {"page": page, "beside": beside_record(request, page.record)})
