"""The tracker's addresses. A learner's pages stand under two prefixes, one's own and a mentee's: the same views."""

from django.urls import path

from tracker.views import dashboard, onboarding, settings, study, targets

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
    path("start/", onboarding.start, name="start"),
    path("settings/", settings.settings, name="settings"),
    path("settings/path/", settings.path_change, name="path-change"),
    path("settings/goal/", settings.goal_change, name="goal-change"),
    path("settings/calendar/", settings.calendar_change, name="calendar-change"),
    path("settings/prior/", settings.prior_change, name="prior-change"),
    path("targets/", targets.target_list, name="target-list"),
    path("targets/<int:pk>/switch/", targets.target_switch, name="target-switch"),
    path("targets/<int:pk>/keep/", targets.target_keep, name="target-keep"),
    path("targets/<int:pk>/aim/", targets.target_aim, name="target-aim"),
    path("targets/<int:pk>/restore/", targets.target_restore, name="target-restore"),
]


def of_mentee(pattern):
    """The same view under the mentee's prefix, its name with ``of-`` before it."""
    return path(f"of/<slug:handle>/{pattern.pattern}", pattern.callback, name=f"of-{pattern.name}")


urlpatterns = [*record, *own, *(of_mentee(pattern) for pattern in record)]
