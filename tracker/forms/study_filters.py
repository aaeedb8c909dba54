"""The form that narrows the list of sessions. It is read from an address, so anything may stand there: what cannot be
read is told beside its field, and narrows nothing."""

from django import forms

from tracker.models import Section, StudySession, Tag
from tracker.study_choices import topics_of
from tracker.study_filters import NO, YES, Wanted
from tracker.tied import KINDS, WORDS

LONGEST_TEXT = 200
NOT_A_DAY = "This is not a day of the calendar. Write it as 2026-11-03."
MORE = ("tag", "project", "certification", "from", "to", "activity", "origin", "counts")  # shown on demand
OF_NOTES = ("tag", "q")  # which need that section too


def choice(label, choices, every="All"):
    unknown = "There is no such choice here; the list is shown without it."
    return forms.ChoiceField(
        label=label, required=False, choices=[("", every), *choices], error_messages={"invalid_choice": unknown}
    )


def day(label):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages={"invalid": NOT_A_DAY})


class FilterForm(forms.Form):
    """``wanted``: what could be read of it, a Wanted."""

    q = forms.CharField(
        label="Words in the note",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )
    tag = forms.CharField(
        label="Tag", required=False, max_length=LONGEST_TEXT, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, data, *, access):
        self.access = access
        super().__init__(data, auto_id="filter_%s")
        self.skills = {skill.slug: skill for skill in access.guide.skills.values() if not skill.is_draft}
        self.fields["skill"] = choice("Skill", [(slug, skill.title) for slug, skill in self.skills.items()])
        chosen = [skill for slug, skill in self.skills.items() if slug == data.get("skill")]
        self.topics = {topic.name: topic for _, of in topics_of(chosen, access.guide) for topic in of}
        if self.topics or data.get("topic"):
            self.fields["topic"] = choice("Topic", [(name, name) for name in self.topics])
        self.fields |= {
            "from": day("From"),
            "to": day("To"),
            "activity": choice("Kind of time", StudySession.Activity.choices),
            "origin": choice("Came by", StudySession.Origin.choices),
            "counts": choice("Recommended total", [(YES, "Counts to it"), (NO, "Beside it")]),
        }
        self.tied = {kind: {str(pk): row for pk, row in rows.items()} for kind, rows in access.ties.items()}
        for kind, rows in self.tied.items():
            if rows or (access.shows(KINDS[kind][1]) and data.get(kind)):
                self.fields[kind] = choice(WORDS[kind], [(pk, str(row)) for pk, row in rows.items()])
        self.order_fields(["skill", "topic", "q", *MORE])
        if not access.shows(Section.NOTES):
            for name in OF_NOTES:
                del self.fields[name]

    def clean_tag(self):
        name = self.cleaned_data["tag"].lstrip("#").lower()
        tag = Tag.objects.for_learner(self.access.learner).called(name) if name else None
        if name and tag is None:
            raise forms.ValidationError("None of the sessions has this tag; the list is shown without it.")
        return tag

    def clean(self):
        data = super().clean()
        if data.get("topic") and not data.get("skill"):
            self.add_error("topic", "A topic is of a skill: choose that first.")
        if data.get("from") and data.get("to") and data["to"] < data["from"]:
            self.add_error("to", "This day is before the first one; the list is shown without it.")
        return data

    @property
    def wanted(self):
        self.is_valid()
        read = self.cleaned_data
        return Wanted(
            skill=self.skills.get(read.get("skill")),
            topic=self.topics.get(read.get("topic")),
            activity=read.get("activity", ""),
            tag=read.get("tag"),
            project=self.tied["project"].get(read.get("project")),
            certification=self.tied["certification"].get(read.get("certification")),
            since=read.get("from"),
            until=read.get("to"),
            origin=read.get("origin", ""),
            counts={YES: True, NO: False}.get(read.get("counts")),
            text=read.get("q", ""),
        )

    @property
    def first_fields(self):
        return [field for field in self if field.name not in MORE]

    @property
    def more_fields(self):
        return [field for field in self if field.name in MORE]

    @property
    def more_is_open(self):
        """Whether there is something in the fields shown on demand to be seen."""
        return any(field.errors or field.value() for field in self.more_fields)
