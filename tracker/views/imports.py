"""Imports: a file from its upload until it is read, a few seconds at a time. What follows is ``importing``."""

import time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page, wants_fragment
from careerguide.uploads import too_large
from tracker.access import changes
from tracker.actions.imports import TooManyOpen, drop_batch, look_again, read_as, start_batch, take_up_batch
from tracker.actions.staging import read_on
from tracker.forms.imports import ReadForm, UploadForm
from tracker.import_page import ImportList, ImportPage
from tracker.import_samples import sample_of
from tracker.importers.files import TABLES
from tracker.importers.text import NotText
from tracker.models import ImportBatch

A_WHILE = 3  # seconds in which a request reads on; the next one goes on from there
FULL = "Five files wait to be imported already. Import or drop one of them first."


def own_batch(access, pk):
    """The learner's batch, else 404."""
    batch = get_object_or_404(ImportBatch.objects.for_learner(access.learner).with_id(pk))
    batch.learner = access.learner
    return batch


def show(request, access, batch, *, status=200, message="", tone="ok", **steps):
    """The batch at its step: its part of the page for htmx and for a form to correct, else a redirect to its page."""
    if wants_fragment(request) or status != 200:
        page = number(request.POST.get("page", ""))
        context = {"access": access, "page": ImportPage.of(access, batch, page=page, **steps)}
        context |= {"message": message, "tone": tone}
        return render_page(request, "tracker/import/detail.html", "tracker/import/_batch.html", context, status=status)
    if message:
        (messages.success if tone == "ok" else messages.warning)(request, message)
    return redirect("tracker:import-detail", batch.pk)


def number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def read_a_while(batch, access):
    """Read on for some seconds, at least once."""
    until = time.monotonic() + A_WHILE
    while batch.state == ImportBatch.State.READING:
        batch = read_on(batch=batch, guide=access.guide, today=access.today)
        if time.monotonic() > until:
            break
    return batch


@require_safe
@changes
def import_list(request, access):
    context = {"access": access, "page": ImportList.of(access), "form": UploadForm()}
    return render(request, "tracker/import/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def import_add(request, access):
    if request.method != "POST":  # after a log-in in between, which no file outlives
        messages.info(request, "Choose the file again.")
        return redirect("tracker:import-list")

    form = UploadForm(request.POST, request.FILES, too_large=too_large(request))
    batch = started(form, request, access) if form.is_valid() else None

    if batch is None:
        context = {"access": access, "page": ImportList.of(access), "form": form}
        return render(request, "tracker/import/list.html", context, status=422)
    read_a_while(batch, access)
    return redirect("tracker:import-detail", batch.pk)


def started(form, request, access):
    """The batch of a valid form; None if the file, or the learner's desk, does not take it."""
    file = form.cleaned_data["file"]
    try:
        return start_batch(
            learner=access.learner, by=request.user, token=form.cleaned_data["token"], file=file.file,
            filename=file.name, size=file.size,
        )  # fmt: skip
    except NotText as error:
        form.refuse(str(error))
    except TooManyOpen:
        form.refuse(FULL)
    return None


@require_safe
@changes
def import_sample(request, access):
    sample = sample_of(access.today, since=access.learner.started_on, zone=access.learner.zone)
    response = HttpResponse(sample, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="careerguide-sample.csv"'
    return response


@require_safe
@changes
def import_detail(request, access, pk):
    page = ImportPage.of(access, own_batch(access, pk), page=number(request.GET.get("names", "")))
    context = {"access": access, "page": page}
    return render_page(request, "tracker/import/detail.html", "tracker/import/_batch.html", context)


@require_POST
@changes
def import_read(request, access, pk):
    batch = own_batch(access, pk)
    form = ReadForm(request.POST, batch=batch)
    options = way_of(form, batch) if form.is_valid() else None

    if options is None:
        return show(request, access, batch, status=422, read=form)
    format, zone = (form.cleaned_data.get(name) or getattr(batch, name) for name in ("format", "zone"))
    batch = read_as(batch=batch, format=format, zone=zone, options=options)
    return show(request, access, read_a_while(batch, access))


def way_of(form, batch):
    """The options that a valid form says; None if a question is open after another look at the columns."""
    if batch.format not in TABLES:
        return {"way": form.cleaned_data["way"]} if "way" in form.fields else {}
    return form.answered(look_again(batch, form.cleaned_data["format"], form.columns()))


@require_POST
@changes
def import_continue(request, access, pk):
    return show(request, access, read_a_while(own_batch(access, pk), access))


@require_POST
@changes
def import_drop(request, access, pk):
    return show(request, access, drop_batch(batch=own_batch(access, pk)))


@require_POST
@changes
def import_restore(request, access, pk):
    batch = own_batch(access, pk)
    try:
        batch = take_up_batch(batch=batch)
    except TooManyOpen:
        return show(request, access, batch, message=FULL, tone="warn")
    return show(request, access, batch)
