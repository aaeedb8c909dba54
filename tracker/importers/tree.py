"""A JSON text to the records in it, one at a time, wherever they hang. Pure.

``json`` would build the whole tree. Here only what is asked for is walked down to; what hangs there is decoded whole.
"""

import json
import re

BLOCK = 1 << 16
LONGEST_VALUE = 2_000_000  # characters of one record, which is decoded whole: memory takes up to thirty times that
TOO_LONG = "One entry of this JSON is longer than 2 million characters. What follows it was not read."
BREAKS_OFF = "This JSON breaks off before its end."
WHITE = re.compile(r"[ \t\r\n\ufeff]*")


class Malformed(ValueError):
    """The text is no JSON from here on; says where."""


def _integer(digits):
    return int(digits) if len(digits) < 20 else float(digits)


class Tree:
    """``for path, value in Tree(text, descends).walk()``; ``descends(path)`` says whether to walk on into what hangs
    there; what is empty is yielded itself. A path is a tuple of keys and, in arrays, of positions."""

    def __init__(self, text, descends):
        self.text, self.descends = text, descends
        self.buffer, self.at, self.ended = "", 0, False
        self.decoder = json.JSONDecoder(parse_int=_integer)

    def walk(self):
        yield from self._value(())
        if self._peek():
            raise self._malformed()

    def _malformed(self):
        near = self.buffer[self.at : self.at + 30].strip()
        return Malformed(f"This is not JSON from “{near}” on." if near else BREAKS_OFF)

    def _fill(self):
        """Read on. False at the end of the text."""
        self.buffer = self.buffer[self.at :] if self.at else self.buffer
        self.at = 0
        more = self.text.read(max(BLOCK, len(self.buffer)))
        self.buffer += more
        self.ended = not more
        return bool(more)

    def _peek(self):
        """The next character that is no blank, not taken; "" at the end."""
        while True:
            self.at = WHITE.match(self.buffer, self.at).end()
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self._fill():
                return ""

    def _take(self, *allowed):
        char = self._peek()
        if char not in allowed or not char:
            raise self._malformed()
        self.at += 1
        return char

    def _value(self, path):
        char = self._peek()
        if char == "{" and self.descends(path):
            yield from self._members(path)
        elif char == "[" and self.descends(path):
            yield from self._elements(path)
        else:
            yield path, self._decoded()

    def _members(self, path):
        self._take("{")
        if self._peek() == "}":
            self.at += 1
            yield path, {}
            return
        char = ","
        while char == ",":
            if self._peek() != '"':
                raise self._malformed()
            key = self._decoded()
            self._take(":")
            yield from self._value((*path, key))
            char = self._take(",", "}")

    def _elements(self, path):
        self._take("[")
        if self._peek() == "]":
            self.at += 1
            yield path, []
            return
        char, number = ",", 0
        while char == ",":
            yield from self._value((*path, number))
            number += 1
            char = self._take(",", "]")

    def _decoded(self):
        while True:
            try:
                value, end = self.decoder.raw_decode(self.buffer, self.at)
            except json.JSONDecodeError as error:
                left = self.buffer[error.pos :]
                if len(self.buffer) - self.at > LONGEST_VALUE:
                    goes_on = error.msg.startswith("Unterminated") or len(left) < len("-Infinity")
                    raise Malformed(TOO_LONG) if goes_on else self._malformed() from error
                if not self._fill():
                    cut = error.msg.startswith("Unterminated") or not left.strip()
                    raise Malformed(BREAKS_OFF) if cut else self._malformed() from error
                continue
            except RecursionError as error:
                raise Malformed("This JSON is nested too deeply to be a log.") from error
            if end < len(self.buffer) or self.ended:
                self.at = end
                return value
            self._fill()  # what ends where the text read so far ends may go on: a number
