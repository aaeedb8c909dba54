"""Laws and permissions to work: what they ask, and what became of them."""

from dataclasses import dataclass
from functools import cached_property

from guide.models import Kind
from guide.pages.records import PlainPage


@dataclass(frozen=True)
class RulePage(PlainPage):
    @cached_property
    def rule(self):
        """The row of the kind, with its status."""
        return self.record.as_law if self.record.kind == Kind.LAW else self.record.as_authorization
