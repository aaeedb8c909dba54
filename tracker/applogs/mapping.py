"""Which column of a log says what: guessed by its heading, settled by the learner. Pure.

A mapping is a plain dict, as the batch keeps it: ``own`` (the site's own CSV), ``columns`` (position by role),
``order`` of day and month, ``currency`` of salaries that name none, ``day`` of rows without any, ``confirmed``.
"""

import hashlib

from tracker.duplicates import folded
from tracker.exchange.applications import knows as is_own
from tracker.importers.values import DMY, MDY, day_part, is_two_ways, orders_of

# Roles that a column may have, as people see them. Those of days come last, a stage each.
TEXTS = {
    "company": "Company",
    "role": "Role",
    "link": "Link",
    "requisition": "Requisition number",
    "channel": "Through",
    "stage": "Stage",
    "place": "Place",
    "salary": "Salary",
    "resume_version": "Résumé version",
    "role_family": "Role family",
    "note": "Note",
    "next_action": "Next action",
}
DAYS = {
    "saved_on": "Saved on",
    "applied_on": "Applied on",
    "replied_on": "Replied on",
    "screen_on": "Screen on",
    "technical_on": "Technical on",
    "onsite_on": "On-site on",
    "offer_on": "Offer on",
    "accepted_on": "Accepted on",
    "rejected_on": "Rejected on",
    "withdrawn_on": "Withdrawn on",
    "no_reply_on": "Given up on",
    "declined_on": "Declined on",
    "since": "Last change on",
}
OTHER_DAYS = {"next_action_on": "Next action due on"}
ROLES = {**TEXTS, **DAYS, **OTHER_DAYS}
STAGE_OF = {name: name.removesuffix("_on") for name in DAYS if name != "since"}
# Headings by which a column is guessed, folded; the first of the list that the file has is it.
HEADINGS = {
    "company": ("company", "company name", "employer", "organisation", "organization", "firm"),
    "role": ("role", "job title", "position", "title", "job", "role title", "position title", "vacancy"),
    "link": ("link", "url", "job link", "job url", "posting", "job posting", "listing", "application link"),
    "requisition": ("requisition", "requisition number", "req", "req id", "job id", "requisition id", "reference"),
    "channel": ("channel", "source", "through", "via", "how", "found on", "applied via", "applied through"),
    "stage": ("stage", "status", "application status", "current status", "state", "outcome", "result"),
    "place": ("place", "location", "city", "office"),
    "salary": ("salary", "salary range", "pay", "compensation", "comp", "pay range"),
    "resume_version": ("resume version", "resume", "cv", "cv version", "resume used", "cv used"),
    "role_family": ("role family", "field", "category", "discipline"),
    "note": ("note", "notes", "comment", "comments", "remarks"),
    "next_action": ("next action", "next step", "next steps", "to do", "todo"),
    "saved_on": ("saved on", "date saved", "saved", "date added", "added on", "bookmarked"),
    "applied_on": ("applied on", "date applied", "applied", "application date", "applied date", "date sent", "date",
                   "submitted on", "date of application", "sent on"),
    "replied_on": ("replied on", "response date", "date of response", "reply date", "responded on", "heard back"),
    "screen_on": ("screen on", "phone screen", "phone screen date", "screen date", "screening date",
                  "recruiter call", "first call"),
    "technical_on": ("technical on", "technical interview", "technical date", "oa", "oa date", "assessment date",
                     "technical interview date", "coding challenge"),
    "onsite_on": ("on site on", "onsite on", "onsite date", "on site date", "onsite", "on site", "final round",
                  "final interview"),
    "offer_on": ("offer on", "offer date", "date of offer", "offer"),
    "accepted_on": ("accepted on", "acceptance date", "accepted"),
    "rejected_on": ("rejected on", "rejection date", "date rejected", "rejected", "rejected date"),
    "withdrawn_on": ("withdrawn on", "withdrawal date", "withdrawn"),
    "no_reply_on": ("given up on", "ghosted on", "ghosted", "no reply on"),
    "declined_on": ("declined on", "date declined"),
    "since": ("last change on", "last updated", "last update", "updated", "updated on", "status date", "since",
              "last contact"),
    "next_action_on": ("next action due on", "next action on", "follow up on", "follow up date", "due", "due on"),
}  # fmt: skip


def header_key(header):
    """What two files with the same columns in the same order share."""
    return hashlib.blake2b("\0".join(map(folded, header)).encode("utf-8", "replace"), digest_size=16).hexdigest()


def guessed(header):
    """The position of each role that a heading says; no column has two."""
    names = [folded(name) for name in header]
    found = {}
    for role, words in HEADINGS.items():
        at = next((names.index(word) for word in words if word in names), None)
        if at is not None and at not in found.values():
            found[role] = at
    return found


def first_mapping(header, remembered, currency):
    """What is known of a new file: all of it if it is our own or its columns were mapped before, else a guess."""
    if is_own(header):
        return {"own": True, "confirmed": True}
    if remembered and not remembered.get("own"):
        kept = {role: at for role, at in remembered.get("columns", {}).items() if role in ROLES and at < len(header)}
        return {**remembered, "columns": kept, "order": "", "day": "", "confirmed": False}
    return {"columns": guessed(header), "order": "", "currency": currency, "day": "", "confirmed": False}


def order_of(rows, columns):
    """(the order of day and month that the days show, a day that can be read in two ways).

    One day like 25/12/2026 settles all others. "" where the order makes no difference, None where it has to be asked.
    """
    positions = [at for role, at in columns.items() if role in DAYS or role in OTHER_DAYS]
    orders, two_ways = {DMY, MDY}, ""
    for row in rows:
        for at in () if row.refused else positions:
            text = row.cells[at]
            possible = orders_of(text) if text else ()
            if len(possible) == 1:
                orders &= possible
            elif text and not two_ways and is_two_ways(text):
                two_ways = day_part(text)
    if len(orders) == 1:
        return next(iter(orders)), two_ways
    return (None if two_ways else ""), two_ways
