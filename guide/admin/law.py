from django.contrib import admin

from guide.admin.status import STATUS, StatusAdmin
from guide.models import Authorization, Law


@admin.register(Law)
class LawAdmin(StatusAdmin):
    own_fieldsets = [("Where", {"fields": ["jurisdiction", "place", "agency"]}), STATUS]
    list_display = ["title", "place", "status", "status_as_of", "state", "position"]
    list_filter = ["state", "status", "jurisdiction"]
    search_fields = [*StatusAdmin.search_fields, "place", "agency"]


@admin.register(Authorization)
class AuthorizationAdmin(StatusAdmin):
    own_fieldsets = [("By whom", {"fields": ["agency"]}), STATUS]
    list_display = ["title", "status", "status_as_of", "state", "position"]
    list_filter = ["state", "status"]
