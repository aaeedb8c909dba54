"""The archive: a learner's whole record in one file, from which the same record is made again elsewhere.

``tables`` says what is in it, ``columns`` how a value is written and read, ``guide_keys`` how what it refers to in the
guide is named, ``envelope`` what a file must be before a row of it is looked at. ``writing`` makes the file; reading it
into the database is ``tracker.actions.archives``. The format stands in docs/archive.md.
"""
