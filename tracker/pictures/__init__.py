"""Geometry of the pictures of a record, a module a picture. Pure: days and sums in, places out; templates draw them.

``year`` a square a day, ``weeks`` a bar a week against the goal, ``hours`` the ``course`` of the sum against what is
recommended, ``shares`` how time is spread. ``plot`` and ``labels`` are what a curve needs: its box, its axes, words
that keep clear.
"""
