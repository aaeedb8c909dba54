"""Certifications: move, undo a move, give a stage another day, delete, restore."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from careerguide.htmx import next_page
from tracker.access import changes
from tracker.actions.certifications import move_certification, undo_move
from tracker.actions.stages import StageError
from tracker.forms.certification_moves import CertificationDayForm, CertificationMoveForm, UntilForm
from tracker.models import Certification
from tracker.views.stages import deleted, event_of, ever_own, form_page, move_told, own, posted, redated, restored, told


def move_page(request, access, certification, form):
    back = next_page(request, access.url("certification-list"))
    context = {"access": access, "thing": certification, "form": form, "back": back}
    return form_page(request, "tracker/certification/move.html", "tracker/certification/_move.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def certification_move(request, access, pk):
    certification = own(Certification.objects.with_names(), access, pk)
    asked = {"stage": request.GET["stage"]} if "stage" in request.GET else {}
    form = CertificationMoveForm(posted(request), access=access, certification=certification, initial=asked)
    if not form.is_valid():
        return move_page(request, access, certification, form)

    until = certification.expires_on
    try:
        event = move_certification(certification=certification, by=request.user, **form.step)
    except StageError as error:  # it was passed on a later day in another window, just now
        form.add_error("expires_on", str(error))
        return move_page(request, access, certification, form)

    undo = reverse("tracker:certification-undo", args=[pk, event.sequence])
    if "expires_on" in form.step:
        undo = f"{undo}?until={until or ''}"
    event.certification = certification
    messages.success(request, move_told(access, event), extra_tags=f"undo {undo}")
    return told(request, access, "certification")


@require_POST
@changes
def certification_undo(request, access, pk, sequence):
    """Take back a move; the address may say until when it held before (``until``)."""
    event, form = event_of(own(Certification.objects.with_names(), access, pk), sequence), UntilForm(request.GET)
    if not form.is_valid():
        raise Http404
    until = {"expires_on": form.cleaned_data["until"]} if "until" in request.GET else {}
    try:
        certification = undo_move(event=event, by=request.user, **until)
    except StageError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{certification}: {certification.get_stage_display()} again.")
    return told(request, access, "certification")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def certification_redate(request, access, pk, sequence):
    event = event_of(own(Certification.objects.with_names(), access, pk), sequence)
    form = CertificationDayForm(posted(request), access=access, event=event)
    return redated(request, access, "certification", event, form)


@require_POST
@changes
def certification_delete(request, access, pk):
    return deleted(request, access, "certification", ever_own(Certification.objects.with_names(), access, pk))


@require_POST
@changes
def certification_restore(request, access, pk):
    return restored(request, access, "certification", ever_own(Certification.objects.with_names(), access, pk))
