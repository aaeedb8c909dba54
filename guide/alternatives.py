"""Where sources disagree: the figures among which one may choose what a milestone is measured against. Never averaged.

They answer the milestone's question, by the same measure and in the same unit, about the same thing: not about another
skill, and neither a part of the milestone's own figure nor the whole that it is a part of.
"""

from guide.models import Claim, Edition, FigurePart, Kind


def alternatives(milestones):
    """The current editions to choose from, by the primary key of each milestone; its own first, where it has a value.

    One query, and two more where the milestones have a question.
    """
    claimed = Claim.objects.figures_of([milestone.question_id for milestone in milestones])
    figures = {figure for answers in claimed.values() for figure in answers}
    editions = {e.figure_id: e for e in Edition.objects.now_of([*figures, *(m.figure_id for m in milestones)])}
    kin = FigurePart.objects.kin(figures) if figures else {}
    return {milestone.pk: tuple(_among(milestone, claimed, editions, kin)) for milestone in milestones}


def _among(milestone, claimed, editions, kin):
    own = editions.get(milestone.figure_id)
    if own is None:
        return
    yield own
    for figure in claimed.get(milestone.question_id, ()):
        edition = editions.get(figure)
        if edition and edition is not own and counts_the_same(milestone, own, edition, kin):
            yield edition


def counts_the_same(milestone, own, other, kin):
    """Whether ``other`` counts what ``own``, the edition of the milestone's figure, does.

    ``kin``: by the primary key of a figure the sums that it stands in, its own included.
    """
    of_another_skill = other.figure.subject.kind == Kind.SKILL and other.figure.subject_id != milestone.skill_id
    in_one_sum = kin.get(own.figure_id, frozenset()) & kin.get(other.figure_id, frozenset())
    same = (own.figure.measure, own.unit) == (other.figure.measure, other.unit)
    return same and not of_another_skill and not in_one_sum
