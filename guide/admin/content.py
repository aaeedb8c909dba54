"""What the admin pages of all kinds of content share: revisions, retiring instead of deleting, the common fields."""

import re

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html

from guide.admin.history import HistoryMixin
from guide.admin.references import PlainKeys, References
from guide.locks import lock_records
from guide.models import Citation, Record, Relation, Revision, State, Statement
from guide.names import RESERVED
from guide.publishing import change_state, keep_unrevised, save_revision

NAMES = (None, {"fields": ["title", "short", "slug", "state", "group", "position"]})
TEXTS = (
    "Texts",
    {
        "fields": ["summary", "body"],
        "description": "In our own words. [[hours.programming]] shows a figure, [@hakia-2026] the chip of a source, "
        "[[record:skill/programming]] a link to a record. A number said of something is a figure, never plain text.",
    },
)
REVIEW = ("This change", {"fields": ["revision_note", "review_due", "opened_at"]})


class RecordForm(forms.ModelForm):
    """The fields that all kinds share, with a note on the change."""

    revision_note = forms.CharField(
        label="Note for the history", max_length=300, required=False, help_text="What changed, and on what grounds."
    )

    opened_at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        newest = self.instance.revisions.newest() if self.instance.pk else None
        self.fields["opened_at"].initial = newest.number if newest else 0

    def clean(self):
        """Nothing is saved over what somebody else saved since the page was opened; what was typed stays in the form.

        The record is locked first, as every write does, so that nobody saves between this and the saving.
        """
        cleaned = super().clean()
        if self.instance.pk:
            lock_records([self.instance.pk])
            newer = saved_since(self.instance, cleaned.get("opened_at") or 0)
            if newer:
                raise ValidationError(told(self.instance, newer))
        return cleaned

    def clean_slug(self):
        """The kind is no field of the form, so that the constraint on both would go unchecked."""
        slug = self.cleaned_data["slug"]
        if (self._meta.model.KIND, slug) in RESERVED:
            raise ValidationError("A page of the site has this address.")
        if self.instance._state.adding and Record.objects.named(self._meta.model.KIND, slug).exists():
            raise ValidationError(f"There is a {self._meta.model._meta.verbose_name} with this slug already.")
        return slug


def saved_since(record, number):
    """The newest revision, if it differs from the one of this number by more than figures, which have their own pages.

    Before a record's first revision there is none: its first then keeps what was found.
    """
    newest, opened = record.revisions.newest(), record.revisions.numbered(max(number, 1))
    if newest is None or newest.number <= number:
        return None
    before, after = ({**revision.document, "figures": []} for revision in (opened or newest, newest))
    return newest if before != after else None


def told(record, newer):
    """Who saved what since, with a link to it."""
    return format_html(
        "{} saved this meanwhile: nothing of yours is saved yet. See "
        '<a href="{}" target="_blank" rel="noopener">revision {} in the history</a>, '
        "then open this page anew and bring in your changes.",
        newer.author or newer.get_origin_display(),
        reverse(f"admin:guide_{record.kind}_history", args=[record.pk]),
        newer.number,
    )


class NoDeletion:
    """Content is retired, never deleted: by nobody, a superuser included."""

    def has_delete_permission(self, request, obj=None):
        return False


class RowsOfRecord(References):
    """Rows that belong to a record: who may change the record may take them out, and its revision keeps them."""

    extra = 0

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class CitationInline(RowsOfRecord, admin.TabularInline):
    model = Citation
    fk_name = "record"
    autocomplete_fields = ["source"]
    fields = ["source", "note", "position"]
    verbose_name_plural = "Citations: the sources that it rests on"


class StatementInline(RowsOfRecord, admin.StackedInline):
    model = Statement
    fk_name = "record"
    autocomplete_fields = ["source"]
    fields = [("role", "source", "position"), "text", "reply"]
    verbose_name_plural = "Statements: what one source says, in our words"


class RelationForm(forms.ModelForm):
    def clean(self):
        """A form within another page leaves its owner out of constraints, so that the model's own goes unchecked."""
        cleaned = super().clean()
        other = cleaned.get("object")
        if other and other.pk == self.instance.subject_id:
            raise ValidationError({"object": "A relation leads to another record."})
        return cleaned


class RelationInline(RowsOfRecord, admin.TabularInline):
    model = Relation
    form = RelationForm
    fk_name = "subject"
    autocomplete_fields = ["object"]
    fields = ["role", "object", "position"]
    verbose_name_plural = "Relations: links to other records, shown both ways"


class ContentAdmin(HistoryMixin, NoDeletion, PlainKeys, References, admin.ModelAdmin):
    """The admin of one kind of record."""

    form = RecordForm
    own_fieldsets = ()
    own_inlines = ()
    list_display = ["title", "slug", "state", "position", "review_due", "updated_at"]
    list_editable = ["state", "position"]
    list_filter = ["state"]
    list_per_page = 100
    search_fields = ["title", "short", "slug", "summary"]
    ordering = ["position", "title"]
    date_hierarchy = None
    save_on_top = True
    actions = ["publish", "retire"]

    def get_queryset(self, request):
        return super().get_queryset(request).of_kind(self.model.KIND)

    def get_fieldsets(self, request, obj=None):
        return [NAMES, *self.own_fieldsets, TEXTS, REVIEW]

    def get_inlines(self, request, obj):
        return [*self.own_inlines, CitationInline, StatementInline, RelationInline]

    def get_readonly_fields(self, request, obj=None):
        """The slug stands in addresses and fixtures: it is chosen once."""
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    def changelist_view(self, request, extra_context=None):
        """Rows saved in the list are saved one by one: all are locked first, in the order of guide.locks."""
        if "_save" not in request.POST:
            return super().changelist_view(request, extra_context)
        named = re.compile(rf"form-\d+-{self.opts.pk.name}")
        values = [value for name, value in request.POST.items() if named.fullmatch(name)]
        with transaction.atomic():
            lock_records([int(value) for value in values if re.fullmatch(r"[0-9]{1,18}", value)])
            return super().changelist_view(request, extra_context)

    def save_model(self, request, obj, form, change):
        if change:
            keep_unrevised(keys=[obj.pk], origin=Revision.Origin.ADMIN)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """The last step of every save, from the page of a record and from the list alike."""
        super().save_related(request, form, formsets, change)
        note = form.cleaned_data.get("revision_note", "")
        save_revision(record=form.instance, by=request.user, origin=Revision.Origin.ADMIN, note=note)

    @admin.action(description="Publish what is selected", permissions=["change"])
    def publish(self, request, queryset):
        try:
            changed = change_state(records=queryset, state=State.PUBLISHED, by=request.user)
        except ValidationError as error:
            self.message_user(request, f"Nothing was published. {' '.join(error.messages)}", messages.ERROR)
            return
        self.message_user(request, f"{len(changed)} published.", messages.SUCCESS)

    @admin.action(description="Retire what is selected: kept, no longer shown in lists", permissions=["change"])
    def retire(self, request, queryset):
        changed = change_state(records=queryset, state=State.RETIRED, by=request.user)
        self.message_user(request, f"{len(changed)} retired.", messages.SUCCESS)
