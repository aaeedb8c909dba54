"""Invented learners: what somebody of certain habits would have written down in a year. Pure; a seed gives one life.

Nothing here happened to anybody. Names of people, companies and projects are made up, and plainly so.
"""

from tracker.demo.lives import Life, Session, Subject, live, with_plan
from tracker.demo.people import CAST, HABITS, LINNEA
from tracker.demo.prospects import with_prospects

__all__ = ["CAST", "HABITS", "LINNEA", "Life", "Session", "Subject", "live", "with_plan", "with_prospects"]
