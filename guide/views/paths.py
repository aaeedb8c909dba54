"""Paths: the list, each by itself, two or three side by side."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page, kept_if
from guide.companion import beside_record, beside_records
from guide.forms import CompareForm
from guide.models import Path
from guide.pages.paths import Comparison, PathList, PathPage


@require_safe
@anonymous_page(parameters=("kind", "start", "hours"))
def path_list(request):
    page = PathList.now(asked=request.GET, for_curator=request.user.is_staff)

    context = {"page": page, "beside": beside_records(request, page.records)}
    return kept_if(page.narrowed.recognises(request.GET), render(request, "guide/path/list.html", context))


@require_safe
@anonymous_page
def path_detail(request, slug):
    readable = Path.objects.readable().with_contents().with_misconceptions().with_total()
    path = get_object_or_404(readable, slug=slug)

    page = PathPage.of(path, for_curator=request.user.is_staff)

    return render(request, "guide/path/detail.html", {"page": page, "beside": beside_record(request, page.record)})


@require_safe
@anonymous_page(parameters=CompareForm.PARAMETERS)
def path_compare(request):
    asked = request.GET.keys() & set(CompareForm.PARAMETERS)
    form = CompareForm(request.GET if asked else None, paths=Path.objects.published())

    if not form.is_bound:
        overview = PathList.now(for_curator=request.user.is_staff)
        return render(request, "guide/path/compare.html", {"form": form, "overview": overview})
    if not form.is_valid():
        return render(request, "guide/path/compare.html", {"form": form}, status=422)

    page = Comparison.of(form.slugs, for_curator=request.user.is_staff)
    return render(request, "guide/path/compare.html", {"form": form, "page": page})
