"""The tracker's addresses. A learner's pages stand under two prefixes, one's own and a mentee's: the same views."""

from django.urls import path

from tracker.views import dashboard, study

app_name = "tracker"

# What a mentor may look at too, each page as far as its sections are shared.
record = [
    path("", dashboard.today, name="today"),
    path("study/", study.study_list, name="study-list"),
]

# What only the owner of a record does.
own = [
    path("study/add/", study.study_add, name="study-add"),
    path("study/<int:pk>/edit/", study.study_edit, name="study-edit"),
    path("study/<int:pk>/delete/", study.study_delete, name="study-delete"),
    path("study/<int:pk>/restore/", study.study_restore, name="study-restore"),
]


def of_mentee(pattern):
    """The same view under the mentee's prefix, its name with ``of-`` before it."""
    return path(f"of/<slug:handle>/{pattern.pattern}", pattern.callback, name=f"of-{pattern.name}")


urlpatterns = [*record, *own, *(of_mentee(pattern) for pattern in record)]
