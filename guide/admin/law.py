from django.contrib import admin

from guide.admin.content import STATUS, ContentAdmin
from guide.models import Authorization, Law


@admin.register(Law)
class LawAdmin(ContentAdmin):
    own_fieldsets = [("Where", {"fields": ["jurisdiction", "place", "agency"]}), STATUS]
    autocomplete_fields = ["status_source", "replaced_by"]
    list_display = ["title", "place", "status", "status_as_of", "state", "position"]
    list_filter = ["state", "status", "jurisdiction"]
    search_fields = [*ContentAdmin.search_fields, "place", "agency"]


@admin.register(Authorization)
class AuthorizationAdmin(ContentAdmin):
    own_fieldsets = [("By whom", {"fields": ["agency"]}), STATUS]
    autocomplete_fields = ["status_source", "replaced_by"]
    list_display = ["title", "status", "status_as_of", "state", "position"]
    list_filter = ["state", "status"]
