"""Moving an application: to which stage, by which name, since when; and what is odd about it is asked."""

from django import forms

from careerguide.templatetags.interface import day
from tracker import stages
from tracker.forms.stages import DayField, RecordForm, StageForm, refuse_future
from tracker.models import Application, OwnStage
from tracker.recounts import course_of
from tracker.stage_choices import GROUPS, value_of, with_own
from tracker.stages import Oddity

Stage = Application.Stage
# The box that answers each oddity, and the field that it stands beside.
BOXES = {
    Oddity.BACKWARDS: ("right_backwards", "happened_on"),
    Oddity.AFTER_CLOSING: ("right_after_closing", "stage"),
}


def box():
    return forms.BooleanField(label="It is right", required=False)


class AskingForm(forms.Form):
    """A form of a day that may be odd. Of its boxes those are in it for which there is something to ask."""

    right_backwards = box()
    right_after_closing = box()

    def ask(self, questions):
        """Refuse each oddity of ``questions``, {oddity: its question}, that is not said to be right."""
        for oddity, (name, field) in BOXES.items():
            if oddity in questions and not self.cleaned_data.get(name):
                self.add_error(field, questions[oddity])
            if oddity not in questions:
                self.fields.pop(name, None)

    def backwards(self, event):
        """The question about a day beside that of an event on the other side of it."""
        return f"It came to {Stage(event.stage).label} on {day(event.happened_on, self.access.today)}: is this the day?"


class ApplicationMoveForm(AskingForm, StageForm):
    """``thing`` is the application, with its own stage; without it, this is the part of the add form that says where
    it begins."""

    STAGES = GROUPS
    field_order = ["stage", "right_after_closing", "happened_on", "right_backwards"]

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *args, thing=None, **kwargs):
        self.thing, self.own_stage = thing, None
        super().__init__(data, *args, **kwargs)
        rows = OwnStage.objects.for_learner(self.access.learner).offered(thing and thing.own_stage_id)
        self.own_stages = {value_of(own.meaning, own.pk): own for own in rows}
        self.fields["stage"].choices = with_own(self.own_stages.values())
        if data is None or not thing:
            self.ask({})
        if not thing:
            self.fields.pop("seen")

    def first(self):
        first = super().first()
        if self.thing:
            first |= {"stage": value_of(self.thing.stage, self.thing.own_stage_id), "seen": self.thing.last_sequence}
        return first

    def clean_stage(self):
        value = self.cleaned_data["stage"]
        self.own_stage = self.own_stages.get(value)
        return self.own_stage.meaning if self.own_stage else value

    def clean_seen(self):
        """The sequence that the form was made at; None if it does not say."""
        seen = self.cleaned_data["seen"]
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None

    def clean(self):
        data = super().clean()
        if self.thing:
            stage, on = data.get("stage"), data.get("happened_on")
            self.ask(self.questions(stage, on) if stage and on else {})
        return data

    def questions(self, stage, on):
        events, asked = course_of(self.thing).events, {}
        found = stages.oddities(events, stages.APPLICATION, stage, on)
        if Oddity.BACKWARDS in found:
            alone = [e for e in events if Oddity.BACKWARDS in stages.oddities((e,), stages.APPLICATION, stage, on)]
            asked[Oddity.BACKWARDS] = self.backwards(alone[-1])
        if Oddity.AFTER_CLOSING in found:
            closed = f"{Stage(events[-1].stage).label}, {day(events[-1].happened_on, self.access.today)}"
            asked[Oddity.AFTER_CLOSING] = f"It was closed: {closed}. Did it go on after that?"
        return asked

    @property
    def step(self):
        return {**super().step, "own_stage": self.own_stage}

    @property
    def move(self):
        """What the action of a move takes."""
        return {**self.step, "seen": self.cleaned_data["seen"]}


class DayForm(AskingForm, RecordForm):
    """Another day for a stage event, whose place among the others may be odd.

    ``FORESEEN``: the stages whose day may be one to come.
    """

    FORESEEN = ()

    happened_on = DayField(label="Since")
    field_order = ["happened_on", "right_backwards"]

    def __init__(self, data=None, *, access, event, **kwargs):
        self.event = event
        super().__init__(data, access=access, **kwargs)
        if event.stage not in self.FORESEEN:
            self.fields["happened_on"].widget.attrs["max"] = access.today.isoformat()
        self.fields.pop("right_after_closing")
        if data is None:
            self.fields.pop("right_backwards")

    def first(self):
        return {**super().first(), "happened_on": self.event.happened_on}

    def clean(self):
        data = super().clean()
        if self.event.stage not in self.FORESEEN:
            refuse_future(self, "happened_on")
        self.ask(self.questions(data["happened_on"]) if "happened_on" in data else {})
        return data

    def questions(self, on):
        course = course_of(self.event.thing)
        if self.event.sequence not in {event.sequence for event in course.events} or on == self.event.happened_on:
            return {}
        found = stages.oddities_of_correction(course, self.event.sequence, on)
        return dict.fromkeys(found, "This runs backwards beside its other stages: is this the day?")
