"""Fields and rules that the forms of projects, certifications and applications share."""

import datetime
import uuid

from django import forms
from django.core.validators import URLValidator

from careerguide.templatetags.interface import day as day_in_words
from tracker.drafts import DRAFT, OWNER
from tracker.forms.asked import AskingForm
from tracker.recounts import course_of
from tracker.stages import Oddity, oddities, oddities_of_correction

FIRST_DAY = datetime.date(2000, 1, 1)  # as the constraint on stage events has it


class LinkField(forms.URLField):
    """An address on the web: http or https, nothing else. What is typed without a scheme is https."""

    WRONG = "This is not an address of the web. Write it as https://example.org/page."
    default_validators = [URLValidator(schemes=["http", "https"], message=WRONG)]

    def __init__(self, **kwargs):
        wrong = {"invalid": self.WRONG}
        super().__init__(assume_scheme="https", required=False, max_length=500, error_messages=wrong, **kwargs)


class DayField(forms.DateField):
    """A day of the calendar from 2000 on."""

    def __init__(self, **kwargs):
        wrong = {"invalid": "This is not a day of the calendar. Write it as 2026-11-03."}
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(error_messages=wrong, widget=widget, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value and value < FIRST_DAY:
            raise forms.ValidationError("This is before the year 2000.")
        if value and value.year > 2199:
            raise forms.ValidationError("This is after the year 2199.")


def refuse_future(form, name):
    """Say of the day in field ``name`` that it has not come yet, if so."""
    day = form.cleaned_data.get(name)
    if day and day > form.access.today:
        form.add_error(name, "This day has not come yet.")


class RecordForm(forms.Form):
    """A form of a record: it knows whose, and that learner's day. ``first`` gives what its fields begin with."""

    owner = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, access, initial=None, **kwargs):
        self.access, self.draft = access, (initial or {}).get(DRAFT)
        super().__init__(data, initial={**self.first(), **(initial or {})}, **kwargs)

    def first(self):
        return {"owner": OWNER.sign(self.access.learner.user.handle)}

    def get_initial_for_field(self, field, field_name):
        """Of a draft, a box that was not sent was not ticked, and one of several is a list of one."""
        if self.draft is None or not isinstance(field, (forms.BooleanField, forms.MultipleChoiceField)):
            return super().get_initial_for_field(field, field_name)
        sent = self.draft.get(field_name, [])
        return bool(sent) if isinstance(field, forms.BooleanField) else [sent] if isinstance(sent, str) else sent


class TokenForm(RecordForm):
    """A form that is saved once, however often it is sent: a hidden token says which it was."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def first(self):
        return {"token": uuid.uuid4(), **super().first()}

    def clean_token(self):
        """The token; one that was tampered with is as good as a new one."""
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()


class StageForm(RecordForm):
    """To which stage, and on which day of the learner's. Also the part of the add forms that says so.

    Subclasses give ``STAGES``, the choices, and ``FORESEEN``, the stages whose day may be one to come.
    """

    STAGES = ()
    FORESEEN = ()

    stage = forms.ChoiceField(label="Stage", error_messages={"invalid_choice": "Choose one of the list."})
    happened_on = DayField(label="Since")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = self.STAGES
        if not self.FORESEEN:
            self.fields["happened_on"].widget.attrs["max"] = self.access.today.isoformat()

    def first(self):
        return {"happened_on": self.access.today, **super().first()}

    def clean(self):
        data = super().clean()
        if data.get("stage") not in self.FORESEEN:
            refuse_future(self, "happened_on")
        return data

    @property
    def step(self):
        """What the actions take: the stage and its day."""
        return {name: self.cleaned_data[name] for name in ("stage", "happened_on")}


def refuse_the_same(form, thing):
    """Refuse to move ``thing`` to the stage where it stands, on another day: on the same it is the form once more."""
    data, course = form.cleaned_data, course_of(thing)
    if data.get("stage") == course.stage and data.get("happened_on") not in (None, course.since):
        form.add_error("stage", "It stands there already. Its history lets you change the day.")


def runs_backwards(form, events, ladder, stage, on):
    """The question about a day that runs backwards beside one of the effective ``events``; "" if it does not."""
    odd = [event for event in events if Oddity.BACKWARDS in oddities((event,), ladder, stage, on)]
    if not odd:
        return ""
    label = dict(form.STAGES).get(odd[-1].stage, odd[-1].stage)
    return f"It came to “{label}” on {day_in_words(odd[-1].happened_on, form.access.today)}: is this the day?"


class StageDayForm(AskingForm, RecordForm):
    """Another day for a stage that was said: ``event``, of a project or a certification. ``FORESEEN`` as above."""

    ASKS = {Oddity.BACKWARDS: "happened_on"}
    FORESEEN = ()

    happened_on = DayField(label="Day")

    def __init__(self, data=None, *, access, event, **kwargs):
        self.event = event
        super().__init__(data, access=access, **kwargs)
        if event.stage not in self.FORESEEN:
            self.fields["happened_on"].widget.attrs["max"] = access.today.isoformat()

    def first(self):
        return {**super().first(), "happened_on": self.event.happened_on}

    def odd(self, data):
        if self.event.stage not in self.FORESEEN:
            refuse_future(self, "happened_on")
        course, on = course_of(self.event.thing), data.get("happened_on")
        if not on or self.event.sequence not in {event.sequence for event in course.events}:
            return {}
        found = oddities_of_correction(course, self.event.sequence, self.event.stage, on)
        return dict.fromkeys(found, "This runs backwards beside its other stages: is this the day?")
