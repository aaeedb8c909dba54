"""Questions that the sources answer differently: every answer on one scale, and why they differ. Never averaged."""

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.utils.text import slugify

from guide.evidence import Evidence
from guide.facets import Facet, Narrowed, narrow
from guide.models import NOT_STATED, Claim, Edition, Kind, Question
from guide.pages.records import RecordPage
from guide.scales import Picture
from guide.sums import SUM


@dataclass(frozen=True)
class Answer:
    """One source's answer, with its figure and the later edition of the same statistic, if there are any."""

    claim: Claim
    edition: Edition | None
    later: Edition | None
    whole: Edition | None = None  # the figure of another answer that this one's is a part of
    adds: Edition | None = None  # the figure of another answer whose parts this one, of our own, adds up

    @property
    def is_a_rival(self):
        """Whether it answers the question by itself: a part of another answer, or its parts added up, does not."""
        return not (self.whole or self.adds)

    @property
    def counts(self):
        """The claim as a heading: what it counts."""
        return self.claim.text.rstrip(".")

    @property
    def of_whom(self):
        """Whom the source says it of: the claim's words, else those of its figure."""
        return self.claim.of_whom or (self.edition.population if self.edition else "not stated")

    @property
    def when(self):
        return self.edition.period if self.edition else NOT_STATED

    @property
    def whom_and_when(self):
        """What puts two answers into one group."""
        return f"{self.of_whom}; {self.when}" if self.when != NOT_STATED else self.of_whom

    @property
    def check(self):
        return self.edition.figure.latest_check if self.edition else None


@dataclass(frozen=True)
class Asked:
    """A question with its answers, for a table of several."""

    question: Question
    answers: tuple[Answer, ...]

    @property
    def editions(self):
        return [answer.edition for answer in self.answers if answer.edition]

    @cached_property
    def rivals(self):
        """The answers to be counted."""
        return rivals_of(self.answers)

    @cached_property
    def sums(self):
        return [answer for answer in self.answers if answer.adds]

    @cached_property
    def parts(self):
        return parts_of(self.answers)

    @property
    def said(self):
        """The documents that answer: our own checks are none."""
        return [answer.claim.source for answer in self.answers if not answer.claim.source.is_check]

    @cached_property
    def groups(self):
        """The rivals with a figure by whom and when they count: pairs of that and the answers."""
        return grouped([answer for answer in self.rivals if answer.edition])


def answers_of(question, evidence):
    """The answers in their order: first those to be counted, then sums of parts, then the parts."""
    claims = list(question.claims.all())
    editions = [evidence.of(claim.figure) for claim in claims]
    wholes, adds = _parts_among([edition for edition in editions if edition], evidence)
    answers = []
    for claim, edition in zip(claims, editions, strict=True):
        pk = edition.figure_id if edition else None
        later = evidence.later_than(edition) if edition else None
        answers.append(Answer(claim, edition, later, wholes.get(pk), adds.get(pk)))
    return (*rivals_of(answers), *(answer for answer in answers if answer.adds), *parts_of(answers))


def _parts_among(editions, evidence):
    """Two dicts by a figure's primary key: of what stated total it is a part, and the parts of which it adds up.

    Both only where the total is another of ``editions``, and all its parts are.
    """
    own, sums = {edition.figure_id for edition in editions}, {}
    for edition in editions:
        for finding in evidence.findings.get(edition.figure.key, ()):
            parts = frozenset(part.figure_id for part in finding.grounds if part)
            if getattr(finding, "how", None) == SUM and len(parts) > 1 and parts <= own:
                sums.setdefault(parts, []).append(edition)
    wholes, adds = {}, {}
    for parts, totals in sums.items():
        stated = next((edition for edition in totals if not edition.source.is_check), totals[0])
        wholes |= dict.fromkeys(parts, stated)
        adds |= {edition.figure_id: stated for edition in totals if edition is not stated}
    return wholes, adds


def rivals_of(answers):
    return [answer for answer in answers if answer.is_a_rival]


def parts_of(answers):
    """Those that are a part of another answer, and no sum."""
    return [answer for answer in answers if answer.whole and not answer.adds]


def grouped(answers):
    """``answers`` by whom and when they count: pairs of that and the answers, in the order of their first."""
    groups = {}
    for answer in answers:
        groups.setdefault(answer.whom_and_when, []).append(answer)
    return list(groups.items())


def keys_of(questions):
    return [claim.figure.key for question in questions for claim in question.claims.all() if claim.figure]


@dataclass(frozen=True)
class QuestionPage(RecordPage):
    APART = (Kind.QUESTION,)

    @classmethod
    def texts(cls, record):
        return [*super().texts(record), record.remark, *(claim.text for claim in record.claims.all())]

    @classmethod
    def keys(cls, record):
        return keys_of([record])

    @cached_property
    def answers(self):
        return answers_of(self.record, self.evidence)

    @cached_property
    def groups(self):
        """The answers by whom and when they count; the parts of one stand together under it."""
        parts = parts_of(self.answers)
        together = [("Its parts: each counts one thing, and none is an answer by itself", parts)] if parts else []
        return grouped([answer for answer in self.answers if answer not in parts]) + together

    @cached_property
    def gaps(self):
        """What does not come out of the figures that the answers rest on."""
        return self.evidence.gaps([answer.edition for answer in self.answers])

    @cached_property
    def pictures(self):
        """One for each kind of quantity: years stand on one scale, dollars on another."""
        return Picture.of([(answer, answer.edition) for answer in self.answers if answer.edition], self.evidence)

    @cached_property
    def opening_figures(self):
        """The table shows what the answers rest on; here is what the remark names beyond it."""
        answered = {answer.edition for answer in self.answers}
        named = self.evidence.marked(
            self.record.summary, self.record.body, self.record.remark, *(a.claim.text for a in self.answers)
        )
        return tuple(edition for edition in named if edition not in answered)

    @cached_property
    def further_figures(self):
        answered = {answer.edition for answer in self.answers}
        return tuple(edition for edition in super().further_figures if edition not in answered)

    @cached_property
    def sources(self):
        """Also who answers in words alone."""
        named = [*super().sources, *(answer.claim.source for answer in self.answers)]
        return sorted({source.pk: source for source in named}.values(), key=lambda source: source.position)

    @property
    def extras(self):
        return ()


FACETS = (
    Facet("why", "Why it differs", lambda asked: tuple((slugify(why), why) for why in asked.question.reasons)),
    Facet("source", "Source", lambda asked: tuple((source.slug, source.short_title) for source in asked.said)),
)


@dataclass(frozen=True)
class QuestionList:
    """The questions that have what is asked for, with their answers in short."""

    questions: tuple[Asked, ...]
    evidence: Evidence
    narrowed: Narrowed

    @classmethod
    def now(cls, *, asked=MappingProxyType({}), for_curator=False):
        questions = tuple(Question.objects.published().with_claims())
        texts = [question.summary for question in questions]
        evidence = Evidence.for_page(texts, keys=keys_of(questions), for_curator=for_curator)
        narrowed = narrow([Asked(question, answers_of(question, evidence)) for question in questions], FACETS, asked)
        return cls(tuple(narrowed.items), evidence, narrowed)

    @property
    def records(self):
        return [asked.question for asked in self.questions]

    @cached_property
    def figures(self):
        return tuple({edition.pk: edition for asked in self.questions for edition in asked.editions}.values())
