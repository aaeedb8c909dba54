"""What became of an application while somebody looked at it as it was before, in words. Pure: plain rows."""

from careerguide.templatetags.interface import day

MOST = 3


def told(event, today):
    """One stage event: a move, a correction of one, or one that was taken back."""
    if not event.stage:
        return "a move was taken back"
    verb = "moved to" if event.supersedes_id is None else "corrected to"
    return f"{verb} {event.stage_name}, {day(event.happened_on, today)}"


def meanwhile(events, today):
    """A sentence or two about these events, in the order in which they were recorded; not empty."""
    parts = [told(event, today) for event in events]
    left = len(parts) - MOST
    parts = [*parts[:MOST], *([f"and {left} more"] if left > 0 else [])]
    return f"In the meantime, elsewhere: {'; '.join(parts)}. Nothing of it is lost: it is all in its history."
