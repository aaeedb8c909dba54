"""The quick line's cases: the vocabulary of the guide's own fixtures, without a database, and the table in the docs."""

import datetime
import re
from functools import cache
from types import SimpleNamespace

import yaml
from django.conf import settings

from tracker.heard import Frame
from tracker.loggable import things_of
from tracker.quickline import Reading, parse, told
from tracker.vocabulary import Vocabulary

START = datetime.date(2025, 10, 10)
ROW = re.compile(r"^\| (\d{4}-\d\d-\d\d) \| \w{3} (\d{4}-\d\d-\d\d) \| `(.+?)` \| (.+) \|$", re.MULTILINE)


def documents():
    """The skills' documents in the order of the guide."""
    found = []
    for path in sorted((settings.BASE_DIR / "fixtures" / "guide" / "skills").glob("*.yaml")):
        content = yaml.safe_load(path.read_text())
        found += content.get("records", [content])
    return sorted(found, key=lambda document: (document.get("position", 0), document["title"]))


@cache
def fixtures_vocabulary():
    skills, topics, aliases = [], [], []
    for document in documents():
        fields = document["fields"]
        pk = len(skills) + 1
        skills.append(
            SimpleNamespace(
                pk=pk, slug=document["slug"], title=document["title"], short=document.get("short", ""),
                counts_to_total=fields.get("counts_to_total", False),
            )
        )  # fmt: skip
        aliases += [SimpleNamespace(skill_id=pk, topic_id=None, name=name) for name in fields.get("aliases", ())]
        for topic in fields.get("topics", ()):
            topics.append(SimpleNamespace(pk=len(topics) + 1, skill_id=pk, name=topic["name"]))
            names = topic.get("aliases", ())
            aliases += [SimpleNamespace(skill_id=pk, topic_id=len(topics), name=name) for name in names]
    return Vocabulary(things_of(skills, topics, aliases))


def frame_on(today, start=START, **fields):
    return Frame(today, start, fixtures_vocabulary(), **fields)


def answer(line, frame):
    """What the table says of a line: the reading in words, else the question with what may be chosen."""
    read = parse(line, frame)
    if isinstance(read, Reading):
        return " · ".join(told(read, frame.today))
    choices = " / ".join(choice.label for choice in read.choices)
    return f"**{read.ask}** {choices}".strip()


def table():
    """(frame, line, answer) of each row of the tables in the docs."""
    text = (settings.BASE_DIR / "docs" / "quick-line.md").read_text()
    day = datetime.date.fromisoformat
    return [(frame_on(day(today), day(start)), line, told) for start, today, line, told in ROW.findall(text)]
