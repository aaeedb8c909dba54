"""The pages that others are measured against."""

from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.template import engines

from careerguide.htmx import login_required
from guide.models import ContentVersion

ROWS = [(f"Row {number}", number, number * 7 % 100, "a short text", number % 2 == 0) for number in range(200)]
TEMPLATE = Path(__file__).with_name("rows.html").read_text()


def empty(request):
    return HttpResponse(b"")


@login_required
def empty_logged_in(request):
    return HttpResponse(b"")


def one_query(request):
    """E with the one query that a page may spend on the version of the content."""
    ContentVersion.objects.first()
    return HttpResponse(b"")


def rows(request):
    return HttpResponse(template().render({"rows": ROWS}, request))


@cache
def template():
    return engines["django"].from_string(TEMPLATE)
