"""An application's own page: what it shows, a stage said otherwise or taken back, the next action."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import next_page, redirect_page, render_page, wants_fragment
from careerguide.templatetags.interface import day
from tracker.access import changes, reads
from tracker.actions.attached import plan_next
from tracker.actions.stages import StageError, correct, say_again, take_back
from tracker.application_page import ApplicationPage
from tracker.drafts import drop_draft, keeps_draft, kept_draft
from tracker.forms.application_page import EventForm, NextForm
from tracker.forms.attached import FollowUpForm
from tracker.models import Application, Section
from tracker.views.stages import event_of, own, posted

FRAGMENTS = {
    "standing": "tracker/application/_standing.html",
    "next-action": "tracker/application/_next_action.html",
}


def application_of(access, pk):
    return own(Application.objects.with_history(), access, pk)


def shown(request, access, pk, part="standing", *, form=None, row=None, back=""):
    """The page, or for htmx the section ``part`` of it; in it ``form`` is open, in the place of ``row`` if given.

    ``back``: the page on which the form was asked for, if it is another.
    """
    page = ApplicationPage.of(access, application_of(access, pk))
    context = {"access": access, "page": page, "application": page.application, "section": "tracker:application-list"}
    context |= {"opened": part if form else "", "form": form, "row_open": row, "part": page.parts.get(part)}
    context |= {"in_place": wants_fragment(request), "back": back}
    if part == "standing" and row:
        context["place"] = page.history.place_of(row.sequence)
    if access.own and context["opened"] != "follow-ups":
        context["follow_up_form"] = FollowUpForm(access=access, application=page.application, auto_id="follow-up_%s")
    context["draft"] = bool(form and not form.is_bound and kept_draft(request))
    fragment = FRAGMENTS.get(part) or page.parts[part].template
    status = 422 if form and form.is_bound else 200
    return render_page(request, "tracker/application/detail.html", fragment, context, status)


def told(request, access, pk, part, message, undo="", *, form=None, back=""):
    """After a change: for htmx the section anew with the message in it, wherever the button stood; else the page.

    ``back``: the page on which it was asked for, if it is another.
    """
    drop_draft(request)
    messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
    return answered(request, access, pk, part, form=form, back=back)


def answered(request, access, pk, part, *, form=None, back=""):
    if back:
        return redirect_page(request, back)
    if not wants_fragment(request):
        return redirect(access.url("application-detail", pk))
    response = shown(request, access, pk, part, form=form)
    response["HX-Retarget"], response["HX-Reswap"], response["HX-Trigger"] = f"#{part}", "outerHTML", f"{part}-changed"
    return response


@require_safe
@reads(Section.APPLICATIONS)
def application_detail(request, access, pk):
    return shown(request, access, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def application_event_edit(request, access, pk, sequence):
    """Say an event otherwise: on the application's page, or on the way from another place (``next``) and back."""
    event, back = event_of(application_of(access, pk), sequence), next_page(request, "")
    if not event.stage:
        raise Http404  # it only took back another
    form = EventForm(posted(request), access=access, event=event, initial=kept_draft(request), auto_id="event_%s")
    if form.is_valid():
        try:
            new = correct(event=event, by=request.user, **form.step)
        except StageError as error:
            form.add_error(None, str(error))
        else:
            undo = reverse("tracker:application-event-restore", args=[pk, sequence]) if new.pk != event.pk else ""
            undo += f"?{urlencode({'next': back})}" if undo and back else ""
            text = f"{event.application if back else 'Now'}: {new.stage_name}, {day(new.happened_on, access.today)}."
            return told(request, access, pk, "standing", text, undo, back=back)
    return shown(request, access, pk, "standing", form=form, row=event, back=back)


@require_POST
@changes
def application_event_take_back(request, access, pk, sequence):
    event = event_of(application_of(access, pk), sequence)
    try:
        take_back(event=event, by=request.user)
    except StageError as error:
        messages.error(request, str(error))
        return answered(request, access, pk, "standing")
    undo = reverse("tracker:application-event-restore", args=[pk, sequence])
    return told(request, access, pk, "standing", f"Taken back: {event.stage_name}.", undo)


@require_POST
@changes
def application_event_restore(request, access, pk, sequence):
    event, back = event_of(application_of(access, pk), sequence), next_page(request, "")
    try:
        say_again(event=event, by=request.user)
    except StageError as error:
        messages.error(request, str(error))
        return answered(request, access, pk, "standing", back=back)
    text = f"It holds again: {event.stage_name}, {day(event.happened_on, access.today)}."
    return told(request, access, pk, "standing", text, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def application_next(request, access, pk):
    application = application_of(access, pk)
    now = {"text": application.next_action, "on": application.next_action_on}
    form = NextForm(posted(request), access=access, initial=now | kept_draft(request), auto_id="next_%s")
    if not form.is_valid():
        return shown(request, access, pk, "next-action", form=form, row=application)
    plan_next(application=application, **form.said)
    return told(request, access, pk, "next-action", f"Next: {form.cleaned_data['text']}.")


@require_POST
@changes
def application_next_done(request, access, pk):
    """Done: what it was can be brought back, and the form asks for the next."""
    application = application_of(access, pk)
    done = {"text": application.next_action, "on": application.next_action_on or ""}
    plan_next(application=application, text="", on=None)
    undo = f"{reverse('tracker:application-next-restore', args=[pk])}?{urlencode(done)}"
    text = f"Done: {done['text']}. What is next?" if done["text"] else "Nothing was planned. What is next?"
    return told(
        request,
        access,
        pk,
        "next-action",
        text,
        undo if done["text"] else "",
        form=NextForm(access=access, auto_id="next_%s"),
    )


@require_POST
@changes
def application_next_restore(request, access, pk):
    """Bring back the action that the address names."""
    form = NextForm(request.GET, access=access, auto_id="next_%s")
    if not form.is_valid():
        return shown(request, access, pk, "next-action", form=form)
    plan_next(application=application_of(access, pk), **form.said)
    return told(request, access, pk, "next-action", f"Next again: {form.cleaned_data['text']}.")
