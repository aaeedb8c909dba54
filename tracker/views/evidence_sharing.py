"""The address under which others read the evidence: its page, and what lies under it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from careerguide.htmx import redirect_page, render_page, wants_fragment
from tracker.access import changes, full_access
from tracker.actions import addresses
from tracker.evidence_page import SharedEvidence
from tracker.models import EvidencePage
from tracker.models.addresses import digest_of

OUTSIDE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


def own_page(access, pk):
    """The learner's address with this id, withdrawn or not; else 404."""
    page = EvidencePage.objects.for_learner(access.learner).with_id(pk)
    if page is None:
        raise Http404
    page.learner = access.learner
    return page


def show(request, access):
    live = EvidencePage.objects.for_learner(access.learner).live().first()
    address = request.build_absolute_uri(reverse("evidence-shared", args=[live.key])) if live else ""
    context = {"access": access, "live": live, "address": address}
    return render_page(request, "tracker/evidence/share.html", "tracker/evidence/_share.html", context)


def changed(request, access, message, undo=""):
    messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
    return show(request, access) if wants_fragment(request) else redirect_page(request, "tracker:evidence-share")


@require_safe
@changes
def evidence_share(request, access):
    return show(request, access)


@require_POST
@changes
def evidence_share_make(request, access):
    addresses.make(EvidencePage, learner=access.learner, by=request.user)
    return changed(request, access, "Your evidence has an address. Whoever has it can read it.")


@require_POST
@changes
def evidence_share_renew(request, access, pk):
    page = own_page(access, pk)
    addresses.renew(address=page, by=request.user)
    undo = reverse("tracker:evidence-share-restore", args=[page.pk])
    return changed(request, access, "Your evidence has another address. The one before answers nobody.", undo)


@require_POST
@changes
def evidence_share_revoke(request, access, pk):
    page = addresses.revoke(address=own_page(access, pk), by=request.user)
    undo = reverse("tracker:evidence-share-restore", args=[page.pk])
    return changed(request, access, "The address is withdrawn: it answers nobody.", undo)


@require_POST
@changes
def evidence_share_restore(request, access, pk):
    addresses.restore(address=own_page(access, pk), by=request.user)
    return changed(request, access, "Your evidence is at its earlier address again.")


@require_safe
def evidence_shared(request, key):
    """What others read: no log-in; 404 for any key that opens nothing."""
    page = EvidencePage.objects.to_read(digest_of(key))
    if page is None:
        return HttpResponse("Not found", status=404, content_type="text/plain", headers=OUTSIDE)
    context = {"page": SharedEvidence.of(full_access(page.learner))}
    response = render(request, "tracker/evidence/shared.html", context)
    for name, value in OUTSIDE.items():
        response[name] = value
    return response
