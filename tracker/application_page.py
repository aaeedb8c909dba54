"""The read model of an application's own page: its facts, history, and all that hangs on it."""

from dataclasses import dataclass
from datetime import date

from careerguide.models import display_name
from tracker.follow_ups import MOST, Quiet, draft
from tracker.histories import Entry, History
from tracker.models import Application, Contact, Document, FollowUp, Interview, Offer, Section
from tracker.recounts import course_of
from tracker.stages import without_offers


@dataclass(frozen=True)
class Part:
    """A section of the page: the rows of one model. ``noun`` begins its URL names, ``id`` is its element's."""

    model: type
    noun: str
    id: str
    title: str
    one: str  # as in "Add a contact"
    empty: str
    rows: tuple = ()

    @property
    def template(self):
        return "tracker/application/_follow_ups.html" if self.model is FollowUp else "tracker/application/_part.html"

    @property
    def row_template(self):
        return f"tracker/application/_{self.noun.replace('-', '_')}.html"


PARTS = {
    part.model: part
    for part in (
        Part(FollowUp, "follow-up", "follow-ups", "Following up", "a follow-up", ""),
        Part(
            Interview, "interview", "interviews", "Interviews", "an interview",
            "Each talk with its day, and afterwards what was asked: the next one is prepared from it.",
        ),
        Part(
            Contact, "contact", "contacts", "Contacts", "a contact",
            "Who answers there, and who leads there. A follow-up is drafted to the address of the first.",
        ),
        Part(
            Document, "document", "documents", "Documents", "a document",
            "What you sent and what came back, by a link to where you keep it.",
        ),
        Part(
            Offer, "offer", "offers", "Offers", "an offer",
            "What they offer, a year’s worth of each part. A better one later is another offer.",
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Summary:
    """An event that stands for what is not seen: the stage that it implies."""

    stage: str
    happened_on: date
    recorded_on: date
    sequence: int = 0
    own_stage: None = None

    @property
    def stage_name(self):
        return Application.Stage(self.stage).label


@dataclass(frozen=True)
class ApplicationPage:
    application: Application
    history: History
    quiet: Quiet | None  # None where it is not shown
    parts: dict  # Part by id, of those that are shown
    mails: tuple = ()  # (whom, link) of each mail that may be drafted
    most: int = MOST

    @classmethod
    def of(cls, access, application):
        """Of one application ``with_history``, as far as its offers are shared."""
        offers = access.shows(Section.OFFERS)
        history = history_of(application, offers)
        if not offers:
            application.hide_offers()
        rows = {part.id: rows_of(application, part, offers) for part in PARTS.values() if offers or part.id != "offers"}
        parts = {part.id: Part(**{**vars(part), "rows": rows[part.id]}) for part in PARTS.values() if part.id in rows}
        if not offers:  # what is quiet follows from the stage
            del parts["follow-ups"]
        quiet = Quiet.of(application, access.learner.quiet_days, access.today) if offers else None
        mails = mails_of(access, application, rows["contacts"]) if access.own and quiet.days is not None else ()
        return cls(application, history, quiet, parts, mails)

    @property
    def beside(self):
        """The parts that stand below each other alike."""
        return [part for part in self.parts.values() if part.model is not FollowUp]

    @property
    def follow_ups(self):
        return self.parts.get("follow-ups")


def rows_of(application, part, offers):
    """The rows of a part; none of one that is not shown."""
    if part.model is FollowUp and not offers:
        return ()
    rows = tuple(part.model.objects.of_application(application))
    for row in rows:
        row.application = application
    return rows


def history_of(application, offers):
    """The history; where offers are all there is, what they imply, as ``hide_offers`` has it."""
    rows, course = list(application.events.all()), course_of(application)
    if offers:
        return History.of(rows, course)
    seen = without_offers(course)
    history = History.of(rows, seen, offers=False)
    if history.holds:
        return history
    implied = Summary(seen.stage, seen.since, seen.events[0].recorded_on)
    return History((Entry(implied),), history.undone)


def mails_of(access, application, contacts):
    """A draft to each contact with an address; one without address where there is none."""
    learner = access.learner
    said = {"role": application.role, "company": application.company, "applied_on": application.applied_on}
    said |= {"sender": display_name(learner.user), "today": access.today}
    mails = [(who.name, draft(**said, address=who.email, name=who.name)) for who in contacts if who.email]
    return tuple(mails) or (("", draft(**said)),)
