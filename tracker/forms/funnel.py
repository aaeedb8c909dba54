"""What a funnel's address asks for."""

from django import forms

from tracker.funnel_page import Asked

SINCE = {"30d": 30, "90d": 90, "365d": 365}
BY = {"channel": "channel", "role": "role family", "resume": "résumé version"}
LONGEST_WAIT = 365


class FunnelForm(forms.Form):
    """``asked``: what was asked for, without what cannot be read; all by channel where nothing was."""

    by = forms.ChoiceField(
        label="Groups by",
        required=False,
        choices=list(BY.items()),
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    since = forms.ChoiceField(
        label="Sent",
        required=False,
        choices=[("", "ever"), ("30d", "in the last 30 days"), ("90d", "in the last 90 days"), ("365d", "in a year")],
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    wait = forms.IntegerField(
        label="Days to wait",
        required=False,
        min_value=0,
        max_value=LONGEST_WAIT,
        help_text="Empty: as your own answers came.",
        error_messages={
            "invalid": "Write whole days, such as 30.",
            "min_value": "Not less than 0 days.",
            "max_value": "At most 365 days.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    group = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def __init__(self, data, *, own=True):
        super().__init__(data if any(name in data for name in self.base_fields) else None)
        self.initial = {"by": "channel"}
        if not own:
            self.fields["wait"].help_text = "Empty: as the answers came."
        # An empty group is one, those that say nothing; it is asked for by being in the address at all.
        self.has_group = "group" in data
        if not self.has_group:
            del self.fields["group"]

    @property
    def asked(self):
        self.full_clean()
        told = self.cleaned_data if self.is_bound else {}
        return Asked(
            by=told.get("by") or "channel",
            days=SINCE.get(told.get("since")),
            wait=told.get("wait"),
            group=told.get("group") if self.has_group else None,
        )

    @property
    def by_words(self):
        return BY[self.asked.by]

    @property
    def by_choices(self):
        return BY.items()
