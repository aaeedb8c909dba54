"""Pages for visitors without a session: not rendered twice for the same content, and not sent twice.

What such a page shows depends on its address, the content, the code, the colour scheme and the year (from which readers
see how old a fact is), so these make its ETag and its key in the cache "pages". Nothing expires: a change of content
changes the number, and with it every key.
"""

import hashlib
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from careerguide import theme
from careerguide.htmx import wants_fragment
from careerguide.release import release
from guide.models import ContentVersion

VARY = ("Cookie", "HX-Request")
REVALIDATED = {"Cache-Control": "no-cache", "Vary": ", ".join(VARY)}
LONGEST_QUERY = 300
KEPT_HEADERS = ("Content-Type", "Content-Disposition", "X-Robots-Tag")  # not every page is HTML


def anonymous_page(view=None, *, parameters=()):
    """Decorate a view whose answer to visitors without a session is the same for all of them.

    ``parameters``: the query parameters that the page knows. An address with others, or with these in another order,
    is answered all the same but not kept, lest strangers fill the cache. Nor is one whose values the page does not
    know, which its view says (``kept_if``). Only answers of 200 are kept.
    """

    def decorate(view):
        @wraps(view)
        def cached(request, *args, **kwargs):
            if settings.DEBUG or _is_personal(request):
                return _private(view(request, *args, **kwargs))
            key = _key(request)
            etag = f'"{key}"'
            if _conditional(request):
                unchanged = get_conditional_response(request, etag=etag)
                if unchanged is not None:
                    return _revalidated(unchanged, etag)
            return _kept_or_rendered(request, key, etag, lambda: view(request, *args, **kwargs), parameters)

        return cached

    return decorate(view) if view else decorate


def kept_if(recognised, response):
    """The view's response, which is not kept unless the page knows all values that the address has."""
    response.is_recognised = recognised
    return response


def _kept_or_rendered(request, key, etag, render, parameters):
    pages = caches["pages"]
    kept = pages.get(key)
    if kept is not None:
        content, headers = kept
        return HttpResponse(content, headers={**headers, "ETag": etag, **REVALIDATED})
    response = render()
    if response.status_code != 200 or _touched_somebody(request, response):
        return response
    if _is_known(request, parameters) and getattr(response, "is_recognised", True):
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        pages.set(key, (response.content, headers), timeout=None)
    return _revalidated(response, etag)


def _is_personal(request):
    """A session, or a message that waits in a cookie to be shown: the answer is for this visitor alone."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or CookieStorage.cookie_name in request.COOKIES


def _touched_somebody(request, response):
    """Whether rendering set a cookie or made a CSRF token: such a page must not be given to anybody else."""
    return bool(response.cookies) or request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False) or response.streaming


def _conditional(request):
    return "If-None-Match" in request.headers


def _is_known(request, parameters):
    query = request.META.get("QUERY_STRING", "")
    known = urlencode([(name, request.GET[name]) for name in parameters if name in request.GET])
    return query == known and len(query) <= LONGEST_QUERY


def _key(request):
    """One query: the number of the content's version."""
    parts = (
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        ContentVersion.objects.number(),
        timezone.now().year,
        release(),
        theme.chosen(request),
        wants_fragment(request),
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _revalidated(response, etag):
    """To be asked for again every time, so that a correction shows at once; answered by 304 where nothing changed."""
    response.headers["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, VARY)
    return response


def _private(response):
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, VARY)
    return response
