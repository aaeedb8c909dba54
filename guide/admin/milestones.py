from django.contrib import admin

from guide.admin.content import ContentAdmin
from guide.models import Milestone


@admin.register(Milestone)
class MilestoneAdmin(ContentAdmin):
    own_fieldsets = [
        ("What to reach", {"fields": ["counts", "skill", "figure", "end", "question", "tracked"]}),
    ]
    autocomplete_fields = ["skill", "figure", "question"]
    list_display = ["title", "counts", "end", "tracked", "state", "position"]
    list_filter = ["state", "tracked", "counts"]
