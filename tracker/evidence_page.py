"""The read models of evidence: the guide's steps with what the learner shows for them, and what others see of it."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import NamedTuple

from guide.models import Kind, Record
from tracker.claims import Claim, Standing, changed_since, standing
from tracker.models import Certification, Project, Section, SkillTotal, StepClaim
from tracker.stages import is_held, is_up


@dataclass(frozen=True)
class Shown:
    """One step, and what stands behind it as far as the reader may see it."""

    step: object
    claim: StepClaim | None = None
    projects: tuple = ()
    certifications: tuple = ()
    confirmations: tuple = ()

    @classmethod
    def of(cls, step, claim, access):
        """``claim`` comes with its evidence; one that is withdrawn counts as none."""
        if claim is None or claim.withdrawn_at:
            return cls(step)
        projects = [row for row in claim.projects.all() if row.deleted_at is None]
        certifications = [row for row in claim.certifications.all() if row.deleted_at is None]
        return cls(
            step,
            claim,
            tuple(projects) if access.shows(Section.PROJECTS) else (),
            tuple(certifications) if access.shows(Section.CERTIFICATIONS) else (),
            tuple(row for row in claim.confirmations.all() if row.withdrawn_at is None),
        )

    @property
    def _claim(self):
        if self.claim is None:
            return None
        up = any(is_up(project.stage) for project in self.projects)
        held = any(is_held(certification.stage) for certification in self.certifications)
        moments = tuple(row.recorded_at for row in self.confirmations)
        return Claim(self.claim.changed_at, bool(self.claim.link) or up or held, moments)

    @property
    def outward(self):
        """The same without what shows nothing: ideas, what is being built, what was not passed or has expired."""
        up = tuple(project for project in self.projects if is_up(project.stage))
        held = tuple(certification for certification in self.certifications if is_held(certification.stage))
        return replace(self, projects=up, certifications=held)

    @property
    def standing(self):
        return standing(self._claim)

    @property
    def word(self):
        return self.standing.value

    @property
    def tone(self):
        """The mark of the standing: a shape and a colour beside its word."""
        return {Standing.CONFIRMED: "ok", Standing.EVIDENCED: "ok", Standing.CLAIMED: "pen"}.get(self.standing, "")

    @property
    def lacks_evidence(self):
        return self.standing is Standing.CLAIMED

    @property
    def changed_since(self):
        return changed_since(self._claim)


@dataclass(frozen=True)
class Order:
    """The steps of one source's order, or those that no published order has any more (``process`` is None)."""

    process: Record | None
    rows: tuple

    @property
    def counts(self):
        """How many of the steps stand how, in words; steps that are not claimed are left out."""
        counts = Counter(row.standing for row in self.rows)
        return [
            (each.value.lower(), counts[each]) for each in reversed(Standing) if counts[each] and each.name != "OPEN"
        ]

    @property
    def claimed(self):
        return sum(row.claim is not None for row in self.rows)


@dataclass(frozen=True)
class EvidenceOverview:
    """``orders``: every source's; ``shown``: the one that is asked for, else the one with the most claims."""

    orders: tuple
    shown: Order | None
    gone: Order | None  # claims of steps that the guide has taken out

    @classmethod
    def of(cls, access, asked=""):
        """Eight queries at most, however much is claimed."""
        orders, gone = orders_of(access)
        named = next((order for order in orders if order.process.slug == asked), None)
        most = max(orders, key=lambda order: order.claimed, default=None)
        return cls(tuple(orders), named or most, gone if gone.rows else None)


def orders_of(access):
    """Every source's order of steps, and the claims that are left over."""
    claims = {claim.step_id: claim for claim in StepClaim.objects.for_learner(access.learner).live().with_evidence()}
    processes = {record.pk: record for record in Record.objects.published().of_kind(Kind.PROCESS)}
    rows = {pk: [] for pk in processes}
    for step in Record.objects.in_processes():
        rows[step.as_step.process_id].append(Shown.of(step, claims.pop(step.pk, None), access))
    orders = [Order(process, tuple(rows[pk])) for pk, process in processes.items()]
    left = Record.objects.with_keys(claims)
    return orders, Order(None, tuple(Shown.of(step, claims[step.pk], access) for step in left))


@dataclass(frozen=True)
class SharedEvidence:
    """What whoever has the address reads: no application, no company, no note on a session, no plan."""

    learner: object
    orders: tuple  # only those with claims, only the steps that are claimed
    projects: tuple
    certifications: tuple
    skills: tuple  # of Studied

    @classmethod
    def of(cls, access):
        orders, gone = orders_of(access)
        found = [
            Order(order.process, tuple(row.outward for row in order.rows if row.claim)) for order in (*orders, gone)
        ]
        return cls(
            access.learner,
            tuple(order for order in found if order.rows),
            tuple(Project.objects.for_learner(access.learner).up().with_evidence()),
            tuple(Certification.objects.for_learner(access.learner).held().with_names()),
            skills_of(access),
        )

    @property
    def is_empty(self):
        return not (self.orders or self.projects or self.certifications or self.skills)


class Studied(NamedTuple):
    """Time on a skill: in all, and what of it was stated from before joining."""

    skill: object
    seconds: int
    prior: int


def skills_of(access):
    """What was studied, the most first."""
    totals = SkillTotal.objects.for_learner(access.learner).by_skill()
    known = access.guide.skills
    rows = [Studied(known[pk], sums[0] + sums[1], sums[1]) for pk, sums in totals.items() if pk in known]
    return tuple(sorted((row for row in rows if row.seconds), key=lambda row: (-row.seconds, row.skill.title)))
