"""Evidence: the guide's steps, what the learner claims of them, and what shows it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import redirect_page, render_page, wants_fragment
from guide.models import Kind, Record
from tracker.access import changes, reads
from tracker.actions.evidence import claim_step, restore_claim, withdraw_claim
from tracker.drafts import drop_draft, keeps_draft, kept_draft
from tracker.evidence_page import EvidenceOverview, SharedEvidence
from tracker.forms.evidence import StepClaimForm
from tracker.models import Section, StepClaim
from tracker.views.stages import form_page, posted


@require_safe
@reads(Section.PLAN)
def evidence_list(request, access):
    context = {"access": access, "page": EvidenceOverview.of(access, request.GET.get("order", ""))}
    return render_page(request, "tracker/evidence/list.html", "tracker/evidence/_list.html", context)


@require_safe
@changes
def evidence_preview(request, access):
    return render(request, "tracker/evidence/preview.html", {"access": access, "page": SharedEvidence.of(access)})


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def evidence_claim(request, access, slug):
    step, claim = found(access, slug)
    if claim is None and not step.is_published:
        raise Http404
    form = StepClaimForm(posted(request), access=access, initial=kept_draft(request), claim=claim)
    if not form.is_valid():
        context = {"access": access, "form": form, "step": step, "claim": claim}
        return form_page(request, "tracker/evidence/claim.html", "tracker/evidence/_claim.html", context)

    claim_step(learner=access.learner, step=step, by=request.user, **form.claim_fields)
    drop_draft(request)
    messages.success(request, f"Claimed: {step.title}.")
    return redirect_page(request, address_of(access, step))


@require_POST
@changes
def evidence_withdraw(request, access, slug):
    step, claim = found(access, slug)
    if claim is None:
        raise Http404
    withdraw_claim(claim=claim, by=request.user)
    return told(
        request, access, step, f"No longer claimed: {step.title}.", reverse("tracker:evidence-restore", args=[slug])
    )


@require_POST
@changes
def evidence_restore(request, access, slug):
    step, claim = found(access, slug)
    if claim is None:
        raise Http404
    restore_claim(claim=claim, by=request.user)
    return told(request, access, step, f"Claimed again: {step.title}.")


def found(access, slug):
    """The step of this name with the learner's claim of it, or None; 404 where there is no such step to be read."""
    step = get_object_or_404(Record.objects.named(Kind.STEP, slug).select_related("as_step__process"))
    claim = StepClaim.objects.for_learner(access.learner).on(step.pk).with_evidence().first()
    if claim is not None:
        claim.learner = access.learner
    return step, claim


def address_of(access, step):
    """Where the step stands in the list."""
    return f"{access.url('evidence-list')}?order={step.as_step.process.slug}"


def told(request, access, step, message, undo=""):
    """After a claim was withdrawn or brought back: the list of its order with the message, for htmx as a fragment."""
    messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
    if wants_fragment(request):
        context = {"access": access, "page": EvidenceOverview.of(access, step.as_step.process.slug)}
        return render(request, "tracker/evidence/_list.html", context)
    return redirect_page(request, address_of(access, step))
