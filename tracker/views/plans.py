"""The plan: what it says, making the next version of it, answering what is proposed."""

import datetime

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import redirect_page, render_page, wants_fragment
from careerguide.templatetags.interface import day as day_of
from careerguide.templatetags.interface import duration
from tracker.access import changes, reads
from tracker.actions.plans import (
    PlanMovedOn,
    ProposalAnswered,
    ProposalMovedOn,
    accept_proposal,
    decline_proposal,
    make_plan,
)
from tracker.dashboard import targets_of
from tracker.drafts import NOT_TYPED, drop_draft, keeps_draft, kept_draft
from tracker.durations import spell_hours
from tracker.feed import coming_up
from tracker.forms.plans import BY_HOURS, PlanForm, first_of
from tracker.models import Plan, Section
from tracker.plan_page import PlanPage
from tracker.plans import rests_until
from tracker.proposals import proposal_of
from tracker.workload import Done, rest_of


def shown(request, access, *, status=200, **context):
    before = number_of(request.GET.get("before", ""))
    context = {"access": access, "page": PlanPage.of(access, before), **context}
    return render_page(request, "tracker/plan/detail.html", "tracker/plan/_detail.html", context, status)


@require_safe
@reads(Section.PLAN)
def plan_detail(request, access):
    return shown(request, access)


@require_safe
@reads(Section.PLAN, Section.HOURS)
def plan_due(request, access):
    context = {"access": access, "page": PlanPage.of(access), "coming_up": coming_up(access) if access.own else ()}
    return render_page(request, "tracker/plan/due.html", "tracker/plan/_due.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def plan_edit(request, access):
    form = plan_form(request, access)
    plan = planned(request, access, form) if form.is_valid() else None
    if plan is None:
        context = {"access": access, "form": form, "draft": not form.is_bound and bool(kept_draft(request))}
        status = 422 if form.is_bound else 200
        return render_page(request, "tracker/plan/edit.html", "tracker/plan/_form.html", context, status)
    drop_draft(request)
    messages.success(request, f"Version {plan.number} of the plan holds from today. {goal_told(access)}")
    return redirect_page(request, "tracker:plan-detail")


def plan_form(request, access):
    """The form, with the version that holds; and once it is sent, with what the hours that a day takes follow from.

    A button that moves a skill sends it as well, to be shown again with what was entered.
    """
    learner = access.learner
    known = {"targets": targets_of(access), "plan": Plan.objects.for_learner(learner).current()}
    if request.method != "POST":
        return PlanForm(access=access, **known, initial={**offered(request, access), **kept_draft(request)})
    if "move" in request.POST:
        form = PlanForm(access=access, **known, initial=entered_in(request))
        form.move(request.POST["move"])
        return form
    done = Done.now(learner).before(learner, access.today)
    return PlanForm(request.POST, access=access, **known, done=done, rest=rest_of(learner))


def entered_in(request):
    """What is entered in a form that is sent and not to be saved."""
    return {name: value for name, value in request.POST.items() if name not in NOT_TYPED}


def planned(request, access, form):
    """The version that the form makes, or None if the plan is another by now, which the form then says."""
    try:
        return make_plan(learner=access.learner, by=request.user, today=access.today, **form.plan_fields)
    except PlanMovedOn as error:
        form.refuse_moved(error.plan)
        return None


def goal_told(access):
    """What the weekly goal is by now, in words."""
    access.learner.refresh_from_db(fields=["goal_seconds"])
    return f"Your weekly goal is {duration(access.learner.goal_seconds)}."


def offered(request, access):
    """What the form begins with if an offer of the proposal is to be edited (``?offer=``), or the plan to have the
    hours of the weekly goal (``?goal``); else nothing."""
    if "goal" in request.GET:
        return {"by": BY_HOURS, "weekly": spell_hours(access.learner.goal_seconds)}
    key = request.GET.get("offer", "")
    proposal = proposal_of(access.learner, access.today) if key else None
    offer = proposal.offer(key) if proposal else None
    return first_of(proposal, offer, access.today) if offer else {}


@require_POST
@changes
def plan_accept(request, access):
    def accept(**seen):
        plan = accept_proposal(key=request.POST.get("offer", ""), **seen)
        return f"Accepted: version {plan.number} of the plan holds from this week on. {goal_told(access)}"

    return answered(request, access, accept)


@require_POST
@changes
def plan_decline(request, access):
    def decline(**seen):
        until = rests_until(decline_proposal(**seen).week)
        return f"Declined. The plan stays as it is; nothing is proposed before {day_of(until, access.today)}."

    return answered(request, access, decline)


def answered(request, access, act):
    """Answer the proposal by ``act``, which returns what to say; or say that it is another by now, or answered."""
    try:
        told = act(learner=access.learner, by=request.user, today=access.today, **seen(request))
    except ProposalAnswered as error:
        said = "accepted" if error.answer.lever else "declined"
        told = f"This week's proposal was {said} before, in another window. Nothing is changed by this."
        return shown(request, access, status=422, told=told, refused=True)
    except ProposalMovedOn:
        told = "The proposal has changed since this page was shown. Nothing is chosen yet; here is how it stands now."
        return shown(request, access, status=422, told=told, refused=True)
    if wants_fragment(request):
        return shown(request, access, told=told)
    messages.success(request, told)
    return redirect("tracker:plan-detail")


def seen(request):
    """The week and the version that the form showed; what makes no sense is a week that nobody was shown."""
    try:
        week = datetime.date.fromisoformat(request.POST.get("week", ""))
    except ValueError:
        week = datetime.date.min
    return {"week": week, "seen": number_of(request.POST.get("plan", ""))}


def number_of(text):
    """The number of a version; 0, which none has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
