"""What the views of projects, certifications and applications share: finding one's own, moving it, deleting it."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from careerguide.htmx import current_page, next_page, redirect_page, render_page, wants_fragment
from careerguide.templatetags.interface import day
from tracker.actions.stages import StageError, correct, discard, move, restore, take_back
from tracker.drafts import drop_draft, kept_draft

# To htmx: swap the message into its place and let the list renew itself.
RENEWED_EVERYWHERE = {"application"}  # of the others only the list is
TELL = {"HX-Retarget": "#messages", "HX-Reswap": "outerHTML show:top", "HX-Trigger": "stages-changed"}


def own(things, access, pk):
    """The learner's own of these, or 404."""
    thing = things.for_learner(access.learner).with_id(pk)
    if thing is None:
        raise Http404
    thing.learner = access.learner
    return thing


def ever_own(things, access, pk):
    """The learner's own of these, kept or in the bin, or 404."""
    thing = things.ever_of(access.learner).with_id(pk)
    if thing is None:
        raise Http404
    thing.learner = access.learner
    return thing


def event_of(thing, sequence):
    """The stage event of a project, certification or application with this sequence, or 404."""
    event = thing.event(sequence)
    if event is None:
        raise Http404
    setattr(event, thing._meta.model_name, thing)
    return event


def posted(request):
    """What a form is to be filled with: None to show it, the input to check it, even if that is empty."""
    return request.POST if request.method == "POST" else None


def form_page(request, page, fragment, context):
    """A form that is not (or not yet) saved: shown, or sent back with what is wrong."""
    status = 422 if context["form"].is_bound else 200
    context["draft"] = status == 200 and bool(kept_draft(request))
    return render_page(request, page, fragment, context, status)


def saved(request, access, noun, message):
    """After a form on a page of its own: to the list."""
    drop_draft(request)
    messages.success(request, message)
    return redirect_page(request, access.url(f"{noun}-list"))


def moved(request, access, noun, thing, form):
    """Answer a move: the form, or once it is saved the message with its undo. htmx gets just the one or the other."""
    if not form.is_valid():
        back = next_page(request, access.url(f"{noun}-list"))
        urls = {"url": reverse(f"tracker:{noun}-move", args=[thing.pk]), "back": back}
        context = {"access": access, "thing": thing, "form": form, "element": f"{noun}-{thing.pk}", **urls}
        return form_page(request, "tracker/stages/move.html", "tracker/stages/_move.html", context)

    event = move(thing=thing, by=request.user, **form.step)
    undo = reverse(f"tracker:{noun}-undo", args=[thing.pk, event.sequence])
    messages.success(request, move_told(access, event), extra_tags=f"undo {undo}")
    return told(request, access, noun)


def move_told(access, event):
    thing = event.thing
    text = f"{thing}: {event.get_stage_display()}, {day(event.happened_on, access.today)}."
    return text if thing.stage == event.stage else f"{text} Since then, it has been: {thing.get_stage_display()}."


def redated(request, access, noun, event, form):
    """Answer another day for a stage: the form, or once it is saved the way back to the page of what has it."""
    if not event.stage:
        raise Http404  # it only took back another
    thing = event.thing
    back = reverse(f"tracker:{noun}-detail", args=[thing.pk])
    if not form.is_valid():
        url = reverse(f"tracker:{noun}-redate", args=[thing.pk, event.sequence])
        context = {"access": access, "form": form, "event": event, "back": back, "url": url}
        return form_page(request, "tracker/stages/day.html", "tracker/stages/_day.html", context)

    on = form.cleaned_data["happened_on"]
    try:
        new = correct(event=event, stage=event.stage, happened_on=on, by=request.user)
    except StageError as error:
        messages.error(request, str(error))
    else:
        setattr(new, noun, thing)
        messages.success(request, move_told(access, new))
    return redirect_page(request, back)


def undone(request, access, noun, thing, sequence):
    """Take back the move with this sequence."""
    event = event_of(thing, sequence)
    try:
        thing = take_back(event=event, by=request.user)
    except StageError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{thing}: {thing.get_stage_display()} again.")
    return told(request, access, noun)


def deleted(request, access, noun, thing):
    """Put it into the bin, and say how it comes back."""
    discard(thing=thing)
    undo = reverse(f"tracker:{noun}-restore", args=[thing.pk])
    messages.success(request, f"Deleted: {thing}.", extra_tags=f"undo {undo}")
    return told(request, access, noun)


def restored(request, access, noun, thing):
    """Take it out of the bin."""
    restore(thing=thing)
    messages.success(request, f"Restored: {thing}.")
    return told(request, access, noun)


def told(request, access, noun):
    """The message that waits: in its place on the page for htmx, and what lists these renews itself.

    Without htmx, and from the page of the form, on the page to which the form said to go on, else on the list; on a
    page that does not renew itself, with that page anew.
    """
    list_url = access.url(f"{noun}-list")
    to = next_page(request, list_url)
    if not wants_fragment(request):
        return redirect(to)
    here = request.htmx.current_url_abs_path and current_page(request)
    if here and urlsplit(here).path == request.path:
        return redirect_page(request, to)
    if here and noun not in RENEWED_EVERYWHERE and urlsplit(here).path != list_url:
        return redirect_page(request, here)
    response = render(request, "shared/_messages.html")
    for name, value in TELL.items():
        response[name] = value
    return response
