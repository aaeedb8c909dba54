"""What a form was filled with, so that what another page saved meanwhile is neither undone nor overwritten unseen."""

import hashlib


def plain(value):
    """A value as the text in which a form sends it back."""
    text = "" if value is None else value.strftime("%H:%M") if hasattr(value, "hour") else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def mark(text):
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def stamp(texts):
    """What a hidden field says of ``texts`` (by the name of their field): a mark of each."""
    return " ".join(f"{name}:{mark(text)}" for name, text in texts.items())


def marks_of(stamped):
    """The mark of each field that a stamp says; what is none is passed over."""
    return dict(each.split(":", 1) for each in stamped.split() if ":" in each)


def changed_since(stamped, texts):
    """The names of the ``texts`` that are no longer what was stamped; none where a page stamped nothing."""
    marks = marks_of(stamped)
    return {name for name, text in texts.items() if marks.get(name, mark(text)) != mark(text)}


def typed_since(stamped, data, texts):
    """The names of the ``texts`` in whose fields ``data`` has something else than what was stamped."""
    marks = marks_of(stamped)
    return {name for name, text in texts.items() if mark(plain(data.get(name, ""))) != marks.get(name, mark(text))}
