"""Applications: list, add, change, delete, restore. What moves them is in ``moves``."""

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page
from tracker.access import changes, reads
from tracker.actions.applications import add_application, change_application
from tracker.application_list import ApplicationTable
from tracker.drafts import keeps_draft, kept_draft
from tracker.forms.application_filters import ApplicationFilterForm
from tracker.forms.applications import ApplicationAddForm, ApplicationForm
from tracker.forms.applications_bulk import BulkChangeForm, BulkMoveForm, ViewForm
from tracker.known_applications import is_compared_anew, known_like
from tracker.models import Application, Section
from tracker.pasted import split
from tracker.views.stages import deleted, ever_own, form_page, own, posted, restored, saved


@require_safe
@reads(Section.APPLICATIONS)
def application_list(request, access):
    return list_page(request, access, request.GET)


def list_page(request, access, asked, status=200, **more):
    """The table that an address asks for (``asked`` is its query), page or fragment; ``more`` is for the template."""
    filters = ApplicationFilterForm(asked, access=access)
    page = ApplicationTable.of(access, filters, asked)
    context = {"access": access, "page": page, "filters": filters}
    if access.own:
        forms = {"bulk_move": BulkMoveForm, "bulk_change": BulkChangeForm, "view_form": ViewForm}
        context |= {name: form(access=access, page=page) for name, form in forms.items() if name not in more}
    context |= more
    return render_page(request, "tracker/application/list.html", "tracker/application/_list.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def application_add(request, access):
    asked = request.GET
    text = "\n".join(filter(None, (asked.get("title", ""), asked.get("pasted", ""))))
    read = split(text, link=asked.get("link", ""), company=asked.get("company", ""), role=asked.get("role", ""))
    form = ApplicationAddForm(posted(request), access=access, initial={**read.fields, **kept_draft(request)})
    valid = form.is_valid()
    token = form.cleaned_data.get("token") if form.is_bound else None
    known = known_like(access, form.cleaned_data if form.is_bound else read.fields, token=token)
    if not valid or not known_ids(known) <= form.seen:
        context = {"access": access, "form": form, "known": known, "asks": valid, "read": read, "pasted": text}
        return form_page(request, "tracker/application/add.html", "tracker/application/_form.html", context)

    fields = form.application_fields
    application, _ = add_application(learner=access.learner, by=request.user, token=token, **form.step, **fields)
    return saved(request, access, "application", f"Added: {application}.")


def known_ids(known):
    return {each.application.pk for each in known}


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def application_edit(request, access, pk):
    application = own(Application.objects.all(), access, pk)
    form = ApplicationForm(posted(request), access=access, initial=kept_draft(request), application=application)
    valid, known = form.is_valid(), []
    if valid and is_compared_anew(application, form.cleaned_data):
        known = known_like(access, form.cleaned_data, but=pk)
    if not valid or not known_ids(known) <= form.seen:
        context = {"access": access, "form": form, "application": application, "known": known, "asks": valid}
        return form_page(request, "tracker/application/edit.html", "tracker/application/_form.html", context)

    application = change_application(application=application, **form.application_fields)
    return saved(request, access, "application", f"Changed: {application}.")


@require_safe
@changes
def application_known(request, access):
    """What the learner has that is like what is being typed; ``but`` is the id of the one that is changed."""
    values = {name: text.replace("\0", "")[:500] for name, text in request.GET.items()}
    but = values.get("but", "")
    known = known_like(access, values, but=int(but) if but.isascii() and but.isdigit() and len(but) < 19 else None)
    context = {"access": access, "known": known, "but": but}
    return render_page(request, "tracker/application/known.html", "tracker/application/_known.html", context)


@require_POST
@changes
def application_delete(request, access, pk):
    return deleted(request, access, "application", ever_own(Application.objects.all(), access, pk))


@require_POST
@changes
def application_restore(request, access, pk):
    return restored(request, access, "application", ever_own(Application.objects.all(), access, pk))
