from django.contrib import admin

from guide.admin.content import ContentAdmin
from guide.models import Watch
from guide.models.watches import SHAPES, UNITS


@admin.register(Watch)
class WatchAdmin(ContentAdmin):
    own_fieldsets = [
        (
            "What of a log shows it",
            {
                "fields": ["rule", "threshold", "figure", "span", "skill", "other_skill", "path"],
                "description": "What it watches for is its relation “is about”. Which rules have which numbers: "
                + "; ".join(
                    f"{rule.label}: {UNITS[shape.unit]}{f', then {UNITS[shape.span_unit]}' if shape.span_unit else ''}"
                    for rule, shape in SHAPES.items()
                )
                + ".",
            },
        ),
    ]
    autocomplete_fields = ["figure", "skill", "other_skill", "path"]
    list_display = ["title", "rule", "threshold", "figure", "span", "state", "position"]
    list_filter = ["state"]
