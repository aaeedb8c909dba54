"""What a file would come to: its names, the preview, importing it, taking it back."""

from django.http import StreamingHttpResponse
from django.views.decorators.http import require_POST, require_safe

from careerguide.htmx import render_page
from tracker.access import changes
from tracker.actions.importing import LogChanged, SessionsChanged, import_batch, undo_batch
from tracker.actions.staging import look_again_at, name_sources, take_overlaps
from tracker.import_page import ImportPage, refused_lines
from tracker.views.imports import number, own_batch, show


@require_POST
@changes
def import_names(request, access, pk):
    batch = own_batch(access, pk)
    preview = ImportPage.of(access, batch, page=number(request.POST.get("page", ""))).preview
    if preview is None:
        return show(request, access, batch)
    form = type(preview.form)(request.POST, names=preview.form.names, vocabulary=preview.form.vocabulary)

    if not form.is_valid():
        return show(request, access, batch, status=422, names=form)
    batch = name_sources(batch=batch, mappings=form.mappings(access.learner), today=access.today)
    return show(request, access, batch)


@require_POST
@changes
def import_overlaps(request, access, pk):
    take = request.POST.get("take") == "1"
    return show(request, access, take_overlaps(batch=own_batch(access, pk), today=access.today, take=take))


@require_POST
@changes
def import_check(request, access, pk):
    return show(request, access, look_again_at(batch=own_batch(access, pk), today=access.today))


@require_POST
@changes
def import_commit(request, access, pk):
    batch = own_batch(access, pk)
    try:
        batch = import_batch(batch=batch, by=request.user, today=access.today, seen=request.POST.get("seen", ""))
    except LogChanged:
        message = "This has changed since you looked, so nothing was imported yet. This is how it stands now."
        return show(request, access, own_batch(access, pk), message=message, tone="warn")
    return show(request, access, batch)


@require_POST
@changes
def import_undo(request, access, pk):
    batch = own_batch(access, pk)
    too = {"keep": False, "remove": True}.get(request.POST.get("changed", ""))
    try:
        batch = undo_batch(batch=batch, by=request.user, today=access.today, changed_too=too)
    except SessionsChanged as error:
        context = {"access": access, "page": ImportPage.of(access, batch), "changed": error}
        return render_page(request, "tracker/import/detail.html", "tracker/import/_batch.html", context, status=422)
    return show(request, access, batch, message=taken_back(batch, "session"))


def taken_back(batch, noun):
    """What to say of a batch that was to be taken back, a file of so many of the ``noun``; "" where it was not."""
    if batch.state != batch.State.UNDONE:
        return ""
    stayed = batch.counts.get("stayed", 0)
    gone = batch.counts["imported"] - stayed
    gone = f"Taken back: {gone:,} {noun}{'' if gone == 1 else 's'}."
    return f"{gone} {stayed:,} that you changed since {'stays' if stayed == 1 else 'stay'}." if stayed else gone


@require_safe
@changes
def import_refused(request, access, pk):
    batch = own_batch(access, pk)
    response = StreamingHttpResponse(refused_lines(batch), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{batch.pk}.csv"'
    return response
