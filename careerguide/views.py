"""Views that belong to no app: health, colour scheme, errors."""

import sys

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.defaults import server_error

from careerguide import theme
from careerguide.busy import is_busy
from careerguide.htmx import next_page


@require_safe
@never_cache
def healthz(request):
    """200 and ``ok`` while the process answers and its database does too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_http_methods(["GET", "HEAD", "POST"])
def theme_choice(request):
    """Choose the colour scheme; the way without JavaScript."""
    back = next_page(request, "/")
    if request.method != "POST":
        context = {"choices": theme.CHOICES, "chosen": theme.chosen(request), "next": back}
        return render(request, "theme.html", context)

    value = request.POST.get("theme", "system")
    response = redirect(back)
    if value in theme.CHOICES and value != "system":
        response.set_cookie(theme.COOKIE, value, max_age=60 * 60 * 24 * 365, samesite="Lax")
    else:
        response.delete_cookie(theme.COOKIE, samesite="Lax")
    return response


# What forms carry along that nobody typed.
NOT_TYPED = ("csrfmiddlewaretoken", "token", "owner", "next", "seen", "about", "was", "move")


def typed(request):
    """Pairs of a field's name and what was typed into it, to be given back on the page of an error."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and "password" not in name
        for value in values
        if value.strip()
    ]


def csrf_failure(request, reason=""):
    """403 that gives back what was typed, so that a note written into a stale form is not lost."""
    return render(request, "403_csrf.html", {"kept": typed(request), "path": request.path}, status=403)


def fault(request):
    """503 that gives back what was typed while the database is busy; 500 for any other fault."""
    if not is_busy(sys.exception()):
        return server_error(request)
    context = {"kept": typed(request), "path": request.path}
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = "60"
    return response
