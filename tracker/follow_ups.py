"""When to ask after an application, and the mail that asks: a ``mailto:`` link, which the learner's own mail takes up.

Pure. A follow-up is suggested once an answer has been awaited for as many days as the learner says, at most two of
them while it stands in one stage: then the silence is the answer.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from tracker.templatetags.record import monthday

MOST = 2  # follow-ups that are suggested at one stage
LONGEST = 1900  # characters of a link: some mail programs are handed no more than 2,000
CUTS = (120, 80, 50, 30, 15, 8)  # characters of a name, the less the longer the link
# What turns the direction of a line, and so could show another address or name than there is.
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def long_quiet(quiet_days, today):
    """The day on which, or before, the last word was, where a follow-up is suggested after so many days."""
    return today - datetime.timedelta(days=quiet_days)


@dataclass(frozen=True)
class Quiet:
    """How long nothing was heard of an application. ``days`` is None where no answer is awaited."""

    days: int | None
    after: int  # days after which a follow-up is suggested
    sent: int  # follow-ups at this stage

    @classmethod
    def of(cls, application, quiet_days, today):
        """Of anything with ``quiet_since`` and ``follow_ups``."""
        since = application.quiet_since
        return cls(None if since is None else max(0, (today - since).days), quiet_days, application.follow_ups)

    @property
    def is_long(self):
        return self.days is not None and self.days >= self.after

    @property
    def is_suggested(self):
        return self.is_long and self.sent < MOST

    @property
    def is_enough(self):
        """Asked as often as is of use."""
        return self.days is not None and self.sent >= MOST


def one_line(text, most=120):
    """Text for a subject or a name within a sentence: on one line, without what turns it round, at most so long."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") else c for c in TURNS.sub("", text))
    plain = " ".join(plain.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def encoded(text):
    """As RFC 6068 has it: all but letters, digits and ``-._~`` in per cent of UTF-8, lines ended by CR and LF."""
    return quote("\r\n".join(text.splitlines()), safe="", errors="replace")


def draft(*, role, company, sender, today, address="", name="", applied_on=None):
    """The link that opens a mail to ``address`` which asks after an application.

    It has at most ``LONGEST`` characters: names that would make it longer are cut. Without an address the mail program
    asks for one.
    """
    for most in CUTS:
        names = [one_line(text, most) for text in (role, company, sender, name)]
        link = f"mailto:{quote(one_line(address, 254), safe='@', errors='replace')}?{letter(*names, today, applied_on)}"
        if len(link) <= LONGEST:
            break
    return link


def letter(role, company, sender, name, today, applied_on):
    """Subject and body of the mail, as the query of its link."""
    sent = f", on {monthday(applied_on, today)}" if applied_on else ""
    body = (
        f"Dear {name or 'hiring team'},\n\n"
        f"I applied for {role} at {company}{sent}. I am still interested in it.\n\n"
        "Is there news of it, and is there anything more that you need of me?\n\n"
        f"Kind regards\n{sender}"
    )
    return f"subject={encoded(f'My application: {role}, {company}')}&body={encoded(body)}"
