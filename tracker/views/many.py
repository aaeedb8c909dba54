"""What the acts on many rows of a list share: run one on those that a form chose, tell of it with a way back."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, QueryDict
from django.urls import reverse

from careerguide.htmx import next_page, redirect_page, wants_fragment
from tracker.actions.many import TooMany
from tracker.study_list import ALL


@dataclass(frozen=True)
class Many:
    """Acts on the rows of one list.

    ``noun`` names a row, ``show`` is the list's ``list_page``, ``url`` its name, ``undo`` that of the way back.
    ``none`` is what an act raises if none of the rows is there; it takes ``most`` of them. ``changed`` is the event
    that tells the rest of the page.
    """

    noun: str
    show: Any
    url: str
    undo: str
    none: type[Exception]
    most: int
    changed: str = ""

    def done(self, form, act):
        """Run ``act`` on what a valid form chose. None if refused, the form says why; 404 if none of them is there."""
        if form.is_valid() and not form.says_which:
            form.add_error(None, f"Choose {self.noun}s first: check the boxes in their rows.")
        if not form.is_valid():
            return None
        try:
            return act(learner=form.access.learner, token=form.cleaned_data["token"], **{f"{self.noun}s": form.rows})
        except self.none as error:
            raise Http404 from error
        except TooMany:
            form.add_error(
                None, f"These are more than {self.most:,} {self.noun}s. Narrow the list and go on part by part."
            )
            return None

    def told(self, request, access, form, act, name):
        """After an act: the list with what was done and a way back; if it was refused, with what was chosen and typed.

        ``name`` is the form's in the template of the list.
        """
        if act is None:
            asked = query_of(next_page(request, ""))
            if form.data.get("every") and not form.ids:  # what the form still means, the page has to show
                asked = asked.copy()
                asked["select"] = ALL
            more = {name: form, "refused": form, "checked": set(form.ids)}
            return self.show(request, access, asked, status=422, **more)
        rows = f"1 {self.noun}" if act.count == 1 else f"{act.count:,} {self.noun}s"
        undo = reverse(f"tracker:{self.undo}", args=[act.pk])
        return self.answer(request, access, f"{act.get_verb_display()} {rows}.", undo=undo)

    def undone(self, request, access, undone):
        """After an undo: the list, with what became of the rows."""
        message = f"Undone: {undone.restored:,} as before." if undone else "This was undone already."
        if undone and undone.left:
            message = f"{message[:-1]}, {undone.left:,} left as they are, since they were changed in the meantime."
        return self.answer(request, access, message)

    def answer(self, request, access, message, undo=""):
        """The list that the form said it stood on, as fragment or by way of a redirect, with the message."""
        to = next_page(request, access.url(self.url))
        if not wants_fragment(request):
            messages.success(request, message, extra_tags=f"undo {undo}" if undo else "")
            return redirect_page(request, to)
        access.learner.refresh_from_db()  # its sums are others by now
        response = self.show(request, access, query_of(to), done=message, undo=undo)
        if self.changed:
            response["HX-Trigger"] = self.changed
        return response


def query_of(url):
    return QueryDict(urlsplit(url).query)
