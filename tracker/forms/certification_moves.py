"""To which stage a certification comes."""

from django import forms

from careerguide.templatetags.interface import day as day_in_words
from tracker.forms.asked import AskingForm
from tracker.forms.stages import DayField, RecordForm, StageForm, refuse_future
from tracker.models import Certification
from tracker.recounts import course_of
from tracker.stages import CERTIFICATION, Oddity, is_held, oddities, oddities_of_correction

Stage = Certification.Stage


class CertificationStageForm(StageForm):
    """Also the part of the add form that says so."""

    STAGES = Stage.choices
    FORESEEN = (Stage.BOOKED,)

    happened_on = DayField(label="Since", help_text="Of a booked exam, its day.")


class CertificationMoveForm(CertificationStageForm):
    """Passed or renewed, until when it holds; what is odd about a day is asked about first."""

    expires_on = DayField(
        label="Valid until",
        required=False,
        help_text="Once it is passed or renewed: the last day on which it holds. Empty: it does not run out.",
    )
    sure = forms.BooleanField(label="The day is right", required=False)

    field_order = ["stage", "happened_on", "expires_on", "sure"]

    def __init__(self, *args, certification, **kwargs):
        self.certification, self.asks = certification, False
        super().__init__(*args, **kwargs)

    def first(self):
        last = self.certification.expires_on
        still = last if last and last >= self.access.today else None
        return {**super().first(), "expires_on": still, "stage": self.certification.stage}

    def clean(self):
        data = super().clean()
        stage, day = data.get("stage"), data.get("happened_on")
        if not stage or not day or self.errors:
            return data
        if is_held(stage):
            self._check_last_day(data, stage, day)
        listed = self.certification.listed
        if stage in Certification.AHEAD and listed and not listed.can_be_earned and self._begins_anew():
            self.add_error("stage", f"{listed.title} is {listed.get_status_display().lower()}: not to be planned anew.")
        if not self.errors and not data.get("sure"):
            self._ask(stage, day)
        return data

    def _begins_anew(self):
        return self.certification.stage not in (*Certification.AHEAD, Stage.FAILED)

    def _check_last_day(self, data, stage, day):
        last, before = data.get("expires_on"), self.certification.expires_on
        if stage == Stage.RENEWED and not last:
            self.add_error("expires_on", "Until when does it hold now?")
        elif last and last < day:
            self.add_error("expires_on", "This is before the day above.")
        elif last and (passed := held_since(self.certification)) and last < passed:
            self.add_error("expires_on", before_pass(passed, self.access.today))
        elif stage == Stage.RENEWED and before and last <= before and self.certification.stage != Stage.RENEWED:
            self.add_error("expires_on", "Renewed, it holds longer than before.")

    def _ask(self, stage, day):
        events = course_of(self.certification).events
        if Oddity.BACKWARDS in oddities(events, CERTIFICATION, stage, day):
            self.asks = True
            self.add_error("happened_on", "This is before the day of a stage that it came to earlier. Is it right?")

    @property
    def step(self):
        """What the action takes."""
        until = {"expires_on": self.cleaned_data["expires_on"]} if is_held(self.cleaned_data["stage"]) else {}
        return {**super().step, **until}


def held_since(certification):
    """The last day on which it was passed or renewed; None before any."""
    return max((step.happened_on for step in course_of(certification).events if is_held(step.stage)), default=None)


def before_pass(passed, today):
    return f"It was passed on {day_in_words(passed, today)}: this is before that day."


class CertificationDayForm(AskingForm, RecordForm):
    """Another day for a stage: of an attempt, of a pass, of a booked exam, which may be one to come."""

    ASKS = {Oddity.BACKWARDS: "happened_on"}

    happened_on = DayField(label="Day", help_text="Of a booked exam, its day.")

    def __init__(self, data=None, *, access, event, **kwargs):
        self.event = event
        super().__init__(data, access=access, **kwargs)
        if event.stage != Stage.BOOKED:
            self.fields["happened_on"].widget.attrs["max"] = access.today.isoformat()

    def first(self):
        return {**super().first(), "happened_on": self.event.happened_on}

    def clean_happened_on(self):
        on, last, today = self.cleaned_data["happened_on"], self.event.certification.expires_on, self.access.today
        if is_held(self.event.stage) and last and last < on <= today:
            until = day_in_words(last, today)
            raise forms.ValidationError(f"It holds until {until}, which is before this day. Change that first.")
        return on

    def odd(self, data):
        if self.event.stage != Stage.BOOKED:
            refuse_future(self, "happened_on")
        course, on = course_of(self.event.thing), data.get("happened_on")
        if not on or self.event.sequence not in {event.sequence for event in course.events}:
            return {}
        found = oddities_of_correction(course, self.event.sequence, self.event.stage, on)
        return dict.fromkeys(found, "This runs backwards beside its other stages: is this the day?")


class UntilForm(forms.Form):
    """Until when it held before a move that is undone, as the address of the undo says it."""

    until = DayField(required=False)
