"""``{% part "shared/_chip.html" source=edition.source %}``: a template that is shown many times on one page.

Like ``{% include … only %}``: the part sees the named values and nothing else, neither the page's variables nor the
request. So the same values make the same HTML, and within one rendering of one page each is rendered once: twenty chips
of three sources are three renderings. Nothing is kept from one page to the next.
"""

from django import template
from django.template.base import token_kwargs

register = template.Library()


class PartNode(template.Node):
    def __init__(self, name, values):
        self.name, self.values = name, values

    def __repr__(self):
        return f"<{type(self).__qualname__}: {self.name}>"

    def render(self, context):
        values = {name: value.resolve(context) for name, value in self.values.items()}
        rendered = context.render_context.dicts[0]  # of the whole page, while each template has one of its own on top
        key = (self.name, *values.items())
        try:
            html = rendered.get(key)
        except TypeError:  # a value that cannot be compared is rendered every time
            return self._render(values, context)
        if html is None:
            html = rendered[key] = self._render(values, context)
        return html

    def _render(self, values, context):
        return context.template.engine.get_template(self.name).render(context.new(values))


@register.tag
def part(parser, token):
    """``{% part "name of a template" name=value … %}``."""
    _, name, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    if bits or name[0] not in "\"'" or name[0] != name[-1]:
        raise template.TemplateSyntaxError('Write {% part "name of a template" name=value … %}.')
    return PartNode(name[1:-1], values)
