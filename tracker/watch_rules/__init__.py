"""The rules of the mistake watch: each names, as its docstring, the record of the guide that it watches for. Pure."""

from tracker.watch_rules import applications, hours, projects
from tracker.watch_rules.registry import RULES, Watched, look

__all__ = ["RULES", "Watched", "applications", "hours", "look", "projects"]
