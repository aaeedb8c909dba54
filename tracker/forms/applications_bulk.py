"""The forms beside the table of applications that move, change or delete many of them at once; and saved views."""

from functools import cached_property

from django import forms
from django.http import QueryDict

from tracker.actions.applications_bulk import MOST
from tracker.forms.application_filters import ApplicationFilterForm
from tracker.forms.applications import CHOOSE, typed
from tracker.forms.meanwhile import mark
from tracker.forms.stage_field import StageChoiceForm
from tracker.forms.stages import DayField, refuse_future
from tracker.forms.study_bulk import ChosenForm
from tracker.models import Application, Section


class ChosenApplications(ChosenForm):
    """Which applications."""

    box, most = "application", MOST

    @cached_property
    def filters(self):
        return ApplicationFilterForm(QueryDict(self.cleaned_data.get("matching", "")), access=self.access)

    @property
    def rows(self):
        """The learner's applications that were chosen."""
        rows = Application.objects.for_learner(self.access.learner)
        if not self.cleaned_data.get("every"):
            return rows.with_ids(self.ids)
        return rows.matching(self.filters.wanted, self.access.shows(Section.OFFERS))


class BulkMoveForm(StageChoiceForm, ChosenApplications):
    """``sure``: how many odd moves the learner was told of, and a mark of what was chosen then."""

    stage = forms.ChoiceField(label="Move to", error_messages=CHOOSE)
    happened_on = DayField(label="Since")
    sure = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data=None, *, access, page=None):
        super().__init__(data, access=access, page=page)
        self.offer_stages(access, first=[("", "Choose a stage")])
        self.initial["happened_on"] = access.today
        self.fields["happened_on"].widget.attrs["max"] = access.today.isoformat()

    def clean(self):
        data = super().clean()
        refuse_future(self, "happened_on")
        return data

    @property
    def step(self):
        """What the action takes."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("stage", "happened_on")}
        odd, _, of = data["sure"].partition(":")
        told = int(odd) if odd.isascii() and odd.isdigit() and of == self._mark else 0
        return {**said, "own_stage": self.own_stage, "sure": told}

    @property
    def _mark(self):
        names = ("stage", "happened_on", "matching", "every")
        return mark(repr([*(self.data.get(name, "") for name in names), sorted(self.ids)]))

    def ask(self, odd):
        """Ask about so many odd moves; sent again as it is, the form is sure of them."""
        these = "One of them is" if odd == 1 else f"{odd:,} of them are"
        text = f"{these} closed, or at a later stage on an earlier day. Press Move again if that is right."
        self.add_error(None, text)
        self.data = self.data.copy()
        self.data["sure"] = f"{odd}:{self._mark}"


class BulkChangeForm(ChosenApplications):
    """``given``: what all of them get."""

    channel = forms.ChoiceField(
        label="Through",
        required=False,
        choices=[("", "As it is"), *Application.Channel.choices],
        error_messages=CHOOSE,
    )
    role_family = forms.CharField(label="Role family", required=False, max_length=60, widget=typed())
    resume_version = forms.CharField(label="Résumé version", required=False, max_length=60, widget=typed())

    def clean(self):
        data = super().clean()
        if not self.errors and not self.given:
            self.add_error("channel", "Choose a channel, or write a role family or a résumé version.")
        return data

    @property
    def given(self):
        names = ("channel", "role_family", "resume_version")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}


class ViewForm(forms.Form):
    """A name for the filters of the list, ``query`` as they stand in its address."""

    name = forms.CharField(label="Save this view as", max_length=40, widget=typed())
    query = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    def __init__(self, data=None, *, access, page=None):
        self.access = access
        super().__init__(data, auto_id="view_%s", initial={"query": page.wanted.query} if page else {})

    def clean(self):
        data = super().clean()
        filters = ApplicationFilterForm(QueryDict(data.get("query", "")), access=self.access)
        if "query" in self.errors or not filters.is_valid():
            raise forms.ValidationError("The list can no longer be narrowed like this. Load it anew and save again.")
        data["query"] = filters.wanted.query
        return data
