"""Bytes to numbered lines of text, a line at a time. Pure.

The whole file is never held: its encoding is found by reading it once from front to end, its lines have a bound.
"""

import codecs
import io
from collections import deque

LONGEST_LINE = 1_000_000  # characters; what is longer is no row of a log
LONGEST_RECORD = 500  # lines; a note of more is rather a quotation mark without its partner
MOST_ROWS = 200_000
MOST_MOMENTS = 500_000  # heartbeats or events, of which rows are summed
MOST_ENTRIES = 1_000_000  # of a JSON, of whatever kind
BLOCK = 1 << 16
BLANK = " \t\r\n,;|"
CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r"))
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What a file begins with that is no text, and what to say of it.
BINARY = (
    (b"PK\x03\x04", "This is a zip archive or an Excel workbook. Unpack it, or save the sheet as CSV."),
    (b"PK\x05\x06", "This is an empty zip archive."),
    (b"\x1f\x8b", "This is a packed file (gzip). Unpack it first."),
    (b"Rar!\x1a\x07", "This is a packed file (rar). Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "This is a packed file (7z). Unpack it first."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel workbook. Save the sheet as CSV."),
    (b"\x89PNG", "This is an image, whatever its name says."),
    (b"\xff\xd8\xff", "This is an image, whatever its name says."),
    (b"GIF8", "This is an image, whatever its name says."),
    (b"%PDF", "This is a PDF. Export CSV or JSON instead."),
)


class NotText(ValueError):
    """The file cannot be read as text; says why to whoever chose it."""


def too_many(most, what="rows"):
    """The NotText that says so."""
    return NotText(f"This file has more than {most:,} {what}. Split it, by years for instance.")


class LineTooLong(Exception):
    """A record, or one line of it, is longer than any row of a log."""


def encoding_of(file):
    """The encoding of a binary file, which is left at its start: by its mark, else UTF-8 if all of it is, else cp1252.

    Raises NotText for what is empty or no text.
    """
    file.seek(0)
    head = file.read(BLOCK)
    if not head.strip():
        raise NotText("This file is empty.")
    for begins, reason in BINARY:
        if head.startswith(begins):
            raise NotText(reason)
    for mark, encoding in BOMS:
        if head.startswith(mark):
            file.seek(0)
            return encoding
    encoding = _without_mark(file, head)
    file.seek(0)
    return encoding


def _without_mark(file, block):
    """UTF-8 if all of a file is, else cp1252; ``block`` was read of it already. Raises NotText.

    A text without a mark has no null character, and next to none of the other control characters.
    """
    decoder, encoding, size, controls = codecs.getincrementaldecoder("utf-8")(), "utf-8", 0, 0
    while True:
        size += len(block)
        controls += len(block) - len(block.translate(None, CONTROLS))
        if b"\0" in block:
            raise NotText("This is not a text file: there are null characters in it.")
        if encoding == "utf-8":
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError:
                encoding = "cp1252"
        if not block:
            break
        block = file.read(BLOCK)
    if controls > max(3, size // 100):
        raise NotText("This is not a text file.")
    return encoding


def text_of(file, encoding):
    """The binary file as text, line ends as they are; what the encoding does not know becomes a question mark."""
    return io.TextIOWrapper(file, encoding, errors="replace", newline="")


class Lines:
    """The lines of a text, for csv.reader, which takes as many as a record has.

    ``first`` is the number of the record's first line. After LineTooLong, or when csv gave up, ``skip`` goes on with
    the record's second line: one bad quotation mark costs a line, not the rest of the file. ``is_cut``: the file ended
    before its last record did.
    """

    def __init__(self, text):
        self.text, self.again = text, deque()
        self.number, self.record, self.size = 0, [], 0
        self.is_cut = False

    def __iter__(self):
        return self

    def __next__(self):
        line = self._read()
        while not self.record and line and not line.strip(BLANK):  # a row of nothing
            self.number += 1
            line = self._read()
        if not line:
            self.is_cut = bool(self.record)
            raise StopIteration
        self.number += 1
        self.record.append(line)
        self.size += len(line)
        if self.size > LONGEST_LINE or len(self.record) > LONGEST_RECORD:
            raise LineTooLong
        return line

    def _read(self):
        return self.again.popleft() if self.again else self.text.readline(LONGEST_LINE + 1)

    @property
    def first(self):
        return self.number - len(self.record) + 1

    def begin(self):
        """The next line begins a record."""
        self.record, self.size = [], 0

    def back(self):
        """The record's lines are to be read once more."""
        self.again.extendleft(reversed(self.record))
        self.number -= len(self.record)
        self.begin()

    def skip(self):
        """Give up the record's first line; the others are read again. Returns its number and its beginning."""
        number, line = self.first, self.record[0]
        if len(self.record) == 1:
            while len(line) > LONGEST_LINE and not line.endswith(("\n", "\r")):
                line = self.text.readline(LONGEST_LINE + 1)
                if not line:
                    break
        self.again.extendleft(reversed(self.record[1:]))
        head = self.record[0][:200]
        self.number, self.is_cut = number, False
        self.begin()
        return number, head
