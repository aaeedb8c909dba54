"""The sitemap, which robots.txt names."""

from django.contrib.sitemaps import views
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.sitemaps import GuideSitemap


@require_safe
@anonymous_page
def sitemap(request):
    return views.sitemap(request, {"guide": GuideSitemap}).render()
