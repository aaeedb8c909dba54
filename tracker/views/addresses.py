"""What is done with addresses that are secrets, whatever lies under them: make, renew, withdraw, restore, refuse."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse

from careerguide.htmx import redirect_page, wants_fragment
from tracker.actions import addresses

# What is read without a log-in is in no index, and its address goes to no site that it links to.
OUTSIDE = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


def nothing_there(headers):
    """The answer to a key that opens nothing."""
    return HttpResponse("Not found", status=404, content_type="text/plain", headers=headers)


@dataclass(frozen=True)
class Steps:
    """What a learner does with their address of one kind, the rows of ``model``.

    ``page`` and ``undo`` are the names of the URLs of its page and of what restores one; ``show`` gives that page; the
    others are what is said afterwards.
    """

    model: type
    page: str
    undo: str
    show: Callable
    made: str
    renewed: str
    revoked: str
    restored: str

    def make(self, request, access):
        addresses.make(self.model, learner=access.learner, by=request.user)
        return self._told(request, access, self.made)

    def renew(self, request, access, pk):
        addresses.renew(address=self._own(access, pk), by=request.user)
        return self._told(request, access, self.renewed, reverse(self.undo, args=[pk]))

    def revoke(self, request, access, pk):
        addresses.revoke(address=self._own(access, pk), by=request.user)
        return self._told(request, access, self.revoked, reverse(self.undo, args=[pk]))

    def restore(self, request, access, pk):
        addresses.restore(address=self._own(access, pk), by=request.user)
        return self._told(request, access, self.restored)

    def _own(self, access, pk):
        """The learner's address with this id, withdrawn or not; else 404."""
        address = self.model.objects.for_learner(access.learner).with_id(pk)
        if address is None:
            raise Http404
        address.learner = access.learner
        return address

    def _told(self, request, access, message, undo=""):
        """What stands on the page for htmx, its message with it; else back to the page."""
        messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
        return self.show(request, access) if wants_fragment(request) else redirect_page(request, self.page)
