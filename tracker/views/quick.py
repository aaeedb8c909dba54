"""The quick line: shown as it is read, logged once it has been shown; and a past session once more."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from careerguide.htmx import render_page, wants_fragment
from careerguide.templatetags.interface import duration
from tracker.access import changes
from tracker.actions.runs import keep_run_after
from tracker.actions.study import DayTooLong, SkillRetired, log_session, repeat_session
from tracker.drafts import drop_draft, keeps_draft, kept_draft
from tracker.forms.quick import QuickForm
from tracker.forms.stages import TokenForm
from tracker.forms.study import day_is_full
from tracker.views.study import CHANGED, back, own_session

PAGE, LINE, ECHO = "tracker/quick/page.html", "tracker/quick/_quick.html", "tracker/quick/_echo.html"


def goes_on_typing(view):
    """Where the log-in has run out, an echo says so and lets go on typing: what is typed is kept once it is sent."""

    @wraps(view)
    def going_on(request, *args, **kwargs):
        if request.method != "GET" or request.user.is_authenticated or not wants_fragment(request):
            return view(request, *args, **kwargs)
        return render(request, ECHO)

    return going_on


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@goes_on_typing
@changes
def study_quick(request, access):
    if request.method != "POST":
        draft = kept_draft(request)
        first = {name: request.GET.get(name, "") for name in ("line", "about", "next")}
        context = {
            "access": access,
            "quick": QuickForm(access=access, initial={**first, **draft}),
            "draft": bool(draft),
        }
        return render_page(request, PAGE, ECHO, context)

    quick = QuickForm(request.POST, access=access)
    session = logged(request, access, quick)
    if session is None:
        context = {"access": access, "quick": quick}
        return render_page(request, PAGE, LINE, context, status=422 if quick.errors else 200)
    drop_draft(request)
    return answer(request, access, session)


def logged(request, access, quick):
    """Log what the line says, if the page has shown it. None if it has not, or if the line or the day does not do."""
    if not quick.is_valid() or not quick.is_seen:
        return None
    try:
        return log_session(learner=access.learner, by=request.user, **quick.session_fields())[0]
    except DayTooLong as error:
        quick.refuse_day(error)
        return None


def answer(request, access, session):
    """An empty line that says what was logged, with a way to undo it; without htmx the page that it was logged on."""
    keep_run_after(learner=access.learner, day=session.day, today=access.today)
    if wants_fragment(request):
        return anew(request, access, session=session)
    undo = "undo " + reverse("tracker:study-delete", args=[session.pk])
    messages.success(request, f"Logged {duration(session.seconds)} of {session.what}.", extra_tags=undo)
    return redirect(back(request, access))


def anew(request, access, *, session=None, refused=""):
    """An empty line, and what became of the one before."""
    quick = QuickForm(access=access, initial={name: request.POST.get(name, "") for name in ("about", "next")})
    quick.logged, quick.refused = session, refused
    response = render(request, LINE, {"access": access, "quick": quick}, status=422 if refused else 200)
    if session:
        response["HX-Trigger"] = CHANGED
    return response


@require_POST
@changes
def study_repeat(request, access, pk):
    session, form = own_session(access, pk), TokenForm(request.POST, access=access)
    form.is_valid()
    token = form.cleaned_data["token"]
    try:
        again = repeat_session(session=session, day=access.today, token=token, by=request.user)
    except DayTooLong as error:
        return refused(request, access, day_is_full(error))
    except SkillRetired:
        return refused(request, access, f"The guide no longer has {session.skill.title}. Log it under another skill.")
    return answer(request, access, again)


def refused(request, access, text):
    if wants_fragment(request):
        return anew(request, access, refused=text)
    messages.error(request, text)
    return redirect(back(request, access))
