"""Controls of forms: flatter templates than Django's, for the same HTML."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.test.html import parse_html

CHOICES = [("", "None"), ("Group & co", [("a", "A <b>"), ("b", "B")]), ("c", "C")]
ATTRS = {"id": "id_x", "required": True, "disabled": False, "aria-describedby": "id_x_helptext", "size": 8}


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.Select(choices=CHOICES), "b"),
        (forms.Select(choices=CHOICES), None),
        (forms.SelectMultiple(choices=CHOICES), ["a", "c"]),
        (forms.TextInput(), 'a "quoted" <text>'),
        (forms.TextInput(), None),
        (forms.HiddenInput(), 0),
        (forms.DateInput(attrs={"type": "date"}), "2026-06-30"),
        (forms.NumberInput(), 5),
        (forms.CheckboxInput(), True),
        (forms.RadioSelect(choices=CHOICES), "a"),
    ],
)
def test_a_control_is_as_django_writes_it(widget, value):
    ours = widget.render("x", value, ATTRS, TemplatesSetting())

    assert parse_html(ours) == parse_html(widget.render("x", value, ATTRS, DjangoTemplates()))
