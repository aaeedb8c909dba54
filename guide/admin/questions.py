from django.contrib import admin

from guide.admin.content import ContentAdmin, RowsOfRecord
from guide.models import Claim, Question


class ClaimInline(RowsOfRecord, admin.StackedInline):
    model = Claim
    autocomplete_fields = ["source", "figure"]
    fields = [("source", "figure", "position"), "text", "of_whom"]
    verbose_name_plural = "Claims: one source's answer, in words, and by a figure where it gives one"


@admin.register(Question)
class QuestionAdmin(ContentAdmin):
    own_fieldsets = [
        (
            "Why the answers differ",
            {"fields": ["differs_by_population", "differs_by_period", "differs_by_measure", "true_conflict", "remark"]},
        ),
    ]
    own_inlines = [ClaimInline]
    list_filter = ["state", "true_conflict"]
