"""Clockify: the detailed report as CSV.

Columns: Project, Client, Description, Task, User, Group, Email, Tags, Billable, Start Date, Start Time, End Date, End
Time, Duration (h), Duration (decimal), Billable Rate and Billable Amount (with a currency in brackets), Date of
creation; some have Type (Regular or Break), Invoiced and Invoice ID between. Days and times are written as the
profile says: 11/03/2026, 03/11/2026, 03.11.2026 or 2026-11-03; 09:00:00 AM, 09:00:00 or 09:00; the duration 00:30:00
or 0:30.

Described at https://clockify.me/help/reports/detailed-report.
"""

from tracker.importers.formats import Table

CLOCKIFY = Table(
    slug="clockify",
    title="Clockify, detailed report",
    needs=("start date", "start time", ("duration (h)", "duration (decimal)")),
    names={
        "day": ("start date",),
        "start": ("start time",),
        "end_day": ("end date",),
        "end": ("end time",),
        "duration": ("duration (h)", "duration (decimal)"),
        "project": ("project",),
        "task": ("task",),
        "tags": ("tags", "tag"),
        "note": ("description",),
    },
    unit="hours",
    breaks=("type", "break"),
)
