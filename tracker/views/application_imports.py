"""Imports of applications: a file from its upload until it is known what its columns are.

What follows is ``application_batches``.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page, wants_fragment
from careerguide.uploads import too_large
from tracker.access import changes
from tracker.actions.application_imports import TooManyWaiting, choose_sheet, drop, is_open, map_columns, take_up
from tracker.application_import_page import ApplicationImportList, ApplicationImportPage
from tracker.applogs.sheets import unpacked
from tracker.forms.application_imports import ApplicationUploadForm, ColumnsForm
from tracker.importers.text import NotText
from tracker.models import ApplicationBatch
from tracker.views.imports import number

FULL = "Five files wait to be imported already. Import or drop one of them first."
PAGE, FRAGMENT = "tracker/application_import/detail.html", "tracker/application_import/_batch.html"


def own_batch(access, pk):
    """The learner's batch, else 404."""
    batch = get_object_or_404(ApplicationBatch.objects.for_learner(access.learner).with_id(pk))
    batch.learner = access.learner
    return batch


def show(request, access, batch, *, status=200, message="", tone="ok", more=None, **steps):
    """The batch at its step: its part of the page for htmx and for a form to correct, else a redirect to its page."""
    if wants_fragment(request) or status != 200:
        page = number(request.POST.get("page", ""))
        context = {"access": access, "page": ApplicationImportPage.of(access, batch, page=page, **steps)}
        context |= {"message": message, "tone": tone, **(more or {})}
        return render_page(request, PAGE, FRAGMENT, context, status=status)
    if message:
        (messages.success if tone == "ok" else messages.warning)(request, message)
    return redirect("tracker:application-import-detail", batch.pk)


def list_page(request, access, form, status=200):
    context = {"access": access, "page": ApplicationImportList.of(access), "form": form}
    return render(request, "tracker/application_import/list.html", context, status=status)


@require_safe
@changes
def application_import_list(request, access):
    return list_page(request, access, ApplicationUploadForm())


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def application_import_add(request, access):
    if request.method != "POST":  # after a log-in in between, which no file outlives
        messages.info(request, "Choose the file again.")
        return redirect("tracker:application-import-list")

    form = ApplicationUploadForm(request.POST, request.FILES, too_large=too_large(request))
    batch = taken_up(form, request, access) if form.is_valid() else None
    if batch is None:
        return list_page(request, access, form, status=422)
    return redirect("tracker:application-import-detail", batch.pk)


def taken_up(form, request, access):
    """The batch of a valid form; None if the file, or the learner's desk, does not take it."""
    file = form.cleaned_data["file"]
    try:
        return take_up(
            learner=access.learner, by=request.user, token=form.cleaned_data["token"], data=file.read(),
            filename=file.name,
        )  # fmt: skip
    except NotText as error:
        form.add_error("file", str(error))
    except TooManyWaiting:
        form.add_error("file", FULL)
    return None


@require_safe
@changes
def application_import_detail(request, access, pk):
    batch = own_batch(access, pk)
    steps = {"page": number(request.GET.get("page", "")), "again": request.GET.get("columns") == "1"}
    context = {"access": access, "page": ApplicationImportPage.of(access, batch, **steps)}
    return render_page(request, PAGE, FRAGMENT, context)


@require_POST
@changes
def application_import_sheet(request, access, pk):
    chosen = request.POST.get("sheet", "")
    chosen = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 4 else -1
    return show(request, access, choose_sheet(batch=own_batch(access, pk), number=chosen))


@require_POST
@changes
def application_import_columns(request, access, pk):
    batch = own_batch(access, pk)
    if not is_open(batch) or batch.mapping.get("own"):
        return show(request, access, batch)
    sheet = unpacked(batch.cells)[batch.sheet]
    form = ColumnsForm(request.POST, sheet=sheet, mapping=batch.mapping, access=access)

    if not form.is_valid():
        return show(request, access, batch, status=422, columns=form)
    return show(request, access, map_columns(batch=batch, mapping=form.said))


@require_POST
@changes
def application_import_drop(request, access, pk):
    batch = own_batch(access, pk)
    drop(batch=batch)
    messages.success(request, f"Not imported: {batch.filename or 'the file'}.")
    return redirect("tracker:application-import-list")
