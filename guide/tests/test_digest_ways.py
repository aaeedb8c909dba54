"""Nothing that the sources say of ways, skills and steps goes missing from the fixtures: a row a fact. No database."""

from decimal import Decimal

import pytest
from django.conf import settings

from guide.documents import name_of, read_fixtures

S0, S1, S2 = "untitled-guide", "resume-site-2025", "resume-site-undated"
S3, S4 = "editorial-staff-2023", "hakia-2026"

SLUGS = {
    "path": "bachelor master phd bootcamp self-taught software-engineer-pivot four-phases",
    "education": "ways-in degree-asked-for bachelors-degree bootcamp masters-degree doctorate choosing-a-programme "
    "applying-to-a-programme time-in-school internships instead-of-a-degree study-beside-a-job",
    "scenario": "high-school-graduate software-engineer career-changer",
    "process": f"{S0} {S1} {S2} {S3} {S4}",
    "misconception": "school-ranking-decides masters-guarantees-a-job only-phds-do-cutting-edge-work "
    "bootcamp-replaces-a-degree self-taught-stay-junior no-real-coding-needed pure-maths-research-needed "
    "every-paper-must-be-read cloud-certs-get-the-job sql-can-be-skipped kaggle-medals-are-enough "
    "mlops-is-another-career quality-beats-quantity",
}
SKILLS = {
    ("technical", True): "programming math-and-statistics ml-theory-and-tools mlops-and-cloud",
    ("technical", False): "deep-learning data-engineering model-evaluation domain-knowledge specialism "
    "interview-preparation",
    ("soft", False): "research-aptitude problem-solving communication collaboration project-management "
    "creative-thinking networking",
}
STEPS = {S0: 4, S1: 5, S2: 5, S3: 6, S4: 4}
VERDICTS = {
    "high-school-graduate": ["good", "good", "good", "bad", "mixed"],
    "software-engineer": ["good", "good", "good", "bad", "bad"],
    "career-changer": ["good", "good", "good", "bad", "good"],
}
# key, low, high, unit, source
FIGURES = [
    ("hours.programming", 400, 600, "hour", S0),
    ("hours.math", 300, 500, "hour", S0),
    ("hours.ml_theory_tools", 400, 700, "hour", S0),
    ("hours.mlops_cloud", 200, 400, "hour", S0),
    ("hours.total_stated", 1500, 2500, "hour", S0),
    ("sum.hours", 1300, 2200, "hour", "check-sums"),
    ("skills.onet", 30, None, "count", S0),
    ("months.serious_study_min", 18, None, "month", S0),
    ("months.prerequisites", 6, None, "month", S0),
    ("prerequisites.career_changer", 6, 9, "month", S0),
    ("prerequisites.example", 1, None, "year", S0),
    ("example.prerequisites.pace", 50, None, "percent", S0),
    ("years.overall", 2, 7, "year", S0),
    ("time.focused_study", 18, 36, "month", S0),
    ("time.typical", 1, 4, "year", S2),
    ("ways.named", 5, None, "count", S0),
    ("path.bachelor.study", 4, None, "year", S0),
    ("education.bachelor.years", 4, None, "year", S3),
    ("path.bachelor.search", 6, 12, "month", S0),
    ("path.bachelor.total", "4.5", 5, "year", S0),
    ("path.bachelor.first_portfolio", None, 18, "month", S0),
    ("path.bachelor.internship_pay", 7000, 12000, "usd", S0),
    ("path.no_degree.interviews_lost", 50, None, "percent", S0),
    ("interviews.junior_screens", 3, 5, "count", S0),
    ("search.bachelor.no_internship", 9, 12, "month", S0),
    ("example.bachelor.internships", 2, None, "count", S0),
    ("example.bachelor.search", 6, None, "week", S0),
    ("path.master.extra", 1, 2, "year", S0),
    ("path.master.total", 5, 6, "year", S0),
    ("path.master.part_time", 2, 3, "year", S0),
    ("example.master.part_time", 3, None, "year", S0),
    ("example.master.salary", 2, None, "count", S0),
    ("path.phd.extra", 5, 7, "year", S0),
    ("path.phd.median", "5.8", None, "year", S0),
    ("path.phd.attrition", 40, None, "percent", S0),
    ("path.phd.length_2022", 4, 5, "year", S3),
    ("phd.ai_share_2019", 20, None, "percent", S3),
    ("phd.ai_share_rise", "8.6", None, "percent", S3),
    ("phd.ai_graduates_2019", None, 300, "count", S3),
    ("sum.phd.from_school", 9, 11, "year", "check-sums"),
    ("example.phd.years", 6, None, "year", S0),
    ("example.phd.papers", 4, None, "count", S0),
    ("example.phd.pay", 500000, None, "usd_year", S0),
    ("path.bootcamp.advertised", 3, 9, "month", S0),
    ("path.bootcamp.total", 1, 2, "year", S0),
    ("path.bootcamp.junior_ready", 9, 12, "month", S0),
    ("path.bootcamp.cost", 10000, 20000, "usd", S0),
    ("search.after_bootcamp", 3, 6, "month", S0),
    ("projects.career_changer", 3, None, "count", S0),
    ("sum.career_changer", 18, 27, "month", "check-sums"),
    ("stepping_stone", None, 18, "month", S0),
    ("example.bootcamp.length", 9, None, "month", S0),
    ("example.bootcamp.projects", 3, None, "count", S0),
    ("example.bootcamp.total", 14, None, "month", S0),
    ("path.self_taught.skill", 18, 36, "month", S0),
    ("path.self_taught.total", 2, 4, "year", S0),
    ("example.self_taught.study", 2, None, "year", S0),
    ("path.pivot.total", 1, 2, "year", S0),
    ("pivot.vocabulary", 4, 6, "month", S0),
    ("path.related_degree.total", 1, 2, "year", S2),
    ("path.technical_role.total", 6, 24, "month", S2),
    ("phase.1", 4, None, "year", S4),
    ("phase.2", 2, 5, "year", S4),
    ("phase.3", 6, 12, "month", S4),
    ("phase.4", 2, 3, "year", S4),
    ("phase.total", 5, 8, "year", S4),
    ("sum.phases", "8.5", 13, "year", "check-sums"),
    ("sum.phases_without_work", "6.5", 10, "year", "check-sums"),
    ("projects.end_to_end", 3, None, "count", S0),
    ("projects.cadence", 1, None, "per_quarter", S0),
    ("languages", 2, None, "count", S3),
    ("certs.cloud", 1, None, "count", S0),
    ("applications.total", 50, 100, "count", S0),
    ("applications.slow_search", 1, None, "year", S0),
    ("applications.per_job", 1000, None, "count", S3),
    ("applications.example.sent", 72, None, "count", S0),
    ("applications.example.months", 4, None, "month", S0),
    ("applications.example.offers", 3, None, "count", S0),
    ("example.programming.on_the_job", 6, None, "month", S0),
    ("example.ml.failed_onsites", 3, None, "count", S0),
    ("example.cert.offers", 2, None, "count", S0),
    ("example.cert.interviews", 3, None, "count", S0),
]
# Which sources answer a question on which they differ.
ANSWERS = {
    "time-to-become": [S0, S2, S4],
    "phd-length": [S0, S3, S4],
    "masters-needed": [S0, S1, S2, S3, S4],
    "school-prestige": [S0, S3],
    "applications": [S0, S2, S3],
    "prerequisites-length": [S0],
    "bootcamp-length": [S0],
    "hours-in-all": [S0],
    "share-not-modelling": [S0, S4],
}
# Where a sum, a total or the text itself is told to be damaged or not to fit, and a mark or words that say it.
CAVEATS = [
    ("milestone/total-hours", S0, "[[sum.hours]]"),
    ("path/phd", S0, "[[sum.phd.from_school]]"),
    ("path/master", S0, "no time for the search"),
    ("path/bootcamp", S0, "do not quite fit"),
    ("scenario/career-changer", S0, "[[sum.career_changer]]"),
    ("path/four-phases", S4, "[[sum.phases]]"),
    ("process/hakia-2026", S4, "[[sum.phases_without_work]]"),
    ("tool/apache-beam", S3, "spells the name wrongly"),
    ("education/doctorate", S3, "per cent or in points"),
    ("education/bachelors-degree", S3, "run into each other"),
    ("education/choosing-a-programme", S3, "not part of the text"),
    ("education/applying-to-a-programme", S3, "not part of the text"),
    ("step/editorial-staff-2023-4-put-yourself-out-there", S3, "jobs are meant"),
    ("source/resume-site-undated", S2, "lost its separators"),
]
# A record, whose statement, and a word that must be in one of them.
SAYS = [
    ("education/ways-in", S0, "National Center for Education Statistics"),
    ("education/bachelors-degree", S3, "capstone"),
    ("education/bachelors-degree", S3, "functional programming"),
    ("education/bachelors-degree", S3, "ethics"),
    ("education/bachelors-degree", S0, "ACM"),
    ("education/bootcamp", S3, "conditions for entry"),
    ("education/bootcamp", S0, "Council on Integrity in Results Reporting"),
    ("education/masters-degree", S3, "mid-career"),
    ("education/masters-degree", S3, "humanities"),
    ("education/masters-degree", S0, "Georgia Tech"),
    ("education/doctorate", S3, "qualifying"),
    ("education/doctorate", S3, "Meta AI"),
    ("education/choosing-a-programme", S3, "Flexibility"),
    ("education/choosing-a-programme", S3, "Modality"),
    ("education/choosing-a-programme", S3, "Location"),
    ("education/choosing-a-programme", S3, "Reputation"),
    ("education/choosing-a-programme", S3, "Cost"),
    ("education/time-in-school", S3, "Say yes"),
    ("education/instead-of-a-degree", S1, "CS229"),
    ("skill/domain-knowledge", S3, "Derek Driggs"),
    ("skill/math-and-statistics", S0, "Khan Academy"),
    ("skill/ml-theory-and-tools", S0, "Goodfellow"),
    ("skill/programming", S0, "Python Software Foundation"),
    ("skill/communication", S3, "soft skills"),
    ("skill/mlops-and-cloud", S2, "Azure"),
    ("step/resume-site-2025-4-network", S1, "NeurIPS"),
    ("step/resume-site-2025-5-apply", S1, "OpenAI"),
    ("step/untitled-guide-3-mlops-and-certification", "check-azure", "retired"),
    ("process/untitled-guide", S0, "NACE"),
]


@pytest.fixture(scope="module")
def guide():
    return {name_of(each): each for each in read_fixtures(settings.BASE_DIR / "fixtures" / "guide")}


def texts(record, source, *roles):
    return [
        row["text"]
        for row in record.get("statements", [])
        if row["source"] == source and (not roles or row["role"] in roles)
    ]


@pytest.mark.parametrize("kind", SLUGS)
def test_records_stand(guide, kind):
    missing = [slug for slug in SLUGS[kind].split() if f"{kind}/{slug}" not in guide]

    assert not missing


@pytest.mark.parametrize(("form", "counts"), SKILLS)
def test_skills_are_technical_or_soft(guide, form, counts):
    for slug in SKILLS[form, counts].split():
        fields = {"form": "technical", **guide[f"skill/{slug}"].get("fields", {})}  # a default is left out
        assert (fields["form"], fields.get("counts_to_total", False)) == (form, counts), slug
        assert bool(fields.get("hours_figure")) == counts, slug


@pytest.mark.parametrize("process", STEPS)
def test_a_process_has_its_steps_in_order(guide, process):
    steps = [each["fields"] for each in guide.values() if each["kind"] == "step"]
    numbers = sorted(int(fields["number"]) for fields in steps if fields["process"] == process)

    assert numbers == list(range(1, STEPS[process] + 1))


@pytest.mark.parametrize("slug", VERDICTS)
def test_a_scenario_has_its_five_steps(guide, slug):
    steps = guide[f"scenario/{slug}"]["fields"]["steps"]

    assert [step["verdict"] for step in steps] == VERDICTS[slug]
    assert all(step["source"] == S0 and step["action"] and step["outcome"] for step in steps)


@pytest.mark.parametrize(("key", "low", "high", "unit", "source"), FIGURES, ids=[row[0] for row in FIGURES])
def test_figures_are_exact(guide, key, low, high, unit, source):
    (figure,) = [row for record in guide.values() for row in record.get("figures", []) if row["key"] == key]
    ends = [None if figure.get(end) is None else Decimal(figure[end]) for end in ("low", "high")]

    assert ends == [None if end is None else Decimal(end) for end in (low, high)]
    assert (figure["unit"], figure["source"]) == (unit, source)


@pytest.mark.parametrize("slug", ANSWERS)
def test_sources_answer(guide, slug):
    claims = guide[f"question/{slug}"]["fields"]["claims"]

    assert set(ANSWERS[slug]) <= {claim["source"] for claim in claims}


@pytest.mark.parametrize(("name", "source", "words"), CAVEATS)
def test_what_does_not_fit_is_told(guide, name, source, words):
    assert any(words in text for text in texts(guide[name], source, "caveat"))


@pytest.mark.parametrize(("name", "source", "words"), SAYS)
def test_a_record_says_it(guide, name, source, words):
    assert any(words in text for text in texts(guide[name], source))
