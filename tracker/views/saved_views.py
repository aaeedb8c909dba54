"""Saved views of the table of applications: save, remove, restore."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from careerguide.htmx import next_page, redirect_page
from tracker.access import changes
from tracker.actions.saved_views import MOST, NameTaken, TooManyViews, remove_view, restore_view, save_view
from tracker.forms.applications_bulk import ViewForm
from tracker.models import SavedView
from tracker.views.applications import list_page
from tracker.views.stages import told

TOO_MANY = f"{MOST} views are saved already. Remove one of them first."


@require_POST
@changes
def view_save(request, access):
    form = ViewForm(request.POST, access=access)
    url = access.url("application-list")
    if form.is_valid():
        name, query = form.cleaned_data["name"], form.cleaned_data["query"]
        try:
            _, created = save_view(learner=access.learner, name=name, query=query)
        except TooManyViews:
            form.add_error("name", TOO_MANY)
        else:
            messages.success(request, f"Saved the view “{name}”." if created else f"“{name}” is this view now.")
            return redirect_page(request, f"{url}?{query}" if query else url)
    return list_page(request, access, QueryDict(request.POST.get("query", "")), status=422, view_form=form)


def own_view(access, pk):
    view = SavedView.objects.ever_of(access.learner).with_id(pk)
    if view is None:
        raise Http404
    return view


@require_POST
@changes
def view_remove(request, access, pk):
    view = remove_view(view=own_view(access, pk))
    undo = reverse("tracker:view-restore", args=[pk])
    messages.success(request, f"Removed the view “{view.name}”.", extra_tags=f"undo {undo}")
    return redirect(next_page(request, access.url("application-list")))


@require_POST
@changes
def view_restore(request, access, pk):
    try:
        view = restore_view(view=own_view(access, pk))
    except NameTaken:
        messages.error(request, "Another view was saved under this name. Save that one under another name first.")
    except TooManyViews:
        messages.error(request, TOO_MANY)
    else:
        messages.success(request, f"The view “{view.name}” is back.")
    return told(request, access, "application")
