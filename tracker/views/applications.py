"""Applications: list, add, change, move, undo a move."""

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page
from tracker.access import changes, reads
from tracker.actions.applications import add_application, change_application
from tracker.application_list import application_page
from tracker.drafts import keeps_draft, kept_draft
from tracker.forms.applications import ApplicationAddForm, ApplicationForm, ApplicationMoveForm
from tracker.models import Application, Section
from tracker.views.stages import form_page, moved, own, posted, saved, undone


@require_safe
@reads(Section.APPLICATIONS)
def application_list(request, access):
    context = {"access": access, "page": application_page(access, request.GET.get("before", ""))}
    return render_page(request, "tracker/application/list.html", "tracker/application/_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def application_add(request, access):
    form = ApplicationAddForm(posted(request), access=access, initial=kept_draft(request))
    if not form.is_valid():
        context = {"access": access, "form": form}
        return form_page(request, "tracker/application/add.html", "tracker/application/_form.html", context)

    token, fields = form.cleaned_data["token"], form.application_fields
    application, _ = add_application(learner=access.learner, by=request.user, token=token, **form.step, **fields)
    return saved(request, access, "application", f"Added: {application}.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def application_edit(request, access, pk):
    application = own(Application.objects.all(), access, pk)
    form = ApplicationForm(posted(request), access=access, initial=kept_draft(request), application=application)
    if not form.is_valid():
        context = {"access": access, "form": form, "application": application}
        return form_page(request, "tracker/application/edit.html", "tracker/application/_form.html", context)

    application = change_application(application=application, **form.application_fields)
    return saved(request, access, "application", f"Changed: {application}.")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def application_move(request, access, pk):
    application = own(Application.objects.all(), access, pk)
    form = ApplicationMoveForm(posted(request), access=access, initial={"stage": application.stage})
    return moved(request, access, "application", application, form)


@require_POST
@changes
def application_undo(request, access, pk, sequence):
    return undone(request, access, "application", own(Application.objects.all(), access, pk), sequence)
