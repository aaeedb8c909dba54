"""The archive: what is in it, the file itself, and taking one in."""

import tempfile

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from careerguide.htmx import login_required
from careerguide.uploads import too_large
from tracker.access import changes
from tracker.actions.archives import entries_in, restore
from tracker.archives.envelope import ArchiveRefused, opened
from tracker.archives.tables import FOR_READING, LEFT_OUT
from tracker.archives.writing import write_archive
from tracker.forms.archives import RestoreForm

IN_MEMORY = 4 * 1024 * 1024  # an archive that is larger is made on disk


@require_safe
@changes
def archive_show(request, access):
    left_out = dict.fromkeys([*FOR_READING.values(), *LEFT_OUT.values()])  # each once, in their order
    return render(request, "tracker/archive/show.html", {"access": access, "left_out": left_out})


@require_safe
@changes
def archive_download(request, access):
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (the response closes it)
    write_archive(access.learner, file)
    file.seek(0)
    name = f"careerguide-{access.today.isoformat()}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def archive_restore(request):
    """For an account without a record yet, or with one that has no entries."""
    learner = request.user.learner if request.user.is_learner else None
    is_full = bool(learner and entries_in(learner))
    form = RestoreForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    form.is_too_large = too_large(request)
    if restored(form, request.user):
        messages.success(request, "Your record is here again, as it was when the archive was made.")
        return redirect("tracker:today")
    status = 422 if form.is_bound else 200
    return render(request, "tracker/archive/restore.html", {"form": form, "is_full": is_full}, status=status)


def restored(form, user):
    """Take in the archive of a valid form. False with the reasons in the form if it is refused."""
    if not form.is_valid():
        return False
    try:
        with opened(form.cleaned_data["archive"]) as envelope:
            restore(user=user, envelope=envelope)
    except ArchiveRefused as error:
        form.refuse(error)
        return False
    return True
