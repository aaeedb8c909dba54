"""Making an archive: table by table, row by row, so that a long record takes no more memory than a short one."""

import hashlib
import json
import zipfile
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from django.db import transaction
from django.utils import timezone

from careerguide.release import release
from tracker.archives.columns import OfArchive, Several, columns_of
from tracker.archives.guide_keys import GuideKeys
from tracker.archives.readable import README, account, mentoring, sessions_csv
from tracker.archives.tables import FORMAT, TABLES, VERSION
from tracker.models import Learner

MANIFEST, GLOSSARY = "manifest.json", "guide.jsonl"
BATCH = 1000
STAMP = (1980, 1, 1, 0, 0, 0)  # of every file in it: when the archive was made stands in the manifest


@dataclass
class Naming:
    """How the rows of one record name each other and the guide. ``owner``: the key of the learner."""

    owner: int
    guide: GuideKeys = field(default_factory=GuideKeys)
    _names: dict = field(default_factory=dict)  # model -> {primary key: name}

    def name(self, model, pk):
        """The name of a row of another table; None for one that is in no archive."""
        return self._names.get(model, {}).get(pk)

    def remember(self, table, pk, name):
        """Keep the name of a row that others may refer to."""
        self._names.setdefault(table.model, {})[pk] = name


@cache
def referred_to():
    """The models that a row of some table refers to."""
    columns = [column for table in TABLES for column in columns_of(table, VERSION).values()]
    return {column.field.related_model for column in columns if isinstance(column, (OfArchive, Several))}


class Entry:
    """One file of the archive while it is written: it counts its rows and bytes, and its digest grows with them."""

    def __init__(self, archive, path):
        info = zipfile.ZipInfo(path, STAMP)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        self.file = archive.open(info, "w", force_zip64=True)
        self.rows, self.bytes, self.digest = 0, 0, hashlib.sha256()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.file.close()

    def write(self, text):
        data = text.encode()
        self.file.write(data)
        self.digest.update(data)
        self.bytes += len(data)

    def line(self, row):
        self.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        self.rows += 1

    @property
    def told(self):
        """What the manifest says of it."""
        return {"rows": self.rows, "bytes": self.bytes, "sha256": self.digest.hexdigest()}


@transaction.atomic
def write_archive(learner, file):
    """Write the learner's archive to a binary file, as the record is at one instant: under the lock on their row."""
    learner = Learner.objects.locked(learner)
    naming, told = Naming(learner.pk), {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for table in TABLES:
            told[table.path] = write_table(archive, table, learner, naming)
        told[GLOSSARY] = write_rows(archive, GLOSSARY, naming.guide.glossary())
        for path, parts in (
            ("README.txt", [README]),
            ("reading/account.json", account(learner)),
            ("reading/mentoring.json", mentoring(learner)),
            ("reading/sessions.csv", sessions_csv(learner)),
        ):
            told[path] = write_text(archive, path, parts)
        head = {"format": FORMAT, "version": VERSION, "made_at": timezone.now().isoformat(), "release": release()}
        write_text(archive, MANIFEST, [json.dumps({**head, "files": told}, indent=1)])


def write_table(archive, table, learner, naming):
    """The lines of one table. Returns what the manifest says of the file."""
    columns = columns_of(table, VERSION)
    remembered = table.model in referred_to()

    def lines():
        for number, (pk, values) in enumerate(values_of(table, learner, columns), start=1):
            line = {name: column.write(values[name], naming) for name, column in columns.items()}
            if remembered:
                naming.remember(table, pk, line[table.key] if table.key else number)
            yield line

    return write_rows(archive, table.path, lines())


def values_of(table, learner, columns):
    """Pairs of (primary key, values by column) of the learner's rows; of several others, their keys."""
    several = {name: column for name, column in columns.items() if isinstance(column, Several)}
    plain = {name: column.field.attname for name, column in columns.items() if name not in several}
    rows = table.rows_of(learner).values_list("pk", *plain.values()).iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        others = {name: column.of([pk for pk, *_ in batch]) for name, column in several.items()}
        for pk, *values in batch:
            yield (
                pk,
                {
                    **dict(zip(plain, values, strict=True)),
                    **{name: keys.get(pk, ()) for name, keys in others.items()},
                },
            )


def write_rows(archive, path, rows):
    with Entry(archive, path) as entry:
        for row in rows:
            entry.line(row)
    return entry.told


def write_text(archive, path, parts):
    with Entry(archive, path) as entry:
        for part in parts:
            entry.write(part)
    return entry.told
