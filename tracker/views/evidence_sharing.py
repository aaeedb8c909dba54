"""The address under which others read the evidence: its page, and what lies under it."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from careerguide.htmx import render_page
from tracker.access import changes, full_access
from tracker.evidence_page import SharedEvidence
from tracker.models import EvidencePage
from tracker.models.addresses import digest_of
from tracker.views.addresses import OUTSIDE, Steps, nothing_there

HEADERS = {"Cache-Control": "private, no-store", **OUTSIDE}


def show(request, access):
    live = EvidencePage.objects.for_learner(access.learner).live().first()
    address = request.build_absolute_uri(reverse("evidence-shared", args=[live.key])) if live else ""
    context = {"access": access, "live": live, "address": address}
    return render_page(request, "tracker/evidence/share.html", "tracker/evidence/_share.html", context)


EVIDENCE = Steps(
    EvidencePage,
    page="tracker:evidence-share",
    undo="tracker:evidence-share-restore",
    show=show,
    made="Your evidence has an address. Whoever has it can read it.",
    renewed="Your evidence has another address. The one before answers nobody.",
    revoked="The address is withdrawn: it answers nobody.",
    restored="Your evidence is at its earlier address again.",
)


@require_safe
@changes
def evidence_share(request, access):
    return show(request, access)


@require_POST
@changes
def evidence_share_make(request, access):
    return EVIDENCE.make(request, access)


@require_POST
@changes
def evidence_share_renew(request, access, pk):
    return EVIDENCE.renew(request, access, pk)


@require_POST
@changes
def evidence_share_revoke(request, access, pk):
    return EVIDENCE.revoke(request, access, pk)


@require_POST
@changes
def evidence_share_restore(request, access, pk):
    return EVIDENCE.restore(request, access, pk)


@require_safe
def evidence_shared(request, key):
    """What others read: no log-in; 404 for any key that opens nothing."""
    page = EvidencePage.objects.to_read(digest_of(key))
    if page is None:
        return nothing_there(HEADERS)
    response = render(request, "tracker/evidence/shared.html", {"page": SharedEvidence.of(full_access(page.learner))})
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
