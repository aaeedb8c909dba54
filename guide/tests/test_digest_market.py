"""Pay, outlook, stages, careers, the day, the role and the abbreviations: nothing that the sources say goes missing."""

from functools import cache

import pytest
from django.conf import settings

from guide.documents import name_of, read_fixtures

S0, S1, S2, S3, S4 = (
    "untitled-guide", "resume-site-2025", "resume-site-undated", "editorial-staff-2023", "hakia-2026",
)  # fmt: skip

RECORDS = {
    "pay": "national job-sites entry mid-career senior large-firms by-state remote negotiation changing-employer "
    "other-professions where-pay-figures-come-from",
    "outlook": "growth openings-and-jobs postings demand fastest-growing competition automation ai-doctorates",
    "career": "data-scientist software-developer computer-and-information-research-scientist ai-research-scientist",
    "role": "what-the-work-is unlike-data-scientists no-official-definition how-hiring-decides who-it-suits teams "
    "applications industries",
}
GROUPS = {
    ("stage", "Engineering track"): "junior-engineer engineer senior-engineer staff-engineer",
    ("stage", "Management track"): "team-lead engineering-manager director",
    ("stage", "Research track"): "research-scientist applied-scientist",
    ("activity", "Morning"): "watching-dashboards reading-overnight-runs standup",
    ("activity", "Afternoon"): "building-features repairing-pipelines reading-tests",
    ("activity", "Daily tasks"): "data-pipelines cleaning-data writing-code testing-code training-and-evaluating "
    "tuning-models optimising-serving deploying-and-monitoring experiments analysing-and-showing-data "
    "working-with-others documenting",
    ("activity", "Meetings"): "team-syncs experiment-reviews product-planning paper-reading-groups",
    ("activity", "The week"): "week-cleaning week-retraining week-papers week-meetings",
}
DAILY_TASKS_OF_HAKIA = 6
ABBREVIATIONS = (
    "A/B test|ACM|ADP|AI|API|ATS|AWS|BA|BLS|BS|CFPB|CI/CD|CIRR|CNN|CPPA|CS|CV|CVPR|DCWP|EEOC|FAANG|FTC|GCP|GPA|"
    "H-1B|ICML|IT|MIT|ML|MLOps|NACE|NCES|NCSL|NeurIPS|NIST|NLP|NSF|NYC|O*NET|OES|OFCCP|OMSCS|OPT|PhD|SOC|SOTA|SQL|"
    "STEM|TB|USCIS"
)
# key, low, high, unit, source, the record that it speaks of
FIGURES = [
    ("pay.software_developers.median", 133080, None, "usd_year", S1, "pay/national"),
    ("pay.software_developers.hourly", 63.2, None, "usd_hour", S1, "pay/national"),
    ("pay.developers_testers.median", 131450, None, "usd_year", "check-developers", "pay/national"),
    ("pay.hakia.median", 150000, None, "usd_year", S4, "pay/national"),
    ("pay.hakia.range", 120000, 300000, "usd_year", S4, "pay/national"),
    ("sum.working_year", 2080, None, "hour", "check-sums", "pay/national"),
    ("sum.pay.hourly_year", 131456, None, "usd_year", "check-sums", "pay/national"),
    ("pay.indeed_2022", 123408, None, "usd_year", S3, "pay/job-sites"),
    ("pay.linkedin_2022", 72600, 170000, "usd_year", S3, "pay/job-sites"),
    ("pay.six_figures", 100000, None, "usd_year", S3, "pay/job-sites"),
    ("pay.entry.bootcamp_self_taught", 85000, 120000, "usd_year", S0, "pay/entry"),
    ("pay.entry.bachelor_big_tech", 130000, 180000, "usd_year", S0, "pay/entry"),
    ("pay.mid_career", 200000, 400000, "usd_year", S0, "pay/mid-career"),
    ("pay.mid_career.experience", 3, 7, "year", S0, "pay/mid-career"),
    ("pay.senior_staff", 500000, 900000, "usd_year", S0, "pay/senior"),
    ("pay.big_tech", 150000, 300000, "usd_year", S1, "pay/large-firms"),
    ("pay.state.california", 185000, None, "usd_year", S4, "pay/by-state"),
    ("pay.state.california.premium", 23, None, "percent", S4, "pay/by-state"),
    ("jobs.state.california", 25000, None, "count", S4, "pay/by-state"),
    ("pay.state.washington", 175000, None, "usd_year", S4, "pay/by-state"),
    ("pay.state.washington.premium", 17, None, "percent", S4, "pay/by-state"),
    ("jobs.state.washington", 8000, None, "count", S4, "pay/by-state"),
    ("pay.state.new_york", 170000, None, "usd_year", S4, "pay/by-state"),
    ("pay.state.new_york.premium", 13, None, "percent", S4, "pay/by-state"),
    ("jobs.state.new_york", 12000, None, "count", S4, "pay/by-state"),
    ("pay.state.massachusetts", 165000, None, "usd_year", S4, "pay/by-state"),
    ("pay.state.massachusetts.premium", 10, None, "percent", S4, "pay/by-state"),
    ("jobs.state.massachusetts", 5000, None, "count", S4, "pay/by-state"),
    ("pay.remote_discount", 10, 20, "percent", S0, "pay/remote"),
    ("negotiation.left_behind.percent", 5, 15, "percent", S0, "pay/negotiation"),
    ("negotiation.left_behind.usd", 20000, 50000, "usd_year", S0, "pay/negotiation"),
    ("example.negotiation.raise", 15000, None, "usd", S0, "pay/negotiation"),
    ("example.pay.move", 2, None, "count", S0, "pay/changing-employer"),
    ("pay.average_2021", 58260, None, "usd_year", S3, "pay/other-professions"),
    ("pay.average_2021.multiple", 2, None, "count", S3, "pay/other-professions"),
    ("pay.data_analyst", 69973, None, "usd_year", S3, "pay/other-professions"),
    ("pay.security_analyst", 73242, None, "usd_year", S3, "pay/other-professions"),
    ("pay.data_scientists", 112590, None, "usd_year", S1, "career/data-scientist"),
    ("pay.research_scientists", 145080, None, "usd_year", S1, "career/computer-and-information-research-scientist"),
    ("pay.research_scientists.2024", 140910, None, "usd_year", "check-research-pay",
     "career/computer-and-information-research-scientist"),
    ("pay.ai_research_scientists", 200000, None, "usd_year", S1, "career/ai-research-scientist"),
    ("growth.software_developers", 15, None, "percent", S1, "outlook/growth"),
    ("growth.research_scientists", 26, None, "percent", S0, "outlook/growth"),
    ("growth.research_scientists.ratio", 7, None, "count", S0, "outlook/growth"),
    ("growth.research_scientists.2024_34", 20, None, "percent", "check-research-growth", "outlook/growth"),
    ("growth.research_scientists.unrounded", 19.7, None, "percent", "check-research-growth", "outlook/growth"),
    ("growth.data_scientists", 36, None, "percent", S4, "outlook/growth"),
    ("growth.data_scientists.2024_34", 34, None, "percent", "check-data-scientists", "outlook/growth"),
    ("growth.data_scientists.unrounded", 33.5, None, "percent", "check-data-scientists", "outlook/growth"),
    ("growth.all_occupations", 3.1, None, "percent", "check-research-growth", "outlook/growth"),
    ("openings.software_developers", 129200, None, "count", S1, "outlook/openings-and-jobs"),
    ("openings.data_scientists", 20800, None, "count", S4, "outlook/openings-and-jobs"),
    ("openings.data_scientists.2024_34", 23400, None, "count", "check-data-scientists", "outlook/openings-and-jobs"),
    ("jobs.software_developers", 1900000, None, "count", S1, "outlook/openings-and-jobs"),
    ("jobs.developers_testers", 1895500, None, "count", "check-developers", "outlook/openings-and-jobs"),
    ("jobs.research_scientists", 40300, None, "count", "check-research-growth", "outlook/openings-and-jobs"),
    ("growth.postings", 350, None, "percent", S3, "outlook/postings"),
    ("postings.per_million", 179, None, "count", S3, "outlook/postings"),
    ("growth.fastest.counted", 15, None, "count", S1, "outlook/fastest-growing"),
    ("growth.fastest.computing", 5, None, "count", S1, "outlook/fastest-growing"),
    ("share.production.engineering", 90, None, "percent", S0, "question/share-not-modelling"),
    ("share.production.modelling", 10, None, "percent", S0, "question/share-not-modelling"),
    ("share.pipelines", 80, None, "percent", S4, "question/share-not-modelling"),
    ("ladder.engineer", 2, 3, "year", S1, "stage/engineer"),
    ("ladder.senior", 5, None, "year", S1, "stage/senior-engineer"),
    ("ladder.staff", 8, None, "year", S1, "stage/staff-engineer"),
    ("week.share.cleaning", 60, None, "percent", S0, "activity/week-cleaning"),
    ("week.share.retraining", 20, None, "percent", S0, "activity/week-retraining"),
    ("week.share.papers", 10, None, "percent", S0, "activity/week-papers"),
    ("week.share.meetings", 10, None, "percent", S0, "activity/week-meetings"),
]  # fmt: skip
# Where sources disagree: question, source, the figure of its claim
CLAIMS = [
    ("job-growth", S0, "growth.research_scientists"),
    ("job-growth", S1, "growth.software_developers"),
    ("job-growth", S2, None),
    ("job-growth", S3, "growth.postings"),
    ("job-growth", S4, "growth.data_scientists"),
    ("annual-openings", S1, "openings.software_developers"),
    ("annual-openings", S4, "openings.data_scientists"),
    ("typical-pay", S1, "pay.software_developers.median"),
    ("typical-pay", S1, "pay.software_developers.hourly"),
    ("typical-pay", S4, "pay.hakia.median"),
    ("typical-pay", S3, "pay.indeed_2022"),
    ("typical-pay", S3, "pay.linkedin_2022"),
    ("pay-large-firms", S1, "pay.big_tech"),
    ("pay-large-firms", S4, "pay.hakia.range"),
    ("pay-large-firms", S0, "pay.mid_career"),
    ("pay-large-firms", S0, "pay.senior_staff"),
    ("entry-pay", S0, "pay.entry.bootcamp_self_taught"),
    ("entry-pay", S0, "pay.entry.bachelor_big_tech"),
    ("share-not-modelling", S0, "share.production.engineering"),
    ("share-not-modelling", S0, "share.production.modelling"),
    ("share-not-modelling", S4, "share.pipelines"),
    ("top-paying-states", S0, None),
    ("top-paying-states", S4, "pay.state.california"),
    ("top-paying-states", S4, "pay.state.washington"),
    ("top-paying-states", S4, "pay.state.new_york"),
    ("top-paying-states", S4, "pay.state.massachusetts"),
    ("which-occupation", S0, None),
    ("which-occupation", S1, None),
    ("which-occupation", S4, None),
]
# What does not add up, what is damaged (caveat), what has changed (since): record, role, source
TOLD = [
    ("pay/national", "caveat", S1),  # $63.20 by 2,080 hours
    ("pay/job-sites", "caveat", S3),  # most earn six figures, the range starts below
    ("pay/by-state", "caveat", S4),  # the table stops
    ("career/computer-and-information-research-scientist", "caveat", S1),  # a median of 2023
    ("outlook/growth", "caveat", S1),  # exceptional and plain; a headline without a value
    ("outlook/growth", "caveat", S4),  # code and source
    ("outlook/openings-and-jobs", "caveat", S1),  # a headline without a value
    ("outlook/ai-doctorates", "caveat", S3),  # per cent or points
    ("role/no-official-definition", "caveat", S4),  # the code of data scientists
    ("role/applications", "caveat", S3),  # a clause is lost
    ("pay/national", "since", "check-developers"),
    ("pay/national", "since", "check-occupations"),
    ("pay/national", "since", "check-newer-bls-data"),
    ("pay/by-state", "since", "check-occupations"),
    ("career/data-scientist", "since", "check-data-scientists"),
    ("career/software-developer", "since", "check-developers"),
    ("career/computer-and-information-research-scientist", "since", "check-research-pay"),
    ("outlook/growth", "since", "check-developers"),
    ("outlook/growth", "since", "check-research-growth"),
    ("outlook/growth", "since", "check-data-scientists"),
    ("outlook/growth", "since", "check-older-projection"),
    ("outlook/growth", "since", "check-newer-bls-data"),
    ("outlook/openings-and-jobs", "since", "check-developers"),
    ("outlook/openings-and-jobs", "since", "check-data-scientists"),
    ("outlook/automation", "since", "check-research-growth"),
    ("outlook/postings", "since", "check-dated-figures"),
    ("outlook/ai-doctorates", "since", "check-dated-figures"),
]


@cache
def records():
    return {name_of(each): each for each in read_fixtures(settings.BASE_DIR / "fixtures" / "guide")}


def of_kind(kind):
    return {each["slug"]: each for each in records().values() if each["kind"] == kind}


@pytest.mark.parametrize("kind", RECORDS)
def test_no_record_of_the_kind_goes_missing(kind):
    assert set(RECORDS[kind].split()) <= of_kind(kind).keys()


@pytest.mark.parametrize(("kind", "group"), GROUPS)
def test_no_record_of_the_group_goes_missing(kind, group):
    assert {slug for slug, each in of_kind(kind).items() if each.get("group") == group} == set(
        GROUPS[kind, group].split()
    )


def test_the_tasks_of_one_source_are_all_there():
    tasks = [each for each in of_kind("activity").values() if each["group"] == "Daily tasks"]
    said = [each for each in tasks if ("covers", S4) in roles_of(each)]
    assert len(said) == DAILY_TASKS_OF_HAKIA


@pytest.mark.parametrize(("key", "low", "high", "unit", "source", "subject"), FIGURES, ids=[row[0] for row in FIGURES])
def test_the_figure_stands_with_its_record(key, low, high, unit, source, subject):
    figure = next(each for each in records()[subject]["figures"] if each["key"] == key)
    values = [float(figure[end]) if end in figure else None for end in ("low", "high")]
    assert (*values, figure["unit"], figure["source"]) == (low, high, unit, source)


@pytest.mark.parametrize(("question", "source", "figure"), CLAIMS)
def test_the_claim_is_made(question, source, figure):
    claims = records()[f"question/{question}"]["fields"]["claims"]
    assert (source, figure) in [(claim["source"], claim.get("figure")) for claim in claims]


@pytest.mark.parametrize(("name", "role", "source"), TOLD)
def test_the_remark_is_told(name, role, source):
    assert (role, source) in roles_of(records()[name])


def roles_of(record):
    return [(said["role"], said["source"]) for said in record.get("statements", [])]


def test_every_abbreviation_is_explained_and_cited():
    terms = of_kind("term").values()
    assert set(ABBREVIATIONS.split("|")) <= {each["short"] for each in terms}
    assert [each["short"] for each in terms if not each.get("citations") or each.get("statements")] == []
