"""A mentor's side of mentoring: the mentees, join by a code, leave. To be logged in is enough."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import login_required, redirect_page, render_page, wants_fragment
from tracker.actions.mentoring import MentoringError, accept, end
from tracker.forms.mentoring import CodeForm
from tracker.mentees import MenteePage
from tracker.models import Mentorship
from tracker.views.stages import form_page, posted


def show(request):
    context = {"page": MenteePage.of(request.user, request.GET.get("after", ""), timezone.now())}
    return render_page(request, "tracker/mentee/list.html", "tracker/mentee/_list.html", context)


@require_safe
@login_required
def mentee_list(request):
    return show(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mentee_join(request):
    form = CodeForm(posted(request))
    mentorship = joined(form, request.user) if form.is_valid() else None
    if mentorship is None:
        return form_page(request, "tracker/mentee/join.html", "tracker/mentee/_join.html", {"form": form})

    messages.success(request, f"You mentor {mentorship.learner.user} now.")
    return redirect_page(request, "tracker:mentee-list")


def joined(form, user):
    """The mentorship that the code of a valid form gives, or None with the reason beside the field."""
    try:
        return accept(code=form.cleaned_data["code"], user=user)
    except MentoringError as error:
        form.add_error("code", str(error))
        return None


@require_POST
@login_required
def mentorship_leave(request, handle):
    mentorship = Mentorship.objects.of_mentor(request.user).of_handle(handle).first()
    if mentorship is None:
        raise Http404

    end(mentorship=mentorship, by=request.user)
    messages.success(request, f"Ended. You see nothing of the record of {mentorship.learner.user} any more.")
    return show(request) if wants_fragment(request) else redirect("tracker:mentee-list")
