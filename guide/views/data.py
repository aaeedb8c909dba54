"""The guide as data: what there is, and each collection as a file."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page
from guide.datasets import COLLECTIONS, Context, as_csv, as_json
from guide.pages.data import DataPage, head_of


@require_safe
@anonymous_page
def data_list(request):
    return render(request, "guide/data/list.html", {"page": DataPage.now()})


def for_any_site(view):
    """Scripts of other sites may read the answer, unchanged ones (304) included; without cookies, so as anybody."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return opened


@require_safe
@for_any_site
@anonymous_page
def data_file(request, name, form):
    collection = COLLECTIONS.get(name)
    if collection is None:
        raise Http404

    rows = collection.rows(Context(request.build_absolute_uri))
    if form == "csv":
        disposition = f'attachment; filename="careerguide-{name}.csv"'
        content_type = "text/csv; charset=utf-8; header=present"
        headers = {"Content-Disposition": disposition}
        return HttpResponse(as_csv(collection.names, rows), content_type=content_type, headers=headers)
    head = head_of(collection, request.build_absolute_uri)
    return HttpResponse(as_json(head, rows), content_type="application/json")
