"""Kimai: the export of timesheets as CSV, in English.

Columns: Date, Begin or From, End or To, Duration, then prices, User, Customer, Project, Activity, Description, Billable
or Exported, Tags and more, in an order that changed with the versions. Days as 2026-11-03, times as 09:00 (older
versions: day and time in one cell); an end before its begin is on the next day. The duration is hours with two decimals
(2.02) since version 2.2x, before that 2:01, or seconds (7260) in the layout of its own import; it may be shorter than
from begin to end, by breaks. Tags have commas between them. Which unit it is shows from the whole column.

Sources: https://www.kimai.org/documentation/import.html; src/Export in https://github.com/kimai/kimai.
"""

from tracker.importers.formats import Table

KIMAI = Table(
    slug="kimai",
    title="Kimai, export of timesheets",
    needs=("date", ("begin", "from", "in"), ("end", "to", "out"), "duration", "customer", "project", "activity"),
    names={
        "day": ("date",),
        "start": ("begin", "from", "in"),
        "end": ("end", "to", "out"),
        "duration": ("duration",),
        "project": ("project",),
        "task": ("activity",),
        "tags": ("tags", "tag"),
        "note": ("description",),
    },
)
