"""The calendar feed: its page, and the feed itself, which is for whoever has its address."""

import hashlib

from django.core.cache import caches
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from careerguide.htmx import render_page
from tracker.access import changes, full_access
from tracker.calendars import as_ics, kinds_of
from tracker.feed import FeedPage, entries_of
from tracker.models import CalendarFeed
from tracker.models.addresses import digest_of
from tracker.views.addresses import OUTSIDE, Steps, nothing_there

AN_HOUR, MOST_AN_HOUR = 3600, 120  # readings of one feed in one process: a calendar asks a few times a day
HEADERS = {"Cache-Control": "private, no-cache", **OUTSIDE}


def show(request, access):
    def address_of(key):
        return request.build_absolute_uri(reverse("calendar-feed", args=[key]))

    page = FeedPage.of(access, kinds_of(request.GET.getlist("kinds")), address_of)
    context = {"access": access, "page": page}
    return render_page(request, "tracker/feed/show.html", "tracker/feed/_feed.html", context)


CALENDAR = Steps(
    CalendarFeed,
    page="tracker:feed-show",
    undo="tracker:feed-restore",
    show=show,
    made="The calendar has an address. Whoever has it can read it: keep it to yourself.",
    renewed="The calendar has another address. The one before answers nobody.",
    revoked="The calendar is withdrawn. Its address answers nobody.",
    restored="The calendar is at its earlier address again.",
)


@require_safe
@changes
def feed_show(request, access):
    return show(request, access)


@require_POST
@changes
def feed_make(request, access):
    return CALENDAR.make(request, access)


@require_POST
@changes
def feed_renew(request, access, pk):
    return CALENDAR.renew(request, access, pk)


@require_POST
@changes
def feed_revoke(request, access, pk):
    return CALENDAR.revoke(request, access, pk)


@require_POST
@changes
def feed_restore(request, access, pk):
    return CALENDAR.restore(request, access, pk)


@require_safe
def calendar_feed(request, key):
    """The feed, for a calendar program: no log-in, no cookie, 404 for any key that opens nothing."""
    feed = CalendarFeed.objects.to_read(digest_of(key))
    if feed is None:
        return nothing_there(HEADERS)
    if is_too_often(feed):
        late = {**HEADERS, "Retry-After": str(AN_HOUR)}
        return HttpResponse("Too many requests", status=429, content_type="text/plain", headers=late)

    body = written(request, feed, kinds_of(request.GET.getlist("kinds")))
    etag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    headers = {**HEADERS, "ETag": etag, "Content-Disposition": 'inline; filename="careerguide.ics"'}
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=etag, response=response)


def is_too_often(feed):
    """Whether a feed was asked for more often than any calendar does. Counted by each process for itself."""
    pages, name = caches["pages"], f"feed-asked:{feed.pk}"
    pages.add(name, 0, AN_HOUR)
    try:
        return pages.incr(name) > MOST_AN_HOUR
    except ValueError:  # it ran out in between
        return False


def written(request, feed, kinds):
    """The bytes of the feed, kept until the record, the guide or the day is another."""
    access, url = full_access(feed.learner), request.build_absolute_uri(reverse("tracker:today"))
    words = sorted(kind.value for kind in kinds)  # not those of its address, which say nothing of the beginning's
    stand = (feed.learner_id, feed.learner.version, access.guide.version, access.today, words, url)
    name = f"feed:{hashlib.blake2b(repr(stand).encode(), digest_size=16).hexdigest()}"
    body = caches["pages"].get(name)
    if body is None:
        body = as_ics(entries_of(access, kinds), handle=feed.learner.user.handle, url=url)
        caches["pages"].set(name, body)
    return body
