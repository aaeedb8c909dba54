"""Kinds whose pages are made alike: the list of a kind, and a record by itself."""

from django.shortcuts import get_object_or_404, render
from django.template.loader import select_template
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page, kept_if
from guide.companion import beside_record, beside_records
from guide.models import Record
from guide.pages import list_of, page_of
from guide.pages.facets import PARAMETERS


@require_safe
@anonymous_page(parameters=PARAMETERS)
def record_list(request, kind):
    page = list_of(kind, asked=request.GET, for_curator=request.user.is_staff)

    context = {"page": page, "beside": beside_records(request, page.records)}
    narrowed = getattr(page, "narrowed", None)  # not every list has facets
    recognised = narrowed.recognises(request.GET) if narrowed else not request.GET
    return kept_if(recognised, render(request, _template(kind, "list"), context))


@require_safe
@anonymous_page
def record_detail(request, kind, slug):
    record = get_object_or_404(
        Record.objects.readable().of_kind(kind).with_contents().with_misconceptions().with_own(kind), slug=slug
    )

    page = page_of(record, for_curator=request.user.is_staff)

    return render(request, _template(kind, "detail"), {"page": page, "beside": beside_record(request, page.record)})


def _template(kind, name):
    """The kind's own template, else the one for all."""
    return select_template([f"guide/{kind}/{name}.html", f"guide/record/{name}.html"]).template.name
