"""Forms of projects."""

from django import forms

from tracker.forms.stages import DayField, LinkField, RecordForm, StageForm, TokenForm, refuse_future
from tracker.models import Evidence, Project


class ProjectForm(RecordForm):
    """What a project says of itself; for each criterion of the guide whether it is met, and since when."""

    title = forms.CharField(label="Title", max_length=120)
    link = LinkField(label="Link", help_text="Where it can be seen: the code or the demo.")
    note = forms.CharField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, project=None, **kwargs):
        self.project = project
        super().__init__(*args, **kwargs)
        for criterion in Evidence.Criterion:
            self.fields[criterion.value] = forms.BooleanField(label=criterion.label, required=False)
            self.fields[f"{criterion.value}_on"] = DayField(
                label=f"{criterion.label}, since", required=False, help_text="Left empty: today."
            )

    def first(self):
        first = super().first()
        if self.project:
            first |= {name: getattr(self.project, name) for name in ("title", "link", "note")}
            for evidence in self.project.evidence.all():
                first |= {evidence.criterion: True, f"{evidence.criterion}_on": evidence.met_on}
        return first

    @property
    def criteria(self):
        """Pairs of bound fields: the criterion and its day."""
        return [(self[criterion], self[f"{criterion}_on"]) for criterion in Evidence.Criterion.values]

    def clean(self):
        data = super().clean()
        for criterion in Evidence.Criterion.values:
            refuse_future(self, f"{criterion}_on")
        return data

    @property
    def project_fields(self):
        """What the actions take, but for stage and token."""
        data = self.cleaned_data
        met = [criterion for criterion in Evidence.Criterion.values if data[criterion]]
        evidence = {criterion: data[f"{criterion}_on"] or self.access.today for criterion in met}
        return {"evidence": evidence, **{name: data[name] for name in ("title", "link", "note")}}


class ProjectMoveForm(StageForm):
    STAGES = Project.Stage.choices


class ProjectAddForm(ProjectForm, ProjectMoveForm, TokenForm):
    """A new project with its first stage."""

    field_order = ["title", "link", "note", "stage", "happened_on"]
