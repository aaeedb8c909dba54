"""Time zones to choose from. Pure, but for the list that this machine's Python has."""

import zoneinfo
from functools import cache

UTC = "UTC"
NOT_PLACES = {"Factory", "localtime", "posixrules"}


@cache
def zone_groups():
    """All zones that a person may choose as groups for a select: ((group, ((name, label), …)), …).

    UTC first, then by region; names without one last, since a browser may still report them.
    """
    regions, others = {}, []
    for name in sorted(zoneinfo.available_timezones() - NOT_PLACES - {UTC}):
        region, _, place = name.partition("/")
        if place:
            label = place.replace("_", " ").replace("/", ", ")
            regions.setdefault(region, []).append((name, label))
        else:
            others.append((name, name))
    groups = [(region, tuple(places)) for region, places in regions.items()]
    return (("No place", ((UTC, UTC),)), *groups, ("Other names", tuple(others)))


def zone_choices(kept=""):
    """``zone_groups``, with ``kept`` among them even if this machine no longer knows it."""
    groups = zone_groups()
    if not kept or any(kept == name for _, zones in groups for name, _ in zones):
        return list(groups)
    return [*groups, ("Yours", ((kept, kept),))]
