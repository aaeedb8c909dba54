"""The résumé of what is tracked: to be printed, and as JSON Resume."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.access import changes
from tracker.resume import Resume


@require_safe
@changes
def resume_show(request, access):
    return render(request, "tracker/resume/show.html", {"access": access, "resume": Resume.of(access)})


@require_safe
@changes
def resume_json(request, access):
    document = Resume.of(access).as_json()
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="resume.json"'
    return response
