"""Projects: list, add, change, move, undo a move."""

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page
from guide.models import Milestone
from tracker.access import changes, reads
from tracker.actions.projects import add_project, change_project
from tracker.drafts import keeps_draft, kept_draft
from tracker.forms.projects import ProjectAddForm, ProjectForm, ProjectMoveForm
from tracker.models import Project, Section
from tracker.tracked_list import TrackedPage
from tracker.views.stages import form_page, moved, own, posted, saved, undone


@require_safe
@reads(Section.PROJECTS)
def project_list(request, access):
    things, counts = Project.objects.with_evidence(), Milestone.Counts.END_TO_END_PROJECTS
    page = TrackedPage.of(access, things, "project-list", counts, request.GET.get("before", ""))

    context = {"access": access, "page": page}
    return render_page(request, "tracker/project/list.html", "tracker/project/_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def project_add(request, access):
    first = {"title": request.GET.get("title", "")[:120].strip()}
    form = ProjectAddForm(posted(request), access=access, initial={**first, **kept_draft(request)})
    if not form.is_valid():
        begun = Project.objects.for_learner(access.learner).titled([first["title"]]) if first["title"] else {}
        context = {"access": access, "form": form, "begun": begun.get(first["title"])}
        return form_page(request, "tracker/project/add.html", "tracker/project/_form.html", context)

    token, fields = form.cleaned_data["token"], form.project_fields
    project, _ = add_project(learner=access.learner, by=request.user, token=token, **form.step, **fields)
    return saved(request, access, "project", f"Added: {project}.")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def project_edit(request, access, pk):
    project = own(Project.objects.with_evidence(), access, pk)
    form = ProjectForm(posted(request), access=access, initial=kept_draft(request), project=project)
    if not form.is_valid():
        context = {"access": access, "form": form, "project": project}
        return form_page(request, "tracker/project/edit.html", "tracker/project/_form.html", context)

    project = change_project(project=project, **form.project_fields)
    return saved(request, access, "project", f"Changed: {project}.")


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def project_move(request, access, pk):
    project = own(Project.objects.with_evidence(), access, pk)
    form = ProjectMoveForm(posted(request), access=access, initial={"stage": project.stage})
    return moved(request, access, "project", project, form)


@require_POST
@changes
def project_undo(request, access, pk, sequence):
    return undone(request, access, "project", own(Project.objects.with_evidence(), access, pk), sequence)
