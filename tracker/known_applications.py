"""The read model of the warning that an application may be known already: to what, and why it is thought so."""

from dataclasses import dataclass

from tracker.duplicates import keys_of
from tracker.models import Application

COMPARED = ("company", "role", "link", "requisition")


@dataclass(frozen=True)
class Known:
    """An application that the learner has, and what it has in common with the one at hand."""

    application: Application
    why: str


def known_like(access, values, *, but=None, token=None):
    """At most five that are, or may be, the same as ``values`` say: by link or number first. A list of Known.

    ``but`` is the id of the one that is changed, ``token`` that of the form that may have added it already.
    """
    keys = keys_of(**{name: values.get(name) or "" for name in COMPARED})
    rows = Application.objects.for_learner(access.learner).with_own_stage().like(keys, but=but, token=token)
    return [Known(row, why(keys, row)) for row in rows]


def why(keys, row):
    if keys["link_key"] and keys["link_key"] == row.link_key:
        return "the same link"
    if keys["requisition_key"] and keys["requisition_key"] == row.requisition_key:
        return "the same requisition number"
    return "the same company and role"


def is_compared_anew(application, values):
    """Whether ``values`` say another thing of an application than it does, as far as it is compared by that."""
    now = {name: getattr(application, name) for name in COMPARED}
    return keys_of(**now) != keys_of(**{name: values[name] for name in COMPARED})
