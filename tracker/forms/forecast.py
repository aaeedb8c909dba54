"""What if: the question that a forecast's address asks."""

import re

from django import forms

from tracker.durations import HOURS_EXAMPLES, parse_hours
from tracker.forecast import Order, Scenario, Scope
from tracker.models import Break

WEEK_HOURS = 168
LENGTH = re.compile(r"(\d{1,3}) ?(w|week|weeks|d|day|days)|0")
LENGTH_EXAMPLES = "Write 2w or 10d."
NAMES = ("hours", "break", "scope", "order")


class HoursField(forms.CharField):
    """Hours a week, as typed, to seconds."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            seconds = parse_hours(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if not 0 < seconds <= WEEK_HOURS * 3600:
            raise forms.ValidationError(f"More than nothing, and at most the {WEEK_HOURS} hours of a week.")
        return seconds


class LengthField(forms.CharField):
    """A length of time, ``2w`` or ``10d``, to days."""

    def clean(self, value):
        text = super().clean(value).lower()
        if not text:
            return 0
        match = LENGTH.fullmatch(text) if text.isascii() else None
        if not match:
            raise forms.ValidationError(f"This is not a length that we can read. {LENGTH_EXAMPLES}")
        days = int(match[1] or 0) * (7 if (match[2] or "").startswith("w") else 1)
        if days > Break.LONGEST_DAYS:
            raise forms.ValidationError(f"A break is at most {Break.LONGEST_DAYS} days.")
        return days


class ScenarioForm(forms.Form):
    """``scenario``: what was asked, without what cannot be read; the present where nothing was."""

    hours = HoursField(label="Hours a week", required=False, max_length=40, help_text=HOURS_EXAMPLES)
    scope = forms.ChoiceField(
        label="Marks",
        required=False,
        choices=[(Scope.BOTH, "low and high"), (Scope.LOW, "low only"), (Scope.HIGH, "high only")],
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    order = forms.ChoiceField(
        label="Skills",
        required=False,
        choices=[("", "as planned"), (Order.TOGETHER, "all together"), (Order.IN_ORDER, "one after the other")],
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    field_order = NAMES

    def __init__(self, data):
        asked = any(name in data for name in NAMES)
        super().__init__(data if asked else None)
        # No attribute of a class can have this name.
        self.fields["break"] = LengthField(
            label="A break from tomorrow", required=False, max_length=40, help_text=LENGTH_EXAMPLES
        )
        self.order_fields(NAMES)

    @property
    def scenario(self):
        told = self.cleaned_data if self.errors or self.is_bound else {}
        return Scenario(
            seconds=told.get("hours"),
            break_days=told.get("break", 0),
            order=Order(told["order"]) if told.get("order") else None,
            scope=Scope(told.get("scope") or Scope.BOTH),
        )
