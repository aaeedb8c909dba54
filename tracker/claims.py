"""How far a step of the guide is shown: claimed, evidenced, confirmed. Pure.

- *Claimed*: the learner says it is done. Nobody else has to agree.
- *Evidenced*: something outside the words shows it: a link, a project that is up, a certification that is held.
- *Confirmed*: a mentor put their name to it. A claim that was changed after that is confirmed as it stood then, and the
  page says so.
"""

import datetime
from dataclasses import dataclass
from enum import Enum


class Standing(Enum):
    """The value is the word for it."""

    OPEN = "Not claimed"
    CLAIMED = "Claimed"
    EVIDENCED = "Evidenced"
    CONFIRMED = "Confirmed"


@dataclass(frozen=True)
class Claim:
    """``shown``: whether there is evidence beside the words. ``confirmed_at``: the moments of the mentors' words that
    stand."""

    changed_at: datetime.datetime
    shown: bool = False
    confirmed_at: tuple = ()


def standing(claim):
    """How far a step is shown, from its claim or None."""
    if claim is None:
        return Standing.OPEN
    if claim.confirmed_at:
        return Standing.CONFIRMED
    return Standing.EVIDENCED if claim.shown else Standing.CLAIMED


def changed_since(claim):
    """Whether the claim says something else since a mentor confirmed it last."""
    return bool(claim and claim.confirmed_at) and claim.changed_at > max(claim.confirmed_at)
