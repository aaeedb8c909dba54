from django.contrib import admin

from guide.admin.content import ContentAdmin
from guide.models import Certification


@admin.register(Certification)
class CertificationAdmin(ContentAdmin):
    own_fieldsets = [
        ("Whose", {"fields": ["issuer", "counts_as_cloud"]}),
        (
            "What became of it",
            {"fields": ["status", "status_as_of", "status_since", "status_source", "status_note", "replaced_by"]},
        ),
    ]
    autocomplete_fields = ["status_source", "replaced_by"]
    list_display = ["title", "issuer", "status", "status_as_of", "state", "position"]
    list_filter = ["state", "status", "counts_as_cloud"]
    search_fields = [*ContentAdmin.search_fields, "issuer"]
