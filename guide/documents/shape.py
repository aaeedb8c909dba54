"""The normal form of a document: which keys there are, what they hold, and in which order lists stand."""

import hashlib
import json

from django.core.exceptions import ValidationError

from guide.documents.values import RECORD_NAME, keys_of, text, texts, words
from guide.models import (
    GROUPS,
    Authorization,
    Certification,
    Citation,
    Claim,
    Edition,
    Figure,
    Kind,
    Law,
    Milestone,
    Path,
    Question,
    Record,
    Relation,
    Scenario,
    ScenarioStep,
    Skill,
    Source,
    Statement,
    Step,
    Topic,
    Verification,
    Watch,
)
from guide.models.figures import Unit
from guide.names import RESERVED

RECORD = keys_of(Record, "slug", "title", "short", "position", "group", "state", "summary", "body", "review_due")
CITATION = keys_of(Citation, "source", "note")
STATEMENT = keys_of(Statement, "role", "source", "text", "reply")
RELATION = keys_of(Relation, "role")
CLAIM = keys_of(Claim, "source", "text", "of_whom", "figure")
SCENARIO_STEP = keys_of(ScenarioStep, "source", "action", "outcome", "verdict")
TOPIC = keys_of(Topic, "name")
FIGURE = keys_of(
    Figure, "key", "label", "measure", "statistic", "note", "follows", "reckoned", "counts", "counts_group", "within"
)
EDITION = keys_of(Edition, *Edition.VALUES)
CHECK = keys_of(Verification, "on", "outcome", "sure", "source", "note")

MODELS = {
    Kind.SOURCE: Source,
    Kind.PATH: Path,
    Kind.SKILL: Skill,
    Kind.CERTIFICATION: Certification,
    Kind.QUESTION: Question,
    Kind.MILESTONE: Milestone,
    Kind.LAW: Law,
    Kind.AUTHORIZATION: Authorization,
    Kind.SCENARIO: Scenario,
    Kind.STEP: Step,
    Kind.WATCH: Watch,
}
# What a kind has of its own, under ``fields``; lists that are no JSON field are told below.
OWN = {
    Kind.SOURCE: keys_of(
        Source, "form", "author", "publisher", "dated", "published_on", "covers", "checked_on", "sure", "pages"
    ),
    Kind.PATH: keys_of(Path, "starts_from", "for_readers", "includes_search", "total_figure"),
    Kind.SKILL: keys_of(Skill, "form", "counts_to_total", "hours_figure"),
    Kind.CERTIFICATION: keys_of(
        Certification, "issuer", "counts_as_cloud", *Certification.STATUS_FIELDS,
    ),
    Kind.LAW: keys_of(Law, "jurisdiction", "place", "agency", *Law.STATUS_FIELDS),
    Kind.AUTHORIZATION: keys_of(Authorization, "agency", *Authorization.STATUS_FIELDS),
    Kind.SCENARIO: keys_of(Scenario, "audience", "path"),
    Kind.STEP: keys_of(Step, "process", "number"),
    Kind.QUESTION: keys_of(Question, "remark"),
    Kind.MILESTONE: keys_of(Milestone, "counts", "skill", "figure", "question", "end", "tracked"),
    Kind.WATCH: keys_of(Watch, "rule", "threshold", "figure", "span", "skill", "other_skill", "path"),
}  # fmt: skip
# Kinds whose lists mean something by their headings.
GROUPED = {Kind.TOOL, *GROUPS}
DIFFERS_BY = {
    "population": "differs_by_population",
    "period": "differs_by_period",
    "measure": "differs_by_measure",
    "conflict": "true_conflict",
}


class DocumentError(ValueError):
    """Documents that cannot be read or written. ``problems``: one sentence each, with the record that it is about."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def name_of(document):
    """``kind/slug``."""
    return f"{document['kind']}/{document['slug']}"


def normalise(raw):
    """The normal form of one record's document. Raises DocumentError with all that is wrong with it."""
    problems = []
    document = settle(raw, problems)
    if problems:
        raise DocumentError(problems)
    return document


def digest(document):
    """sha256 of a normalised document's canonical JSON, in hexadecimal."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def settle(raw, problems):
    """The normal form as far as it goes; what is wrong is added to ``problems``, a list of sentences."""
    if not isinstance(raw, dict):
        problems.append("A record is to be a mapping with kind, slug and title.")
        return {}
    raw = dict(raw)
    kind = raw.pop("kind", None)
    where = f"{kind}/{raw.get('slug', '?')}"
    if kind not in Kind.values:
        problems.append(f"{where}: unknown kind “{kind}”.")
        return {}
    part = Part(where, problems)
    if (kind, raw.get("slug")) in RESERVED:
        part.wrong("slug: a page of the site has this address.")
    if kind in GROUPED and not raw.get("group"):
        part.wrong("group is missing.")
    elif kind in GROUPS and raw["group"] not in GROUPS[kind]:
        part.wrong(f"group: “{raw['group']}” is none of {', '.join(GROUPS[kind])}.")
    parts = {
        "fields": own_fields(kind, raw.pop("fields", None), part.below("fields")),
        "citations": part.mappings("citations", raw.pop("citations", None), CITATION, once=("source",)),
        "statements": part.mappings("statements", raw.pop("statements", None), STATEMENT),
        "figures": part.each("figures", raw.pop("figures", None), figure),
        "relations": part.each("relations", raw.pop("relations", None), relation, once=("role", "to")),
    }
    return {"kind": str(kind), **part.mapping(raw, RECORD), **{name: value for name, value in parts.items() if value}}


def own_fields(kind, raw, part):
    """What only this kind has."""
    if not isinstance(raw or {}, dict):
        part.wrong("this is to be a mapping.")
        return {}
    raw = dict(raw or {})
    lists = {}
    if kind == Kind.SKILL:
        lists["topics"] = part.each("topics", raw.pop("topics", None), topic, once=("name",))
        lists["aliases"] = sorted(part.value(texts, raw.pop("aliases", None) or [], "aliases"))
        aliases = [*lists["aliases"], *(alias for each in lists["topics"] for alias in each.get("aliases", []))]
        part.no_doubles("aliases", aliases)
    elif kind == Kind.QUESTION:
        lists["differs_by"] = part.choices("differs_by", raw.pop("differs_by", None), list(DIFFERS_BY))
        lists["claims"] = part.mappings("claims", raw.pop("claims", None), CLAIM)
    elif kind == Kind.SCENARIO:
        lists["steps"] = part.mappings("steps", raw.pop("steps", None), SCENARIO_STEP)
    elif kind == Kind.PATH:
        lists["for_readers"] = part.choices("for_readers", raw.pop("for_readers", None), Path.Reader.values)
    values = part.mapping(raw, OWN.get(kind, {}))
    return {**values, **{name: value for name, value in lists.items() if value}}


def figure(raw, part):
    raw = dict(raw)
    # In the order of days, so that a check added later has one place only.
    checks = part.mappings("checks", raw.pop("checks", None), CHECK)
    parts = part.value(texts, raw.pop("parts", None) or [], "parts")
    values = part.mapping(raw, {**FIGURE, **EDITION})
    if values.get("counts") and values.get("unit") != Unit.COUNT:
        part.wrong("counts: only a figure in the unit “count” announces how many its source lists.")
    if parts:
        part.no_doubles("parts", parts)
        values["parts"] = parts
    if checks:
        values["checks"] = sorted(checks, key=lambda check: (check.get("on", ""), json.dumps(check, sort_keys=True)))
    return values


def relation(raw, part):
    raw = dict(raw)
    to = part.value(text, raw.pop("to", None) or "", "to")
    if not RECORD_NAME.fullmatch(to):
        part.wrong(f"“{to}” names no record; write kind/slug.")
    return {**part.mapping(raw, RELATION), "to": to}


def topic(raw, part):
    raw = dict(raw)
    aliases = sorted(part.value(texts, raw.pop("aliases", None) or [], "aliases"))
    return {**part.mapping(raw, TOPIC), **({"aliases": aliases} if aliases else {})}


class Part:
    """A place within a document, where values are read and problems are noted with where they are."""

    def __init__(self, where, problems):
        self.where = where
        self.problems = problems

    def below(self, name):
        return Part(f"{self.where}, {name}", self.problems)

    def wrong(self, words):
        self.problems.append(f"{self.where}: {words}")

    def value(self, read, raw, name):
        """``read(raw)``, or the raw value as it is with a problem noted."""
        try:
            return read(raw)
        except ValidationError as error:
            self.wrong(f"{name}: {words(error)}")
            return raw if isinstance(raw, bool | int | list | None) else str(raw)

    def mapping(self, raw, keys):
        """The values that differ from their default, of a mapping with these keys and no others."""
        result = {}
        for name in sorted(raw.keys() - keys.keys()):
            self.wrong(f"unknown key “{name}”.")
        for name, key in keys.items():
            given = raw.get(name)
            if given is None or given == "":
                if key.required:
                    self.wrong(f"{name} is missing.")
                continue
            value = self.value(key.read, given, name)
            if value != key.default:
                result[name] = value
        return result

    def each(self, name, raw, read, once=()):
        """A list of mappings, each read by ``read(raw, part)``; ``once``: keys that together occur once only."""
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
            self.below(name).wrong("this is to be a list of mappings.")
            return []
        result = [read(entry, self.below(f"{name} {number}")) for number, entry in enumerate(raw, 1)]
        if once:
            self.no_doubles(name, [" ".join(str(entry.get(key, "")) for key in once) for entry in result])
        return result

    def mappings(self, name, raw, keys, once=()):
        return self.each(name, raw, lambda entry, part: part.mapping(entry, keys), once)

    def choices(self, name, raw, allowed):
        """A list of some of ``allowed``, in that order."""
        chosen = self.value(texts, raw or [], name)
        for unknown in [choice for choice in chosen if choice not in allowed]:
            self.wrong(f"{name}: “{unknown}” is none of {', '.join(allowed)}.")
        return [choice for choice in allowed if choice in chosen]

    def no_doubles(self, name, values):
        for double in sorted({value for value in values if values.count(value) > 1}):
            self.wrong(f"{name}: “{double}” stands there twice.")
