"""Figures: the current edition's values stand in the form; saving other values publishes the next edition."""

import hashlib

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from guide.admin.content import NoDeletion
from guide.admin.references import Reference, ReferenceField, References
from guide.editions import next_edition
from guide.locks import lock_figures, lock_records
from guide.models import Edition, Figure, FigurePart, Revision, Verification
from guide.models.figures import Unit
from guide.publishing import keep_unrevised, save_revisions


def edition_field(name, **options):
    return Edition._meta.get_field(name).formfield(**options)


class FigureForm(forms.ModelForm):
    """What the figure is of, and the values of its current edition."""

    bound = edition_field("bound")
    low = edition_field("low")
    high = edition_field("high")
    unit = edition_field("unit")
    source = edition_field(
        "source", form_class=ReferenceField, widget=Reference(Edition._meta.get_field("source"), admin.site)
    )
    attributed_to = edition_field("attributed_to")
    population = edition_field("population")
    place = edition_field("place")
    period = edition_field("period")
    period_ends = edition_field("period_ends", widget=AdminDateWidget)
    revision_note = forms.CharField(
        label="Note for the history", max_length=300, required=False, help_text="What changed, and on what grounds."
    )

    opened_as = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        current = instance.editions.current().first() if instance and instance.pk else None
        values = {name: getattr(value, "pk", value) for name, value in (current.values() if current else {}).items()}
        super().__init__(*args, instance=instance, initial={**values, **(initial or {})}, **kwargs)
        self.fields["opened_as"].initial = version_of(instance) if instance and instance.pk else ""

    def clean(self):
        """The values fit together as the edition's own constraints have it, and nobody saved others meanwhile."""
        cleaned = super().clean()
        if self.instance.pk:
            self.refuse_to_write_over(cleaned.get("opened_as"), cleaned.get("subject"))
        if not set(Edition.VALUES) & set(self.errors):
            edition = Edition(**self.edition_values())
            edition.validate_constraints(exclude=["figure", "number", "is_current"])
        if cleaned.get("unit") not in (None, Unit.HOUR) and self.instance.pk and self.instance.counts_hours:
            self.add_error("unit", "A milestone measures logged hours against this figure, so it is given in hours.")
        return cleaned

    def refuse_to_write_over(self, opened_as, subject):
        """Its records and the figure are locked first, as every write does, so that nobody saves between."""
        lock_records({self.instance.subject_id, getattr(subject, "pk", self.instance.subject_id)})
        [now] = lock_figures([self.instance.key])
        if version_of(now) != opened_as:
            newest = now.subject.revisions.newest()
            by = (newest and newest.author) or "Somebody"
            raise ValidationError(
                f"{by} saved this figure meanwhile: nothing of yours is saved yet. "
                "Open its page anew and bring in your changes."
            )

    def edition_values(self):
        """The values of the edition, as the form has them: keyword arguments of ``publish_edition``."""
        return {name: self.cleaned_data[name] for name in Edition.VALUES}


class VerificationInline(References, admin.TabularInline):
    """Append-only: a check once made stays made."""

    model = Verification
    extra = 0
    fields = ["on", "outcome", "sure", "source", "note", "by"]
    readonly_fields = ["by"]
    autocomplete_fields = ["source"]
    verbose_name_plural = "Checks: when somebody looked whether it still holds"

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class EditionInline(admin.TabularInline):
    """What it was, from one correction to the next: to read only."""

    model = Edition
    extra = 0
    fields = readonly_fields = ["number", "is_current", *Edition.VALUES, "published_at", "published_by"]
    can_delete = False
    verbose_name_plural = "Editions: never changed; what pointed at one keeps pointing at it"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "published_by", "figure")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class PartInline(References, admin.TabularInline):
    model = FigurePart
    fk_name = "total"
    extra = 0
    fields = ["part", "position"]
    autocomplete_fields = ["part"]
    verbose_name = "part"
    verbose_name_plural = "Parts: the figures that should make this one"


@admin.register(Figure)
class FigureAdmin(NoDeletion, References, admin.ModelAdmin):
    form = FigureForm
    fieldsets = [
        (None, {"fields": ["key", "label", "subject", "measure", "statistic", "position"]}),
        (
            "The current edition",
            {
                "fields": ["bound", ("low", "high"), "unit", "source", "attributed_to", "population", "place",
                           "period", "period_ends"],
                "description": "Changing one of these publishes the next edition: readers see it at once, learners who "
                "measure themselves against the old one are asked whether to switch or keep.",
            },
        ),
        ("Besides", {"fields": ["note", "follows", "revision_note", "opened_as"]}),
        (
            "Whether the sums add up",
            {
                "fields": ["reckoned", ("counts", "counts_group"), "within"],
                "description": "The parts stand below. Readers are told where they do not make the figure, where a "
                "source lists more or fewer than it announces, and where a figure lies outside a wider one.",
            },
        ),
    ]  # fmt: skip
    inlines = [PartInline, VerificationInline, EditionInline]
    autocomplete_fields = ["subject", "follows", "within"]
    list_display = ["key", "label", "values_now", "source_now", "subject", "measure"]
    list_filter = ["measure"]
    list_select_related = ["subject"]
    list_per_page = 100
    search_fields = ["key", "label", "subject__title", "note"]
    ordering = ["key"]
    save_on_top = True

    def get_queryset(self, request):
        return super().get_queryset(request).with_current_edition()

    def get_readonly_fields(self, request, obj=None):
        """The key stands in texts and fixtures: it is chosen once."""
        return [*super().get_readonly_fields(request, obj), *(["key"] if obj else [])]

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj and obj.subject.is_published else None

    @admin.display(description="now")
    def values_now(self, figure):
        edition = next(iter(figure.current_editions), None)
        if edition is None:
            return None
        values = [f"{value.normalize():f}" for value in (edition.low, edition.high) if value is not None]
        return f"{'–'.join(values)} {edition.get_unit_display()}"

    @admin.display(description="source")
    def source_now(self, figure):
        return next((edition.source.short_title for edition in figure.current_editions), None)

    def history_view(self, request, object_id, extra_context=None):
        """A figure's history is that of the record it speaks of."""
        figure = self.get_object(request, object_id)
        if figure is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect(reverse(f"admin:guide_{figure.subject.kind}_history", args=[figure.subject_id]))

    def save_model(self, request, obj, form, change):
        """Before the figure moves or changes: its records, locked first, and what they were."""
        keep_unrevised(keys=records_of(form), origin=Revision.Origin.ADMIN)
        super().save_model(request, obj, form, change)
        before = obj.editions.current().first()
        edition = next_edition(obj, request.user, form.edition_values())
        if before and edition != before:
            self.message_user(
                request,
                f"Edition {edition.number} is published. What pointed at edition {before.number} still does.",
                messages.INFO,
            )

    def save_formset(self, request, form, formset, change):
        for row in formset.save(commit=False):
            if isinstance(row, Verification):
                row.by = request.user
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        note = form.cleaned_data.get("revision_note", "") or f"Figure {form.instance.key}."
        save_revisions(keys=records_of(form), by=request.user, origin=Revision.Origin.ADMIN, note=note)


def version_of(figure):
    """What the page shows of a figure, in short: another text as soon as somebody saved something else."""
    current = figure.editions.current().first()
    wording = [figure.label, figure.subject_id, figure.measure, figure.statistic, figure.note, figure.follows_id]
    return hashlib.sha256(repr([current and current.number, figure.position, *wording]).encode()).hexdigest()[:16]


def records_of(form):
    """Primary keys of the record that the figure speaks of and, where it moves, of the one that it spoke of."""
    former = form.initial.get("subject") if form.instance.pk else None
    return {form.instance.subject_id, getattr(former, "pk", former) or form.instance.subject_id}
