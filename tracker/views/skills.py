"""One skill of a record: its history."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.access import reads
from tracker.models import Section
from tracker.skill_history import SkillHistory


@require_safe
@reads(Section.HOURS)
def skill_history(request, access, slug):
    skill = next((skill for skill in access.guide.skills.values() if skill.slug == slug and not skill.is_draft), None)
    if skill is None:
        raise Http404

    history = SkillHistory.of(access, skill)
    return render(request, "tracker/skill/history.html", {"access": access, "history": history, "page": history.page})
