"""The weekly digest: its page, a preview, and the links that stand in the mails, which work without logging in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page, wants_fragment
from tracker.access import changes
from tracker.actions.digests import resume, subscribe, unsubscribe
from tracker.digest_page import DigestSettings
from tracker.digests import of_token, off_token, preview

OUTSIDE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


def show(request, access):
    context = {"access": access, "page": DigestSettings.of(access)}
    return render_page(request, "tracker/digest/show.html", "tracker/digest/_digest.html", context)


def changed(request, access, message, undo):
    """After a change: what stands on the page for htmx, its message with it; else back to the page."""
    messages.success(request, message, extra_tags=f"undo {undo}")
    return show(request, access) if wants_fragment(request) else redirect("tracker:digest-show")


@require_safe
@changes
def digest_show(request, access):
    return show(request, access)


@require_POST
@changes
def digest_subscribe(request, access):
    subscribe(learner=access.learner, by=request.user)
    undo = reverse("tracker:digest-unsubscribe")
    return changed(request, access, "The digest is on. The first one is of this week.", undo)


@require_POST
@changes
def digest_unsubscribe(request, access):
    unsubscribe(learner=access.learner)
    return changed(request, access, "The digest is off.", reverse("tracker:digest-subscribe"))


@require_safe
@changes
def digest_preview(request, access):
    page = preview(access.learner)
    off = reverse("digest-off", args=[off_token(access.learner)])
    text = page.text(site=request.build_absolute_uri("/").rstrip("/"), off=off)
    return render(request, "tracker/digest/preview.html", {"access": access, "page": page, "text": text})


def outside(request, context, status=200):
    """The page behind a mail's link, which is for whoever has the mail."""
    response = render(request, "tracker/digest/off.html", context, status=status)
    for name, value in OUTSIDE.items():
        response.headers[name] = value
    return response


def whose(token):
    """The learner whose digest the link turns off; 404 for a link that was not ours."""
    learner = of_token(token)
    if learner is None:
        raise Http404
    return learner


@csrf_exempt  # a mail program posts for its reader, and the token is what proves it (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def digest_off(request, token):
    learner = whose(token)
    if request.method != "POST":
        return outside(request, {"token": token, "state": "asked"})

    unsubscribe(learner=learner)
    return outside(request, {"token": token, "state": "off"})


@require_POST
def digest_resume(request, token):
    """Undo, for the hour after it was turned off: an old mail must not turn on what was ended since."""
    if resume(learner=whose(token)):
        return outside(request, {"token": token, "state": "on"})
    return outside(request, {"token": token, "state": "late"}, status=422)
