"""The search for a job in an invented life: applications, and what hangs on them."""

import itertools

from tracker.days import DAY
from tracker.demo.things import MARK, Staged, steps

FIRST_NAMES = ("Fernwell", "Tidemark", "Quillworks", "Harbourline", "Mossgate", "Larkfield", "Inkwell", "Stonepath")
SECOND_NAMES = ("Labs", "Analytics", "Systems", "Health", "Freight", "Energy")
COMPANIES = [f"{one} {other}" for one, other in itertools.product(FIRST_NAMES, SECOND_NAMES)]
ROLES = {
    "Junior machine-learning engineer": "Machine learning",
    "Machine-learning engineer": "Machine learning",
    "Data scientist": "Data science",
    "MLOps engineer": "MLOps",
}
CHANNELS = ("board", "board", "cold", "referral", "recruiter", "event")
PLACES = ("Brookhaven", "Eastmere", "Northwold", "")
WORKPLACES = ("on_site", "hybrid", "remote", "")
PEOPLE = ("Robin Alder", "Sam Hawthorn", "Jo Rowan", "Kit Maple")
# Each stage with the chance that it is reached from the one before. Invented, as everything here.
FUNNEL = (("replied", 0.4), ("screen", 0.8), ("technical", 0.6), ("onsite", 0.5), ("offer", 0.4))
TALKS = ("screen", "technical", "onsite")
ASKED = (
    "How would you notice that a model has grown worse?",
    "Walk us through a project of yours that is up.",
    "What would you log about every prediction?",
)


def apply(rng, habit, first, last):
    """Applications: about three a week from the time that the habit says."""
    if habit.applies_from is None:
        return
    begun = day = first + (last - first) * int(habit.applies_from * 100) // 100
    while (day := day + rng.randint(1, 4) * DAY) <= last:
        stages = ["saved", "applied"] if rng.random() < 0.3 else ["applied"]
        for stage, chance in FUNNEL:
            if rng.random() >= chance:
                stages.append("rejected" if len(stages) > 2 or rng.random() < 0.4 else "no_reply")
                break
            stages.append(stage)
        details = {"role": rng.choice([*ROLES]), "channel": rng.choice(CHANNELS), "note": MARK}
        gap = (25, 45) if stages[-1] == "no_reply" else (4, 14)
        events = steps(rng, day, last, stages, gap)
        details |= about(rng, details["role"], later=day - begun > (last - begun) // 2)
        yield Staged(rng.choice(COMPANIES), events, details, hanging=hanging(rng, events, last))


def about(rng, role, later):
    """What an application says of itself. ``later``: it went out with the second version of the résumé."""
    number = rng.randrange(1000, 10000)
    pay = rng.randrange(85, 130) * 1000
    salary = {"salary_low": pay, "salary_high": pay + 20_000, "salary_currency": "USD", "salary_period": "year"}
    return {
        "link": f"https://jobs.example/{number}",
        "requisition": f"R-{number}",
        "role_family": ROLES[role],
        "resume_version": "With projects first" if later else "First version",
        "place": rng.choice(PLACES),
        "workplace": rng.choice(WORKPLACES),
        **(salary if rng.random() < 0.5 else {}),
    }


def hanging(rng, events, last):
    """What hangs on an application with these events: values by the name of a model, a list each."""
    days = dict(events)
    held = [stage for stage in TALKS if stage in days]
    talks = [{"day": days[stage], "kind": stage, "questions": rng.choice(ASKED)} for stage in held]
    stage, since = events[-1]
    found = {"Interview": talks}
    if "screen" in days:
        name = rng.choice(PEOPLE)
        found["Contact"] = [{"name": name, "position": "Recruiter", "email": f"{name.split()[0].lower()}@jobs.example"}]
    if stage in ("applied", "replied") and last - since > 20 * DAY and rng.random() < 0.5:
        found["FollowUp"] = [{"happened_on": since + 15 * DAY}]
    if "offer" in days:
        base = rng.randrange(95, 140) * 1000
        offer = {"made_on": days["offer"], "base": base, "bonus": base // 10, "stock": rng.choice((None, 8000, 15_000))}
        found["Offer"] = [{**offer, "currency": "USD", "answer_by": days["offer"] + 10 * DAY}]
    return found
