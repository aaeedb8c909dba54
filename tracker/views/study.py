"""Study sessions: list, log, change, delete, restore."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import current_page, next_page, redirect_page, render_page, wants_fragment
from careerguide.templatetags.interface import duration
from tracker.access import changes, reads
from tracker.actions.runs import keep_run_after
from tracker.actions.study import DayTooLong, Outdated, change_session, delete_session, log_session, restore_session
from tracker.drafts import drop_draft, keeps_draft, kept_draft
from tracker.forms.quick import filled
from tracker.forms.study import StudyForm
from tracker.forms.study_bulk import BulkForm
from tracker.forms.study_filters import FilterForm
from tracker.models import Section, StudySession
from tracker.study_export import csv_of
from tracker.study_list import SessionPage, as_seen, in_full

CHANGED = "study-changed"  # the event on which other parts of a page fetch themselves anew


def own_session(access, pk, *, binned=False):
    """The learner's session, kept or (if allowed) in the bin; else 404."""
    sessions = StudySession.objects.for_learner(access.learner)
    session = get_object_or_404(sessions if binned else sessions.kept(), pk=pk)
    session.learner = access.learner
    return as_seen([session], access)[0]


def back(request, access):
    """Where a plain form goes after saving: the page it was on if it said so, else the list."""
    return next_page(request, access.url("study-list"))


@require_safe
@reads(Section.HOURS)
def study_list(request, access):
    return list_page(request, access, request.GET)


def list_page(request, access, asked, status=200, **more):
    """The list that an address asks for (``asked`` is its query), as page or fragment; ``more`` is for the template."""
    filters = FilterForm(asked, access=access)
    page = SessionPage.of(access, filters.wanted, asked)
    context = {"access": access, "page": page, "filters": filters}
    if access.own:
        context["bulk"] = BulkForm(access=access, page=page)
        if not wants_fragment(request):
            skill = page.wanted.skill
            first = {"what": skill.slug} if skill and skill.is_published else {}
            context["form"] = StudyForm(access=access, initial={"next": page.here, **first})
    context |= more
    return render_page(request, "tracker/study/list.html", "tracker/study/_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def study_add(request, access):
    if request.method != "POST":
        draft = kept_draft(request)
        first = {"next": request.GET.get("next", ""), **filled(request.GET), **draft}
        form = StudyForm(access=access, initial=first, full=True)
        context = {"access": access, "form": form, "draft": bool(draft)}
        return render_page(request, "tracker/study/add.html", "tracker/study/_form.html", context)

    form = StudyForm(request.POST, access=access)
    session = saved(
        form,
        lambda fields: log_session(learner=access.learner, by=request.user, token=form.cleaned_data["token"], **fields)[
            0
        ],
    )
    if session is None:
        context = {"access": access, "form": form}
        return render_page(request, "tracker/study/add.html", "tracker/study/_form.html", context, status=422)
    drop_draft(request)
    keep_run_after(learner=access.learner, day=session.day, today=access.today)
    if stays(request):
        fresh = StudyForm(access=access, initial={"what": request.POST["what"], "next": request.POST.get("next", "")})
        context = {"access": access, "form": fresh, "logged": session}
        response = render(request, "tracker/study/_form.html", context)
        response["HX-Trigger"] = CHANGED
        return response
    undo = "undo " + reverse("tracker:study-delete", args=[session.pk])
    messages.success(request, f"Logged {duration(session.seconds)} of {session.what}.", extra_tags=undo)
    return redirect_page(request, back(request, access))


def stays(request):
    """Whether the form goes on where it is: beside the sessions, not on its own page, which leads back from there."""
    return wants_fragment(request) and urlsplit(current_page(request)).path != request.path


def saved(form, act):
    """Run ``act`` on the fields of a valid form. None if the form, or the day, does not take it."""
    if not form.is_valid():
        return None
    try:
        return act(form.session_fields())
    except DayTooLong as error:
        form.refuse_day(error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def study_edit(request, access, pk):
    session = own_session(access, pk, binned=request.method == "POST")
    data = request.POST if request.method == "POST" else None
    draft = kept_draft(request)
    form = StudyForm(data, access=access, session=session, initial=draft)
    if session.deleted_at:
        form.add_error(None, "This session was deleted in the meantime. Restore it first, or log this as a new one.")
    context = {"access": access, "form": form, "session": session, "draft": bool(draft)}
    if request.method != "POST":
        return render_page(request, "tracker/study/edit.html", "tracker/study/_edit.html", context)

    try:
        changed = saved(form, lambda fields: change_session(session=session, by=request.user, as_read=True, **fields))
    except (Outdated, StudySession.DoesNotExist):  # another page was quicker by a moment: see what that saved
        return study_edit(request, pk)
    if changed is None:
        return render_page(request, "tracker/study/edit.html", "tracker/study/_edit.html", context, status=422)
    drop_draft(request)
    return answer(request, access, changed, f"Changed to {duration(changed.seconds)} of {changed.what}.")


@require_POST
@changes
def study_fields(request, access, pk):
    """The form of a session with all its fields, filled with what was typed into the short one; nothing is saved."""
    session = own_session(access, pk)
    form = StudyForm(access=access, session=session, initial=request.POST.dict(), full=True)
    context = {"access": access, "form": form, "session": session, "more": True}
    return render_page(request, "tracker/study/edit.html", "tracker/study/_edit.html", context)


def answer(request, access, session, message, undo=""):
    """After a change: its row for htmx, else the list with a message."""
    if wants_fragment(request):
        row = "tracker/study/_deleted.html" if session.deleted_at else "tracker/study/_row.html"
        session = session if session.deleted_at else in_full([session], access)[0]
        response = render(request, row, {"access": access, "session": session, "message": message})
        response["HX-Trigger"] = CHANGED
        return response
    messages.success(request, message, extra_tags=undo)
    return redirect(back(request, access))


@require_POST
@changes
def study_delete(request, access, pk):
    session = delete_session(session=own_session(access, pk, binned=True), by=request.user)
    message = f"Deleted {duration(session.seconds)} of {session.what}."
    undo = "undo " + reverse("tracker:study-restore", args=[session.pk])
    return answer(request, access, session, message, undo)


@require_POST
@changes
def study_restore(request, access, pk):
    session = own_session(access, pk, binned=True)
    try:
        session = restore_session(session=session, by=request.user)
    except DayTooLong:
        message = "Not restored: its day is full by now. Shorten or delete another session of that day first."
        if wants_fragment(request):
            context = {"access": access, "session": session, "message": message, "refused": True}
            return render(request, "tracker/study/_deleted.html", context, status=422)
        messages.error(request, message)
        return redirect(back(request, access))
    return answer(request, access, session, f"Restored {duration(session.seconds)} of {session.what}.")


@require_safe
@changes
def study_export(request, access):
    wanted = FilterForm(request.GET, access=access).wanted
    name = f"careerguide-sessions-{access.today.isoformat()}.csv"
    return StreamingHttpResponse(
        csv_of(access, wanted),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
