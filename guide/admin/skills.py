from django.contrib import admin

from guide.admin.content import ContentAdmin, RowsOfRecord
from guide.models import Alias, Skill, Topic


class TopicInline(RowsOfRecord, admin.TabularInline):
    model = Topic
    fields = ["name", "position"]
    verbose_name_plural = "Topics: what somebody may name when logging"


class AliasInline(RowsOfRecord, admin.TabularInline):
    model = Alias
    fields = ["name", "topic"]
    verbose_name_plural = "Other names, of the skill or of one of its topics"

    def get_formset(self, request, obj=None, **kwargs):
        self.skill = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "topic":
            kwargs["queryset"] = Topic.objects.of_skill(self.skill)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Skill)
class SkillAdmin(ContentAdmin):
    own_fieldsets = [("Hours", {"fields": ["form", "counts_to_total", "hours_figure"]})]
    own_inlines = [TopicInline, AliasInline]
    autocomplete_fields = ["hours_figure"]
    list_filter = ["state", "form", "counts_to_total"]
