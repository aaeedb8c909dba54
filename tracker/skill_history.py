"""The read model of a skill's page in a record: totals, topics, weeks or months, and the sessions."""

from dataclasses import dataclass

from tracker.models import SkillTotal, StudySession
from tracker.spans import Columns, Span, filled, spans
from tracker.study_filters import Wanted
from tracker.study_list import SessionPage, address


@dataclass(frozen=True)
class TopicSum:
    """Time on a topic; ``topic`` is None for what names none."""

    topic: object
    seconds: int
    sessions: int
    url: str = ""  # of its sessions


@dataclass(frozen=True)
class SkillHistory:
    skill: object
    logged: int
    prior: int
    sessions: int
    first: object = None
    last: object = None
    topics: tuple = ()
    spans: tuple[Span, ...] = ()
    before: int = 0  # seconds logged before the first of the spans
    page: SessionPage | None = None

    @classmethod
    def of(cls, access, skill):
        """Seven queries, however much was logged."""
        logged, prior, sessions = SkillTotal.objects.for_learner(access.learner).of_skill(skill)
        wanted = Wanted(skill=skill)
        page = SessionPage.of(access, wanted)
        rows = StudySession.objects.for_learner(access.learner).kept().of_skill(skill)
        first, last = rows.first_and_last()
        if first is None:
            return cls(skill, logged, prior, sessions, page=page)
        shown = spans(first, access.today, access.learner.week_start)
        days = rows.between(shown[0].first, shown[-1].last).sums_by_day()
        shown = filled(shown, dict(days))
        before = logged - sum(span.seconds for span in shown)
        return cls(skill, logged, prior, sessions, first, last, topic_sums(access, rows, wanted), shown, before, page)

    @property
    def picture(self):
        return Columns(self.spans)

    @property
    def in_all(self):
        return self.prior + self.logged

    @property
    def by_month(self):
        return bool(self.spans) and not self.spans[0].name.startswith("Week")

    @property
    def names_topics(self):
        return any(sum.topic for sum in self.topics)


def topic_sums(access, rows, wanted):
    """Time by topic, most first, what names none last; each with the address of its sessions."""
    known = access.guide.topics
    sums = []
    for pk, seconds, sessions in rows.sums_by_topic():
        topic = known.get(pk)
        pairs = [*wanted.pairs, ("topic", topic.name)] if topic else wanted.pairs
        sums.append(TopicSum(topic, seconds, sessions, address(access.url("study-list"), pairs) if topic else ""))
    return tuple(sorted(sums, key=lambda sum: (sum.topic is None, -sum.seconds)))
