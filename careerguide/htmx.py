"""One URL, one view, one context, two templates: the page, or just the fragment of it that htmx asked for."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme


def wants_fragment(request):
    """Whether htmx asks for a piece of a page: not when it only boosts a link or restores history."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def render_page(request, page, fragment, context, status=200):
    """The fragment template for a fragment request, else the page template, with the same context."""
    response = render(request, fragment if wants_fragment(request) else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def redirect_page(request, to, *args, **kwargs):
    """After a form on a page of its own: a redirect for a browser, HX-Redirect for htmx (302 would swap the target)."""
    url = resolve_url(to, *args, **kwargs)
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def next_page(request, default):
    """Where a form or link said to go on (``next``), if that is on this site; else ``default``."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    is_address = to.startswith(("/", "http://", "https://"))  # any other word would be taken for the name of a view
    return to if is_address and url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}) else default


def to_login(request):
    """Send a visitor to log in and back: back to the page they were on, never to a bare fragment."""
    if not wants_fragment(request):
        return redirect_to_login(request.get_full_path())
    login = redirect_to_login(current_page(request))
    return HttpResponse(status=204, headers={"HX-Redirect": login.url})


def current_page(request):
    """The page that an htmx request was made from, as far as its header can be believed; else the front page."""
    try:
        page = urlsplit(request.htmx.current_url_abs_path or "/")._replace(fragment="").geturl()
    except ValueError:
        return "/"
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/"


def login_required(view):
    """Django's, but a fragment request gets HX-Redirect, so that no log-in page lands in the middle of another."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return to_login(request)
        response = view(request, *args, **kwargs)
        # Not even the browser's own memory of pages: after logging out, Back must show nothing of them.
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded
