"""The form that declares or changes a break."""

from django import forms

from tracker.days import DAY
from tracker.forms.stages import DayField, RecordForm
from tracker.models import Break


class BreakForm(RecordForm):
    """``cleaned_data``: first_day, last_day, reason. A break may be over already, or to come; not before the start."""

    first_day = DayField(label="First day")
    last_day = DayField(label="Last day")
    reason = forms.CharField(
        label="Reason", required=False, max_length=200, help_text="For you, and for mentors who may see your plan.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data=None, *, access, pause=None, **kwargs):
        self.pause = pause
        super().__init__(data, access=access, **kwargs)
        for name in ("first_day", "last_day"):
            self.fields[name].error_messages["required"] = "Which day? A break of one day has it in both."
            self.fields[name].widget.attrs["min"] = access.learner.started_on.isoformat()

    def first(self):
        pause = self.pause
        days = {"first_day": pause.first, "last_day": pause.last, "reason": pause.reason} if pause else {}
        return {**days, **super().first()}

    def clean(self):
        data = super().clean()
        first, last, start = data.get("first_day"), data.get("last_day"), self.access.learner.started_on
        if first and first < start:
            self.add_error("first_day", f"Your path starts on {start:%-d %B %Y}: nothing rests before it.")
        if first and last and last < first:
            self.add_error("last_day", "This is before the first day.")
        elif first and last and last - first >= Break.LONGEST_DAYS * DAY:
            self.add_error("last_day", f"A break has at most {Break.LONGEST_DAYS} days. Add another for what follows.")
        return data

    def declared(self):
        """What tracker.actions.breaks takes of the form."""
        data = self.cleaned_data
        return {"first": data["first_day"], "last": data["last_day"], "reason": data["reason"]}
