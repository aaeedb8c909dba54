"""The bin: deleted sessions, to restore or to delete for good."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.templatetags.interface import duration
from tracker.access import changes
from tracker.actions.many import TooMany
from tracker.actions.study import DayTooLong
from tracker.actions.study_bulk import MOST, NoSessions, remove_for_good, restore_sessions
from tracker.forms.study_bulk import ChosenForm
from tracker.models import StudySession
from tracker.study_bin import BinPage, parse_cursor
from tracker.views.study import own_session


@require_safe
@changes
def bin_list(request, access):
    page = BinPage.of(access, request.GET.get("before", ""))
    return render(request, "tracker/bin/list.html", {"access": access, "page": page})


@require_POST
@changes
def bin_restore(request, access):
    form = ChosenForm(request.POST, access=access)
    if not form.is_valid() or not form.ids:
        return refused(request, access, form, "Choose sessions first: check the boxes in their rows.")

    chosen = StudySession.objects.for_learner(access.learner).with_ids(form.ids)
    try:
        count = restore_sessions(learner=access.learner, by=request.user, sessions=chosen)
    except NoSessions as error:
        raise Http404 from error
    except TooMany:
        return refused(request, access, form, f"Restore at most {MOST:,} sessions at once.")
    except DayTooLong as error:
        full = f"Not restored: {error.day:%-d %B %Y} is full by now. Shorten or delete a session of that day first."
        return refused(request, access, form, full)
    messages.success(request, f"Restored {count} session{'s' if count > 1 else ''}.")
    return redirect("tracker:bin-list")


def refused(request, access, form, problem):
    """The bin as it is, with what was checked and why it was not done."""
    context = {"access": access, "page": BinPage.of(access), "problem": problem, "checked": set(form.ids)}
    return render(request, "tracker/bin/list.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def bin_remove(request, access, pk):
    session = own_session(access, pk, binned=True)
    if session.deleted_at is None:
        raise Http404
    if request.method != "POST":
        return render(request, "tracker/bin/remove.html", {"access": access, "session": session})

    remove_for_good(learner=access.learner, sessions=StudySession.objects.for_learner(access.learner).with_ids([pk]))
    messages.success(request, f"Deleted {duration(session.seconds)} of {session.what} for good.")
    return redirect("tracker:bin-list")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def bin_empty(request, access):
    if request.method != "POST":
        return render(request, "tracker/bin/empty.html", {"access": access, "page": BinPage.of(access)})

    seen = parse_cursor(request.POST.get("newest", ""))  # what was deleted since the question was asked stays
    if seen is None:
        return redirect("tracker:bin-empty")
    gone = StudySession.objects.for_learner(access.learner).gone_before(seen[0], seen[1] + 1)
    count = remove_for_good(learner=access.learner, sessions=gone)
    messages.success(request, f"Emptied the bin: {count:,} session{'' if count == 1 else 's'} deleted for good.")
    return redirect("tracker:bin-list")
