"""Forms of projects."""

from django import forms

from tracker.forms.asked import AskingForm
from tracker.forms.edited import EditForm
from tracker.forms.session_fields import NoteField
from tracker.forms.stages import (
    DayField,
    LinkField,
    StageForm,
    TokenForm,
    refuse_future,
    refuse_the_same,
    runs_backwards,
)
from tracker.idea_list import ideas
from tracker.models import Evidence, Project
from tracker.portfolio import Proof
from tracker.recounts import course_of
from tracker.stages import PROJECT, Oddity

CHOOSE = "Choose one of the list."
MOST_PICTURES, EMPTY_PICTURES = 12, 2
PARTS = {"on": "met_on", "at": "link", "note": "note"}  # the fields of a criterion by the ends of their names
TEXTS = ("title", "link", "code_link", "write_up_link", "note")


class Criterion:
    """The bound fields of one criterion: whether it is met, and what shows it."""

    def __init__(self, form, name):
        self.met = form[name]
        self.parts = [form[f"{name}_{part}"] for part in PARTS]

    @property
    def is_open(self):
        """Whether there is something in the fields that are shown on demand."""
        return any(field.errors or field.value() for field in self.parts)


class ProjectForm(EditForm):
    """What a project says of itself; for each criterion whether it is met, since when, and what shows it."""

    idea = forms.ChoiceField(label="Idea of the guide", required=False, error_messages={"invalid_choice": CHOOSE})
    title = forms.CharField(label="Title", max_length=120)
    link = LinkField(label="Demo", help_text="Where it runs or can be seen.")
    code_link = LinkField(label="Code", help_text="Where its code lies.")
    write_up_link = LinkField(label="Write-up", help_text="Where you tell of it.")
    skills = forms.MultipleChoiceField(
        label="Skills used",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": CHOOSE},
    )
    note = NoteField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data=None, *, access, project=None, **kwargs):
        self.project = project
        self.ideas = {idea.record.slug: idea for idea in ideas(access.guide.version)}
        self.known = {skill.slug: skill for skill in access.guide.published_skills}
        if project:  # what the guide has taken out since stays what was chosen
            self.known |= {skill.slug: access.guide.skills[skill.pk] for skill in project.skills.all()}
        super().__init__(data, access=access, **kwargs)
        offered = {slug: idea.record.title for slug, idea in self.ideas.items()}
        if project and project.idea_id:
            offered.setdefault(project.idea.slug, project.idea.title)
        self.fields["idea"].choices = [("", "An idea of my own"), *offered.items()]
        self.fields["skills"].choices = [(slug, skill.title) for slug, skill in self.known.items()]
        for criterion in Evidence.Criterion:
            self.fields |= self._fields_of(criterion)
        for number in range(1, self._rows_of_pictures() + 1):
            self.fields[f"picture_{number}"] = LinkField(label=f"Link of picture {number}")
            self.fields[f"picture_{number}_text"] = forms.CharField(
                label=f"What is to be seen on picture {number}", required=False, max_length=200
            )
        if project:
            self.meet()

    @staticmethod
    def _fields_of(criterion):
        name, label = criterion.value, criterion.label
        return {
            name: forms.BooleanField(label=label, required=False),
            f"{name}_on": DayField(label=f"{label}, since", required=False, help_text="Left empty: today."),
            f"{name}_at": LinkField(label=f"{label}, link", help_text="Where this can be seen."),
            f"{name}_note": forms.CharField(label=f"{label}, note", required=False, max_length=500),
        }

    def _rows_of_pictures(self):
        """As many as are filled in, and a few more."""
        numbers = range(1, MOST_PICTURES + 1)
        typed = self.data if self.is_bound else self.initial
        filled = [n for n in numbers if typed.get(f"picture_{n}") or typed.get(f"picture_{n}_text")]
        there = len(self.project.shots) if self.project else 0
        return min(max([*filled, there]) + EMPTY_PICTURES, MOST_PICTURES)

    def first(self):
        first, project = super().first(), self.project
        if project is None:
            return first
        first |= {name: getattr(project, name) for name in TEXTS}
        first["idea"] = project.idea.slug if project.idea_id else ""
        first["skills"] = [skill.slug for skill in project.skills.all()]
        for name, proof in project.proofs.items():
            first |= {name: True, **{f"{name}_{part}": getattr(proof, field) for part, field in PARTS.items()}}
        for number, (link, text) in enumerate(project.shots, 1):
            first |= {f"picture_{number}": link, f"picture_{number}_text": text}
        return first

    @property
    def criteria(self):
        """Those that make it end-to-end."""
        return [Criterion(self, name) for name in Evidence.ASKED]

    @property
    def further_criteria(self):
        return [Criterion(self, criterion.value) for criterion in Evidence.Criterion if criterion not in Evidence.ASKED]

    @property
    def pictures(self):
        """Pairs of bound fields: the link and what is to be seen."""
        numbers = range(1, MOST_PICTURES + 1)
        return [(self[f"picture_{n}"], self[f"picture_{n}_text"]) for n in numbers if f"picture_{n}" in self.fields]

    @property
    def pictures_are_open(self):
        return any(field.errors or field.value() for pair in self.pictures for field in pair)

    def clean(self):
        data = super().clean()
        had = self.project.proofs if self.project else {}
        for criterion in Evidence.Criterion:
            name = criterion.value
            refuse_future(self, f"{name}_on")
            # What was met and is no longer says so by its box alone.
            if not data.get(name) and name not in had and any(data.get(f"{name}_{part}") for part in PARTS):
                self.add_error(name, "You said when or where. Check the box if it is met, else empty the fields.")
        self._check_pictures(data)
        return data

    def _check_pictures(self, data):
        links = set()
        for picture, text in self.pictures:
            link = data.get(picture.name)
            if link and not data.get(text.name) and not text.errors:
                self.add_error(text.name, "What is to be seen on it? The link is shown by these words.")
            elif data.get(text.name) and not link and not picture.errors:
                self.add_error(picture.name, "Where is it? Or empty the words beside it.")
            elif link and link in links:
                self.add_error(picture.name, "This picture is here already.")
            links.add(link)

    @property
    def project_fields(self):
        """What the actions take, but for stage and token."""
        data = self.cleaned_data
        met = [criterion.value for criterion in Evidence.Criterion if data[criterion.value]]
        pairs = [(data[picture.name], data[text.name]) for picture, text in self.pictures]
        return {
            "idea": self._idea(data["idea"]),
            "skills": [self.known[slug] for slug in data["skills"]],
            "evidence": {name: self._proof(name) for name in met},
            "pictures": tuple(pair for pair in pairs if pair[0]),
            **{name: data[name] for name in TEXTS},
        }

    def _idea(self, slug):
        return self.ideas[slug].record if slug in self.ideas else self.project.idea if slug else None

    def _proof(self, name):
        said = {field: self.cleaned_data[f"{name}_{part}"] for part, field in PARTS.items()}
        return Proof(**{**said, "met_on": said["met_on"] or self.access.today})


class ProjectStageForm(StageForm):
    STAGES = Project.Stage.choices


class ProjectMoveForm(AskingForm, ProjectStageForm):
    """To which stage it comes: the next one, unless something else is said. An odd day is asked about first."""

    ASKS = {Oddity.BACKWARDS: "happened_on"}

    def __init__(self, *args, project, **kwargs):
        self.project = project
        super().__init__(*args, **kwargs)

    def first(self):
        return {**super().first(), "stage": PROJECT.after(self.project.stage)}

    def odd(self, data):
        refuse_the_same(self, self.project)
        if self.errors:
            return {}
        events = course_of(self.project).events
        question = runs_backwards(self, events, PROJECT, data["stage"], data["happened_on"])
        return {Oddity.BACKWARDS: question} if question else {}


class ProjectAddForm(ProjectForm, ProjectStageForm, TokenForm):
    """A new project with its first stage."""


class PlaceForm(forms.Form):
    """Where a project is moved to in the learner's own order: ``place`` is what ``place_project`` takes."""

    to = forms.RegexField(r"^(up|down|above:\d{1,18}|below:\d{1,18})$", max_length=30)
    next = forms.CharField(required=False)

    @property
    def place(self):
        word, _, beside = self.cleaned_data["to"].partition(":")
        return {word: int(beside)} if beside else {"step": -1 if word == "up" else 1}
