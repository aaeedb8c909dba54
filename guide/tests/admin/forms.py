"""What a browser would send back of an admin page, so that tests change one field of it."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """The fields of a page's forms and their values, but for buttons and unticked boxes."""

    def __init__(self):
        super().__init__()
        self.values = {}
        self.select = self.area = None

    def add(self, name, value):
        if name and "__prefix__" not in name:
            self.values.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, kind = attributes.get("name"), attributes.get("type", "text")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.add(self.select, attributes.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.add(name, "")
        elif tag == "input" and (kind in ("text", "hidden", "number", "url") or "checked" in attributes):
            self.add(name, attributes.get("value", "on" if kind == "checkbox" else ""))

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area and self.area in self.values:
            self.values[self.area] = [data.removeprefix("\n")]


def fields_of(response):
    """``name: value`` of what the page's forms hold (lists where a name stands more than once)."""
    parser = Fields()
    parser.feed(response.content.decode())
    return {name: values if len(values) > 1 else values[0] for name, values in parser.values.items()}


def send(client, url, **changes):
    """Open the page, change these fields and save."""
    return client.post(url, {**fields_of(client.get(url)), **changes})
