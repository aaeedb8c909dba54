"""The form of a claim: that a step of the guide is done, and what shows it."""

from django import forms

from tracker.forms.stages import DayField, LinkField, RecordForm, refuse_future
from tracker.models import Certification, Project

MOST = 100  # projects or certifications that are offered


class StepClaimForm(RecordForm):
    done_on = DayField(label="Done on")
    projects = forms.MultipleChoiceField(
        label="Projects that show it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among your projects."},
    )
    certifications = forms.MultipleChoiceField(
        label="Certifications that show it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among your certifications."},
    )
    link = LinkField(label="Link", help_text="Where it can be seen.")
    note = forms.CharField(
        label="In a sentence",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Whoever has the address of your evidence reads it: name no company.",
    )

    def __init__(self, *args, claim=None, **kwargs):
        self.claim = claim
        super().__init__(*args, **kwargs)
        learner = self.access.learner
        self.offered = {
            "projects": Project.objects.for_learner(learner).latest_first()[:MOST],
            "certifications": Certification.objects.for_learner(learner).with_names().latest_first()[:MOST],
        }
        for name, things in self.offered.items():
            field = self.fields[name]
            field.choices = [(str(thing.pk), f"{thing}, {thing.get_stage_display().lower()}") for thing in things]
            if not field.choices:
                del self.fields[name]
        self.fields["done_on"].widget.attrs["max"] = self.access.today.isoformat()

    def first(self):
        first = {**super().first(), "done_on": self.access.today}
        if self.claim and not self.claim.withdrawn_at:
            first |= {name: getattr(self.claim, name) for name in ("done_on", "link", "note")}
            for name in ("projects", "certifications"):
                first[name] = [str(thing.pk) for thing in getattr(self.claim, name).all()]
        return first

    def clean(self):
        data = super().clean()
        refuse_future(self, "done_on")
        return data

    @property
    def claim_fields(self):
        """What the action takes: what was chosen, and what showed it before and cannot be chosen now (in the bin)."""
        data = self.cleaned_data
        chosen = {
            name: [*map(int, data.get(name, ())), *self._unseen(name, {thing.pk for thing in things})]
            for name, things in self.offered.items()
        }
        return {**{name: data[name] for name in ("done_on", "link", "note")}, **chosen}

    def _unseen(self, name, offered):
        """The keys of what shows the claim and is not ``offered``."""
        if not self.claim or self.claim.withdrawn_at:
            return set()
        return set(getattr(self.claim, name).values_list("pk", flat=True)) - offered
