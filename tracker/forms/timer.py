"""The form of the timer's page: what is timed, when it began and, once it is stopped, when it ended."""

import datetime

from django import forms

from guide.models import Topic
from tracker.actions.timer import CHOSEN
from tracker.days import wall_at
from tracker.drafts import OWNER
from tracker.forms.moments import TYPED, MomentField, MomentsForm, WhichField
from tracker.forms.session_fields import NoteField, TagsField
from tracker.forms.study import what_choices
from tracker.models import StudySession
from tracker.tied import name_of, tie_to, towards_choices
from tracker.timer_strip import clock

CHOOSE = "Choose one of the list."
PAUSES = 3  # that are offered as the end


class TimerForm(MomentsForm):
    """``timer`` is the open one or None. Fields that it does not ask for in its state are left out."""

    moments = ("started", "ended")

    what = forms.ChoiceField(
        label="Skill",
        error_messages={"invalid_choice": CHOOSE, "required": "What was it? The timer stands still meanwhile."},
    )
    topic = forms.ChoiceField(label="Topic", required=False, error_messages={"invalid_choice": CHOOSE})
    note = NoteField(
        label="Note", required=False, max_length=2000, help_text="What you do, where you stop.",
        widget=forms.Textarea(attrs={"rows": 1}),
    )  # fmt: skip
    tags = TagsField(
        label="Tags", required=False, max_length=1000, help_text="mit-ocw, revision",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
    towards = forms.ChoiceField(
        label="For a project or certification", required=False, error_messages={"invalid_choice": CHOOSE},
        help_text="Of yours.",
    )  # fmt: skip
    started = MomentField(label="Started", error_messages={"required": "When did it begin?"})
    started_which = WhichField()
    end = forms.ChoiceField(
        label="It ended", widget=forms.RadioSelect,
        error_messages={"invalid_choice": CHOOSE, "required": "It ran past your limit. When did you really stop?"},
    )  # fmt: skip
    ended = MomentField(label="Ended", error_messages={"required": "When did it end?"})
    ended_which = WhichField()
    keep = forms.BooleanField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    owner = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, access, timer=None, initial=None, **kwargs):
        self.access, self.timer, self.zone = access, timer, access.learner.zone
        self.skills = {skill.slug: skill for skill in access.guide.published_skills}
        if timer and timer.skill_id:
            skill = access.guide.skills[timer.skill_id]
            self.skills.setdefault(skill.slug, skill)
        super().__init__(data, initial={**self.first(access, timer), **(initial or {})}, auto_id="timer_%s", **kwargs)
        self.fields["tags"].known = frozenset(timer.tags.split() if timer else ())
        self._offer()
        self._ask_for_the_end()

    @classmethod
    def sent(cls, data, *, access, timer, needs=True):
        """The form as it was sent; what a page did not ask (the strip asks nothing) is as it was.

        Without ``needs`` nothing is missed that only a stopped timer is asked for.
        """
        blank = cls(access=access, timer=timer)
        asked = {name: blank[name].value() for name in blank.fields if name not in data and name != "keep"}
        texts = {name: f"{value:{TYPED}}" if name in cls.moments and value else value for name, value in asked.items()}
        data = {**{name: text for name, text in texts.items() if text is not None}, **data}
        if data.get("ended") and not data.get("end"):
            data["end"] = "other"
        if not data.get("what"):  # a topic says its skill
            data["what"] = next((s.slug for s in blank.skills.values() if data.get("topic") in blank.texts_of(s)), "")
        form = cls(data, access=access, timer=timer)
        for name in () if needs else {"what", "end"} & form.fields.keys():
            form.fields[name].required = False
        return form

    def texts_of(self, skill):
        """The topics of a skill as a form sends them."""
        return {str(pk) for pk in self.topics.get(skill.pk, ())}

    @staticmethod
    def first(access, timer):
        """What the fields begin with."""
        owner = {"owner": OWNER.sign(access.learner.user.handle)}
        if timer is None:
            return owner
        what = access.guide.skills[timer.skill_id].slug if timer.skill_id else f"activity:{timer.activity}"
        return {
            **owner,
            "what": what if timer.is_chosen else "",
            "topic": timer.topic_id or "",
            "note": timer.note,
            "tags": timer.tags,
            "towards": name_of(timer.for_what),
            "started": wall_at(timer.started_at, access.learner.zone),
            "token": timer.token,
        }

    def _offer(self):
        """What may be chosen."""
        topics = {}
        for topic in Topic.objects.all():
            topics.setdefault(topic.skill_id, []).append((topic.pk, topic.name))
        skills = self.skills.values()
        self.topics = {skill.pk: dict(topics[skill.pk]) for skill in skills if skill.pk in topics}
        groups = [(skill.short_title, topics[skill.pk]) for skill in skills if skill.pk in topics]
        self.fields["what"].choices = [("", "Not said yet"), *what_choices(skills)]
        self.fields["topic"].choices = [("", "None in particular"), *groups]
        self.things, self.fields["towards"].choices = towards_choices(self.access, self.timer and self.timer.for_what)

    def _ask_for_the_end(self):
        """The fields of this state; where it ran past the limit, the end is neither filled in nor chosen before."""
        timer, stopped = self.timer, self.timer and self.timer.stopped_at
        if timer is None:
            del self.fields["started"], self.fields["started_which"]
        self.fields["what"].required = bool(stopped)
        self.must_end = bool(stopped) and timer.seconds(stopped) > self.access.learner.timer_limit_seconds
        self.filled = self._filled()
        self.offer_which()
        if not stopped:
            del self.fields["ended"], self.fields["ended_which"]
        elif not self.must_end:
            self.initial.setdefault("ended", wall_at(self.filled["ended"], self.zone))
        if self.must_end:
            self.fields["end"].choices = self._known_ends()
            # Asked for with the last of the list, which is where it does not say that it is optional.
            self.fields["ended"].required = not self.is_bound or self.data.get("end") == "other"
            self.fields["ended"].label = "Another time"
        else:
            del self.fields["end"]

    def _known_ends(self):
        """Moments at which something was pressed, the latest first, to choose from; none is chosen."""
        last = self.timer.measure(self.timer.stopped_at)
        pauses = [piece.end for piece in last if piece.end != self.timer.stopped_at]
        known = [(self.timer.stopped_at, "when you stopped it")]
        known += [(instant, "when you paused it") for instant in reversed(pauses[-PAUSES:])]
        today = self.access.today
        told = [(instant.isoformat(), f"at {clock(instant, self.zone, today)}, {words}") for instant, words in known]
        return [*told, ("other", "at another time, as below")]

    def _filled(self):
        """When it began and, if that need not be asked, when it ended."""
        timer = self.timer
        if timer is None:
            return {}
        if not timer.stopped_at or self.must_end:
            return {"started": timer.started_at}
        last = None if timer.resumed_at else timer.pieces.last()
        return {"started": timer.started_at, "ended": last.ended_at if last else timer.stopped_at}

    def clean_towards(self):
        return self.things.get(self.cleaned_data["towards"])

    def clean_token(self):
        return self.timer.token if self.timer else None

    def clean_started(self):
        wall, since = self.cleaned_data["started"], self.access.learner.started_on
        if wall and wall.date() < since and wall != self.initial["started"].replace(second=0):
            raise forms.ValidationError(f"Your path starts on {since:%-d %B %Y}: it began on that day or later.")
        return wall

    def clean(self):
        data = super().clean()
        what = data.get("what") or ""
        _, _, activity = what.partition("activity:")
        data["skill"] = skill = None if activity else self.skills.get(what)
        data["activity"] = activity or (StudySession.Activity.STUDY if skill else "")
        data["topic"] = self._topic(int(data["topic"]), skill) if data.get("topic") and "what" in data else None
        return data

    def _topic(self, pk, skill):
        """The topic of this key, if it is one of the skill."""
        names = self.topics.get(skill and skill.pk, {})
        if pk in names:
            return Topic(pk=pk, skill_id=skill.pk, name=names[pk])
        self.add_error("topic", "This topic is of another skill.")
        return None

    def chosen(self):
        """What tracker.actions.timer takes as chosen."""
        data = self.cleaned_data
        towards = tie_to(data.get("towards"))
        said = {name: data[name] for name in CHOSEN if name not in towards}
        return said | {"tags": " ".join(sorted(data["tags"]))} | towards

    def end_said(self):
        """The instant at which it ended, if another was said than when it was stopped; else None. Where two different
        ones were said, the form says so."""
        data = self.cleaned_data
        typed, chosen = data.get("ended"), data.get("end")
        if chosen and chosen != "other":
            known = datetime.datetime.fromisoformat(chosen)
            if typed and typed != known:
                self.add_error("ended", "Two different ends: leave this empty, or choose the last of the list.")
            return known
        return None if typed == self.filled.get("ended") else typed

    def refuse(self, errors):
        """Say what stands in the way, of tracker.actions.timer.TimerError: sentences by field."""
        for name, text in errors.items():
            self.add_error(name if name in self.fields and name != "keep" else None, text)

    def refuse_day(self, error):
        """Say which day is full, of tracker.actions.study.DayTooLong."""
        hours, minutes = divmod(error.seconds // 60, 60)
        there = f" It holds {hours} h {minutes:02} already." if error.seconds else ""
        self.refuse({"ended": f"{error.day:%A, %-d %B} has no room for that.{there}"})
