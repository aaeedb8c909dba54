"""Toggl Track: the detailed report as CSV.

Columns: User, Email, Client, Project, Task, Description, Billable, Start date, Start time, End date, End time,
Duration, Tags, Amount (with a currency in brackets, or empty ones). UTF-8 with a byte-order mark, commas; days as
2026-11-03, times and durations as 09:00:00, on the clock of the account's zone; tags with commas between them.

The columns up to Duration and Tags are those of Toggl's own import: https://support.toggl.com/ ("Editing and uploading
a CSV file"). Some exports say "Stop date" and "Stop time".
"""

from tracker.importers.formats import Table

TOGGL = Table(
    slug="toggl",
    title="Toggl Track, detailed report",
    needs=("start date", "start time", "duration", "description"),
    names={
        "day": ("start date",),
        "start": ("start time",),
        "end_day": ("end date", "stop date"),
        "end": ("end time", "stop time"),
        "duration": ("duration",),
        "project": ("project",),
        "task": ("task",),
        "tags": ("tags",),
        "note": ("description",),
    },
)
