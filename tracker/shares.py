"""How a learner's time is shared among skills, and so how many hours in all a mark of one skill takes. Pure.

A forecast is made of all that is logged, since that is the pace that learners know and the weekly goal measures. A mark
of a skill, or of the hours that count to the total, is therefore turned into hours of all.
"""

from dataclasses import dataclass
from enum import StrEnum

BY_NEED = 0.25  # the part of the time whose sharing follows what remains; the rest goes on as in the last weeks


class Order(StrEnum):
    """TOGETHER: all skills at once, by their shares; what is reached leaves its share to the others. IN_ORDER: one
    skill after the other, as they are listed."""

    TOGETHER = "together"
    IN_ORDER = "in_order"


@dataclass(frozen=True)
class Use:
    """Parts of all time: ``skills`` by key, those that have a mark to reach, in order; ``counted``: what counts to the
    recommended total."""

    skills: dict
    counted: float

    @classmethod
    def of(cls, *, recent, counted, in_all, remaining):
        """From seconds of the last weeks (``recent`` by skill, ``counted`` to the total, ``in_all``) and the hours that
        remain of each skill to its farthest mark. Where nothing was logged lately, by what remains alone."""
        by_need = BY_NEED if in_all else 1.0
        missing = sum(remaining.values())
        skills = {
            skill: by_need * (rest / missing if missing else 0)
            + (1 - by_need) * (recent.get(skill, 0) / in_all if in_all else 0)
            for skill, rest in remaining.items()
        }
        return cls(skills, by_need + (1 - by_need) * (counted / in_all if in_all else 0))

    def for_total(self, hours):
        """How many hours of all bring so many that count."""
        return hours / self.counted

    def for_skills(self, remaining, order=Order.TOGETHER):
        """How many hours of all pass until each skill has what remains of it: by skill; 0 where nothing does.

        The time that goes to these skills at all stays the same part of all. More that remains of any skill never makes
        another one's hours fewer.
        """
        open_skills = [skill for skill in self.skills if remaining.get(skill, 0) > 0]
        spent = dict.fromkeys(remaining, 0.0)
        if not open_skills:
            return spent
        part = sum(self.skills.values())
        if order is Order.IN_ORDER:
            passed = 0.0
            for skill in open_skills:
                passed += remaining[skill]
                spent[skill] = passed / part
            return spent
        return {**spent, **self._together(open_skills, remaining, part)}

    def _together(self, open_skills, remaining, part):
        """Skill by skill in the order in which they are reached: those still open share the time by their shares."""
        spent, passed, done = {}, 0.0, 0.0  # ``done``: hours that a skill has for each unit of its share
        left = sum(self.skills[skill] for skill in open_skills)
        for skill in sorted(open_skills, key=lambda skill: remaining[skill] / self.skills[skill]):
            level = remaining[skill] / self.skills[skill]
            passed += (level - done) * left / part
            spent[skill], done = passed, level
            left -= self.skills[skill]
        return spent
