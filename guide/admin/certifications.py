from django.contrib import admin

from guide.admin.status import STATUS, StatusAdmin
from guide.models import Certification


@admin.register(Certification)
class CertificationAdmin(StatusAdmin):
    own_fieldsets = [
        ("Whose", {"fields": ["issuer", "counts_as_cloud"]}),
        STATUS,
    ]
    list_display = ["title", "issuer", "status", "status_as_of", "state", "position"]
    list_filter = ["state", "status", "counts_as_cloud"]
    search_fields = [*StatusAdmin.search_fields, "issuer"]
