"""Any other CSV: the learner says which column is what; the usual headers are proposed."""

from tracker.importers.formats import ROLES, Table, columns_of, header_name

ANY = Table(
    slug="csv",
    title="Any other CSV",
    needs=(),
    names={
        "day": ("day", "date", "start date", "started on", "when"),
        "start": ("start", "start time", "from", "begin", "started", "started at", "time in", "in"),
        "end_day": ("end date", "stop date"),
        "end": ("end", "end time", "to", "stop", "stop time", "ended", "ended at", "finish", "time out", "out"),
        "duration": (
            "duration", "seconds", "minutes", "hours", "time", "time spent", "length", "duration (h)",
            "duration (hours)", "duration (minutes)", "duration (seconds)", "hours spent", "minutes spent",
        ),
        "project": ("project", "subject", "category", "course", "client", "topic", "skill", "activity"),
        "task": ("task",),
        "tags": ("tags", "tag", "labels"),
        "note": ("note", "notes", "description", "comment", "comments", "title", "details", "what"),
    },
)  # fmt: skip


def proposed(header):
    """The column of each role as its header suggests, no column twice."""
    columns, taken = {}, set()
    for role, position in ANY.columns(header).items():
        if position not in taken:
            columns[role] = position
            taken.add(position)
    return columns


def unit_in(name):
    """The unit that a header says its numbers are in, or ""."""
    for unit, words in (("seconds", ("second", "sec")), ("minutes", ("minute", "min")), ("hours", ("hour", "(h)"))):
        if any(word in name for word in words):
            return unit
    return "hours" if "decimal" in name else ""


def column_names(header, example=()):
    """(position, label) of the columns to choose from, with what the first row has in them; those without a header, or
    with one that another has, by their place."""
    first, names = columns_of(header), []
    for position, cell in enumerate(header):
        label = " ".join(cell.replace("\ufeff", "").split())[:60]
        if not label or first[header_name(cell)] != position:
            label = f"{label} (column {position + 1})".strip()
        value = " ".join(example[position].split())[:30] if position < len(example) else ""
        names.append((position, f"{label}: {value}" if value else label))
    return names


def missing(columns):
    """The role without which nothing can be read, or ""."""
    if "duration" not in columns and not ("start" in columns and "end" in columns):
        return "duration"
    return "" if "day" in columns or "start" in columns else "day"


assert set(ANY.names) <= set(ROLES)
