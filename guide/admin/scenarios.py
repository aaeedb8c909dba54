from django.contrib import admin

from guide.admin.content import ContentAdmin, RowsOfRecord
from guide.models import Scenario, ScenarioStep


class ScenarioStepInline(RowsOfRecord, admin.StackedInline):
    model = ScenarioStep
    autocomplete_fields = ["source"]
    fields = [("source", "verdict", "position"), "action", "outcome"]
    verbose_name_plural = "Steps: what somebody does, and what likely comes of it"


@admin.register(Scenario)
class ScenarioAdmin(ContentAdmin):
    own_fieldsets = [("For whom", {"fields": ["audience", "path"]})]
    own_inlines = [ScenarioStepInline]
    autocomplete_fields = ["path"]
    list_filter = ["state", "audience"]
