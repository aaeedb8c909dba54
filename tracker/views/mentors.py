"""A learner's side of mentoring: who sees what, invite, withdraw a code, change what is shared, end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page, wants_fragment
from tracker.access import changes
from tracker.actions.mentoring import MentoringError, end, invite, revoke, set_sharing
from tracker.forms.mentoring import InvitationForm, SharingForm
from tracker.mentors import Mentor, Mentors
from tracker.models import Invitation, Mentorship
from tracker.views.stages import form_page, posted


def own_mentorship(access, pk):
    """The learner's open mentorship with this id, or 404."""
    mentorship = Mentorship.objects.open().of_learner(access.learner).with_id(pk)
    if mentorship is None:
        raise Http404
    return mentorship


def show(request, access, form=None, status=200):
    """The page of mentors, or for htmx what stands on it below the title."""
    mentors = Mentors.of(access.learner)
    context = {"access": access, "page": mentors, "form": form or InvitationForm(access=access)}
    return render_page(request, "tracker/mentor/list.html", "tracker/mentor/_list.html", context, status)


def changed(request, access, message):
    """After a change: the list anew for htmx, its message with it; else back to the page."""
    messages.success(request, message)
    return show(request, access) if wants_fragment(request) else redirect("tracker:mentor-list")


@require_safe
@changes
def mentor_list(request, access):
    return show(request, access)


@require_POST
@changes
def invitation_add(request, access):
    form = InvitationForm(request.POST, access=access)
    if not form.is_valid():
        return show(request, access, form, status=422)

    sections, token = form.cleaned_data["sections"], form.cleaned_data["token"]
    try:
        invitation = invite(learner=access.learner, sections=sections, token=token, by=request.user)
    except MentoringError as error:
        form.add_error("sections", str(error))
        return show(request, access, form, status=422)
    return changed(request, access, f"Give {invitation.readable} to your mentor. It works once.")


@require_POST
@changes
def invitation_revoke(request, access, pk):
    invitation = Invitation.objects.for_learner(access.learner).with_id(pk)
    if invitation is None:
        raise Http404

    try:
        revoke(invitation=invitation, by=request.user)
    except MentoringError as error:
        messages.error(request, str(error))
        return show(request, access) if wants_fragment(request) else redirect("tracker:mentor-list")
    return changed(request, access, f"Withdrew {invitation.readable}.")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def sharing_edit(request, access, pk):
    mentor = Mentor.of(own_mentorship(access, pk))
    initial = {"sections": list(mentor.sections)}
    # It stands on the page of the invitation, whose boxes are named alike.
    form = SharingForm(posted(request), initial=initial, auto_id=f"id_{pk}_%s")
    mentorship = shared(form, mentor.mentorship, request.user) if form.is_valid() else None
    if mentorship is None:
        context = {"access": access, "mentor": mentor, "form": form}
        return form_page(request, "tracker/mentor/sharing.html", "tracker/mentor/_sharing.html", context)

    if wants_fragment(request):
        context = {"access": access, "mentor": Mentor.of(mentorship)}
        return render_page(request, "tracker/mentor/list.html", "tracker/mentor/_row.html", context)
    return changed(request, access, f"Changed what {mentorship.mentor} sees.")


def shared(form, mentorship, user):
    """The mentorship that shares now what a valid form says, or None with the reason beside the field."""
    try:
        return set_sharing(mentorship=mentorship, sections=form.cleaned_data["sections"], by=user)
    except MentoringError as error:
        form.add_error("sections", str(error))
        return None


@require_POST
@changes
def mentorship_end(request, access, pk):
    mentorship = Mentorship.objects.of_learner(access.learner).with_id(pk)
    if mentorship is None:
        raise Http404

    end(mentorship=mentorship, by=request.user)
    return changed(request, access, f"Ended. {mentorship.mentor} sees nothing of your record any more.")
