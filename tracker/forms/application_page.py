"""The forms of an application's page that hang on no row of their own: a stage said otherwise, the next action."""

from django import forms

from tracker import stages
from tracker.forms.applications import ApplicationMoveForm
from tracker.forms.stages import DayField, RecordForm
from tracker.recounts import course_of
from tracker.stage_choices import value_of, with_own
from tracker.stages import Oddity


class EventForm(ApplicationMoveForm):
    """Another stage or day for an event, or another own name of its stage: the one that it has is offered even if it is
    retired."""

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

    def questions(self, stage, on):
        """What to ask about saying this instead, among the other events; nothing where the event holds no more."""
        course = course_of(self.event.thing)
        if self.event.sequence not in {event.sequence for event in course.events}:
            return {}
        found = stages.oddities_of_correction(course, self.event.sequence, stage, on)
        questions = {
            Oddity.AFTER_CLOSING: "It was closed by then. Did it go on after that?",
            Oddity.BACKWARDS: "This runs backwards beside its other stages: is this the day?",
        }
        return {oddity: question for oddity, question in questions.items() if oddity in found}


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
