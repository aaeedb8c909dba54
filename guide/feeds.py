"""What changed in the guide, as an Atom feed."""

import re

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from guide.pages.changes import ChangePage

MOST = 50
# Characters that no XML may hold: one in a title would be the end of the feed.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry:
    """A change, or a day's changes of one sort where they are many."""

    def __init__(self, group, item=None):
        self.at = item.at if item else group.at
        self.anchor = f"{group.anchor}-{item.name}" if item else group.anchor
        self.url = (item and item.url) or f"{reverse('guide:change-list')}#{group.anchor}"
        heading = group.verb.heading
        self.title = f"{heading}: {item.title}" if item else f"{heading}: {len(group.items)} records"
        self.text = item.change.detail if item else ", ".join(f"{title}: {count}" for title, _, count in group.kinds)


def entries_of(page):
    """Entries of a page of changes, newest day first."""
    for _, groups in page.days:
        for group in groups:
            if group.in_full:
                yield from (Entry(group, item) for item in group.items)
            else:
                yield Entry(group)


class ChangeFeed(Feed):
    feed_type = Atom1Feed
    title = "careerguide: what changed in the guide"
    subtitle = "New records, corrected figures, what became of laws and certifications."
    author_name = "careerguide"

    def link(self):
        return reverse("guide:change-list")

    def feed_url(self):
        return reverse("guide:change-feed")

    def get_object(self, request):
        self.base = request.build_absolute_uri(reverse("guide:change-list"))

    def items(self):
        return list(entries_of(ChangePage.number(1)))[:MOST]

    def item_title(self, entry):
        return FORBIDDEN.sub("", entry.title)

    def item_description(self, entry):
        """Atom calls it HTML."""
        return escape(FORBIDDEN.sub("", entry.text))

    def item_link(self, entry):
        return entry.url

    def item_guid(self, entry):
        return f"{self.base}#{entry.anchor}"

    def item_pubdate(self, entry):
        return entry.at

    def item_updateddate(self, entry):
        return entry.at
