"""Projects: list and order, one's page, add, change, move, undo a move, delete, restore; the guide's ideas."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careerguide.htmx import render_page, wants_fragment
from tracker.access import changes, reads
from tracker.actions.projects import NotThere, add_project, change_project, place_project
from tracker.cadence import Cadence
from tracker.drafts import keeps_draft, kept_draft
from tracker.forms.projects import PlaceForm, ProjectAddForm, ProjectForm, ProjectMoveForm
from tracker.forms.stages import StageDayForm
from tracker.idea_list import IdeaList, ideas
from tracker.models import Project, Section
from tracker.project_list import ProjectList, ProjectPage, page_number, page_of_place
from tracker.views.stages import (
    deleted,
    event_of,
    ever_own,
    form_page,
    moved,
    own,
    posted,
    redated,
    restored,
    saved,
    undone,
)


@require_safe
@reads(Section.PROJECTS)
def project_list(request, access):
    return list_page(request, access, page_number(request.GET.get("page", "")), moved=request.GET.get("moved", ""))


def list_page(request, access, number, **more):
    """A page of the list, as page or fragment; ``more`` is for the template."""
    context = {"access": access, "page": ProjectList.of(access, number), "cadence": Cadence.of(access), **more}
    return render_page(request, "tracker/project/list.html", "tracker/project/_list.html", context)


@require_safe
@reads(Section.PROJECTS)
def project_detail(request, access, pk):
    page = ProjectPage.of(access, own(Project.objects.with_all(), access, pk))
    context = {"access": access, "page": page, "project": page.project, "section": "tracker:project-list"}
    if access.own:
        context["form"] = ProjectMoveForm(access=access, project=page.project)
    return render_page(request, "tracker/project/detail.html", "tracker/project/_detail.html", context)


@require_safe
@reads(Section.PROJECTS, Section.HOURS)
def project_ideas(request, access):
    context = {"access": access, "page": IdeaList.of(access), "section": "tracker:project-list"}
    return render_page(request, "tracker/project/ideas.html", "tracker/project/_ideas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def project_add(request, access):
    first = first_of(request, access)
    form = ProjectAddForm(posted(request), access=access, initial={**first, **kept_draft(request)})
    if not form.is_valid():
        title = first.get("title", "")
        begun = Project.objects.for_learner(access.learner).titled([title]) if title else {}
        context = {"access": access, "form": form, "begun": begun.get(title)}
        return form_page(request, "tracker/project/add.html", "tracker/project/_form.html", context)

    token, fields = form.cleaned_data["token"], form.project_fields
    project, _ = add_project(learner=access.learner, by=request.user, token=token, **form.step, **fields)
    return saved(request, access, "project", f"Added: {project}.")


def first_of(request, access):
    """What the address fills into the form: a title, or an idea of the guide with its title and skills."""
    first = {"title": request.GET.get("title", "")[:120].strip()}
    asked = request.GET.get("idea", "")
    idea = next((idea for idea in ideas(access.guide.version) if idea.record.slug == asked), None)
    if idea:
        skills = [access.guide.skills[pk].slug for pk in idea.about if pk in access.guide.skills]
        first |= {"idea": asked, "title": first["title"] or idea.record.title[:120], "skills": skills}
    return first


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def project_edit(request, access, pk):
    project = own(Project.objects.with_all(), access, pk)
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
    form = ProjectMoveForm(posted(request), access=access, project=project)
    return moved(request, access, "project", project, form)


@require_http_methods(["GET", "HEAD", "POST"])
@changes
def project_redate(request, access, pk, sequence):
    event = event_of(own(Project.objects.all(), access, pk), sequence)
    return redated(request, access, "project", event, StageDayForm(posted(request), access=access, event=event))


@require_POST
@changes
def project_undo(request, access, pk, sequence):
    return undone(request, access, "project", own(Project.objects.with_evidence(), access, pk), sequence)


@require_POST
@changes
def project_place(request, access, pk):
    project, form = own(Project.objects.all(), access, pk), PlaceForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        place, count = place_project(project=project, **form.place)
    except NotThere as error:
        raise Http404 from error
    number = page_of_place(place)
    if wants_fragment(request):
        placed = f"{project} is {place} of {count} now."
        return list_page(request, access, number, placed=placed, moved=f"{pk}-{form.cleaned_data['to']}")
    page = f"page={number}&" if number > 1 else ""
    return redirect(f"{access.url('project-list')}?{page}moved={pk}-{form.cleaned_data['to']}#project-{pk}")


@require_POST
@changes
def project_delete(request, access, pk):
    return deleted(request, access, "project", ever_own(Project.objects.all(), access, pk))


@require_POST
@changes
def project_restore(request, access, pk):
    return restored(request, access, "project", ever_own(Project.objects.all(), access, pk))
