"""Writes that touch more than one row: keyword-only, atomic, ``by=`` who did it, and the changed object returned."""
