"""The form that narrows the table of applications. It is read from an address, so anything may stand there: what cannot
be read is told beside its field, and narrows nothing."""

from django import forms

from tracker.application_filters import ALL, CHANGED, CLOSED, OPEN, SAVED, SORTS, SORTS_WITHOUT_OFFERS, Wanted
from tracker.follow_ups import long_quiet
from tracker.forms.study_filters import choice
from tracker.models import Application, Section
from tracker.stages import OFFERS

LONGEST_TEXT = 100
GROUPS = {OPEN: "Active", SAVED: "Saved", CLOSED: "Closed", ALL: "All"}
MORE = ("family", "resume", "workplace", "quiet")  # shown on demand


class ApplicationFilterForm(forms.Form):
    """``wanted``: what could be read of it, a Wanted."""

    q = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )

    def __init__(self, data, *, access):
        self.access, self.offers = access, access.shows(Section.OFFERS)
        super().__init__(data, auto_id="filter_%s")
        rows = Application.objects.for_learner(access.learner)
        self.sorts = SORTS if self.offers else SORTS_WITHOUT_OFFERS
        self.fields |= {
            "stage": choice("Stage", self.stages, every=GROUPS[OPEN]),
            "channel": choice("Through", Application.Channel.choices),
            "family": choice("Role family", self._words(rows, "role_family", "family")),
            "resume": choice("Résumé version", self._words(rows, "resume_version", "resume")),
            "workplace": choice("Workplace", Application.Workplace.choices),
            "sort": forms.CharField(required=False, widget=forms.HiddenInput),
        }
        if self.offers:  # how long it has been quiet tells whether there was an offer
            label = f"Quiet for {access.learner.quiet_days} days, fewer than two follow-ups"
            self.fields["quiet"] = forms.BooleanField(label=label, required=False)
        self.order_fields(["stage", "q", "channel", *MORE])

    @property
    def stages(self):
        """The groups of stages and under them the stages, those that the viewer may know of."""
        hidden = () if self.offers else OFFERS

        def named(stages):
            return [(stage, Application.Stage(stage).label) for stage in stages if stage not in hidden]

        return [
            *((name, label) for name, label in GROUPS.items() if name not in (OPEN, SAVED)),
            ("One stage", named([*Application.OPEN_STAGES, *Application.CLOSED_STAGES])),
        ]

    def _words(self, rows, field, name):
        """The learner's own words; what is asked for stays a choice though it is used no more."""
        words = rows.words_of(field)
        asked = self.data.get(name, "")
        if asked and asked not in words and rows.has_word(field, asked):
            words = [*words, asked]
        return [(word, word) for word in words]

    def clean_sort(self):
        name = self.cleaned_data["sort"]
        return name if name in self.sorts else CHANGED

    @property
    def wanted(self):
        self.is_valid()
        read = self.cleaned_data
        quiet = long_quiet(self.access.learner.quiet_days, self.access.today)
        return Wanted(
            stage=read.get("stage") or OPEN,
            channel=read.get("channel", ""),
            family=read.get("family", ""),
            resume=read.get("resume", ""),
            workplace=read.get("workplace", ""),
            quiet=quiet if read.get("quiet") else None,
            text=" ".join(read.get("q", "").split()),
            sort=read.get("sort") or CHANGED,
        )

    @property
    def first_fields(self):
        return [field for field in self.visible_fields() if field.name not in MORE]

    @property
    def more_fields(self):
        return [field for field in self.visible_fields() if field.name in MORE]

    @property
    def more_is_open(self):
        """Whether there is something in the fields shown on demand to be seen."""
        return any(field.errors or field.value() for field in self.more_fields)
