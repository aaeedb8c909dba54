"""To which stage a certification comes."""

from django import forms

from careerguide.templatetags.interface import day as day_in_words
from tracker.forms.asked import AskingForm
from tracker.forms.stages import DayField, StageDayForm, StageForm
from tracker.models import Certification
from tracker.recounts import course_of
from tracker.stages import CERTIFICATION, Oddity, is_held, oddities

Stage = Certification.Stage


class CertificationStageForm(StageForm):
    """Also the part of the add form that says so."""

    STAGES = Stage.choices
    FORESEEN = (Stage.BOOKED,)

    happened_on = DayField(label="Since", help_text="Of a booked exam, its day.")


class CertificationMoveForm(AskingForm, CertificationStageForm):
    """Passed or renewed, until when it holds; what is odd about a day is asked about first."""

    ASKS = {Oddity.BACKWARDS: "happened_on"}

    expires_on = DayField(
        label="Valid until",
        required=False,
        help_text="Once it is passed or renewed: the last day on which it holds. Empty: it does not run out.",
    )

    field_order = ["stage", "happened_on", "expires_on"]

    def __init__(self, *args, certification, **kwargs):
        self.certification = certification
        super().__init__(*args, **kwargs)

    def first(self):
        last = self.certification.expires_on
        still = last if last and last >= self.access.today else None
        return {**super().first(), "expires_on": still, "stage": self.certification.stage}

    def clean_stage(self):
        stage, now, listed = self.cleaned_data["stage"], self.certification.stage, self.certification.listed
        begins_anew = stage in Certification.AHEAD and now not in (*Certification.AHEAD, Stage.FAILED)
        if begins_anew and listed and not listed.can_be_earned:
            status = listed.get_status_display().lower()
            raise forms.ValidationError(f"{listed.title} is {status}: not to be planned anew.")
        return stage

    def clean_expires_on(self):
        last, day = self.cleaned_data["expires_on"], self.cleaned_data.get("happened_on")
        if day and is_held(stage := self.cleaned_data.get("stage")):
            self._check_last_day(last, stage, day)
        return last

    def _check_last_day(self, last, stage, day):
        before = self.certification.expires_on
        if stage == Stage.RENEWED and not last:
            raise forms.ValidationError("Until when does it hold now?")
        if last and last < day:
            raise forms.ValidationError("This is before the day above.")
        if last and (passed := held_since(self.certification)) and last < passed:
            raise forms.ValidationError(before_pass(passed, self.access.today))
        if stage == Stage.RENEWED and before and last <= before and self.certification.stage != Stage.RENEWED:
            raise forms.ValidationError("Renewed, it holds longer than before.")

    def odd(self, data):
        if self.errors:
            return {}
        found = oddities(course_of(self.certification).events, CERTIFICATION, data["stage"], data["happened_on"])
        return dict.fromkeys(found, "This is before the day of a stage that it came to earlier. Is it right?")

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


class CertificationDayForm(StageDayForm):
    """Another day for a stage: of an attempt, of a pass, of a booked exam, which may be one to come."""

    FORESEEN = (Stage.BOOKED,)

    happened_on = DayField(label="Day", help_text="Of a booked exam, its day.")

    def clean_happened_on(self):
        on, last, today = self.cleaned_data["happened_on"], self.event.certification.expires_on, self.access.today
        if is_held(self.event.stage) and last and last < on <= today:
            until = day_in_words(last, today)
            raise forms.ValidationError(f"It holds until {until}, which is before this day. Change that first.")
        return on


class UntilForm(forms.Form):
    """Until when it held before a move that is undone, as the address of the undo says it."""

    until = DayField(required=False)
