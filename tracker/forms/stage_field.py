"""Choosing a stage among the fixed ones and the learner's own."""

from django import forms

from tracker.models import OwnStage
from tracker.stage_choices import value_of, with_own


class StageChoiceForm(forms.Form):
    """A form whose field ``stage`` offers the learner's own stages too. Cleaned, it is the fixed one; ``own_stage`` is
    the learner's under it, or None."""

    own_stage = None

    def offer_stages(self, access, *, besides=None, first=()):
        """``besides``: the id of one that is offered even if it is retired; ``first``: choices before all others."""
        rows = OwnStage.objects.for_learner(access.learner).offered(besides)
        self.own_stages = {value_of(own.meaning, own.pk): own for own in rows}
        self.fields["stage"].choices = [*first, *with_own(self.own_stages.values())]

    def clean_stage(self):
        value = self.cleaned_data["stage"]
        self.own_stage = self.own_stages.get(value)
        return self.own_stage.meaning if self.own_stage else value
