"""Certifications: list, add, change, move, undo a move."""

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page
from guide.models import Milestone
from tracker.access import changes, reads
from tracker.actions.certifications import add_certification, change_certification
from tracker.drafts import keeps_draft, kept_draft
from tracker.forms.certifications import CertificationAddForm, CertificationForm, CertificationMoveForm
from tracker.models import Certification, Section
from tracker.tracked_list import TrackedPage
from tracker.views.stages import form_page, moved, own, posted, saved, undone


@require_safe
@reads(Section.CERTIFICATIONS)
def certification_list(request, access):
    things, counts = Certification.objects.with_names(), Milestone.Counts.CLOUD_CERTIFICATIONS
    page = TrackedPage.of(access, things, "certification-list", counts, request.GET.get("before", ""))

    context = {"access": access, "page": page}
    return render_page(request, "tracker/certification/list.html", "tracker/certification/_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def certification_add(request, access):
    form = CertificationAddForm(posted(request), access=access, initial=kept_draft(request))
    if not form.is_valid():
        context = {"access": access, "form": form}
        return form_page(request, "tracker/certification/add.html", "tracker/certification/_form.html", context)

    token, fields = form.cleaned_data["token"], form.certification_fields
    certification, _ = add_certification(learner=access.learner, by=request.user, token=token, **form.step, **fields)
    return saved(request, access, "certification", f"Added: {certification}.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def certification_edit(request, access, pk):
    certification = own(Certification.objects.with_names(), access, pk)
    form = CertificationForm(posted(request), access=access, initial=kept_draft(request), certification=certification)
    if not form.is_valid():
        context = {"access": access, "form": form, "certification": certification}
        return form_page(request, "tracker/certification/edit.html", "tracker/certification/_form.html", context)

    certification = change_certification(certification=certification, **form.certification_fields)
    return saved(request, access, "certification", f"Changed: {certification}.")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def certification_move(request, access, pk):
    certification = own(Certification.objects.with_names(), access, pk)
    form = CertificationMoveForm(posted(request), access=access, initial={"stage": certification.stage})
    return moved(request, access, "certification", certification, form)


@require_POST
@changes
def certification_undo(request, access, pk, sequence):
    return undone(request, access, "certification", own(Certification.objects.with_names(), access, pk), sequence)
