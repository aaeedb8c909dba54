"""The form that logs or changes a study session."""

import datetime
import uuid

from django import forms

from tracker.clock import instant_of, time_in
from tracker.days import DAY
from tracker.drafts import OWNER
from tracker.durations import EXAMPLES, spell_duration
from tracker.forms.meanwhile import changed_since, plain, stamp, typed_since
from tracker.forms.session_fields import DurationField, NoteField, TagsField
from tracker.forms.stages import LinkField
from tracker.models import StudySession
from tracker.study_choices import resources, topics_of
from tracker.tags import spell_tags
from tracker.tied import name_of, tie_to, towards_choices

Activity = StudySession.Activity
ACTIVITIES = (Activity.INTERVIEW, Activity.PROJECT)
CHOOSE = {"invalid_choice": "Choose one of the list.", "required": "Choose one of the list."}


def what_choices(skills):
    """Groups for the select of what was studied; each says whether it counts to the recommended total."""
    counted = [(skill.slug, skill.title) for skill in skills if skill.counts_to_total]
    further = [(skill.slug, skill.title) for skill in skills if not skill.counts_to_total]
    other = [(f"activity:{activity.value}", activity.label) for activity in ACTIVITIES]
    groups = [
        ("Counts to the recommended total", counted),
        ("Kept beside it", further),
        ("Kept beside it, too", other),
    ]
    return [group for group in groups if group[1]]


def topic_choices(skills, catalogue):
    """Groups for the select of a topic: one a skill."""
    return [(skill.title, [(topic.pk, topic.name) for topic in of]) for skill, of in topics_of(skills, catalogue)]


def day_is_full(error):
    """In words, of tracker.actions.study.DayTooLong."""
    hours, minutes = divmod(error.seconds // 60, 60)
    there = f" It holds {hours} h {minutes:02} already." if error.seconds else ""
    return f"That is more than the day has.{there}"


class ShortForm(forms.Form):
    """What a session needs: what, how long, on which day, and a note."""

    what = forms.ChoiceField(label="Skill", error_messages=CHOOSE)
    duration = DurationField(
        label="Time",
        max_length=10_000,  # longer than any duration, so that its own message answers, not a count of characters
        help_text="1h30, 90 or 1.5h",
        error_messages={"required": f"How long? {EXAMPLES}"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}),
    )
    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "This is not a day of the calendar. Write it as 2026-11-03."},
    )
    note = NoteField(
        label="Note",
        required=False,
        max_length=2000,
        help_text="What you did, where you stopped.",
        widget=forms.Textarea(attrs={"rows": 1}),
    )


class StudyForm(ShortForm):
    """All that a session may say. ``full``: with the fields besides the short form's, which is so by itself where
    something is in them.

    ``session_fields`` is what tracker.actions.study takes of it: of a session that is changed, only what was named.
    A form of a session says what it was filled with (``was``): of what another page saved meanwhile, it keeps what was
    not touched here, and asks about the rest.
    """

    topic = forms.TypedChoiceField(label="Topic", required=False, coerce=int, empty_value=None, error_messages=CHOOSE)
    activity = forms.ChoiceField(label="Kind of time", choices=Activity.choices, required=False, error_messages=CHOOSE)
    start = forms.TimeField(
        label="Start",
        required=False,
        help_text="If you know it; the end follows.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "This is not a time of day. Write it as 09:30."},
    )
    tags = TagsField(
        label="Tags",
        required=False,
        max_length=2000,
        help_text="Words of your own, with a comma or a blank between.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    resource = forms.ChoiceField(label="Resource of the guide", required=False, error_messages=CHOOSE)
    link = LinkField(label="Or a link of your own")
    towards = forms.ChoiceField(
        label="For a project or certification", required=False, error_messages=CHOOSE, help_text="Of yours."
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    owner = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    is_early = False  # the day that was typed is before the learner's start: what to do about that is linked
    SHORT = ("what", "duration", "day", "note")
    FURTHER = ("topic", "activity", "start", "tags", "resource", "link", "towards")

    def __init__(self, data=None, *, access, session=None, initial=None, full=False, **kwargs):
        self.access, self.session = access, session
        self.skills = {skill.slug: skill for skill in access.guide.published_skills}
        if session and session.skill_id:
            # A skill that was taken out of the guide since stays what was logged.
            self.skills.setdefault(session.skill.slug, session.skill)
        first = self._of(session) if session else {"day": access.today}
        self.texts = {}  # what the session says in each field, as it is typed
        self.meanwhile = set()  # the fields that were changed here and on another page, each to something else
        if session:
            kwargs["auto_id"] = f"id_{session.pk}_%s"  # it may stand on a page beside the form that logs
            first["was"], data = self._meet(first, data)
        typed = initial or {} if data is None else {}  # or what is sent would be compared with what was typed before
        super().__init__(data, initial={**first, **self._hidden(), **typed}, **kwargs)
        if session:  # a change made twice is the same change, and leads back to the list
            del self.fields["token"], self.fields["next"]
            self.fields["duration"].kept = first["duration"], session.seconds
        else:
            del self.fields["was"]
        named = self.initial if data is None else data
        self.full = full or any(name in named for name in self.FURTHER)
        self._choose()

    def _choose(self):
        """Give the fields their choices; a short form has but a few."""
        choices = what_choices(self.skills.values())
        if not self._offers(self.initial.get("what")):
            choices = [("", "Choose a skill"), *choices]  # asked for one that is not there: no other in its place
        self.fields["what"].choices = choices
        days = [self.access.learner.started_on, self.access.today]
        days += [self.session.day] if self.session else []
        self.fields["day"].widget.attrs.update(min=min(days).isoformat(), max=max(days).isoformat())
        if not self.full:
            for name in self.FURTHER:
                del self.fields[name]
            return
        self.fields["tags"].known = frozenset(self.initial.get("tags", "").split(", "))
        self.fields["topic"].choices = [("", "None"), *topic_choices(self.skills.values(), self.access.guide)]
        shelves = resources(self.access.guide.version)
        self.resources = {record.name: record for _, records in shelves for record in records}
        groups = [(title, [(record.name, record.title) for record in records]) for title, records in shelves]
        if self.session and self.session.resource_id:
            kept = self.session.resource
            if self.resources.setdefault(kept.name, kept) is kept:
                groups.append(("As it is", [(kept.name, kept.title)]))
        self.fields["resource"].choices = [("", "None"), *groups]
        kept = self.session and self.session.for_what
        self.things, self.fields["towards"].choices = towards_choices(self.access, kept)

    def _offers(self, what):
        return not what or what in self.skills or what in {f"activity:{activity.value}" for activity in ACTIVITIES}

    def _hidden(self):
        return {"token": uuid.uuid4(), "owner": OWNER.sign(self.access.learner.user.handle)}

    @staticmethod
    def _of(session):
        said = {
            "what": session.skill.slug if session.skill_id else f"activity:{session.activity}",
            "duration": spell_duration(session.seconds),
            "day": session.day,
            "note": session.note,
            "topic": session.topic_id,
            "activity": session.activity if session.skill_id and session.activity != Activity.STUDY else "",
            "start": session.started_at and time_in(session.started_at, session.zone),
            "tags": spell_tags(tag.name for tag in session.tags.all()),
            "resource": session.resource.name if session.resource_id else "",
            "link": session.link,
            "towards": name_of(session.for_what),
        }
        return {name: value for name, value in said.items() if value not in ("", None) or name == "note"}

    def _meet(self, said, data):
        """The stamp of what the session says, and ``data`` with that wherever nothing else was typed."""
        texts = {name: plain(said.get(name)) for name in (*self.SHORT, *self.FURTHER)}
        texts["activity"] = texts["activity"] or Activity.STUDY.value  # which the select shows for none
        self.texts = texts
        if data is None:
            return stamp(texts), None
        was, data = data.get("was", ""), data.copy()
        changed = changed_since(was, texts)
        typed = typed_since(was, data, {name: text for name, text in texts.items() if name in data})
        if changed & set(self.FURTHER):  # a short form does not name them
            further = {name: texts[name] for name in self.FURTHER if name not in data}
            if "what" in typed:
                further.pop("topic", None)  # it is the other skill's
            data.update(further)
        data.update({name: texts[name] for name in changed - typed})
        self.meanwhile = {name for name in changed & typed if plain(data[name]) != texts[name]}
        data["was"] = stamp(texts)  # the answer tells what it says now: sent once more, it is meant
        return data["was"], data

    @property
    def has_more(self):
        """Whether there is something to be seen in the fields besides the short form's."""
        return any(self[name].errors or self[name].value() not in ("", None, Activity.STUDY) for name in self.FURTHER)

    def clean_day(self):
        day, today, start = self.cleaned_data["day"], self.access.today, self.access.learner.started_on
        if self.session and day == self.session.day:
            return day  # it was logged so, before a start was moved or in another zone
        if day > today:
            raise forms.ValidationError("This day has not come yet. Log it when it is done.")
        if day < start:
            self.is_early = True
            raise forms.ValidationError(
                f"Your path starts on {start:%-d %B %Y}. What came before it belongs to the hours before joining."
            )
        return day

    def clean_token(self):
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()

    def clean_resource(self):
        return self.resources.get(self.cleaned_data["resource"])

    def clean_towards(self):
        return self.things.get(self.cleaned_data["towards"])

    def _ask_again(self):
        """Say of a field that was changed on another page as well what it holds by now."""
        for name in self.meanwhile:
            if self._says_the_same(name):
                continue
            now = self._told(name)
            told = f"it says “{now}” now" if now else "it is empty now"
            self.add_error(name, f"Changed meanwhile: {told}. Save once more to have yours in its place.")

    def _says_the_same(self, name):
        """Whether what was typed reads as what the session says, spelled otherwise: "90m" is "1h30"."""
        if name not in self.cleaned_data:
            return False
        try:
            now, typed = self.fields[name].clean(self.texts[name]), self.cleaned_data[name]
        except forms.ValidationError:  # of what came from a file
            return False
        return set(now) == set(typed) if name == "tags" else now == typed

    def _told(self, name):
        """What the session says in a field, as the field shows it."""
        now = self.initial.get(name)
        if name == "day":
            return f"{now:%-d %B %Y}"
        if name in ("what", "topic", "activity", "resource", "towards"):
            groups = [group if isinstance(group, list) else [(key, group)] for key, group in self.fields[name].choices]
            return next((label for group in groups for key, label in group if str(key) == plain(now)), "")
        return plain(now)

    def clean(self):
        data = super().clean()
        what = data.get("what", "")
        _, _, activity = what.partition("activity:")
        data["skill"] = None if activity else self.skills.get(what)
        self._ask_again()
        data["activity"] = self._kind_of_time(activity)
        if data.get("topic") and what:
            self._check_topic(data)
        if "start" in self.data and not self.errors:
            self._check_start(data)
        return data

    def _kind_of_time(self, activity):
        """What the first select says if it names no skill; else what is chosen beside the skill, or was."""
        beside = self.cleaned_data.get("activity") or Activity.STUDY
        if not activity:
            had = self.session.activity if self.session and self.session.skill_id else Activity.STUDY
            return beside if "activity" in self.data else had
        if beside not in (Activity.STUDY, activity):
            self.add_error("activity", "Above it is something else. Choose the skill there, or the same here.")
        return activity

    def _check_topic(self, data):
        topic = self.access.guide.topics[data["topic"]]
        if data["skill"] is None or topic.skill_id != data["skill"].pk:
            of = next(skill.title for skill in self.skills.values() if skill.pk == topic.skill_id)
            self.add_error("topic", f"“{topic.name}” belongs to {of}. Choose that skill above, or another topic.")
        data["topic"] = topic

    def _check_start(self, data):
        """Turn a time of day into the instants of start and end; left as it was, they are what they were."""
        session, zone = self.session, self.session.zone if self.session else self.access.learner.zone
        if session and not {"day", "duration", "start"} & set(self.changed_data):
            return
        data["started_at"] = data["ended_at"] = None
        if not data["start"]:
            return
        data["started_at"] = instant_of(data["day"], data["start"], zone)
        if data["started_at"] is None:
            self.add_error("start", "The clocks skip this time on that day: summer time begins.")
            return
        if data["started_at"] > self.access.now:
            now = time_in(self.access.now, zone)
            self.add_error("start", f"That has not come yet: it is {now:%H:%M}. Log it when it is done.")
            return
        data["ended_at"] = data["started_at"] + datetime.timedelta(seconds=data["duration"])
        midnight = instant_of(data["day"] + DAY, datetime.time.min, zone)
        if midnight and data["ended_at"] > midnight:
            self.add_error("start", "From then on it lasts into the next day. Log what is of that day there.")

    def session_fields(self):
        """What tracker.actions.study takes of the form."""
        data = self.cleaned_data
        said = {"skill": data["skill"], "activity": data["activity"], "day": data["day"], "seconds": data["duration"]}
        said |= {name: data[name] for name in ("note", "topic", "resource", "link") if name in self.data}
        said |= {name: data[name] for name in ("started_at", "ended_at") if name in data}
        if "towards" in self.data and "towards" in data:
            said |= tie_to(data["towards"])
        if "tags" in self.data and not (self.session and "tags" not in self.changed_data):
            said["tags"] = data["tags"]
        return said

    def refuse_day(self, error):
        """Say that the day is full, of tracker.actions.study.DayTooLong."""
        self.add_error("duration", day_is_full(error))
