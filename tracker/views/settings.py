"""What a learner has chosen, what was chosen before, and how to choose otherwise."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import wants_fragment
from careerguide.templatetags.interface import duration
from guide.models import Path
from tracker.access import changes
from tracker.actions.learner import (
    StartAfterFirstSession,
    change_calendar,
    change_goal,
    change_limit,
    change_path,
    change_quiet,
    set_prior_hours,
)
from tracker.companion import Side
from tracker.durations import spell_hours
from tracker.forms.choices import CalendarForm, GoalForm, LimitForm, PathChangeForm, PriorForm, QuietForm, path_options
from tracker.models import Plan, PriorHours, SkillTotal
from tracker.plan_page import pace_of

LATEST = 50  # choices shown of a history


def answer(request, page, form, **context):
    """The page with its form; as refused if the form was sent."""
    status = 422 if form.is_bound else 200
    return render(request, f"tracker/settings/{page}.html", {"form": form, **context}, status=status)


def done(request, message):
    messages.success(request, message)
    return redirect("tracker:settings")


def posted(request):
    return request.POST if request.method == "POST" else None


@require_safe
@changes
def settings(request, access):
    prior = SkillTotal.objects.for_learner(access.learner).with_names().had_before()
    context = {"access": access, "prior": prior, "planned": pace_of(access)}
    return render(request, "tracker/settings/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def path_change(request, access):
    learner = access.learner
    now = {"path": learner.path.slug, "started_on": learner.started_on}
    options = path_options(kept=learner.path)
    form = PathChangeForm(posted(request), options=options, today=access.today, initial=now)
    history = learner.enrollments.select_related("path")[:LATEST]

    if not form.is_valid():
        return answer(request, "path", form, access=access, history=history)
    try:
        learner = change_path(learner=learner, by=request.user, **form.cleaned_data)
    except StartAfterFirstSession as error:
        form.refuse_start(error)
        return answer(request, "path", form, access=access, history=history)
    return done(request, f"Path: {learner.path}, from {learner.started_on:%-d %B %Y}.")


@require_POST
@changes
def path_follow(request, access, slug):
    """Take up a path from its page in the guide, or on the page ``on`` the earlier one again. The start stays."""
    before, path = access.learner.path, followable(access.learner, slug)
    on = next((known for known in (before, path) if known.slug == request.GET.get("on")), path)
    learner = change_path(learner=access.learner, path=path, started_on=access.learner.started_on, by=request.user)

    undo = f"{reverse('tracker:path-follow', args=[before.slug])}?on={on.slug}" if before.pk != path.pk else ""
    text = f"You follow the path {path.short_title}. Your start, your hours and your targets stay."
    if wants_fragment(request):
        side = Side(on, replace(access, learner=learner), "tracker/beside/_path.html")
        return render(request, side.template, {"side": side, "told": text, "undo": undo})
    messages.success(request, text, extra_tags=f"undo {undo}" if undo else "")
    return redirect(on.get_absolute_url())


def followable(learner, slug):
    """A published path, or one that the learner followed before, which may have been retired since; else 404."""
    path = get_object_or_404(Path.objects.readable(), slug=slug)
    if not path.is_published and not learner.enrollments.in_path(path):
        raise Http404
    return path


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def goal_change(request, access):
    learner, plan = access.learner, Plan.objects.for_learner(access.learner).current()
    form = GoalForm(posted(request), initial={"hours": spell_hours(learner.goal_seconds)})

    if not form.is_valid():
        return answer(request, "goal", form, access=access, plan=plan, history=learner.goals.all()[:LATEST])
    change_goal(learner=learner, seconds=form.cleaned_data["hours"], on=access.today, by=request.user)
    stays = " The plan stays as it is." if plan else ""
    return done(request, f"The goal holds from this week on. Earlier weeks keep theirs.{stays}")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def calendar_change(request, access):
    learner = access.learner
    now = {"zone": learner.zone, "week_start": learner.week_start}
    form = CalendarForm(posted(request), kept_zone=learner.zone, initial=now)

    if not form.is_valid():
        return answer(request, "calendar", form, access=access, history=learner.calendar_choices.all()[:LATEST])
    change_calendar(learner=learner, on=access.today, by=request.user, **form.cleaned_data)
    return done(request, "The calendar holds from today on. Days that you have logged stay as they are.")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def limit_change(request, access):
    learner = access.learner
    form = LimitForm(posted(request), initial={"limit": spell_hours(learner.timer_limit_seconds)})

    if not form.is_valid():
        return answer(request, "limit", form, access=access)
    learner = change_limit(learner=learner, seconds=form.cleaned_data["limit"])
    return done(request, f"The timer is flagged past {duration(learner.timer_limit_seconds)}.")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def quiet_change(request, access):
    form = QuietForm(posted(request), initial={"days": access.learner.quiet_days})

    if not form.is_valid():
        return answer(request, "quiet", form, access=access)
    learner = change_quiet(learner=access.learner, days=form.cleaned_data["days"])
    return done(request, f"A follow-up is suggested after {learner.quiet_days} quiet days.")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def prior_change(request, access):
    learner = access.learner
    form = PriorForm(posted(request), prior=PriorHours.objects.latest_by_skill(learner))

    if not form.is_valid():
        history = learner.prior_hours.select_related("skill")[:LATEST]
        return answer(request, "prior", form, access=access, history=history)
    set_prior_hours(learner=learner, prior=form.prior(), by=request.user)
    return done(request, "The hours before joining are changed. They stay apart from what you log.")
