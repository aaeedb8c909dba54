"""Certifications: the list, and each by itself."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guide.caching import anonymous_page, kept_if
from guide.companion import beside_record, beside_records
from guide.models import Certification
from guide.pages.certifications import CertificationList, CertificationPage

PARAMETERS = ("status", "issuer")


@require_safe
@anonymous_page(parameters=PARAMETERS)
def certification_list(request):
    page = CertificationList.now(asked=request.GET, for_curator=request.user.is_staff)

    context = {"page": page, "beside": beside_records(request, page.records)}
    return kept_if(page.narrowed.recognises(request.GET), render(request, "guide/certification/list.html", context))


@require_safe
@anonymous_page
def certification_detail(request, slug):
    certification = get_object_or_404(Certification.objects.readable().with_contents().with_status(), slug=slug)

    page = CertificationPage.of(certification, for_curator=request.user.is_staff)

    return render(
        request, "guide/certification/detail.html", {"page": page, "beside": beside_record(request, page.record)}
    )
