"""Reading what other trackers export, and what this site does. Pure: no database, no settings, no clock.

A file becomes rows (``files``), a row by its columns a record (``formats``), a record an Entry or a reason
(``entries``); what is ambiguous is asked, after a look at the whole column (``survey``). One module a format says what
it looks like.
"""
