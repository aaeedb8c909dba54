from django.contrib import admin

from guide.admin.content import ContentAdmin
from guide.models import Step


@admin.register(Step)
class StepAdmin(ContentAdmin):
    own_fieldsets = [("Its place", {"fields": ["process", "number"]})]
    autocomplete_fields = ["process"]
    list_display = ["title", "process", "number", "state", "position"]
    list_filter = ["state", "process"]
