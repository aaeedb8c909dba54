"""The tracker's addresses. A learner's pages stand under two prefixes, one's own and a mentee's: the same views."""

from django.urls import path

from tracker.views import (
    applications,
    certifications,
    dashboard,
    mentees,
    mentors,
    onboarding,
    projects,
    reading,
    settings,
    study,
    targets,
)

app_name = "tracker"

# What a mentor may look at too, each page as far as its sections are shared.
record = [
    path("", dashboard.today, name="today"),
    path("study/", study.study_list, name="study-list"),
    path("projects/", projects.project_list, name="project-list"),
    path("certifications/", certifications.certification_list, name="certification-list"),
    path("applications/", applications.application_list, name="application-list"),
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
    path("settings/path/<slug:slug>/follow/", settings.path_follow, name="path-follow"),
    path("settings/goal/", settings.goal_change, name="goal-change"),
    path("settings/calendar/", settings.calendar_change, name="calendar-change"),
    path("settings/prior/", settings.prior_change, name="prior-change"),
    path("targets/", targets.target_list, name="target-list"),
    path("targets/<int:pk>/switch/", targets.target_switch, name="target-switch"),
    path("targets/<int:pk>/keep/", targets.target_keep, name="target-keep"),
    path("targets/<int:pk>/aim/", targets.target_aim, name="target-aim"),
    path("targets/<int:pk>/restore/", targets.target_restore, name="target-restore"),
    path("projects/add/", projects.project_add, name="project-add"),
    path("projects/<int:pk>/edit/", projects.project_edit, name="project-edit"),
    path("projects/<int:pk>/move/", projects.project_move, name="project-move"),
    path("projects/<int:pk>/moves/<int:sequence>/undo/", projects.project_undo, name="project-undo"),
    path("certifications/add/", certifications.certification_add, name="certification-add"),
    path("certifications/plan/<slug:slug>/", certifications.certification_plan, name="certification-plan"),
    path("certifications/<int:pk>/edit/", certifications.certification_edit, name="certification-edit"),
    path("certifications/<int:pk>/move/", certifications.certification_move, name="certification-move"),
    path(
        "certifications/<int:pk>/moves/<int:sequence>/undo/",
        certifications.certification_undo,
        name="certification-undo",
    ),
    path("applications/add/", applications.application_add, name="application-add"),
    path("applications/<int:pk>/edit/", applications.application_edit, name="application-edit"),
    path("applications/<int:pk>/move/", applications.application_move, name="application-move"),
    path("applications/<int:pk>/moves/<int:sequence>/undo/", applications.application_undo, name="application-undo"),
    path("notes/", reading.note_list, name="note-list"),
    path("notes/<slug:kind>/<slug:slug>/", reading.note_edit, name="note-edit"),
    path("notes/<slug:kind>/<slug:slug>/remove/", reading.note_remove, name="note-remove"),
    path("notes/<slug:kind>/<slug:slug>/restore/", reading.note_restore, name="note-restore"),
    path("read/<slug:kind>/<slug:slug>/", reading.read_mark, name="read-mark"),
    path("read/<slug:kind>/<slug:slug>/unmark/", reading.read_unmark, name="read-unmark"),
    path("mentors/", mentors.mentor_list, name="mentor-list"),
    path("mentors/invite/", mentors.invitation_add, name="invitation-add"),
    path("mentors/invitations/<int:pk>/revoke/", mentors.invitation_revoke, name="invitation-revoke"),
    path("mentors/<int:pk>/sharing/", mentors.sharing_edit, name="sharing-edit"),
    path("mentors/<int:pk>/end/", mentors.mentorship_end, name="mentorship-end"),
]

# What a mentor does: to be logged in is enough, a record of one's own is not needed.
mentoring = [
    path("mentees/", mentees.mentee_list, name="mentee-list"),
    path("mentees/join/", mentees.mentee_join, name="mentee-join"),
    path("mentees/<slug:handle>/leave/", mentees.mentorship_leave, name="mentorship-leave"),
]


def of_mentee(pattern):
    """The same view under the mentee's prefix, its name with ``of-`` before it."""
    return path(f"of/<slug:handle>/{pattern.pattern}", pattern.callback, name=f"of-{pattern.name}")


urlpatterns = [*record, *own, *mentoring, *(of_mentee(pattern) for pattern in record)]
