"""The next edition of a figure: the one way in which its values change."""

from django.db import transaction

from guide.locks import lock_figures
from guide.models import Edition


@transaction.atomic
def next_edition(figure, by, values):
    """Publish the figure's next edition if one of ``values`` differs from the current one's, and return the current.

    ``values``: some of ``Edition.VALUES``; the rest is taken over. The former edition stays, no longer current.
    Raises ValidationError where the values do not fit together.
    """
    lock_figures([figure.key])  # two corrections at once: one after the other
    current = figure.editions.current().first()
    edition = Edition(figure=figure, published_by=by, number=current.number + 1 if current else 1)
    for name, value in {**(stored(current) if current else {}), **values}.items():
        field = Edition._meta.get_field(name.removesuffix("_id"))
        setattr(edition, name, value if field.is_relation else field.to_python(value))
    if current and stored(edition) == stored(current):
        return current
    edition.full_clean(exclude=["figure", "number", "is_current", "source", "published_by"])
    if current:
        figure.editions.current().update(is_current=False)
    edition.save()
    return edition


def stored(edition):
    """The edition's values as they stand in its row: the source by its key."""
    names = [Edition._meta.get_field(name).attname for name in Edition.VALUES]
    return {name: getattr(edition, name) for name in names}
