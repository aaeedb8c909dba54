"""What was typed into a form while the log-in ran out: kept in the visitor's own session until it can be saved."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse

from careerguide.htmx import wants_fragment

OWNER = Signer(salt="tracker.drafts")  # a form says whose it is, so that a draft comes back to nobody else
KEY = "tracker.draft"
MOST_FIELDS, LONGEST = 30, 4000  # a draft is a note, not a store
NOT_TYPED = ("csrfmiddlewaretoken", "owner")


def keeps_draft(view):
    """A form view whose POST by somebody whose log-in ran out is kept, and given back after logging in again."""

    @wraps(view)
    def keeping(request, *args, **kwargs):
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        names = [name for name in request.POST if name not in NOT_TYPED][:MOST_FIELDS]
        typed = {name: request.POST[name][:LONGEST] for name in names}
        request.session[KEY] = {"path": request.path, "owner": request.POST.get("owner", "")[:200], "typed": typed}
        login = redirect_to_login(request.path)
        if wants_fragment(request):
            return HttpResponse(status=204, headers={"HX-Redirect": login.url})
        return login

    return keeping


def kept_draft(request):
    """The fields typed into the form of this page before the log-in ran out, for the same person only; else {}."""
    draft = request.session.get(KEY)
    if not draft or draft["path"] != request.path:
        return {}
    try:
        owner = OWNER.unsign(draft["owner"])
    except BadSignature:
        return {}
    return draft["typed"] if owner == request.user.handle else {}


def drop_draft(request):
    request.session.pop(KEY, None)
