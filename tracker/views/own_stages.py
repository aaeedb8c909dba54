"""A learner's own names for stages: add, change, retire, bring back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import redirect_page, render_page, wants_fragment
from tracker.access import changes
from tracker.actions.own_stages import (
    OwnStageError,
    add_own_stage,
    change_own_stage,
    restore_own_stage,
    retire_own_stage,
)
from tracker.drafts import drop_draft, keeps_draft, kept_draft
from tracker.forms.own_stages import OwnStageForm
from tracker.models import OwnStage
from tracker.views.stages import form_page, posted


def own_stage_of(access, pk):
    """The learner's own stage, offered or retired; else 404."""
    own_stage = OwnStage.objects.for_learner(access.learner).with_use().with_id(pk)
    if own_stage is None:
        raise Http404
    own_stage.learner = access.learner
    return own_stage


def show(request, access, form=None, status=200):
    form = form or OwnStageForm(access=access, initial=kept_draft(request))
    rows = OwnStage.objects.for_learner(access.learner).with_use()
    context = {"access": access, "form": form, "own_stages": rows, "draft": status == 200 and bool(kept_draft(request))}
    return render_page(request, "tracker/own_stage/list.html", "tracker/own_stage/_list.html", context, status)


def changed(request, access, message, undo=""):
    """After a change: the list anew for htmx, its message with it; else back to the page."""
    drop_draft(request)
    messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
    return show(request, access) if wants_fragment(request) else redirect("tracker:own-stage-list")


@require_safe
@changes
def own_stage_list(request, access):
    return show(request, access)


@require_POST
@keeps_draft(page="tracker:own-stage-list")
@changes
def own_stage_add(request, access):
    form = OwnStageForm(request.POST, access=access)
    if form.is_valid():
        try:
            own_stage, is_new = add_own_stage(learner=access.learner, **form.said)
        except OwnStageError as error:
            form.add_error(error.field, str(error))
    if not form.is_valid():
        return show(request, access, form, status=422)
    counts = f"{own_stage}, counts as {own_stage.get_meaning_display()}"
    if not is_new:
        return changed(request, access, f"You have it already: {counts}.")
    return changed(request, access, f"Added: {counts}.", reverse("tracker:own-stage-retire", args=[own_stage.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def own_stage_edit(request, access, pk):
    own_stage = own_stage_of(access, pk)
    form = OwnStageForm(posted(request), access=access, own_stage=own_stage, initial=kept_draft(request))
    if form.is_valid():
        try:
            own_stage = change_own_stage(own_stage=own_stage, **form.said)
        except OwnStageError as error:
            form.add_error(error.field, str(error))
    if not form.is_valid():
        context = {"access": access, "form": form, "own_stage": own_stage}
        return form_page(request, "tracker/own_stage/edit.html", "tracker/own_stage/_edit.html", context)
    drop_draft(request)
    messages.success(request, f"Now called: {own_stage}.")
    return redirect_page(request, "tracker:own-stage-list")


@require_POST
@changes
def own_stage_retire(request, access, pk):
    own_stage = retire_own_stage(own_stage=own_stage_of(access, pk))
    undo = reverse("tracker:own-stage-restore", args=[pk])
    return changed(request, access, f"Retired: {own_stage}. It is offered no more; where it stands, it stays.", undo)


@require_POST
@changes
def own_stage_restore(request, access, pk):
    own_stage = restore_own_stage(own_stage=own_stage_of(access, pk))
    undo = reverse("tracker:own-stage-retire", args=[pk])
    return changed(request, access, f"Offered again: {own_stage}.", undo)
