"""Onboarding: one page between signing up and the first log."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from careerguide.htmx import login_required
from tracker.actions.learner import enroll
from tracker.forms.choices import EnrollForm, path_options


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request):
    if request.user.is_learner:
        return redirect("tracker:today")

    options = path_options()
    if not options:
        return render(request, "tracker/settings/no_path.html", status=422 if request.method == "POST" else 200)
    data = request.POST if request.method == "POST" else None
    form = EnrollForm(data, options=options, now=timezone.now(), slug=request.GET.get("path", ""))
    if request.method != "POST":
        return render(request, "tracker/settings/start.html", {"form": form})

    if not form.is_valid():
        return render(request, "tracker/settings/start.html", {"form": form}, status=422)
    enroll(user=request.user, by=request.user, **form.enrollment())
    messages.success(request, "Your record is open. What you log counts from the first minute.")
    return redirect("tracker:today")
