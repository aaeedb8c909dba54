"""What other people's words for stages and channels mean. Pure. In words: docs/applications-csv.md, which a test reads.

A word that stands nowhere here is asked about, and so is one that some people use for one thing and some for another:
"Interview", "Declined", "Closed". Words are compared folded: without case, accents and punctuation.
"""

import re
from dataclasses import dataclass

from tracker.duplicates import folded

LONGEST = 80  # characters: what is longer is no word for a stage
LONGEST_FOLDED = 160  # there are letters that are eighteen once they are folded

STAGES = {
    "saved": ("saved", "wishlist", "bookmarked", "to apply", "not applied", "not applied yet", "interested"),
    "applied": ("applied", "submitted", "application submitted", "application sent", "sent", "pending", "waiting",
                "in review", "under review", "awaiting response", "no response yet"),
    "replied": ("replied", "reply", "responded", "heard back", "contacted", "in contact"),
    "screen": ("screen", "screening", "phone screen", "phone interview", "phone call", "recruiter screen",
               "recruiter call", "hr screen", "hr interview", "hr call", "first call", "intro call"),
    "technical": ("technical", "technical interview", "technical screen", "oa", "online assessment", "assessment",
                  "coding challenge", "coding test", "coding interview", "take home", "take home task",
                  "take home assignment", "case study"),
    "onsite": ("on site", "onsite", "on site interview", "onsite interview", "final round", "final interview",
               "panel interview", "superday"),
    "offer": ("offer", "offered", "offer received", "offer extended"),
    "accepted": ("accepted", "offer accepted", "accepted offer", "hired", "signed"),
}  # fmt: skip
CLOSINGS = {
    "rejected": ("rejected", "rejection", "not selected", "unsuccessful", "turned down by company"),
    "withdrawn": ("withdrawn", "withdrew", "i withdrew", "withdrawn by me"),
    "no_reply": ("no reply", "ghosted", "no response", "no answer", "never heard back"),
    "declined": ("declined offer", "offer declined", "i declined", "turned down offer"),
}
CHANNELS = {
    "referral": ("referral", "referred", "employee referral", "friend"),
    "cold": ("cold", "direct", "cold application", "cold email", "company website", "company site", "career page",
             "careers page", "website"),
    "recruiter": ("recruiter", "headhunter", "recruiting agency", "agency"),
    "board": ("board", "job board", "jobboard", "indeed", "glassdoor", "monster", "stepstone"),
    "event": ("event", "career fair", "job fair", "meetup", "conference", "hackathon"),
    "internal": ("internal", "internal transfer"),
    "other": ("other",),
}  # fmt: skip
AFTER = re.compile(r"(.+?) (?:after|following|post|at) (?:the |an |a )?(.+)")  # of a folded word


@dataclass(frozen=True)
class Meaning:
    """How far it came and how it was closed: "" where the word does not say. ``own``: the id of an own stage."""

    stage: str = ""
    closing: str = ""
    own: int | None = None

    @property
    def current(self):
        return self.closing or self.stage


OPEN_WORDS = {word: stage for stage, words in STAGES.items() for word in words}
CLOSING_WORDS = {word: stage for stage, words in CLOSINGS.items() for word in words}
CHANNEL_WORDS = {word: channel for channel, words in CHANNELS.items() for word in words}


def stage_meant(word):
    """The Meaning of a stage word that is known to everybody, else None. "Rejected after onsite" is a closing word
    and an open one with *after*, *at*, *following* or *post* between them."""
    word = folded(word)
    if word in OPEN_WORDS:
        return Meaning(OPEN_WORDS[word])
    if word in CLOSING_WORDS:
        return Meaning(closing=CLOSING_WORDS[word])
    match = AFTER.fullmatch(word)
    if match and match[1] in CLOSING_WORDS and match[2] in OPEN_WORDS:
        return Meaning(OPEN_WORDS[match[2]], CLOSING_WORDS[match[1]])
    return None


@dataclass(frozen=True)
class Words:
    """What words mean to one learner: what they said themselves goes before their own stages' names, and before the
    words that everybody knows. Both are dicts by folded word."""

    stages: dict
    channels: dict
    own_stages: dict

    def stage(self, word):
        """A Meaning, or None: to be asked."""
        key = folded(word)
        return self.stages.get(key) or self.own_stages.get(key) or stage_meant(word)

    def channel(self, word):
        key = folded(word)
        return self.channels.get(key) or CHANNEL_WORDS.get(key)
