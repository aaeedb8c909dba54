"""Records without fields of their own, and the list of all records."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from guide.admin.content import ContentAdmin, NoDeletion
from guide.models import (
    Activity,
    Advice,
    Career,
    Challenge,
    Education,
    Faq,
    Idea,
    Interview,
    Misconception,
    Mistake,
    Network,
    Outlook,
    Pay,
    Point,
    Process,
    Record,
    Role,
    Stage,
    Term,
    Tool,
    Work,
)


@admin.register(Mistake, Challenge, Faq, Role, Education, Process, Pay, Outlook, Misconception)
class PlainAdmin(ContentAdmin):
    """Kinds without fields of their own."""


@admin.register(Activity, Advice, Stage, Network, Interview, Point, Idea, Career, Term, Tool, Work)
class GroupedAdmin(ContentAdmin):
    """Kinds that their list gathers under headings."""

    list_display = ["title", "group", "state", "position", "updated_at"]
    list_filter = ["state", "group"]


class StaleFilter(admin.SimpleListFilter):
    """What somebody should look at again."""

    title = "to look at again"
    parameter_name = "stale"

    def lookups(self, request, model_admin):
        return [
            ("any", "Either"),
            ("review", "Day of review has passed"),
            ("check", "Checked over a year ago"),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "any":
            return queryset.stale(today)
        if self.value() == "review":
            return queryset.overdue(today)
        return queryset.checked_long_ago(today) if self.value() == "check" else queryset


@admin.register(Record)
class RecordAdmin(NoDeletion, admin.ModelAdmin):
    """All content in one list, to search and to see what is due for review; each opens on the page of its kind."""

    list_display = ["title", "kind", "slug", "state", "review_due", "updated_at"]
    list_filter = [StaleFilter, "kind", "state"]
    search_fields = ["title", "short", "slug", "summary"]
    ordering = ["kind", "position", "title"]

    def has_add_permission(self, request):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect(reverse(f"admin:guide_{record.kind}_change", args=[record.pk]))

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)
