"""The forms for a learner's choices. Each serves its own page under settings, and all of them together onboarding."""

import datetime
from dataclasses import dataclass

from django import forms
from django.utils.formats import date_format

from guide.evidence import Evidence
from guide.models import NOT_STATED, Milestone, Path
from tracker.days import local_day
from tracker.durations import HOURS_EXAMPLES, parse_hours, spell_hours
from tracker.models import PriorHours
from tracker.models.learner import DAY_SECONDS, FIRST_DAY, SHORTEST_LIMIT, WEEK_SECONDS, WeekStart
from tracker.zones import UTC, zone_choices

FIRST = datetime.date.fromisoformat(FIRST_DAY)
SHORT_TEXT = {"autocomplete": "off", "size": 8}


class HoursField(forms.CharField):
    """Typed hours to seconds, up to ``most`` seconds; ``too_many`` says what is wrong with more. Empty is 0."""

    def __init__(self, *, most, too_many, **kwargs):
        self.most, self.too_many = most, too_many
        super().__init__(**{"widget": forms.TextInput(attrs=SHORT_TEXT), **kwargs})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return 0
        try:
            seconds = parse_hours(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if seconds > self.most:
            raise forms.ValidationError(self.too_many)
        return seconds


@dataclass(frozen=True)
class PathOption:
    """A path to choose, with the evidence of its summary and of what it takes in all."""

    path: Path
    evidence: Evidence

    @property
    def edition(self):
        """The figure for the whole path, where a source gives one and the summary does not name it already."""
        edition = self.evidence.of(self.path.total_figure)
        return None if edition in self.evidence.marked(self.path.summary) else edition

    @property
    def from_where(self):
        start = self.path.starts_from
        return "Where it starts from is not stated" if start == NOT_STATED else f"From {start}"


def path_options(kept=None):
    """The published paths as PathOptions by slug, in the guide's order; with ``kept`` even if it was retired."""
    paths = {path.slug: path for path in Path.objects.published().select_related("total_figure")}
    if kept is not None:
        paths.setdefault(kept.slug, kept)
    keys = [path.total_figure.key for path in paths.values() if path.total_figure]
    evidence = Evidence.for_page([path.summary for path in paths.values()], keys=keys)
    return {slug: PathOption(path, evidence) for slug, path in paths.items()}


class PathForm(forms.Form):
    """``cleaned_data``: path, started_on; checked against ``today``, the learner's."""

    path = forms.ChoiceField(
        label="Path",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Which way do you go? You can change it later.",
            "invalid_choice": "Choose one of these.",
        },
    )
    started_on = forms.DateField(
        label="Start",
        help_text="The day from which your months count.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "From which day? Today will do.",
            "invalid": "This is not a day of the calendar. Write it as 2026-11-03.",
        },
    )

    def __init__(self, data=None, *, options, today=None, **kwargs):
        self.options, self.today = options, today
        super().__init__(data, **kwargs)
        self.fields["path"].choices = [(slug, option.path.title) for slug, option in options.items()]

    def clean_path(self):
        return self.options[self.cleaned_data["path"]].path

    def clean(self):
        data = super().clean()
        day = data.get("started_on")
        if day and day > self.today:
            self.add_error("started_on", "This day has not come yet. Start today, or on the day you began.")
        elif day and day < FIRST:
            self.add_error("started_on", "Is the year right? Days before 2000 cannot be chosen.")
        return data

    def paths(self):
        """The radio buttons, each with its PathOption."""
        return list(zip(self["path"], self.options.values(), strict=True))


class PathChangeForm(PathForm):
    restart = forms.BooleanField(
        label="I begin again on this day",
        required=False,
        help_text="Only then may the start be later than your first log. Your hours stay and go on counting.",
    )

    def refuse_start(self, error):
        """Say which day is in the way, of tracker.actions.learner.StartAfterFirstSession."""
        day = date_format(error.day, "j F Y")
        self.add_error(
            "started_on",
            f"Your first log is of {day}. Choose that day or one before it, or say below that you begin again.",
        )


class GoalForm(forms.Form):
    """``cleaned_data``: hours, in seconds a week."""

    hours = HoursField(
        label="Hours a week",
        help_text="10, 7.5 or 7h30: what you can keep up.",
        most=WEEK_SECONDS,
        too_many="A week has 168 hours.",
        error_messages={"required": f"How many hours a week? {HOURS_EXAMPLES}"},
    )

    def clean_hours(self):
        seconds = self.cleaned_data["hours"]
        if seconds == 0:
            raise forms.ValidationError("A goal is more than nothing. Half an hour is 0.5.")
        return seconds


class LimitForm(forms.Form):
    """``cleaned_data``: limit, in seconds of the timer."""

    limit = HoursField(
        label="Hours until it is flagged",
        help_text="4, 1.5 or 0h45: longer than you study without a rest.",
        most=DAY_SECONDS,
        too_many="A day has 24 hours.",
        error_messages={"required": f"After how many hours? {HOURS_EXAMPLES}"},
    )

    def clean_limit(self):
        seconds = self.cleaned_data["limit"]
        if seconds < SHORTEST_LIMIT:
            raise forms.ValidationError("A minute is the least. A quarter of an hour is 0.25.")
        return seconds


class QuietForm(forms.Form):
    """``cleaned_data``: days without a word after which a follow-up is suggested."""

    days = forms.IntegerField(
        label="Quiet days",
        min_value=1,
        max_value=365,
        error_messages={
            "required": "After how many days? 14 is two weeks.",
            "invalid": "This is not a number of days. Two weeks are 14.",
            "min_value": "One day is the least.",
            "max_value": "A year, 365 days, is the most.",
        },
    )


class CalendarForm(forms.Form):
    """``cleaned_data``: zone, week_start."""

    zone = forms.ChoiceField(
        label="Time zone",
        choices=zone_choices,
        help_text="Your days begin and end at midnight there.",
        error_messages={
            "required": "Choose the zone that you live by.",
            "invalid_choice": "This is not a time zone that we know. Choose one of the list.",
        },
    )
    week_start = forms.TypedChoiceField(
        label="Your week begins on",
        choices=WeekStart.choices,
        coerce=int,
        help_text="The weekly goal counts from it.",
        error_messages={"invalid_choice": "Choose one of the list."},
    )

    def __init__(self, data=None, *, kept_zone="", **kwargs):
        super().__init__(data, **kwargs)
        if kept_zone:
            self.fields["zone"].choices = zone_choices(kept_zone)


def counted_milestones():
    """The milestones that count the hours of a published skill, by the name of its field."""
    hours = [m for m in Milestone.objects.tracked() if m.counts == Milestone.Counts.SKILL_HOURS]
    return {f"prior_{m.skill.slug}": m for m in hours if m.skill.is_published}


class PriorForm(forms.Form):
    """Hours before joining, one field for each skill whose hours count. ``prior()``: seconds by skill."""

    def __init__(self, data=None, *, prior=None, initial=None, **kwargs):
        self.milestones = counted_milestones()
        known = {name: (prior or {}).get(milestone.skill_id) for name, milestone in self.milestones.items()}
        texts = {name: spell_hours(seconds) for name, seconds in known.items() if seconds}
        super().__init__(data, initial={**texts, **(initial or {})}, **kwargs)
        for name, milestone in self.milestones.items():
            self.fields[name] = HoursField(
                label=milestone.skill.title,
                required=False,
                most=PriorHours.MAX_SECONDS,
                too_many="More than 20,000 hours is more than ten years of full-time work.",
            )

    def prior_fields(self):
        """The fields, each with its milestone."""
        return [(self[name], milestone) for name, milestone in self.milestones.items()]

    @property
    def prior_is_open(self):
        """Whether there is something in these fields to be seen."""
        return any(bound.errors or bound.value() for bound, _ in self.prior_fields())

    def prior(self):
        return {milestone.skill: self.cleaned_data[name] for name, milestone in self.milestones.items()}


class EnrollForm(PathForm, GoalForm, CalendarForm, PriorForm):
    """Onboarding: all choices on one page. ``now`` is the instant, since the day depends on the zone chosen."""

    field_order = ("path", "started_on", "hours", "zone", "week_start")

    def __init__(self, data=None, *, options, now, slug="", **kwargs):
        self.now = now
        self.proposed = local_day(now, UTC)
        first = {"started_on": self.proposed, "zone": UTC, "week_start": WeekStart.MONDAY}
        if slug in options or len(options) == 1:
            first["path"] = slug if slug in options else next(iter(options))
        super().__init__(data, options=options, initial=first, **kwargs)
        self.fields["zone"].help_text = "Guessed by your browser, else UTC."
        if data is None:
            self.fields["zone"].widget.attrs["data-guess-zone"] = UTC

    def clean(self):
        zone = self.cleaned_data.get("zone", UTC)
        self.today = local_day(self.now, zone)
        # West of Greenwich the day that the form proposed may not have come yet: it stood for today.
        if self.cleaned_data.get("started_on") == self.proposed > self.today:
            self.cleaned_data["started_on"] = self.today
        return super().clean()

    def enrollment(self):
        """What tracker.actions.learner.enroll takes of the form."""
        data = self.cleaned_data
        names = ("path", "started_on", "zone", "week_start")
        return {"goal_seconds": data["hours"], "prior": self.prior(), **{name: data[name] for name in names}}
