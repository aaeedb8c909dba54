"""Single values of a document: read from text or from a row, checked by the model's own field, in a form for JSON."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models

from guide.names import SLUG

RECORD_NAME = re.compile(rf"[a-z]+/{SLUG}")


@dataclass(frozen=True)
class Key:
    """A key of a mapping and the model field that it fills."""

    name: str
    field: models.Field
    default: object
    required: bool

    def read(self, raw):
        """The value for JSON. Raises ValidationError with what is wrong in words."""
        if isinstance(self.field, models.JSONField):
            return texts(raw)
        if isinstance(self.field, models.ForeignKey):
            return text(raw)
        if isinstance(self.field, models.BooleanField):
            raw = {"true": True, "false": False}.get(str(raw).lower(), raw)
        elif isinstance(self.field, models.CharField | models.TextField):
            raw = text(raw)
        elif isinstance(raw, float):
            raw = str(raw)  # 63.2 is meant, not its nearest binary fraction
        return plain(self.field.clean(raw, None))


def keys_of(model, *names):
    """The keys of a mapping that stand for fields of ``model``: a dict by name."""
    found = {}
    for name in names:
        field = model._meta.get_field(name)
        if isinstance(field, models.JSONField):
            default = []
        elif field.has_default() and not callable(field.default):
            default = plain(field.default)
        else:
            default = None if field.null else ""
        optional = field.blank or field.null or (field.has_default() and not callable(field.default))
        found[name] = Key(name, field, default, required=not optional)
    return found


def text(raw):
    """A text without outer blanks, with newlines as Unix writes them. Raises ValidationError."""
    if isinstance(raw, dict | list | bool):
        raise ValidationError("this is to be a text.")
    value = str(raw).replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in value:
        raise ValidationError("null characters are not allowed.")
    return value


def texts(raw):
    """A list of texts, none empty. Raises ValidationError."""
    if not isinstance(raw, list):
        raise ValidationError("this is to be a list of texts.")
    return [value for value in map(text, raw) if value]


def plain(value):
    """A value as JSON has it: decimals as text without idle zeros, days in ISO form, choices as their value."""
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f") if value.is_finite() else str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, models.Choices):
        return value.value
    return value


def words(error):
    """A ValidationError's messages as one text that follows a colon."""
    return " ".join(error.messages)
