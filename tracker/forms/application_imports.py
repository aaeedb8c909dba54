"""The forms of an import of applications: the file, its columns, its words, what is asked about."""

import hashlib
import uuid

from django import forms

from careerguide.uploads import size_in_words
from tracker.applogs.mapping import DAYS, OTHER_DAYS, TEXTS, order_of
from tracker.applogs.sheets import MOST_BYTES
from tracker.currencies import CURRENCIES
from tracker.duplicates import folded
from tracker.forms.imports import ONE_OF_THE_LIST, ORDERS
from tracker.forms.stages import DayField
from tracker.models import Application, StageWord

LONGEST_SHOWN = 60
Stage = Application.Stage
CLOSED_AFTER = ("replied", "screen", "technical", "onsite", "offer")


class ApplicationUploadForm(forms.Form):
    """``cleaned_data``: file, token."""

    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,text/csv"}),
        error_messages={"required": "Choose a file.", "empty": "This file is empty.", "missing": "Choose a file."},
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, too_large=False, **kwargs):
        super().__init__(*args, initial={"token": uuid.uuid4()}, **kwargs)
        self.too_large = f"This file is larger than {size_in_words(MOST_BYTES)}, which is the most. Split it, by years."
        self.fields["file"].help_text = f"CSV or Excel (.xlsx), at most {size_in_words(MOST_BYTES)}."
        self.fields["file"].widget.attrs.update({"data-most": MOST_BYTES, "data-too-large": self.too_large})
        if too_large:
            self.fields["file"].error_messages["required"] = self.too_large

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(self.too_large)
        return file

    def clean_token(self):
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()


def heading(header, at):
    """What a column is called on the page."""
    name = " ".join(header[at].split()) or f"Column {at + 1}"
    return name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"


class ColumnsForm(forms.Form):
    """What each column of a sheet is: ``mapping``, once valid."""

    order = forms.ChoiceField(
        label="Days are written", required=False, choices=[("", "as the file shows"), *ORDERS],
        error_messages=ONE_OF_THE_LIST,
    )  # fmt: skip
    currency = forms.CharField(
        label="Pay that names no currency is in", required=False, max_length=3, help_text="Three letters, such as EUR."
    )
    day = DayField(
        label="Day of rows that have none", required=False, help_text="Left empty, such rows stay out."
    )  # fmt: skip

    def __init__(self, data=None, *, sheet, mapping, access):
        self.sheet, self.mapping, self.access = sheet, mapping, access
        role_at = {at: role for role, at in mapping.get("columns", {}).items()}
        first = {name: mapping.get(name) or "" for name in ("order", "currency", "day")}
        super().__init__(data, initial=first)
        roles = [("", "Left out"), ("What", list(TEXTS.items())), ("Days", list({**DAYS, **OTHER_DAYS}.items()))]
        for at in range(len(sheet.header)):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=heading(sheet.header, at), required=False, choices=roles, initial=role_at.get(at, ""),
                error_messages=ONE_OF_THE_LIST,
            )  # fmt: skip
        self.fields["day"].widget.attrs["max"] = access.today.isoformat()

    def columns(self):
        """Each column: its field, and what stands in it."""
        return [(self[f"column_{at}"], self._example(at)) for at in range(len(self.sheet.header))]

    def _example(self, at):
        cells = (row.cells[at] for row in self.sheet.rows[:50] if not row.refused)
        text = " ".join(next(filter(None, cells), "").split())
        return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"

    def clean_currency(self):
        currency = self.cleaned_data["currency"].strip().upper()
        if currency and currency not in CURRENCIES:
            raise forms.ValidationError("This is no currency that we know. Write it as EUR or USD.")
        return currency

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and day > self.access.today:
            raise forms.ValidationError("This day has not come yet.")
        return day

    def clean(self):
        data = super().clean()
        columns = {}
        for at in range(len(self.sheet.header)):
            role = data.get(f"column_{at}")
            if role in columns:
                self.add_error(f"column_{at}", "Another column is that already.")
            elif role:
                columns[role] = at
        self._ask_for_the_least(columns)
        order, two_ways = order_of(self.sheet.rows, columns)
        if order is None and not data.get("order"):
            self.add_error("order", f"{two_ways} can be read as two days. Which of the two orders is it?")
        chosen = data.get("order") or order or ""
        day = data.get("day")
        self.said = {"columns": columns, "order": chosen, "currency": data.get("currency", ""),
                     "day": day.isoformat() if day else ""}  # fmt: skip
        return data

    def _ask_for_the_least(self, columns):
        lacking = [TEXTS[name] for name in ("company", "role") if name not in columns]
        if lacking:
            self.add_error(None, f"Say which column is: {', '.join(lacking)}.")
        if "stage" not in columns and not any(name in columns for name in DAYS if name != "since"):
            self.add_error(None, "Say which column is the stage, or the day of one.")


# --- words -----------------------------------------------------------------------------------------------------------


def word_key(kind, word):
    """What a word is called in a form: short, whatever its letters."""
    return hashlib.blake2b(f"{kind} {folded(word)}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def stage_choices(own_stages):
    """What a stage word may mean; a value is ``stage:closing:id of an own stage``."""
    label = {stage.value: stage.label for stage in Stage}
    after = [
        (f"{stage}:{closing}:", f"{label[closing]} after {label[stage]}")
        for closing in Application.CLOSED_STAGES
        for stage in CLOSED_AFTER
    ]
    groups = [
        ("", "Not said yet"),
        ("Open", [(f"{stage}::", label[stage]) for stage in Application.OPEN_STAGES]),
        ("Closed", [(f":{stage}:", label[stage]) for stage in Application.CLOSED_STAGES]),
        ("Closed after a stage", after),
    ]
    if own_stages:
        own = [
            (f":{stage.meaning}:{stage.pk}" if stage.meaning in Application.CLOSED_STAGES
             else f"{stage.meaning}::{stage.pk}", stage.name) for stage in own_stages
        ]  # fmt: skip
        groups.append(("Your own", own))
    return groups


def value_of(kind, meaning):
    """The choice that stands for what a word means; "" for None."""
    if not meaning or kind == StageWord.Kind.CHANNEL:
        return meaning or ""
    return f"{meaning.stage}:{meaning.closing}:{meaning.own or ''}"


class WordsForm(forms.Form):
    """What the words of a file mean, a choice for each. ``words``: tuples of (kind, word, how many rows, value)."""

    def __init__(self, data=None, *, words, own_stages):
        super().__init__(data)
        self.words = words
        choices = {
            "stage": stage_choices(own_stages),
            "channel": [("", "Not said yet"), *Application.Channel.choices],
        }
        for kind, word, _, value in words:
            self.fields[word_key(kind, word)] = forms.ChoiceField(
                label=word, required=False, choices=choices[kind], initial=value, error_messages=ONE_OF_THE_LIST
            )

    def rows(self):
        return [
            {"kind": kind, "word": word, "count": count, "field": self[word_key(kind, word)], "open": not value}
            for kind, word, count, value in self.words
        ]

    def said(self):
        """A StageWord, not saved yet, for each word of which something new was said."""
        found = []
        for kind, word, _, value in self.words:
            said = self.cleaned_data.get(word_key(kind, word))
            if not said or said == value:
                continue
            about = {"kind": kind, "word": word, "folded": folded(word)}
            if kind == "channel":
                found.append(StageWord(**about, channel=said))
            else:
                stage, closing, own = said.split(":")
                found.append(StageWord(**about, stage=stage, closing=closing, own_stage_id=int(own) if own else None))
        return found
