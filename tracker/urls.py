"""The tracker's addresses. A learner's pages stand under two prefixes, one's own and a mentee's: the same views."""

from django.urls import path

app_name = "tracker"

# What a mentor may look at too, each page as far as its sections are shared.
record = []

# What only the owner of a record does.
own = []


def of_mentee(pattern):
    """The same view under the mentee's prefix, its name with ``of-`` before it."""
    return path(f"of/<slug:handle>/{pattern.pattern}", pattern.callback, name=f"of-{pattern.name}")


urlpatterns = [*record, *own, *(of_mentee(pattern) for pattern in record)]
