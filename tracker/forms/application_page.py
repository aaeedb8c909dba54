"""The forms of an application's page that hang on no row of their own: a stage said otherwise, the next action."""

from django import forms

from tracker import stages
from tracker.forms.applications import ApplicationMoveForm
from tracker.forms.asked import AskedForm
from tracker.forms.stages import DayField, RecordForm
from tracker.recounts import course_of
from tracker.stage_choices import value_of, with_own
from tracker.stages import Oddity

QUESTIONS = {
    Oddity.BACKWARDS: "This runs backwards beside the other stages.",
    Oddity.AFTER_CLOSING: "It was closed by then.",
}


class EventForm(AskedForm, ApplicationMoveForm):
    """Another stage or day for an event, or another own name of its stage: the one that it has is offered even if it is
    retired."""

    field_order = ["stage", "happened_on", "right"]

    def __init__(self, data=None, *, access, event, **kwargs):
        self.event = event
        super().__init__(data, access=access, **kwargs)
        if own := event.own_stage:
            self.own_stages.setdefault(value_of(own.meaning, own.pk), own)
            self.fields["stage"].choices = with_own(self.own_stages.values())

    def first(self):
        return {
            **super().first(),
            "stage": value_of(self.event.stage, self.event.own_stage_id),
            "happened_on": self.event.happened_on,
        }

    def odd(self, data):
        stage, day = data.get("stage"), data.get("happened_on")
        if not stage or not day or (stage, day) == (self.event.stage, self.event.happened_on):
            return []
        others = [step for step in course_of(self.event.thing).events if step.sequence != self.event.sequence]
        found = stages.oddities(others, stages.APPLICATION, stage, day)
        return [QUESTIONS[oddity] for oddity in Oddity if oddity in found]


class NextForm(RecordForm):
    """``cleaned_data``: text, on."""

    text = forms.CharField(
        label="What is next", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "What is to be done? Ask for news, send the task, prepare the call."},
    )  # fmt: skip
    on = DayField(label="By", required=False)

    @property
    def said(self):
        return {name: self.cleaned_data[name] for name in ("text", "on")}
