"""What a learner writes and marks beside the guide's records: notes, what they have read. The owner's alone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import next_page, render_page, wants_fragment
from guide.models import Record
from tracker.access import changes
from tracker.actions.reading import NoteChanged, mark_read, mark_unread, remove_note, restore_note, save_note
from tracker.companion import READABLE, Progress, readings
from tracker.drafts import drop_draft, keeps_draft, kept_draft
from tracker.forms.reading import NoteForm
from tracker.models import Note
from tracker.note_list import NotePage


def found(access, kind, slug):
    """The record and the learner's note on it, or None. 404 for a draft, unless there is a note from before it was."""
    record = Record.objects.named(kind, slug).first()
    note = record and Note.objects.for_learner(access.learner).kept().on([record]).first()
    if record is None or (record.is_draft and not note):
        raise Http404
    return record, note


def readable(kind, slug):
    """The record, of a kind that is marked as read; else 404."""
    record = Record.objects.readable().named(kind, slug).first() if kind in READABLE else None
    if record is None:
        raise Http404
    return record


def back(request, record):
    """Where a plain form goes: the page that it was on if it said so, else the record's, else the list of notes."""
    return next_page(request, record.get_absolute_url() if record.can_be_linked else reverse("tracker:note-list"))


@require_safe
@changes
def note_list(request, access):
    page = NotePage.of(access, request.GET.get("before", ""))
    return render(request, "tracker/note/list.html", {"access": access, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def note_edit(request, access, kind, slug):
    record, note = found(access, kind, slug)
    draft = kept_draft(request)
    data = request.POST if request.method == "POST" else None
    first = {"next": request.GET.get("next", ""), **draft}
    form = NoteForm(data, access=access, record=record, note=note, initial=first)

    saved = written(form, access, record) if form.is_valid() else None
    if saved is None:
        context = {"access": access, "record": record, "form": form, "back": back(request, record)}
        status = 422 if form.is_bound else 200
        context["draft"] = bool(draft) and not form.is_bound
        return render_page(request, "tracker/note/edit.html", "tracker/note/_form.html", context, status)
    drop_draft(request)
    return told(request, access, record, note=saved, message=f"Note saved: {record.short_title}.")


def written(form, access, record):
    """Save the note of a valid form. None if it was changed elsewhere meanwhile."""
    data = form.cleaned_data
    try:
        return save_note(learner=access.learner, record=record, text=data["text"], seen=data["seen"])
    except NoteChanged as error:
        form.refuse(error.note)
        return None


def told(request, access, record, *, note, message, undo=""):
    """After a note was written: its place for htmx, else back with a message."""
    if wants_fragment(request):
        context = {"access": access, "record": record, "note": note, "undo": undo, "next": request.POST.get("next", "")}
        return render(request, "tracker/note/_note.html", context)
    messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
    return redirect(back(request, record))


@require_POST
@changes
def note_remove(request, access, kind, slug):
    record, _ = found(access, kind, slug)
    removed = remove_note(learner=access.learner, record=record)
    undo = reverse("tracker:note-restore", args=[kind, slug]) if removed else ""
    return told(request, access, record, note=None, message=f"Note removed: {record.short_title}.", undo=undo)


@require_POST
@changes
def note_restore(request, access, kind, slug):
    record = Record.objects.named(kind, slug).first()
    note = record and restore_note(learner=access.learner, record=record)
    if not note:
        raise Http404
    return told(request, access, record, note=note, message=f"The note is back: {record.short_title}.")


@require_POST
@changes
def read_mark(request, access, kind, slug):
    record, seen = readable(kind, slug), request.POST.get("revision", "")
    seen = int(seen) if seen.isdecimal() and len(seen) < 10 else None
    mark_read(learner=access.learner, record=record, seen=seen)
    return marked(request, access, record)


@require_POST
@changes
def read_unmark(request, access, kind, slug):
    record = readable(kind, slug)
    mark_unread(learner=access.learner, record=record)
    return marked(request, access, record)


def marked(request, access, record):
    """After a mark was set or taken away: its place for htmx, and the count of a list; else back to the record."""
    if not wants_fragment(request):
        return redirect(back(request, record))
    context = {"access": access, "record": record, **readings(access, [record])[record.pk]}
    if record.get_absolute_url().partition("#")[2]:  # it stands in the list of its kind
        context["progress"] = Progress.of(access, record.kind)
    return render(request, "tracker/reading/_read.html", context)
