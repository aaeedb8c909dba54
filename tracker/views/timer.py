"""The timer: its page, and one address for each thing that its strip and its page do with it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from careerguide.htmx import wants_fragment
from tracker.access import changes, own_access
from tracker.actions.runs import keep_run_after
from tracker.actions.study import DayTooLong
from tracker.actions.timer import (
    TimerError,
    change_timer,
    discard_timer,
    log_timer,
    pause_timer,
    restore_timer,
    resume_timer,
    start_timer,
    stop_timer,
)
from tracker.drafts import keeps_draft
from tracker.forms.timer import TimerForm
from tracker.timer_strip import told_of
from tracker.views.strip import OVER, PAGE, asked, done, open_timer, refused, sent_token, show
from tracker.views.study import CHANGED

# The strip's buttons send none of these.
TYPED = {"what", "topic", "note", "tags", "towards", "started", "ended", "end"}


def acted(request, access, do):
    """Do one thing with the open timer, ``do(learner=, now=, token=)``, and keep what was typed beside it."""
    now, token = timezone.now(), sent_token(request)
    try:
        if do(learner=access.learner, now=now, token=token) is None:
            return done(request, OVER, level=messages.WARNING)
    except TimerError as error:
        return refused(request, access, error)
    return written(request, now, token) or done(request)


def written(request, now, token, needs=True):
    """Keep what was typed into the form, if it was sent along. The answer if that is refused, else None.

    ``needs``: whether what a stopped timer lacks is refused.
    """
    if not TYPED & request.POST.keys():
        return None
    access = own_access(request.user)
    form = TimerForm.sent(request.POST.dict(), access=access, timer=open_timer(access), needs=needs)
    if not form.is_valid():
        return refused(request, access, None, form)
    try:
        started = form.cleaned_data.get("started")
        change_timer(learner=access.learner, now=now, token=token, started_at=started, **form.chosen())
    except TimerError as error:
        return refused(request, access, error, form)
    return None


@require_safe
@changes
def timer(request, access):
    if wants_fragment(request) and request.GET.get("seen") == access.timer.stamp:
        return HttpResponse(status=204)  # it stands as the visitor sees it: nothing to swap
    return show(request, access)


@require_POST
@keeps_draft(page=PAGE)
@changes
def timer_start(request, access):
    data = request.POST.dict()
    form = TimerForm.sent(data, access=access, timer=None) if TYPED & data.keys() else None
    if form is not None and not form.is_valid():
        return refused(request, access, None, form)
    chosen = form.chosen() if form else {}
    _, started = start_timer(learner=access.learner, now=timezone.now(), **chosen)
    return done(request, "" if started else "It runs already: there is one timer, on all your devices.")


@require_POST
@keeps_draft(page=PAGE)
@changes
def timer_pause(request, access):
    return acted(request, access, pause_timer)


@require_POST
@keeps_draft(page=PAGE)
@changes
def timer_resume(request, access):
    return acted(request, access, resume_timer)


@require_POST
@keeps_draft(page=PAGE)
@changes
def timer_edit(request, access):
    if open_timer(access) is None:
        return done(request, OVER, level=messages.WARNING)
    return written(request, timezone.now(), sent_token(request)) or done(request, "Saved.")


@require_POST
@keeps_draft(page=PAGE)
@changes
def timer_stop(request, access):
    now, token, timer, typed = timezone.now(), sent_token(request), open_timer(access), TYPED & request.POST.keys()
    first = not {"end", "ended"} & typed and not (typed and timer and timer.stopped_at)
    try:
        stopped = stop_timer(learner=access.learner, now=now, token=token)
    except TimerError as error:
        return refused(request, access, error)
    if stopped is None:
        return done(request, OVER, level=messages.WARNING)

    refusal = written(request, now, token, needs=not first)
    if refusal:
        return refusal
    return logged(request, own_access(request.user), now, token, first)


def logged(request, access, now, token, first):
    """Log what was stopped, if all that must be said was said. ``first``: sent by a page that did not ask for it yet:
    the strip, or the form of a timer that ran."""
    form = TimerForm.sent(request.POST.dict(), access=access, timer=open_timer(access))
    end = form.end_said() if form.is_valid() else None  # by which the form may be found wrong
    if not form.is_valid() and first:
        return asked(request, access, {name: errors[0] for name, errors in form.errors.items()})
    if not form.is_valid():
        return refused(request, access, None, form)
    keep, learner = form.cleaned_data["keep"], access.learner
    try:
        sessions = log_timer(learner=learner, by=request.user, now=now, token=token, end=end, keep_short=keep)
    except (TimerError, DayTooLong) as error:
        if first and isinstance(error, TimerError):
            return asked(request, access, error.errors)
        return refused(request, access, error, form)
    if sessions is None:
        return done(request, OVER, level=messages.WARNING)

    keep_run_after(learner=learner, day=sessions[0].day, today=access.today)
    undo = reverse("tracker:timer-restore", args=[form.timer.token])
    response = done(request, told_of(sessions, access.today), undo)
    response["HX-Trigger"] = CHANGED
    return response


@require_POST
@changes
def timer_discard(request, access):
    token = sent_token(request)
    discarded = discard_timer(learner=access.learner, now=timezone.now(), token=token)
    if discarded is None:
        return done(request, OVER, level=messages.WARNING)
    undo = reverse("tracker:timer-restore", args=[discarded.token])
    return done(request, "Timer discarded.", undo)


@require_POST
@changes
def timer_restore(request, access, token):
    restored = restore_timer(learner=access.learner, by=request.user, token=token)
    if restored is None and open_timer(access) is None:
        raise Http404
    if restored is None:
        told = "Not taken back: another timer has begun since. What was logged stands in the list."
        return done(request, told, level=messages.WARNING)
    response = done(request, "Taken back: the timer stands where it was stopped.")
    response["HX-Trigger"] = CHANGED
    return response
