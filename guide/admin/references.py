"""Choosing another row in the admin: a forged value is told as a wrong choice, as in every other field."""

import re

from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField

KEY = re.compile(r"[0-9]{1,18}")


class Reference(AutocompleteSelect):
    """The widget with search. Django's own asks the database for whatever was sent, and fails on what is no key."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if KEY.fullmatch(str(key))], attr)


class ReferenceField(ModelChoiceField):
    """The key of a record is that of its kind's row too, where SQLite cannot be asked for a number of forty digits."""

    def to_python(self, value):
        if value not in self.empty_values and not KEY.fullmatch(str(getattr(value, "pk", value))):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return super().to_python(value)


class PlainKeys:
    """Addresses with what is no key lead nowhere: the key of a kind's row is that of its record, see above."""

    def get_object(self, request, object_id, from_field=None):
        return super().get_object(request, object_id, from_field) if KEY.fullmatch(object_id) else None


class References:
    """For admins and inlines with ``autocomplete_fields``."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["widget"] = Reference(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs["form_class"] = ReferenceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
