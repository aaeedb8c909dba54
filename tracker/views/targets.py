"""What each milestone is measured against, and what to do when the guide has changed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import next_page, redirect_page, render_page, wants_fragment
from guide.alternatives import alternatives
from guide.models import Milestone
from guide.templatetags.figures import long
from tracker.access import changes
from tracker.actions.targets import GuideMovedOn, choose, keep, switch
from tracker.forms.targets import FigureForm
from tracker.models import Target
from tracker.target_list import TargetList, chosen

PAGE = "tracker/targets/list.html"
CHANGES = "tracker/targets/_changes.html"


def own_target(access, pk):
    """A target of the learner's, current or earlier; else 404."""
    return get_object_or_404(Target.objects.for_learner(access.learner).with_names(), pk=pk)


def back(request):
    """Where the form said it stands, if that is here; else the list."""
    return next_page(request, reverse("tracker:target-list"))


def seen(request):
    """The key of the edition that the form showed; None if it does not say, 0 if it says nonsense."""
    text = request.POST.get("edition")
    if text is None:
        return None
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def shown(request, access, *, status=200, **context):
    targets = TargetList.of(access)
    context |= {"access": access, "targets": targets, "changed_targets": targets.changed, "next": back(request)}
    return render_page(request, PAGE, CHANGES, context, status)


def told(old, new):
    """What was chosen, in words, and the address that takes it back, "" where nothing was changed."""
    goal = f", {new.get_end_display()} first" if new.other_end else ""
    text = f"{new.milestone.title}: measured against {long(new.edition)}{goal}."
    return text, reverse("tracker:target-restore", args=[old.pk]) if chosen(new) != chosen(old) else ""


def answer(request, access, old, new):
    """After a choice: the questions that are left, and the table told to refresh; without htmx back, with a message."""
    text, undo = told(old, new)
    if wants_fragment(request):
        response = shown(request, access, told=text, undo_url=undo)
        response.headers["HX-Trigger"] = "targets-changed"
        return response
    messages.success(request, text, extra_tags=f"undo {undo}" if undo else "")
    return redirect(back(request))


def moved_on(request, access):
    """The guide has changed once more between showing the question and its answer: ask again, with the new figure."""
    told = "The guide has changed again since this page was shown. Nothing is chosen yet; here is what it says now."
    return shown(request, access, status=422, told=told, refused=True)


@require_safe
@changes
def target_list(request, access):
    targets = TargetList.of(access)
    context = {"access": access, "targets": targets, "changed_targets": targets.changed}
    return render_page(request, PAGE, "tracker/targets/_list.html", context)


@require_POST
@changes
def target_switch(request, access, pk):
    return settled(request, access, pk, switch)


@require_POST
@changes
def target_keep(request, access, pk):
    return settled(request, access, pk, keep)


def settled(request, access, pk, act):
    """Answer the guide's question by ``act``, unless the guide has asked another since the page was shown."""
    target = own_target(access, pk)
    try:
        new = act(target=target, by=request.user, seen=seen(request))
    except GuideMovedOn:
        return moved_on(request, access)
    return answer(request, access, target, new)


@require_POST
@changes
def target_aim(request, access, pk):
    target = own_target(access, pk)
    end = request.POST.get("end")
    if end not in Milestone.End.values:
        return shown(request, access, status=422, told="Aim for the low mark or for the high mark.", refused=True)
    new = choose(learner=access.learner, milestone=target.milestone, edition=target.edition, end=end, by=request.user)
    return answer(request, access, target, new)


@require_POST
@changes
def target_restore(request, access, pk):
    target = own_target(access, pk)
    new = choose(
        learner=access.learner, milestone=target.milestone, edition=target.edition, end=target.end, by=request.user
    )
    return answer(request, access, target, new)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def target_choose(request, access, pk):
    target = own_target(access, pk)
    choices = alternatives([target.milestone])[target.milestone_id]
    editions = {edition.pk: edition for edition in (target.edition, *choices)}.values()
    form = FigureForm(
        request.POST if request.method == "POST" else None,
        editions=editions,
        initial={"figure": str(target.edition_id)},
    )
    if not form.is_valid():
        context = {"access": access, "form": form, "target": target, "question": target.milestone.question}
        status = 422 if form.is_bound else 200
        return render_page(request, "tracker/targets/choose.html", "tracker/targets/_choose.html", context, status)

    edition, learner = form.cleaned_data["figure"], access.learner
    new = choose(learner=learner, milestone=target.milestone, edition=edition, end=target.end, by=request.user)
    text, undo = told(target, new)
    messages.success(request, text, extra_tags=f"undo {undo}" if undo else "")
    return redirect_page(request, "tracker:target-list")
