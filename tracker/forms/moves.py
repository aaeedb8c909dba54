"""Moving an application: to which stage, by which name, since when; and what is odd about it is asked."""

from django import forms

from careerguide.templatetags.interface import day
from tracker import stages
from tracker.forms.asked import AskingForm
from tracker.forms.stage_field import StageChoiceForm
from tracker.forms.stages import StageForm
from tracker.models import Application
from tracker.recounts import course_of
from tracker.stage_choices import GROUPS
from tracker.stages import Oddity

Stage = Application.Stage


class ApplicationMoveForm(AskingForm, StageChoiceForm, StageForm):
    """``thing`` is the application, with its own stage; without it, this is the part of the add form that says where
    it begins."""

    STAGES = GROUPS
    ASKS = {
        Oddity.AFTER_CLOSING: "stage",
        Oddity.BACKWARDS: "happened_on",
    }

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *args, thing=None, **kwargs):
        self.thing = thing
        super().__init__(data, *args, **kwargs)
        first = [("", "Choose a stage")] if thing else ()
        self.offer_stages(self.access, besides=thing and thing.own_stage_id, first=first)
        if not thing:
            self.fields.pop("seen")

    def first(self):
        first = super().first()
        if self.thing:
            first["seen"] = self.thing.last_sequence
        return first

    def clean_seen(self):
        """The sequence that the form was made at; None if it does not say."""
        seen = self.cleaned_data["seen"]
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None

    def odd(self, data):
        stage, on = data.get("stage"), data.get("happened_on")
        return self.questions(stage, on) if stage and on else {}

    def questions(self, stage, on):
        """What to ask about coming to this stage on this day, after what happened so far."""
        events = course_of(self.thing).events if self.thing else ()
        found, asked = stages.oddities(events, stages.APPLICATION, stage, on), {}
        if Oddity.BACKWARDS in found:
            alone = [e for e in events if Oddity.BACKWARDS in stages.oddities((e,), stages.APPLICATION, stage, on)]
            asked[Oddity.BACKWARDS] = f"It came to {self.told(alone[-1], ' on')}: is this the day?"
        if Oddity.AFTER_CLOSING in found:
            asked[Oddity.AFTER_CLOSING] = f"It was closed: {self.told(events[-1])}. Did it go on after that?"
        return asked

    def told(self, event, between=","):
        """An event's stage and day, such as "Applied on Monday 5 January"."""
        return f"{Stage(event.stage).label}{between} {day(event.happened_on, self.access.today)}"

    @property
    def step(self):
        return {**super().step, "own_stage": self.own_stage}

    @property
    def move(self):
        """What the action of a move takes."""
        return {**self.step, "seen": self.cleaned_data["seen"]}
