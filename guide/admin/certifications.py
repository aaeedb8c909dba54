from django.contrib import admin

from guide.admin.content import STATUS, ContentAdmin
from guide.models import Certification


@admin.register(Certification)
class CertificationAdmin(ContentAdmin):
    own_fieldsets = [
        ("Whose", {"fields": ["issuer", "counts_as_cloud"]}),
        STATUS,
    ]
    autocomplete_fields = ["status_source", "replaced_by"]
    list_display = ["title", "issuer", "status", "status_as_of", "state", "position"]
    list_filter = ["state", "status", "counts_as_cloud"]
    search_fields = [*ContentAdmin.search_fields, "issuer"]
