"""What search engines are told of: every page of what is published, with the day of its last change."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sitemaps import Sitemap

from guide.addresses import address
from guide.models import KINDS_WITH_PAGES, Edition, Record
from guide.shelves import SHELVES


@dataclass(frozen=True)
class Entry:
    path: str
    changed: datetime | None


class GuideSitemap(Sitemap):
    """Pages under an anchor are those of their list. Two queries and one for the figures."""

    def items(self):
        newest = Record.objects.published().newest_by_kind()
        latest = max(newest.values(), default=None)
        whole = ("home", "guide:index", "guide:data-list", "guide:change-list")
        pages = [Entry(address(name), latest) for name in whole]
        pages += [Entry(address(f"guide:{kind}-list"), newest.get(kind)) for kind in SHELVES]
        records = Record.objects.published().in_order()
        pages += [Entry(each.get_absolute_url(), each.updated_at) for each in records if each.kind in KINDS_WITH_PAGES]
        editions = Edition.objects.of_published()
        return pages + [Entry(each.figure.get_absolute_url(), each.published_at) for each in editions]

    def location(self, entry):
        return entry.path

    def lastmod(self, entry):
        return entry.changed
