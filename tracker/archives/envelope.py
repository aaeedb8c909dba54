"""What a file must be before a row of it is looked at: a zip of just these files, as large and as whole as it says.

Nothing is unpacked to disk and no name of the file is ever a path. What is refused is refused whole, with reasons.
"""

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from contextlib import ExitStack, contextmanager

from django.conf import settings

from careerguide.uploads import most, size_in_words
from tracker.archives.tables import FORMAT, TABLES, VERSION

MANIFEST, GLOSSARY = "manifest.json", "guide.jsonl"
FOR_PEOPLE = frozenset({"README.txt", "reading/account.json", "reading/mentoring.json", "reading/sessions.csv"})

MOST_UNPACKED = 512 * 1024 * 1024
MOST_RATIO = 200  # unpacked to packed, of a file of more than a megabyte: rows of a record pack to a tenth
MOST_ROWS = 500_000  # it must be done while a browser waits
MOST_MANIFEST = 64 * 1024
LONGEST_LINE = 256 * 1024  # a note of 10,000 characters takes at most half of that
MOST_PROBLEMS = 50  # told at once
DIGEST = re.compile(r"[0-9a-f]{64}")
# What reading a file that is no zip, or no longer one, may raise.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class ArchiveRefused(Exception):
    """The file is no archive that can be taken in. ``problems``: why, a sentence each, for people."""

    def __init__(self, *problems):
        super().__init__(*problems)
        self.problems = problems


class Envelope:
    """An archive that is what it says of itself: its format, its files, their sizes and digests."""

    def __init__(self, archive):
        self.archive = archive
        self.sizes = self._sizes()
        self.manifest = self._manifest()
        self.version = self._version()
        self.files = self._files()

    def _sizes(self):
        """The size of each file by its name."""
        sizes, infos = {}, self.archive.infolist()
        if len(infos) > len(TABLES) + 20:
            raise ArchiveRefused(f"It holds {len(infos):,} files. An archive of ours holds one a table.")
        for info in infos:
            if info.filename in sizes:
                raise ArchiveRefused(f"It holds “{info.filename[:80]}” twice.")
            if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ArchiveRefused("It is encrypted or packed in a way that we do not read.")
            if info.file_size > max(1_000_000, MOST_RATIO * info.compress_size):
                raise ArchiveRefused(f"“{info.filename[:80]}” would unpack to far more than a record holds.")
            sizes[info.filename] = info.file_size
        if sum(sizes.values()) > MOST_UNPACKED:
            raise ArchiveRefused(f"It would unpack to more than {size_in_words(MOST_UNPACKED)}.")
        return sizes

    def _manifest(self):
        if MANIFEST not in self.sizes:
            raise ArchiveRefused("It is a zip file without our manifest.json, so it is no archive of ours.")
        if self.sizes[MANIFEST] > MOST_MANIFEST:
            raise ArchiveRefused("Its manifest.json is too long to be ours.")
        manifest = parsed(self.archive.read(MANIFEST))
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise ArchiveRefused("Its manifest.json is not of an archive of ours.")
        return manifest

    def _version(self):
        version = self.manifest.get("version")
        if type(version) is not int or version < 1:
            raise ArchiveRefused("Its manifest.json names no version of the format.")
        if version > VERSION:
            raise ArchiveRefused(
                f"It is of version {version} of the format, of a later careerguide; this one reads up to {VERSION}."
            )
        return version

    def _files(self):
        """What the manifest says of each file: just those that are there, and at least the tables."""
        files = self.manifest.get("files")
        if not isinstance(files, dict) or not all(is_told(told) for told in files.values()):
            raise ArchiveRefused("Its manifest.json does not say what it holds.")
        there, known = set(self.sizes) - {MANIFEST}, {table.path for table in self.tables} | {GLOSSARY}
        problems = [
            *(f"“{name[:80]}” is not of this format." for name in sorted((there | set(files)) - known - FOR_PEOPLE)),
            *(f"“{name[:80]}” is missing." for name in sorted((set(files) | known) - there)),
            *(f"“{name[:80]}” is not in its manifest.json." for name in sorted(there - set(files))),
        ]
        if problems:
            raise ArchiveRefused(*problems[:MOST_PROBLEMS])
        rows = sum(told["rows"] for told in files.values())
        if rows > MOST_ROWS:
            raise ArchiveRefused(f"It says that it holds {rows:,} rows; {MOST_ROWS:,} are the most.")
        return files

    @property
    def tables(self):
        """The tables that an archive of this version has."""
        return [table for table in TABLES if table.since.get("", 1) <= self.version]

    def check_digests(self):
        """Read every file once. Raises ArchiveRefused where one is not as it was when the archive was made."""
        changed = [name for name, told in self.files.items() if not self._is_whole(name, told)]
        if changed:
            raise ArchiveRefused(*(f"“{name}” was changed or damaged since the archive was made." for name in changed))

    def _is_whole(self, name, told):
        digest, size = hashlib.sha256(), 0
        with self.archive.open(name) as file:
            while part := file.read(1 << 20):
                digest.update(part)
                size += len(part)
        return (size, digest.hexdigest()) == (told["bytes"], told["sha256"])

    def lines(self, path):
        """Pairs of (number, JSON value) of a file of JSON lines; a value that cannot be read is an ArchiveRefused."""
        with self.archive.open(path) as packed, io.BufferedReader(packed, 1 << 16) as file:
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                try:
                    yield number, parsed(line)
                except ArchiveRefused as error:
                    yield number, error
                if len(line) > LONGEST_LINE:
                    return
        if number != self.files[path]["rows"]:
            yield number, ArchiveRefused(f"has {number:,} lines, its manifest.json says {self.files[path]['rows']:,}")


def is_told(told):
    """Whether this is what a manifest says of a file."""
    return (
        isinstance(told, dict)
        and all(type(told.get(name)) is int and told[name] >= 0 for name in ("rows", "bytes"))
        and isinstance(told.get("sha256"), str)
        and DIGEST.fullmatch(told["sha256"]) is not None
    )


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


def parsed(data):
    """The JSON value of some bytes, such as a database can hold. Raises ArchiveRefused."""
    if len(data) > LONGEST_LINE:
        raise ArchiveRefused("is longer than any that we write")
    try:
        value = json.loads(data.decode(), parse_constant=refuse_constant)
        text = json.dumps(value, ensure_ascii=False)
        text.encode()  # half a surrogate pair is no character
    except (ValueError, RecursionError) as error:
        raise ArchiveRefused("is no JSON") from error
    if "\\u0000" in text and holds_null(value):
        raise ArchiveRefused("holds a null character")
    return value


def holds_null(value):
    """Whether a text in a JSON value has a null character, which no database of ours may hold."""
    if isinstance(value, dict):
        return any(map(holds_null, [*value, *value.values()]))
    return any(map(holds_null, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def too_large():
    return f"This file is larger than {most()}, which is the most."


@contextmanager
def opened(file):
    """The Envelope of an uploaded file, every byte of which was read once. Raises ArchiveRefused."""
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise ArchiveRefused(too_large())
    with ExitStack() as open_files:
        try:
            archive = open_files.enter_context(zipfile.ZipFile(file))
            envelope = Envelope(archive)
            envelope.check_digests()
        except DAMAGE as error:
            raise ArchiveRefused(
                "This is no zip file, or a damaged one. The archive is the .zip that you downloaded, as it was."
            ) from error
        yield envelope
