"""The form beside the list of sessions that changes or deletes many of them at once."""

import uuid
from functools import cached_property

from django import forms
from django.http import QueryDict

from tracker.actions.study_bulk import MOST, What
from tracker.actions.study_ties import Tie
from tracker.forms.session_fields import TagsField
from tracker.forms.study import CHOOSE, topic_choices, what_choices
from tracker.forms.study_filters import FilterForm
from tracker.models import StudySession
from tracker.study_list import ALL
from tracker.tied import tied_choices

TYPED = {"autocomplete": "off", "autocapitalize": "none"}
TOPIC = "topic:"
NOTHING = "nothing"


class ChosenForm(forms.Form):
    """Which sessions: those whose boxes are checked, or, with ``matching`` (the query of a list), all that it shows.

    ``box`` is the name of the boxes, ``most`` how many an act takes.
    """

    box, most = "session", MOST

    matching = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)
    every = forms.BooleanField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, access, page=None):
        self.access = access
        first = {"token": uuid.uuid4()}
        if page:
            first |= {"matching": page.wanted.query, "every": page.selected == ALL or None, "next": page.here}
        super().__init__(data, auto_id="bulk_%s", initial=first)

    def clean_token(self):
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()

    def clean(self):
        data = super().clean()
        if data.get("every") and self.ids:  # all are chosen with their boxes closed: one that is checked means another
            raise forms.ValidationError("Are all meant, or those that are checked? Choose again.")
        if data.get("every") and ("matching" in self.errors or not self.filters.is_valid()):
            raise forms.ValidationError("The list can no longer be narrowed like this. Load it anew and choose again.")
        return data

    @cached_property
    def filters(self):
        return FilterForm(QueryDict(self.cleaned_data.get("matching", "")), access=self.access)

    @property
    def says_which(self):
        """Whether any sessions were chosen."""
        return bool(self.cleaned_data.get("every") or self.ids)

    @cached_property
    def ids(self):
        """The ids of the boxes that were checked, as far as they can be ids; at most one more than an act takes."""
        texts = self.data.getlist(self.box)[: self.most + 1] if hasattr(self.data, "getlist") else ()
        return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= 18]

    @property
    def rows(self):
        """The learner's sessions that were chosen."""
        sessions = StudySession.objects.for_learner(self.access.learner)
        if not self.cleaned_data.get("every"):
            return sessions.with_ids(self.ids)
        return sessions.matching(self.filters.wanted).latest_first()


class BulkForm(ChosenForm):
    """``changes``: what tracker.actions.study_bulk.change_sessions takes besides the sessions."""

    what = forms.ChoiceField(label="Skill", required=False, error_messages=CHOOSE)
    towards = forms.ChoiceField(label="For", required=False, error_messages=CHOOSE)
    add = TagsField(label="Add tags", required=False, max_length=2000, widget=forms.TextInput(attrs=TYPED))
    remove = TagsField(label="Take tags away", required=False, max_length=2000, widget=forms.TextInput(attrs=TYPED))

    def __init__(self, data=None, *, access, page=None):
        super().__init__(data, access=access, page=page)
        self.fields["remove"].known = None  # what a file brought is taken away by its name
        skills = access.guide.published_skills
        self.skills = {skill.slug: skill for skill in skills}
        groups = topic_choices(skills, access.guide)
        named = [(f"{title}: topics", [(f"{TOPIC}{pk}", name) for pk, name in of]) for title, of in groups]
        self.fields["what"].choices = [("", "As it is"), *what_choices(skills), *named]
        self.things, groups = tied_choices(access)
        self.fields["towards"].choices = [("", "As it is"), (NOTHING, "Nothing named"), *groups]

    def clean(self):
        data = super().clean()
        if not self.errors and not (data["what"] or data["towards"] or data["add"] or data["remove"]):
            self.add_error("what", "Choose a skill, or name tags to add or to take away.")
        return data

    @property
    def changes(self):
        data = self.cleaned_data
        tie = self._tie(data["towards"])
        return {"what": self._what(data["what"]), "tie": tie, "add": data["add"], "remove": data["remove"]}

    def _tie(self, text):
        if not text:
            return None
        thing = self.things.get(text)
        return Tie(**{thing._meta.model_name: thing.pk}) if thing else Tie()

    def _what(self, text):
        if not text:
            return None
        if text.startswith(TOPIC):
            topic = self.access.guide.topics[int(text.removeprefix(TOPIC))]
            return What(next(skill for skill in self.skills.values() if skill.pk == topic.skill_id), topic)
        _, _, activity = text.partition("activity:")
        return What(activity=activity) if activity else What(self.skills[text])
