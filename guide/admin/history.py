"""The history of a record in the admin: its revisions, what differs from one to the next, and going back to one."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from guide.documents import DocumentError, differences, to_document
from guide.publishing import restore_revision

PER_PAGE = 25


class HistoryMixin:
    """For the ModelAdmin of a kind of record: revisions in place of Django's own log of changes."""

    def get_urls(self):
        restore = path(
            "<path:object_id>/history/<int:number>/restore/",
            self.admin_site.admin_view(self.restore_view),
            name=f"guide_{self.opts.model_name}_restore",
        )
        return [restore, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        record = self.record_or_404(request, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        page = Paginator(record.revisions.with_author(), PER_PAGE).get_page(request.GET.get("page"))
        shown = list(page.object_list)
        older = [record.revisions.before(revision) for revision in shown[-1:]]
        context = {
            **self.context_of(request, record, f"History: {record}"),
            "page": page,
            "entries": entries([*shown, *filter(None, older)], len(shown)),
            "may_restore": self.has_change_permission(request, record),
            "restore_url": f"admin:guide_{self.opts.model_name}_restore",
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/guide/history.html", context)

    def restore_view(self, request, object_id, number):
        """GET asks, POST does."""
        record = self.record_or_404(request, object_id)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        revision = record.revisions.numbered(number)
        if revision is None:
            raise Http404
        problems = []
        if request.method == "POST":
            try:
                restore_revision(revision=revision, by=request.user)
            except DocumentError as error:
                problems = error.problems
            else:
                self.message_user(request, f"Revision {number} is back, as a new revision.", messages.SUCCESS)
                return redirect(reverse(f"admin:guide_{self.opts.model_name}_change", args=[record.pk]))
        context = {
            **self.context_of(request, record, f"Restore revision {number} of {record}?"),
            "revision": revision,
            "differences": differences(to_document(record), revision.document),
            "problems": problems,
        }
        return TemplateResponse(request, "admin/guide/restore.html", context, status=422 if problems else 200)

    def record_or_404(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return record

    def context_of(self, request, record, title):
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "object": record}


def entries(revisions, shown):
    """Pairs of a revision and what differs from the one before it, of the first ``shown`` of them, newest first."""
    older = [*(revision.document for revision in revisions[1:]), {}]
    pairs = zip(revisions, older, strict=False)
    return [(revision, differences(before, revision.document)) for revision, before in pairs][:shown]
