"""Rows of text to JSON and to CSV. Pure.

A value is a text or a list of texts, nothing else: numbers are text with their unit in the next column, what is not
there is empty. In CSV a list is one entry a line. Spreadsheets run a cell that begins like a formula, some also after
characters that nobody sees; such a cell is led by an apostrophe, and so is one that begins with an apostrophe, so that
taking one away gives back what was there.
"""

import csv
import io
import json

# The last four are the wide forms, which some spreadsheets read alike.
LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
# What nobody sees, and a spreadsheet may pass over: byte-order marks, marks of the direction, characters of no width.
UNSEEN = (
    "\ufeff\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def escaped(cell):
    """A cell that no spreadsheet takes for a formula. Two cells never become the same: see ``unescaped``."""
    return f"'{cell}" if cell.lstrip(UNSEEN).startswith(LEADS) else cell


def unescaped(cell):
    """What ``escaped`` was given."""
    return cell.removeprefix("'")


def as_json(head, rows):
    """UTF-8 JSON: the mapping ``head``, with the list of mappings ``rows`` under its key of that name."""
    return json.dumps({**head, "rows": list(rows)}, ensure_ascii=False, indent=1).encode()


def as_csv(names, rows):
    """UTF-8 CSV after RFC 4180, without a byte-order mark: a line of column names, then a line a row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([cell(row[name]) for name in names] for row in rows)
    return text.getvalue().encode()


def cell(value):
    """A value as one cell. Within a list's entry a line break is a blank: breaks stand between entries."""
    if isinstance(value, str):
        return escaped(value)
    return escaped("\n".join(" ".join(entry.split()) for entry in value))
