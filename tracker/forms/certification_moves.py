"""To which stage a certification comes."""

from itertools import pairwise

from django import forms

from careerguide.templatetags.interface import day as day_in_words
from tracker.forms.asked import AskingForm
from tracker.forms.stages import DayField, StageDayForm, StageForm, refuse_the_same, runs_backwards
from tracker.models import Certification
from tracker.recounts import course_of
from tracker.stages import CERTIFICATION, Oddity, is_held

Stage = Certification.Stage
LET_GO = "let_go"
# The stage that a move proposes.
NEXT = {
    Stage.PLANNED: Stage.STUDYING,
    Stage.STUDYING: Stage.BOOKED,
    Stage.BOOKED: Stage.PASSED,
    Stage.FAILED: Stage.BOOKED,
    **dict.fromkeys((Stage.PASSED, Stage.RENEWED, Stage.EXPIRED), Stage.RENEWED),
}


class CertificationStageForm(StageForm):
    """Also the part of the add form that says so."""

    STAGES = Stage.choices
    FORESEEN = (Stage.BOOKED,)

    happened_on = DayField(label="Since", help_text="Of a booked exam, its day.")


class CertificationMoveForm(AskingForm, CertificationStageForm):
    """Passed or renewed, until when it holds; what is odd about a day is asked about first."""

    ASKS = {LET_GO: "stage", Oddity.BACKWARDS: "happened_on"}
    AGAIN = (Stage.BOOKED, Stage.FAILED, Stage.RENEWED)  # what may come twice in a row, on two days

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
        return {**super().first(), "expires_on": still, "stage": NEXT[self.certification.stage]}

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
        if data.get("stage") not in self.AGAIN:
            refuse_the_same(self, self.certification)
        if self.errors:
            return {}
        stage, now, asked = data["stage"], self.certification, {}
        if is_held(now.stage) and stage in (*Certification.AHEAD, Stage.FAILED):
            until = f" until {day_in_words(now.expires_on, self.access.today)}" if now.expires_on else ""
            asked[LET_GO] = (
                f"It is held{until}, and would no longer count as held. Is that meant? Else enter it as renewed once "
                "the new exam is passed, or add that exam as another certification."
            )
        events = came_to(course_of(now).events)
        if question := runs_backwards(self, events, CERTIFICATION, stage, data["happened_on"]):
            asked[Oddity.BACKWARDS] = question
        return asked

    @property
    def step(self):
        """What the action takes."""
        until = {"expires_on": self.cleaned_data["expires_on"]} if is_held(self.cleaned_data["stage"]) else {}
        return {**super().step, **until}


def came_to(events):
    """The effective events without the bookings that another one replaced: those exams were never sat."""
    later = {event.sequence for event, after in pairwise(events) if event.stage == after.stage == Stage.BOOKED}
    return tuple(event for event in events if event.sequence not in later)


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
