"""What the timer's views answer: its strip as it stands now, the form that asks for what lacks, or the page."""

import uuid

from django.contrib import messages
from django.urls import reverse

from careerguide.htmx import current_page, next_page, redirect_page, render_page, wants_fragment
from tracker.access import own_access
from tracker.actions.study import DayTooLong
from tracker.drafts import drop_draft, kept_draft
from tracker.forms.timer import TimerForm

PAGE = "tracker:timer"
OVER = "No timer is open: it was logged or discarded elsewhere."


def open_timer(access):
    """The learner's timer while it is open, or None; it came with the learner's row."""
    timer = getattr(access.learner, "timer", None)
    return timer if timer and timer.is_open else None


def sent_token(request):
    """The timer that a form is about, or None if it does not say."""
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return None


def on_its_page(request):
    """Whether the timer's own page is what the visitor sees: there its form belongs to it."""
    return not wants_fragment(request) or current_page(request).partition("?")[0] == reverse(PAGE)


def show(request, access, form=None, *, status=200, told="", undo="", asks=()):
    """The page, or for htmx the strip of it; with the form where that was sent, and on the timer's own page.

    ``asks``: sentences on what has to be said in it.
    """
    draft = kept_draft(request)
    if form is None and on_its_page(request):
        form = TimerForm(access=access, timer=open_timer(access), initial=draft)
    context = {"access": access, "strip": access.timer, "timer_form": form, "told": told, "undo": undo}
    context["asks"] = asks
    context["draft"] = bool(draft and form and not form.is_bound)
    context["here"] = next_page(request, "") or (current_page(request) if wants_fragment(request) else reverse(PAGE))
    return render_page(request, "tracker/timer/timer.html", "tracker/timer/_strip.html", context, status=status)


def done(request, message="", undo="", level=messages.SUCCESS):
    """After something was done: the strip as it is now for htmx; else back to the page that it was asked from, as from
    the Undo of a page's messages, which is no part of the strip."""
    drop_draft(request)
    if wants_fragment(request) and request.htmx.target != "messages":
        return show(request, own_access(request.user), told=message, undo=undo)
    if message:
        messages.add_message(request, level, message, extra_tags=f"undo {undo}" if undo else "")
    here = current_page(request) if wants_fragment(request) else reverse(PAGE)
    return redirect_page(request, next_page(request, here))


def asked(request, access, lacking):
    """The form that asks for what lacks (sentences by field), where nobody was asked before: nothing was done wrong."""
    form = TimerForm(access=access, timer=open_timer(access))
    if first := next((name for name in form.fields if name in lacking), None):
        form.fields[first].widget.attrs["autofocus"] = True
    return show(request, access, form, asks=tuple(lacking.values()))


def refused(request, access, error, form=None):
    """What stands in the way, on the form: nothing is lost, the timer is as it was."""
    form = form or TimerForm.sent(request.POST.dict(), access=access, timer=open_timer(access))
    if isinstance(error, DayTooLong):
        form.refuse_day(error)
    elif error is not None:
        form.refuse(error.errors)
    return show(request, access, form, status=422)
