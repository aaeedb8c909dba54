"""Certifications: list, one's page, add, plan, change."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import next_page, render_page, wants_fragment
from guide.models import Certification as Listed
from tracker.access import changes, reads
from tracker.actions.certifications import NotToBePlanned, add_certification, change_certification, plan_certification
from tracker.actions.stages import StageError
from tracker.certification_list import CertificationList, CertificationPage
from tracker.companion import Side
from tracker.drafts import keeps_draft, kept_draft
from tracker.forms.certifications import CertificationAddForm, CertificationForm
from tracker.models import Certification, Section
from tracker.views.stages import form_page, own, posted, saved


@require_safe
@reads(Section.CERTIFICATIONS)
def certification_list(request, access):
    found = CertificationList.of(access, request.GET.get("before", ""))

    context = {"access": access, "page": found.page, "summary": found.summary}
    return render_page(request, "tracker/certification/list.html", "tracker/certification/_list.html", context)


@require_safe
@reads(Section.CERTIFICATIONS)
def certification_detail(request, access, pk):
    certification = own(Certification.objects.with_events().with_guide(), access, pk)

    page = CertificationPage.of(certification, access)
    context = {"access": access, "page": page, "certification": certification, "section": "tracker:certification-list"}
    return render_page(request, "tracker/certification/detail.html", "tracker/certification/_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def certification_add(request, access):
    first = {name: request.GET[name] for name in ("listed", "stage") if name in request.GET}
    form = CertificationAddForm(posted(request), access=access, initial={**first, **kept_draft(request)})
    if not form.is_valid():
        context = {"access": access, "form": form}
        return form_page(request, "tracker/certification/add.html", "tracker/certification/_form.html", context)

    token, fields = form.cleaned_data["token"], form.certification_fields
    certification, _ = add_certification(learner=access.learner, by=request.user, token=token, **form.step, **fields)
    return saved(request, access, "certification", f"Added: {certification}.")


@require_POST
@changes
def certification_plan(request, access, slug):
    """Plan one from its page in the guide: once, whatever stage it is in by now."""
    listed = get_object_or_404(Listed.objects.readable(), slug=slug)
    held, refused = None, ""
    try:
        held, _ = plan_certification(learner=access.learner, by=request.user, listed=listed, on=access.today)
    except NotToBePlanned:
        refused = f"{listed.title} can no longer be planned. If you hold it, enter it as passed."

    if wants_fragment(request):
        side = Side(listed, access, "tracker/beside/_held.html", held=held)
        return render(request, side.template, {"side": side, "refused": refused}, status=422 if refused else 200)
    if refused:
        messages.error(request, refused)
    else:
        messages.success(request, f"{held}: {held.get_stage_display()} in your record.")
    return redirect(next_page(request, listed.get_absolute_url()))


def edit_page(request, access, certification, form):
    context = {"access": access, "form": form, "certification": certification}
    return form_page(request, "tracker/certification/edit.html", "tracker/certification/_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def certification_edit(request, access, pk):
    certification = own(Certification.objects.with_names(), access, pk)
    form = CertificationForm(posted(request), access=access, initial=kept_draft(request), certification=certification)
    if not form.is_valid():
        return edit_page(request, access, certification, form)

    fields = form.certification_fields | {"exam_on": form.cleaned_data.get("exam_on")}
    try:
        certification = change_certification(certification=certification, by=request.user, **fields)
    except StageError as error:  # it was passed on a later day in another window, just now
        form.add_error("expires_on", str(error))
        return edit_page(request, access, certification, form)

    return saved(request, access, "certification", f"Changed: {certification}.")
