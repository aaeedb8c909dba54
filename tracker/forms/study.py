"""The form that logs or changes a study session."""

import uuid

from django import forms

from tracker.drafts import OWNER
from tracker.durations import EXAMPLES, parse_duration, spell_duration
from tracker.models import StudySession

LONGEST = 24 * 3600
ACTIVITIES = (StudySession.Activity.INTERVIEW, StudySession.Activity.PROJECT)


def what_choices(skills):
    """Groups for the select of what was studied; each says whether it counts to the recommended total."""
    counted = [(skill.slug, skill.title) for skill in skills if skill.counts_to_total]
    further = [(skill.slug, skill.title) for skill in skills if not skill.counts_to_total]
    other = [(f"activity:{activity.value}", activity.label) for activity in ACTIVITIES]
    groups = [
        ("Counts to the recommended total", counted),
        ("Kept beside it", further),
        ("Kept beside it, too", other),
    ]
    return [group for group in groups if group[1]]


class DurationField(forms.CharField):
    """Typed text to seconds; what may be logged in one go is more than nothing and at most a day."""

    def clean(self, value):
        text = super().clean(value)
        try:
            seconds = parse_duration(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if seconds == 0:
            raise forms.ValidationError("Nothing to log in 0 minutes.")
        if seconds > LONGEST:
            hours = seconds // 3600
            hint = f" Did you mean {hours}m?" if hours < 100 else ""
            raise forms.ValidationError(f"{hours} hours do not fit in a day.{hint}")
        return seconds


class NoteField(forms.CharField):
    """Text of several lines: a browser sends two characters for each end of a line, of which one counts."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class StudyForm(forms.Form):
    """``cleaned_data``: skill (or None), activity, day, seconds, note: what tracker.actions.study takes."""

    what = forms.ChoiceField(
        label="Skill",
        error_messages={"invalid_choice": "Choose one of the list.", "required": "Choose one of the list."},
    )
    duration = DurationField(
        label="Time",
        max_length=10_000,  # longer than any duration, so that its own message answers, not a count of characters
        help_text="1h30, 90 or 1.5h",
        error_messages={"required": f"How long? {EXAMPLES}"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}),
    )
    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "This is not a day of the calendar. Write it as 2026-11-03."},
    )
    note = NoteField(
        label="Note",
        required=False,
        max_length=2000,
        help_text="What you did, where you stopped.",
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    owner = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, access, session=None, initial=None, **kwargs):
        self.access, self.session = access, session
        self.skills = {skill.slug: skill for skill in access.guide.published_skills}
        if session and session.skill_id:
            # A skill that was taken out of the guide since stays what was logged.
            self.skills.setdefault(session.skill.slug, session.skill)
        first = self._of(session) if session else {"day": access.today}
        if session:
            kwargs["auto_id"] = f"id_{session.pk}_%s"  # it may stand on a page beside the form that logs
        super().__init__(data, initial={**first, **self._hidden(), **(initial or {})}, **kwargs)
        if session:  # a change made twice is the same change, and leads back to the list
            del self.fields["token"], self.fields["next"]
        choices = what_choices(self.skills.values())
        if not self._offers(self.initial.get("what")):
            choices = [("", "Choose a skill"), *choices]  # asked for one that is not there: no other in its place
        self.fields["what"].choices = choices
        days = {"min": access.learner.started_on.isoformat(), "max": access.today.isoformat()}
        self.fields["day"].widget.attrs.update(days)

    def _offers(self, what):
        return not what or what in self.skills or what in {f"activity:{activity.value}" for activity in ACTIVITIES}

    def _hidden(self):
        return {"token": uuid.uuid4(), "owner": OWNER.sign(self.access.learner.user.handle)}

    @staticmethod
    def _of(session):
        return {
            "what": session.skill.slug if session.skill_id else f"activity:{session.activity}",
            "duration": spell_duration(session.seconds),
            "day": session.day,
            "note": session.note,
        }

    def clean_day(self):
        day, today, start = self.cleaned_data["day"], self.access.today, self.access.learner.started_on
        if day > today:
            raise forms.ValidationError("This day has not come yet. Log it when it is done.")
        if day < start and not (self.session and day == self.session.day):
            raise forms.ValidationError(
                f"Your path starts on {start:%-d %B %Y}. What came before it belongs to the hours before joining."
            )
        return day

    def clean_token(self):
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()

    def clean(self):
        data = super().clean()
        what = data.get("what", "")
        _, _, activity = what.partition("activity:")
        data["skill"] = None if activity else self.skills.get(what)
        data["activity"] = activity or StudySession.Activity.STUDY
        return data

    def session_fields(self):
        """What tracker.actions.study takes of the form."""
        data = self.cleaned_data
        names = ("day", "skill", "activity", "note")
        return {"seconds": data["duration"], **{name: data[name] for name in names}}

    def refuse_day(self, error):
        """Say that the day is full, of tracker.actions.study.DayTooLong."""
        hours, minutes = divmod(error.seconds // 60, 60)
        there = f" It holds {hours} h {minutes:02} already." if error.seconds else ""
        self.add_error("duration", f"That is more than the day has.{there}")
