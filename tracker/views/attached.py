"""What hangs on an application: add, change, remove, restore. One view a verb, for contacts, interviews, and so on.

``model`` comes with the address; the rows are the owner's alone, to anybody else there are none.
"""

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tracker.access import changes
from tracker.actions.attached import ChangedMeanwhile, attach, bring_back, change, remove
from tracker.application_page import PARTS
from tracker.drafts import keeps_draft, kept_draft
from tracker.forms.attached import FORMS
from tracker.models import Offer
from tracker.views.application_pages import application_of, shown, told
from tracker.views.stages import posted


def row_of(rows, access, pk):
    """The learner's own of these, or 404."""
    row = rows.for_learner(access.learner).with_id(pk)
    if row is None:
        raise Http404
    row.application.learner = access.learner
    return row


def url(model, verb, pk):
    return reverse(f"tracker:{PARTS[model].noun}-{verb}", args=[pk])


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def attached_add(request, access, pk, model):
    application, part = application_of(access, pk), PARTS[model]
    about = {"access": access, "application": application, "auto_id": f"{part.noun}_%s"}
    form = FORMS[model](posted(request), **about, initial=kept_draft(request))
    if not form.is_valid():
        return shown(request, access, pk, part.id, form=form)

    row = attach(application=application, model=model, token=form.cleaned_data["token"], fields=form.said)
    text = f"Added: {row.brief}."
    if model is Offer and application.is_before_offer:
        text = f"{text} The application still stands at {application.stage_name}."
    return told(request, access, pk, part.id, text, url(model, "remove", row.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
@changes
def attached_edit(request, access, pk, model):
    row, part = row_of(model.objects.all(), access, pk), PARTS[model]
    about = {"access": access, "application": row.application, "row": row, "auto_id": f"{part.noun}_%s"}
    form = FORMS[model](posted(request), **about, initial=kept_draft(request))
    if form.is_valid():
        try:
            row = change(row=row, seen=form.cleaned_data["seen"], fields=form.said)
        except ChangedMeanwhile as error:
            form.tell_changed(error.row)
        else:
            return told(request, access, row.application_id, part.id, f"Changed: {row.brief}.")
    return shown(request, access, row.application_id, part.id, form=form, row=row)


@require_POST
@changes
def attached_remove(request, access, pk, model):
    row = remove(row=row_of(model.ever.all(), access, pk))
    text, undo = f"Removed: {row.brief}.", url(model, "restore", pk)
    return told(request, access, row.application_id, PARTS[model].id, text, undo)


@require_POST
@changes
def attached_restore(request, access, pk, model):
    row = bring_back(row=row_of(model.ever.all(), access, pk))
    text, undo = f"Restored: {row.brief}.", url(model, "remove", pk)
    return told(request, access, row.application_id, PARTS[model].id, text, undo)
