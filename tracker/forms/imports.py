"""The forms of an import: the file, how it is to be read, what its names mean."""

import hashlib
import uuid

from django import forms
from django.conf import settings

from careerguide.uploads import most
from tracker.forms.study import ACTIVITIES
from tracker.importers.activitywatch import WAYS
from tracker.importers.anycsv import column_names, missing
from tracker.importers.files import ACTIVITYWATCH, ANY, TABLES, TITLES, columns_for
from tracker.importers.formats import ROLES
from tracker.importers.values import DMY, HOURS, MDY, MINUTES, SECONDS
from tracker.models import NameMapping
from tracker.zones import zone_choices

ORDERS = ((DMY, "day, month, year"), (MDY, "month, day, year"))
UNITS = ((HOURS, "hours"), (MINUTES, "minutes"), (SECONDS, "seconds"))
ONE_OF_THE_LIST = {"invalid_choice": "Choose one of the list.", "required": "Choose one of the list."}
LEAVE, TAGS = "leave", "tags"


class UploadForm(forms.Form):
    """``cleaned_data``: file, token."""

    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.txt,.tsv,text/csv,application/json"}),
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty.",
            "missing": "Choose a file.",
        },
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, too_large=False, **kwargs):
        super().__init__(*args, initial={"token": uuid.uuid4()}, **kwargs)
        self.too_large = f"This file is larger than {most()}, which is the most. Split it, by years."
        self.fields["file"].help_text = f"CSV or JSON, at most {most()}."
        limit = {"data-most": settings.UPLOAD_MAX_BYTES, "data-too-large": self.too_large}
        self.fields["file"].widget.attrs.update(limit)
        if too_large:
            self.fields["file"].error_messages["required"] = self.too_large

    def clean_token(self):
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()

    def refuse(self, reason):
        self.add_error("file", reason)


class ReadForm(forms.Form):
    """How the file of a batch is to be read: ``way()``. A table may be taken for one of another format."""

    def __init__(self, data=None, *, batch):
        self.batch, self.ask = batch, batch.options.get("ask", [])
        super().__init__(data, initial=self._now(batch))
        if batch.format in TABLES:
            self._add_table(self.data.get("format", batch.format))
        if batch.format == ACTIVITYWATCH:
            self.fields["way"] = forms.ChoiceField(
                label="Count the time", choices=list(WAYS.items()), widget=forms.RadioSelect,
                error_messages=ONE_OF_THE_LIST,
                help_text="The programs that watched saw the same hours in several ways. One of them is counted.",
            )  # fmt: skip

    @staticmethod
    def _now(batch):
        options = batch.options
        columns = {f"column_{role}": position for role, position in options.get("columns", {}).items()}
        names = ("order", "unit")
        return {
            "format": batch.format, "zone": batch.zone, "way": options.get("way", "window"), **columns,
            **{name: options.get(name, "") for name in names if name in options.get("ask", [])},
        }  # fmt: skip

    def _add_table(self, format):
        self.fields["format"] = forms.ChoiceField(
            label="What it is", choices=[(slug, TITLES[slug]) for slug in TABLES], error_messages=ONE_OF_THE_LIST,
            help_text="Found by the names of its columns.",
        )  # fmt: skip
        if format == ANY.slug:
            columns = [("", "none"), *column_names(self.batch.header, self.batch.options.get("example", ()))]
            for role, label in ROLES.items():
                self.fields[f"column_{role}"] = forms.TypedChoiceField(
                    label=label, choices=columns, coerce=int, empty_value=None, required=False,
                    error_messages=ONE_OF_THE_LIST,
                )  # fmt: skip
        self.fields["zone"] = forms.ChoiceField(
            label="Time zone of its times", choices=zone_choices(self.batch.zone), error_messages=ONE_OF_THE_LIST,
            help_text="The clock that the times in it were read off. Times that say their zone keep it.",
        )  # fmt: skip
        for name, label, choices, what in (
            ("order", "Days are written", ORDERS, "two_ways"),
            ("unit", "A duration that is only a number is in", UNITS, "bare"),
        ):
            if format == ANY.slug or format != self.batch.format or self.batch.options.get(what):
                self.fields[name] = self._choice(name, label, choices)

    def _choice(self, name, label, choices):
        options = self.batch.options
        why = {
            "order": f"{options.get('two_ways')} can be read as two days, and nothing in the file says which.",
            "unit": f"“{options.get('bare')}” says no unit, and nothing in the file does.",
        }
        asked = name in self.ask
        return forms.ChoiceField(
            label=label, choices=[("", "Choose" if asked else "as the file shows"), *choices], required=False,
            error_messages=ONE_OF_THE_LIST, help_text=why[name] if asked else "",
        )  # fmt: skip

    def column_fields(self):
        return [field for field in self.visible_fields() if field.name.startswith("column_")]

    def other_fields(self):
        return [field for field in self.visible_fields() if not field.name.startswith("column_")]

    def columns(self):
        """The position of each role, once the form is valid."""
        format = self.cleaned_data["format"]
        if format != ANY.slug:
            return columns_for(format, self.batch.header)
        chosen = {role: self.cleaned_data.get(f"column_{role}") for role in ROLES}
        return {role: position for role, position in chosen.items() if position is not None}

    def clean(self):
        data = super().clean()
        if self.batch.format not in TABLES or self.errors:
            return data
        if data["format"] != ANY.slug:
            if not TABLES[data["format"]].knows(self.batch.header):
                self.add_error("format", "It lacks columns of that. Take it for any other CSV, and say which is what.")
        elif "column_day" not in self.data:
            self.add_error("format", "Say below which column is what.")
        elif lacking := missing(self.columns()):
            words = {"duration": "A duration is needed, or start and end.", "day": "A day is needed, or a start."}
            self.add_error(f"column_{lacking}", words[lacking])
        return data

    def answered(self, options):
        """``options`` with what the form says; asks on, and returns None, where a question is still open."""
        for name, what in (("order", "two_ways"), ("unit", "bare")):
            said = self.cleaned_data.get(name, "")
            if said:
                options = {**options, name: said}
            elif name in options["ask"]:
                self.ask = options["ask"]
                question = {
                    "order": f"{options[what]} can be read as two days. Which of the two orders is it?",
                    "unit": f"“{options[what]}” of what?",
                }
                self.add_error(name, question[name])
        return None if self.errors else options


# --- names -----------------------------------------------------------------------------------------------------------


def name_key(kind, folded):
    """What a name is called in a form: short, whatever its letters."""
    return hashlib.blake2b(f"{kind} {folded}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def value_of(meaning):
    """The choice that a mapping stands for; ``meaning`` has verdict, activity, skill and topic."""
    if meaning.verdict != "take":
        return meaning.verdict
    if meaning.topic_id:
        return f"topic:{meaning.topic_id}"
    return f"skill:{meaning.skill_id}" if meaning.skill_id else f"activity:{meaning.activity}"


def meaning_choices(skills, topics):
    """Groups of what a name may mean; ``topics`` by skill id."""
    groups = []
    for skill in skills:
        of_skill = [(f"topic:{topic.pk}", f"{skill.short_title}: {topic.name}") for topic in topics.get(skill.pk, ())]
        groups.append((skill.title, [(f"skill:{skill.pk}", skill.title), *of_skill]))
    groups.append(("No skill", [(f"activity:{activity.value}", activity.label) for activity in ACTIVITIES]))
    return groups


class NamesForm(forms.Form):
    """What the names of a file mean: a choice for each. ``mappings()``: what was said, for tracker.actions.staging.

    ``names``: rows of tracker.import_names, ``vocabulary``: what they may mean.
    """

    def __init__(self, data=None, *, names, vocabulary):
        super().__init__(data)
        self.names, self.vocabulary = names, vocabulary
        for name in names:
            leave = [
                (LEAVE, "Leave out"),
                *([(TAGS, "As its tags say")] if name.kind == "project" and name.tagged else []),
            ]
            self.fields[name.key] = forms.ChoiceField(
                label=name.label, required=False, initial=name.value or name.suggested,
                choices=[("", "Choose"), *vocabulary.choices, ("Not a skill", leave)], error_messages=ONE_OF_THE_LIST,
            )  # fmt: skip

    def rows(self):
        """Each name with its control."""
        return [(name, self[name.key]) for name in self.names]

    def mappings(self, learner):
        said = [(name, self.cleaned_data.get(name.key)) for name in self.names]
        return [
            NameMapping(
                learner=learner, kind=name.kind, name=name.name, folded=name.folded, **self.vocabulary.meaning(value)
            )
            for name, value in said
            if value and value != name.value
        ]
