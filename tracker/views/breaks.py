"""Breaks: on which days the weekly goal rests. The list may be shared with the plan; the rest is the owner's."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page, wants_fragment
from tracker.access import changes, reads
from tracker.actions.breaks import cancel_break, change_break, declare_break, restore_break
from tracker.break_list import BreakList, overlapping
from tracker.drafts import drop_draft, keeps_draft, kept_draft
from tracker.forms.breaks import BreakForm
from tracker.models import Break, Section
from tracker.templatetags.record import dayspan

TWICE = "It overlaps the break {}: a day rests once."


def own_break(access, pk):
    """The learner's break, declared or cancelled; else 404."""
    pause = Break.objects.for_learner(access.learner).with_id(pk)
    if pause is None:
        raise Http404
    pause.learner = access.learner
    return pause


def show(request, access, form=None, status=200):
    """The page of breaks, or for htmx what stands on it below the title; the form for the owner alone."""
    if form is None and access.own:
        form = BreakForm(access=access, initial=kept_draft(request))
    context = {"access": access, "page": BreakList.of(access), "form": form}
    return render_page(request, "tracker/break/list.html", "tracker/break/_list.html", context, status)


def changed(request, access, message, undo=""):
    """After a change: the list anew for htmx, its message with it; else back to the page."""
    messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
    return show(request, access) if wants_fragment(request) else redirect("tracker:break-list")


def told(access, verb, pause):
    """What was done, and which other break shares its days."""
    today = access.today
    text = f"{verb}: {dayspan((pause.first, pause.last), today)}."
    spans = [dayspan(span, today) for span in overlapping(access, pause)]
    return f"{text} {TWICE.format(' and '.join(spans[:3]))}" if spans else text


@require_safe
@reads(Section.PLAN)
def break_list(request, access):
    return show(request, access)


@require_POST
@keeps_draft(page="tracker:break-list")
@changes
def break_add(request, access):
    form = BreakForm(request.POST, access=access)
    if not form.is_valid():
        return show(request, access, form, status=422)

    said = {**form.declared(), "today": access.today, "by": request.user}
    pause, _ = declare_break(learner=access.learner, **said)
    drop_draft(request)
    return changed(
        request, access, told(access, "Break added", pause), reverse("tracker:break-cancel", args=[pause.pk])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def break_edit(request, access, pk):
    pause = own_break(access, pk)
    data = request.POST if request.method == "POST" else None
    form = BreakForm(data, access=access, pause=pause, initial=kept_draft(request))
    if not form.is_valid():
        context = {"access": access, "form": form, "pause": pause, "draft": bool(kept_draft(request))}
        status = 422 if form.is_bound else 200
        return render_page(request, "tracker/break/edit.html", "tracker/break/_edit.html", context, status)

    holds = change_break(pause=pause, today=access.today, by=request.user, **form.declared())
    drop_draft(request)
    undo = f"{reverse('tracker:break-restore', args=[pause.pk])}?instead={holds.pk}" if holds.pk != pause.pk else ""
    messages.success(request, told(access, "Break changed", holds), extra_tags=f"undo {undo}" if undo else "")
    return redirect("tracker:break-list")


@require_POST
@changes
def break_cancel(request, access, pk):
    pause = own_break(access, pk)
    cancel_break(pause=pause, today=access.today)
    text = f"Break taken back: {dayspan((pause.first, pause.last), access.today)}. The goal holds on its days."
    return changed(request, access, text, reverse("tracker:break-restore", args=[pk]))


@require_POST
@changes
def break_restore(request, access, pk):
    pause, other = own_break(access, pk), request.GET.get("instead", "")
    instead = own_break(access, int(other)) if other.isascii() and other.isdigit() and len(other) < 19 else None
    restore_break(pause=pause, today=access.today, instead=instead)
    return changed(request, access, told(access, "Break restored", pause), reverse("tracker:break-cancel", args=[pk]))
