"""What a file of applications would come to: its words, the preview, importing it, taking it back; and the way out."""

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_POST, require_safe

from careerguide.htmx import render_page
from tracker.access import changes
from tracker.actions.application_batches import (
    ApplicationsChanged,
    LogChanged,
    import_applications,
    undo_applications,
)
from tracker.actions.application_imports import is_open, say_words, take_rows
from tracker.application_export import csv_of, workbook_of
from tracker.application_import_page import ApplicationImportPage, refused_lines, words_form
from tracker.application_log import judged_rows
from tracker.applogs.beside import ASKED
from tracker.applogs.sheets import unpacked
from tracker.views.application_imports import FRAGMENT, PAGE, own_batch, show
from tracker.views.importing import taken_back

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_POST
@changes
def application_import_words(request, access, pk):
    batch = own_batch(access, pk)
    if not is_open(batch):
        return show(request, access, batch)
    own_stages = list(access.learner.own_stages.all())
    form, _ = words_form(batch, unpacked(batch.cells)[batch.sheet], own_stages, request.POST)

    if not form.is_valid():
        return show(request, access, batch, status=422, words=form)
    say_words(learner=access.learner, words=form.said())
    return show(request, access, batch)


@require_POST
@changes
def application_import_take(request, access, pk):
    """Which of the rows that are asked about come in: the ticked ones of those on the page, all, or none."""
    batch = own_batch(access, pk)
    if not is_open(batch):
        return show(request, access, batch)
    asked = {found.entry.line for found in judged_rows(batch, access.today) if found.status == ASKED}
    ticked, on_page = ({int(text) for text in request.POST.getlist(name) if text.isascii() and text.isdigit()
                        and len(text) < 8} for name in ("take", "shown"))  # fmt: skip
    which = request.POST.get("which")
    if which == "all":
        lines = asked
    elif which == "none":
        lines = set()
    else:
        lines = (set(batch.taken) - on_page | ticked) & asked
    return show(request, access, take_rows(batch=batch, lines=lines))


@require_POST
@changes
def application_import_commit(request, access, pk):
    batch = own_batch(access, pk)
    try:
        seen = request.POST.get("seen", "")
        batch = import_applications(batch=batch, by=request.user, today=access.today, seen=seen)
    except LogChanged:
        message = "This has changed since you looked, so nothing was imported yet. This is how it stands now."
        return show(request, access, own_batch(access, pk), message=message, tone="warn")
    return show(request, access, batch)


@require_POST
@changes
def application_import_undo(request, access, pk):
    batch = own_batch(access, pk)
    too = {"keep": False, "remove": True}.get(request.POST.get("changed", ""))
    try:
        batch = undo_applications(batch=batch, changed_too=too)
    except ApplicationsChanged as error:
        context = {"access": access, "page": ApplicationImportPage.of(access, batch), "changed": error}
        return render_page(request, PAGE, FRAGMENT, context, status=422)
    return show(request, access, batch, message=taken_back(batch, "application"))


@require_safe
@changes
def application_import_refused(request, access, pk):
    batch = own_batch(access, pk)
    response = StreamingHttpResponse(refused_lines(access, batch), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="not-imported-{batch.pk}.csv"'
    return response


@require_safe
@changes
def application_export(request, access):
    name = f"careerguide-applications-{access.today.isoformat()}.csv"
    return StreamingHttpResponse(
        csv_of(access),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@changes
def application_export_workbook(request, access):
    name = f"careerguide-applications-{access.today.isoformat()}.xlsx"
    response = HttpResponse(workbook_of(access), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
