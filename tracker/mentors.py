"""The read model of a learner's mentors: who sees what, and which codes wait to be used."""

from dataclasses import dataclass

from tracker.models import Invitation, Mentorship, Section, Share


@dataclass(frozen=True)
class Mentor:
    """An open mentorship as the learner sees it."""

    mentorship: Mentorship
    sections: frozenset

    @classmethod
    def of(cls, mentorship):
        return cls(mentorship, Share.objects.granted([mentorship]).get(mentorship.pk, frozenset()))

    @property
    def shared(self):
        """What is shared, in words, in the order of the sections."""
        return [section.label for section in Section if section in self.sections]


@dataclass(frozen=True)
class Mentors:
    mentors: list
    invitations: list

    @classmethod
    def of(cls, learner):
        """Three queries, however many there are."""
        mentorships = list(Mentorship.objects.open().of_learner(learner).with_people().oldest_first())
        granted = Share.objects.granted(mentorships)
        return cls(
            [Mentor(mentorship, granted.get(mentorship.pk, frozenset())) for mentorship in mentorships],
            list(Invitation.objects.for_learner(learner).open()),
        )
