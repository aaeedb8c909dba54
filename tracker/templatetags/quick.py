"""The quick line, wherever a page of a record shows it."""

from django import template

from tracker.forms.quick import QuickForm

register = template.Library()


@register.simple_tag(takes_context=True)
def quick_form(context, access, about=None):
    """An empty quick line for the owner of this record; ``about``: the skill that its page is about. No query."""
    here = context["request"].get_full_path()
    return QuickForm(access=access, initial={"next": here, "about": about.slug if about else ""})
