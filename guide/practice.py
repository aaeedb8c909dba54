"""Practice: one question at a time, in an order that a number in the address decides. Pure."""

import hashlib
from dataclasses import dataclass
from typing import Any

MOST = 10**6  # of what an address may ask for


@dataclass(frozen=True)
class Practice:
    """The question in place ``number`` of ``total``, and where one goes from it."""

    item: Any
    number: int
    total: int
    seed: int

    @property
    def next(self):
        """After the last one begins anew."""
        return self.number % self.total + 1

    @property
    def previous(self):
        return (self.number - 2) % self.total + 1

    @property
    def another_order(self):
        return (self.seed + 1) % MOST

    @classmethod
    def of(cls, items, number, seed, name):
        """The question at ``number``, from 1 and round again, of ``items`` in the order of ``seed``; None for none.

        ``name(item)``: what tells an item from the others, so that the order does not depend on theirs.
        """
        if not items:
            return None
        shuffled = sorted(items, key=lambda item: hashlib.blake2b(f"{seed} {name(item)}".encode()).digest())
        place = (number - 1) % len(shuffled)
        return cls(shuffled[place], place + 1, len(shuffled), seed)


def asked_number(text, default):
    """A whole number from an address; ``default`` for anything else, or what is out of bounds."""
    if text and len(text) <= 7 and text.isascii() and text.isdigit() and int(text) < MOST:
        return int(text)
    return default
