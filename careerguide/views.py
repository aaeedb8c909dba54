"""Views that belong to no app: health, colour scheme, errors."""

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from careerguide import theme
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


def csrf_failure(request, reason=""):
    """403 that gives back what was typed, so that a note written into a stale form is not lost."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "token") and "password" not in name
        for value in values
        if value.strip()
    ]
    return render(request, "403_csrf.html", {"kept": kept, "path": request.path}, status=403)
