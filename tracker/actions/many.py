"""What acts on many rows at once share, of sessions as of applications."""

from dataclasses import dataclass


class TooMany(Exception):
    """More rows than one act takes."""


@dataclass(frozen=True)
class Undone:
    """``restored`` as they were; ``left`` as they are, since they were changed after the act."""

    restored: int = 0
    left: int = 0
