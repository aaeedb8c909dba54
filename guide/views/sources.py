"""Who says it."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.companion import beside_record, beside_records
from guide.models import Source
from guide.pages.sources import SourceList, SourcePage


@require_safe
@anonymous_page
def source_list(request):
    page = SourceList.now(for_curator=request.user.is_staff)

    return render(request, "guide/source/list.html", {"page": page, "beside": beside_records(request, page.records)})


@require_safe
@anonymous_page
def source_detail(request, slug):
    source = get_object_or_404(Source.objects.readable().with_statements(), slug=slug)

    page = SourcePage.of(source, for_curator=request.user.is_staff)

    return render(request, "guide/source/detail.html", {"page": page, "beside": beside_record(request, page.record)})
