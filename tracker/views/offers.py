"""Offers side by side, and what they are reckoned with."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from careerguide.htmx import render_page, wants_fragment
from tracker.access import changes, reads
from tracker.actions.attached import set_rates
from tracker.actions.learner import change_currency
from tracker.forms.offers import CurrencyForm, RatesForm
from tracker.models import Section
from tracker.offer_list import OfferList


def shown(request, access, *, currency=None, data=None):
    """The page; ``currency`` is the form that was sent, ``data`` what was sent to that of the rates."""
    page = OfferList.of(access)
    context = {
        "access": access,
        "page": page,
        "section": "tracker:application-list",
        "in_place": wants_fragment(request),
    }
    rates = None
    if access.own:
        rates = rates_form(access, page, data)
        context |= {"currency_form": currency or CurrencyForm(access=access, auto_id="total_%s"), "rates_form": rates}
    bad = any(form is not None and form.is_bound and not form.is_valid() for form in (currency, rates))
    return render_page(
        request, "tracker/offer/list.html", "tracker/offer/_list.html", context, status=422 if bad else 200
    )


def rates_form(access, page, data=None):
    return RatesForm(data, access=access, currencies=page.currencies, known=page.rates.by_currency, auto_id="rate_%s")


def told(request, access, message, undo=""):
    messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
    if not wants_fragment(request):
        return redirect("tracker:offer-list")
    response = shown(request, access)
    response["HX-Retarget"], response["HX-Reswap"] = "#offer-list", "outerHTML"
    return response


@require_safe
@reads(Section.APPLICATIONS, Section.OFFERS)
def offer_list(request, access):
    return shown(request, access)


@require_POST
@changes
def offer_currency(request, access):
    """In which currency totals are told. The undo names the former one in its address."""
    former = access.learner.currency
    form = CurrencyForm(request.POST if "currency" in request.POST else request.GET, access=access, auto_id="total_%s")
    if not form.is_valid():
        return shown(request, access, currency=form)
    learner = change_currency(learner=access.learner, currency=form.cleaned_data["currency"])
    access.learner.currency = learner.currency
    undo = f"{reverse('tracker:offer-currency')}?currency={former}" if former != learner.currency else ""
    return told(request, access, f"Totals are in {learner.currency}.", undo)


@require_POST
@changes
def offer_rates(request, access):
    form = rates_form(access, OfferList.of(access), request.POST)
    if not form.is_valid():
        return shown(request, access, data=request.POST)
    set_rates(learner=access.learner, rates=form.rates)
    return told(request, access, "The rates are kept.")
