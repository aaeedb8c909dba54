"""What was typed into a form while the log-in ran out: kept in the visitor's own session until it can be saved."""

from functools import partial, wraps

from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.urls import reverse

from careerguide.htmx import wants_fragment

OWNER = Signer(salt="tracker.drafts")  # a form says whose it is, so that a draft comes back to nobody else
KEY = "tracker.draft"
LONGEST_NAME = 100
MOST_FIELDS, LONGEST, MOST = 60, 10_000, 20_000  # characters of a field and in all: a draft is a note, not a store
NOT_TYPED = ("csrfmiddlewaretoken", "owner")
DRAFT = "the draft"  # beside the fields of a kept draft, these once more: what was sent, and so what was not


def keeps_draft(view=None, *, page=""):
    """A form view whose POST by somebody whose log-in ran out is kept, and given back after logging in again.

    ``page`` names the URL that gives it back, where the view itself only takes POST.
    """
    if view is None:
        return partial(keeps_draft, page=page)

    @wraps(view)
    def keeping(request, *args, **kwargs):
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        path = reverse(page) if page else request.path
        owner = request.POST.get("owner", "")[:200]
        request.session[KEY] = {"path": path, "owner": owner, "typed": typed_into(request.POST)}
        login = redirect_to_login(path)
        if wants_fragment(request):
            return HttpResponse(status=204, headers={"HX-Redirect": login.url})
        return login

    return keeping


def typed_into(data):
    """What was typed, field by field, as far as there is room for it: a text, or a list where several were chosen."""
    typed, room = {}, MOST
    for name in [name for name in data if name not in NOT_TYPED and len(name) <= LONGEST_NAME][:MOST_FIELDS]:
        texts = []
        for text in data.getlist(name)[:MOST_FIELDS]:
            texts.append(text[: min(LONGEST, room)])
            room -= len(texts[-1])
        typed[name] = texts if len(texts) > 1 else "".join(texts)
    return typed


def kept_draft(request):
    """The fields typed into the form of this page before the log-in ran out, for the same person only; else {}."""
    draft = request.session.get(KEY)
    if not draft or draft["path"] != request.path:
        return {}
    try:
        owner = OWNER.unsign(draft["owner"])
    except BadSignature:
        return {}
    return draft["typed"] | {DRAFT: draft["typed"]} if owner == request.user.handle else {}


def drop_draft(request):
    request.session.pop(KEY, None)
