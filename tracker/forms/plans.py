"""The form of the plan: by when or how much a week, in which order, measured against what, and why."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from careerguide.templatetags.interface import duration
from guide.models import Edition, Milestone
from guide.templatetags.figures import in_unit, short
from tracker.dashboard import COUNTED
from tracker.durations import HOURS_EXAMPLES, spell_hours
from tracker.forms.choices import HoursField
from tracker.forms.stages import DayField, RecordForm
from tracker.models import Plan
from tracker.models.learner import WEEK_SECONDS
from tracker.models.targets import goal_of
from tracker.plans import Course, Rest
from tracker.workload import SKILL, Done, work_of

BY_HOURS, BY_DAY = "hours", "day"
WEEK_HAS = "A week has 168 hours."
READABLE_PLACE = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True)
class Choices:
    """The fields of one milestone: its place in the order, the figures to choose from with their editions, the end."""

    milestone: Milestone
    edition: Edition  # the one that is chosen now
    place: BoundField | None
    figure: BoundField | None
    figures: tuple
    end: BoundField | None
    is_first: bool = False  # of the skills, which have places
    is_last: bool = False

    @property
    def is_wrong(self):
        return any(field.errors for field in (self.place, self.figure, self.end) if field)


class PlanForm(RecordForm):
    """``plan_fields``: what tracker.actions.plans.make_plan takes.

    ``targets`` are the learner's current ones (tracker.dashboard.targets_of), ``done`` and ``rest`` what the hours that
    a day takes follow from, ``plan`` the version that holds, None for none.
    """

    by = forms.ChoiceField(
        label="The plan goes by",
        choices=[(BY_HOURS, "Hours a week: the days follow"), (BY_DAY, "A day: the hours follow")],
        widget=forms.RadioSelect,
        error_messages={"required": "By hours a week, or by a day?", "invalid_choice": "By hours a week, or by a day?"},
    )
    weekly = HoursField(
        label="Hours a week",
        required=False,
        most=WEEK_SECONDS,
        too_many=WEEK_HAS,
        help_text="10, 7.5 or 7h30: what you can keep up. They become your weekly goal.",
    )
    target_day = DayField(
        label="All done by", required=False, help_text="Your weekly goal becomes what this day takes a week."
    )
    order = forms.ChoiceField(
        label="Skills",
        choices=Plan.Order.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "One after the other, or all together?", "invalid_choice": "Choose one of these."},
    )
    reason = forms.CharField(
        label="Why",
        max_length=Plan.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In a sentence. It stays beside this version.",
        error_messages={"required": "What has changed? A sentence will do; it stays beside this version."},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    moved = ""  # which skill was moved to where, in words

    def __init__(self, data=None, *, access, targets, plan, done=None, rest=None, initial=None, **kwargs):
        self.plan, self.done, self.rest = plan, done or Done({}, 0), rest or Rest()
        steps = [step.milestone_id for step in plan.steps.all()] if plan else []
        kept = {pk: place for place, pk in enumerate(steps)}
        planned = [target for target in targets if target.milestone.counts in COUNTED]
        planned.sort(key=lambda t: (t.milestone.counts != SKILL, kept.get(t.milestone_id, len(kept))))
        self.targets = planned
        self.options = {target.milestone_id: options_of(target, access.guide) for target in planned}
        super().__init__(data, access=access, initial=initial, **kwargs)
        self.fields["reason"].required = plan is not None
        self.fields["target_day"].widget.attrs["min"] = access.today.isoformat()
        for target in planned:
            self._add_fields(target.milestone, self.options[target.milestone_id])

    def first(self):
        plan = self.plan
        places = {f"place_{t.milestone.slug}": n for n, t in enumerate(self._skills, start=1)}
        figures = {f"figure_{t.milestone.slug}": str(t.edition_id) for t in self.targets}
        ends = {f"end_{t.milestone.slug}": t.end for t in self.targets}
        return {
            "by": BY_DAY if plan and plan.target_day else BY_HOURS,
            "weekly": spell_hours((plan and plan.weekly_seconds) or self.access.learner.goal_seconds),
            "target_day": plan and plan.target_day,
            "order": plan.order if plan else Plan.Order.IN_ORDER,
            "seen": plan.number if plan else 0,
            **places,
            **figures,
            **ends,
            **super().first(),
        }

    @property
    def _skills(self):
        return [target for target in self.targets if target.milestone.counts == SKILL]

    def _add_fields(self, milestone, editions):
        """Those that the milestone has: a place among several skills, a figure among several, an end of a range."""
        slug, title = milestone.slug, milestone.title
        if milestone.counts == SKILL and len(self._skills) > 1:
            self.fields[f"place_{slug}"] = PlaceField(len(self._skills), label=f"Place of {milestone.skill.title}")
        if len(editions) > 1:
            self.fields[f"figure_{slug}"] = forms.ChoiceField(
                label=f"Figure for {title}",
                choices=[(str(edition.pk), short(edition)) for edition in editions],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose a figure.", "invalid_choice": "Choose one of these figures."},
            )
        if any(has_range(edition) for edition in editions):
            self.fields[f"end_{slug}"] = forms.ChoiceField(
                label=f"First goal of {title}",
                choices=[(end.value, f"{end.label}{at_end(editions, end)}") for end in Milestone.End],
                error_messages={"required": "The low mark or the high one?", "invalid_choice": "Choose one of these."},
            )

    def milestones(self):
        """The fields of each milestone, in the order of the places that the form shows."""
        skills = self._skills_in_place()
        return [
            Choices(
                target.milestone,
                target.edition,
                self._bound(f"place_{target.milestone.slug}"),
                figure := self._bound(f"figure_{target.milestone.slug}"),
                tuple(zip(figure, self.options[target.milestone_id], strict=True)) if figure else (),
                self._bound(f"end_{target.milestone.slug}"),
                is_first=target in skills[:1],
                is_last=target in skills[-1:],
            )
            for target in [*skills, *(t for t in self.targets if t.milestone.counts != SKILL)]
        ]

    def _skills_in_place(self):
        """Skills by the places that the form shows; one that can be read as no place keeps its own."""
        places = {target: number for number, target in enumerate(self._skills, start=1)}

        def place(target):
            name = f"place_{target.milestone.slug}"
            shown = str(self.data.get(name) if self.is_bound else self.initial.get(name))
            return int(shown) if READABLE_PLACE.fullmatch(shown) else places[target]

        return sorted(self._skills, key=place)

    def move(self, asked):
        """Let a skill change places with its neighbour in a form that is shown: ``asked`` is "up" or "down", a dot, and
        the slug of its milestone. Whatever else is asked moves nothing."""
        skills = self._skills_in_place()
        way, _, slug = asked.partition(".")
        at = next((number for number, target in enumerate(skills) if target.milestone.slug == slug), -1)
        to = at + {"up": -1, "down": 1}.get(way, 0)
        if at < 0 or not 0 <= to < len(skills):
            return
        skills[at], skills[to] = skills[to], skills[at]
        for number, target in enumerate(skills, start=1):
            self.initial[f"place_{target.milestone.slug}"] = number
        self.moved = f"{skills[to].milestone.skill.title} has place {to + 1} of {len(skills)}. Nothing is saved yet."

    def _bound(self, name):
        return self[name] if name in self.fields else None

    def clean_weekly(self):
        seconds = self.cleaned_data["weekly"]
        if self.data.get("by") == BY_HOURS and not seconds:
            raise ValidationError(
                f"How many hours a week? {HOURS_EXAMPLES}" if not self.data.get("weekly", "").strip()
                else "With no hours nothing is ever done. Half an hour is 0.5."
            )  # fmt: skip
        return seconds

    def clean_target_day(self):
        day = self.cleaned_data["target_day"]
        if self.data.get("by") == BY_DAY:
            if day is None:
                raise ValidationError("By which day? Write it as 2027-06-30.")
            if day < self.access.today:
                raise ValidationError("This day is over. Choose one to come.")
        return day

    def clean(self):
        data = super().clean()
        if not self._skills:
            self.add_error(None, "The guide has no milestone in hours at the moment, so there is nothing to plan.")
        self._check_places()
        if not self.errors and data["by"] == BY_DAY:
            self._check_day(data["target_day"])
        return data

    def _check_places(self):
        taken = {}
        for target in self._skills:
            name = f"place_{target.milestone.slug}"
            place = self.cleaned_data.get(name)
            if place and place in taken:
                self.add_error(name, f"Place {place} is that of {taken[place]} already.")
            elif place:
                taken[place] = target.milestone.skill.title

    def _check_day(self, day):
        """A day that no week has hours enough for is refused, with the number."""
        goals = [goal_of(*step) for step in self.steps]
        pairs = [(goal.counts, self.done.to_go(goal) or 0) for goal in goals]
        course = Course.by_day(self.access.today, work_of(pairs, together=False).seconds, day, self.rest)
        if course.weekly is None:
            self.add_error("target_day", "Every day until then lies in a break. Choose a later one.")
        elif course.weekly > WEEK_SECONDS:
            takes = duration(course.weekly)
            self.add_error("target_day", f"By then it would take {takes} a week. {WEEK_HAS} Choose a later day.")

    @property
    def steps(self):
        """(milestone, edition, end) of each, in the order chosen."""
        data = self.cleaned_data

        def place(target):
            return data.get(f"place_{target.milestone.slug}") or 0

        ordered = [*sorted(self._skills, key=place), *(t for t in self.targets if t.milestone.counts != SKILL)]
        return [self._step(target) for target in ordered]

    def _step(self, target):
        slug, chosen = target.milestone.slug, self.cleaned_data
        editions = {str(edition.pk): edition for edition in self.options[target.milestone_id]}
        edition = editions[chosen.get(f"figure_{slug}") or str(target.edition_id)]
        end = chosen.get(f"end_{slug}") or target.end
        return target.milestone, edition, Milestone.End(end)

    @property
    def plan_fields(self):
        data = self.cleaned_data
        by_day = data["by"] == BY_DAY
        return {
            "seen": data["seen"] or 0,
            "steps": self.steps,
            "order": data["order"],
            "target_day": data["target_day"] if by_day else None,
            "weekly_seconds": None if by_day else data["weekly"],
            "reason": data["reason"],
        }

    def refuse_moved(self, plan):
        """Say that another window was quicker; sent again, this form is the next version after that one."""
        self.plan, self.data = plan, self.data.copy()
        self.data["seen"] = plan.number if plan else 0
        self.fields["reason"].required = plan is not None
        self.add_error(
            None,
            "The plan was changed in another window since this page was opened. What you entered is still here: look at"
            " the plan, and save again if this is to take its place.",
        )


class PlaceField(forms.IntegerField):
    """A place from 1 to ``last``."""

    def __init__(self, last, **kwargs):
        wrong = f"A place is a number from 1 to {last}."
        messages = {"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong}
        super().__init__(
            min_value=1,
            max_value=last,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "place"}),
            error_messages=messages,
            **kwargs,
        )


def options_of(target, guide):
    """The editions to choose from, each once: the one that the target has, then what the guide gives today."""
    editions = (target.edition, *guide.alternatives[target.milestone_id])
    return tuple({edition.pk: edition for edition in editions}.values())


def has_range(edition):
    return edition.low is not None and edition.high is not None and edition.low != edition.high


def at_end(editions, end):
    """What the end is, where there is but one figure: ", 400 h"."""
    [edition, *more] = editions
    if more:
        return ""
    return f": {in_unit(edition.high if end == Milestone.End.HIGH else edition.low, edition.unit)}"


def first_of(proposal, offer, today):
    """What the form begins with when an offer is to be changed before it is taken."""
    low = {
        f"end_{step.milestone.slug}": Milestone.End.LOW for step in proposal.running.steps if offer.low and step.is_high
    }
    if proposal.running.plan.target_day:
        return {"by": BY_DAY, "target_day": max(offer.day, today), **low}
    return {"by": BY_HOURS, "weekly": spell_hours(offer.weekly), **low}
