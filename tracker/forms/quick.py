"""The quick line's form: one field, and the token, owner and page that the forms of a record carry."""

from django import forms
from django.urls import reverse_lazy

from tracker.echo import Echo
from tracker.forms.stages import LinkField, TokenForm
from tracker.forms.study import day_is_full
from tracker.models import StudySession
from tracker.quickline import EXAMPLE, LONGEST

# What the address of the full form may fill in (Echo.form), and the names of its fields.
FILLED = {"skill": "what", "duration": "duration", "day": "day", "note": "note", "topic": "topic", "tags": "tags",
          "link": "link", "towards": "towards"}  # fmt: skip


def filled(query):
    """Initial values of the full form from an address."""
    return {field: query[name] for name, field in FILLED.items() if query.get(name)}


class QuickForm(TokenForm):
    """``echo`` says what the line means; valid is what may be logged. It is logged once ``seen`` says the same."""

    line = forms.CharField(
        label="Log time",
        required=False,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "enterkeyhint": "done",
                "placeholder": EXAMPLE,
                "pattern": f".{{0,{LONGEST}}}",  # a longer one is refused, and too long for the address of its echo
                "aria-describedby": "quick-echo",
                "hx-get": reverse_lazy("tracker:study-quick"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#quick-echo",
                "hx-swap": "outerHTML",
                "hx-include": "#quick-about",
                "hx-sync": "closest form:abort",
                "hx-validate": "true",
                "data-focus": True,
            }
        ),
    )
    choice = forms.CharField(required=False)  # an answer to what was asked: a whole line, in the other's place
    seen = forms.CharField(required=False)
    about = forms.CharField(required=False, widget=forms.HiddenInput)  # the skill of the page, by its slug
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    logged, refused = None, ""  # what was done by the form before this one: a session, or why it was not

    def __init__(self, data=None, *, access, **kwargs):
        if data is not None and data.get("choice"):
            data = data.copy()
            data["line"] = data.pop("choice")[-1]
        super().__init__(data, access=access, auto_id="quick-%s", **kwargs)
        if access.learner.started_on >= access.today:  # no yesterday that could be logged
            self.fields["line"].widget.attrs["placeholder"] = EXAMPLE.removesuffix(" yesterday")
        about = self["about"].value()
        skills = access.guide.published_skills if about else ()  # an empty line on any page asks the guide nothing
        self.skill = next((skill for skill in skills if skill.slug == about), None)
        if self.skill:
            self.fields["line"].label = "Log time for this skill"
        self.echo = Echo.of(access, self["line"].value() or "", self.skill)

    @property
    def is_unseen(self):
        """Whether it was sent before the page had shown what it says."""
        return self.is_bound and not self.errors

    @property
    def is_seen(self):
        """Whether the page has shown what the line says, in these very words."""
        return self.cleaned_data["seen"] == self.echo.seen

    def clean_line(self):
        """What is asked about is the field's error: nothing is logged before it is answered."""
        if self.echo.unclear:
            raise forms.ValidationError(self.echo.unclear.ask)
        if not self.echo.reading:
            raise forms.ValidationError(f"What did you do, and for how long? For example: {EXAMPLE}")
        LinkField(label="Link").clean(self.echo.reading.link)
        return self.cleaned_data["line"]

    def session_fields(self):
        """What tracker.actions.study takes of the form."""
        return {"token": self.cleaned_data["token"], "origin": StudySession.Origin.QUICK, **self.echo.fields}

    def refuse_day(self, error):
        """Say that the day is full, of tracker.actions.study.DayTooLong."""
        self.add_error("line", day_is_full(error))
