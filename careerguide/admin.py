from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin

from careerguide.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "date_joined"]
    search_fields = ["email", "name", "handle"]
    readonly_fields = ["handle", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "handle"]}),
        ("Permissions", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "password1", "password2"]})]
