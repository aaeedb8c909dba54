"""Nothing of the sources' lists goes missing: mistakes, advice, points, questions, interviews, ideas, works and more.

Compared with what the five documents hold, row by row; no database.
"""

from functools import cache

import pytest
from django.conf import settings

from guide.documents import name_of, read_fixtures

UNTITLED, SITE_2025, SITE_UNDATED = "untitled-guide", "resume-site-2025", "resume-site-undated"
EDITORIAL, HAKIA = "editorial-staff-2023", "hakia-2026"

MISTAKES_LISTED = """skipping-software-engineering courses-without-projects ignoring-ai-law one-title-only
    unaccredited-programmes neglecting-mlops unprepared-interviews overvaluing-prestige refusing-to-network"""
MISTAKES_IN_THE_TEXT = "notebook-only-work laptop-only-projects"

# kind, group, source, role of the statement: the records that carry it. A group of None: any.
LISTS = [
    ("mistake", None, UNTITLED, "consequence", f"{MISTAKES_LISTED} {MISTAKES_IN_THE_TEXT}"),
    (
        "advice", "Do", UNTITLED, "advice",
        "public-project-every-quarter one-cloud-certificate track-your-funnel read-the-eeoc-guidance join-a-community",
    ),
    (
        "advice", "Don’t", UNTITLED, "advice",
        "do-not-learn-deep-learning-alone do-not-rely-on-career-services do-not-ignore-mlops do-not-skip-negotiation"
        " do-not-chase-every-model",
    ),
    (
        "advice", "Do", EDITORIAL, "advice",
        "say-yes-at-school network-at-school study-for-good-grades practise-at-school",
    ),
    ("point", "For", UNTITLED, "remark", "high-pay growing-work modelling-and-engineering remote-work every-industry"),
    ("point", "Against", UNTITLED, "remark", "steep-learning legal-risk burnout layoffs on-call"),
    (
        "point", "For", SITE_2025, "remark",
        "high-pay growing-work remote-work every-industry leading-edge always-learning",
    ),
    (
        "point", "Against", SITE_2025, "remark",
        "competition constant-change advanced-degrees heavy-maths frustrating-debugging projects-that-fail",
    ),
    ("point", "For", HAKIA, "remark", "modelling-and-engineering"),
    (
        "faq", None, UNTITLED, "answer",
        "in-six-months masters-degree doctorate-worth-it from-software-engineering bootcamps-lead-to-jobs"
        " coding-or-maths every-new-model safe-from-automation international-students laws-for-juniors"
        " certificates-alone beside-a-full-time-job",
    ),
    ("faq", None, SITE_UNDATED, "answer", "what-do-they-do which-skills how-long masters-degree"),
    ("faq", None, HAKIA, "answer", ""),
    (
        "interview", "System design", HAKIA, "requirement",
        "streaming-recommender search-ranking real-time-fraud terabyte-training shared-feature-store",
    ),
    (
        "interview", "Technical", HAKIA, "requirement",
        "backpropagation-and-gradient-descent batch-norm-or-layer-norm transformers-and-attention"
        " training-that-does-not-converge when-to-regularise",
    ),
    ("interview", "Coding", HAKIA, "requirement", "coding-part"),
    (
        "idea", None, HAKIA, "advice",
        "whole-system distributed-training fast-model-interface fine-tuned-language-model open-source-contribution"
        " paper-or-article",
    ),
    ("idea", None, UNTITLED, "illustration", "plant-disease-classifier customer-churn-model sales-forecast"),
    ("challenge", None, HAKIA, "risk", "data-quality research-to-production hard-evaluation rapid-change"),
    ("network", "Conferences", SITE_2025, "advice", "neurips icml cvpr"),
    ("network", "Meetups", SITE_2025, "advice", "local-meetups"),
    ("network", "Communities", SITE_2025, "advice", "weights-and-biases-community hugging-face-forums"),
    ("network", "Communities", UNTITLED, "advice", "machine-learning-community"),
    ("network", "People", SITE_2025, "advice", "researchers-to-follow"),
    ("network", "Open source", SITE_2025, "advice", "open-source"),
    ("network", "Open source", UNTITLED, "remark", "open-source"),
    ("network", "Competitions", SITE_2025, "advice", "kaggle-competitions"),
    ("network", "Competitions", UNTITLED, "remark", "kaggle-competitions"),
    (
        "misconception", None, UNTITLED, "remark",
        "school-ranking-decides masters-guarantees-a-job only-phds-do-cutting-edge-work bootcamp-replaces-a-degree"
        " self-taught-stay-junior no-real-coding-needed sql-can-be-skipped pure-maths-research-needed"
        " every-paper-must-be-read inventing-algorithms-all-day kaggle-medals-are-enough cloud-certs-get-the-job"
        " mlops-is-another-career same-as-data-scientist quality-beats-quantity juniors-cannot-negotiate"
        " pay-stops-at-senior remote-pay-is-equal",
    ),
    (
        "tool", None, HAKIA, "covers",
        "pytorch tensorflow jax hugging-face-transformers ray mlflow weights-and-biases kubeflow triton tensorrt"
        " apache-spark airflow dbt feast tecton aws-sagemaker vertex-ai databricks modal replicate",
    ),
    ("tool", None, EDITORIAL, "covers", "apache-beam pytorch tensorflow aws azure java c-plus-plus r-language"),
    ("tool", None, UNTITLED, "requirement", "docker kubernetes git python sql"),
    (
        "work", "Statistics", UNTITLED, "remark",
        "bls-research-scientists bls-wage-statistics onet-data-scientists onet-skills nces-digest"
        " nsf-survey-of-earned-doctorates uscis-registration-data",
    ),
    ("work", "Statistics", SITE_2025, "remark", "bls-occupational-outlook-handbook"),
    ("work", "Statistics", HAKIA, "remark", "bls-wage-statistics bls-research-scientists"),
    ("work", "Statistics", EDITORIAL, "remark", "bls-average-pay-2021"),
    (
        "work", "Surveys and reports", UNTITLED, "remark",
        "levels-fyi stack-overflow-survey nace-job-outlook nace-salary-survey linkedin-talent-insights"
        " linkedin-economic-graph cirr-outcomes adp-pay-insights acm-curricula google-mlops-paper",
    ),
    (
        "work", "Surveys and reports", EDITORIAL, "remark",
        "indeed-2019 indeed-pay-2022 linkedin-pay-2022 stanford-ai-index",
    ),
    (
        "work", "Law and regulators", UNTITLED, "remark",
        "eeoc-guidance cfpb-bulletin uniform-guidelines ftc-guidance ftc-press-releases uscis-h1b uscis-opt"
        " colorado-act-text colorado-attorney-general nyc-local-law-144 nyc-dcwp-questions illinois-act-text"
        " cppa-regulations ncsl-tracker ofccp-pay-transparency",
    ),
    (
        "work", "Courses and programmes", UNTITLED, "remark",
        "andrew-ng-specialization fast-ai georgia-tech-omscs stanford-ai-programme mit-linear-algebra"
        " khan-academy-statistics",
    ),
    ("work", "Courses and programmes", SITE_2025, "remark", "fast-ai stanford-cs229 coursera-deep-learning"),
    ("work", "Books", UNTITLED, "remark", "deep-learning-book nist-handbook case-books"),
    (
        "work", "Documentation", UNTITLED, "remark",
        "scikit-learn-user-guide pytorch-tutorials tensorflow-guide hugging-face-documentation python-documentation"
        " git-documentation google-engineering-practices ibm-ml-and-data-science arxiv-computer-science github-trending"
        " kaggle-progression leetcode-problems aws-certification-page google-certification-page"
        " azure-certification-page",
    ),
    ("work", "Companies", SITE_2025, "remark", "google meta amazon microsoft openai"),
    ("work", "Companies", UNTITLED, "remark", "openai deepmind anthropic"),
    ("work", "Companies", EDITORIAL, "remark", "meta deepmind"),
]  # fmt: skip

# A source's short answer, with which the statement begins. One answers a choice between two with a yes: it is left out.
SHORT_ANSWERS = {
    "in-six-months": "No.",
    "masters-degree": "No.",
    "doctorate-worth-it": "Yes, but for one group alone",
    "from-software-engineering": "Yes.",
    "bootcamps-lead-to-jobs": "Yes, if",
    "coding-or-maths": "What junior applicants lack more often is coding.",
    "every-new-model": "No.",
    "safe-from-automation": "Yes, for now.",
    "international-students": "Yes, usually",
    "laws-for-juniors": "Yes.",
    "certificates-alone": "No.",
    "beside-a-full-time-job": "Yes.",
}

# key: low, high, unit, source
FIGURES = {
    "mistakes.announced": ("7", None, "count", UNTITLED),
    "mistakes.listed": ("9", None, "count", "check-sums"),
    "skills.onet": ("30", None, "count", UNTITLED),
    "certs.cloud": ("1", None, "count", UNTITLED),
    "projects.cadence": ("1", None, "per_quarter", UNTITLED),
    "negotiation.left_behind.percent": ("5", "15", "percent", UNTITLED),
    "fee.aws_ml_specialty": ("300", None, "usd", HAKIA),
    "fee.google_pmle": ("200", None, "usd", HAKIA),
    "fee.tensorflow_exam": ("100", None, "usd", HAKIA),
    "fee.databricks_ml_associate": ("200", None, "usd", HAKIA),
    "exam.google_pmle.length": ("2", None, "hour", "check-google"),
    "exam.google_pmle.questions": ("50", "60", "count", "check-google"),
    "exam.databricks.questions": ("45", None, "count", "check-databricks"),
    "exam.databricks.length": ("1.5", None, "hour", "check-databricks"),
    "exam.databricks.validity": ("2", None, "year", "check-databricks"),
}

# certification: status, since when, replaced by
CERTIFICATIONS = {
    "aws-ml-engineer-associate": ("current", "2024-10-08", None),
    "aws-ml-specialty": ("retired", "2026-03-31", "aws-ml-engineer-associate"),
    "google-pmle": ("current", None, None),
    "azure-ai-engineer": ("retired", "2026-06-30", "azure-ai-103"),
    "azure-ai-103": ("beta", None, None),
    "databricks-ml-associate": ("current", None, None),
    "tensorflow-developer-exam": ("retired", None, None),
    "deeplearning-ai-tensorflow": ("not_verified", None, None),
}

CLAIMS = {
    "certifications-worth-it": {UNTITLED, SITE_2025, SITE_UNDATED, HAKIA},
    "aws-credential-name": {UNTITLED, SITE_2025, SITE_UNDATED, HAKIA, "check-aws"},
    "tensorflow-credential-name": {SITE_UNDATED, HAKIA, "check-tensorflow", "check-deeplearning-ai"},
}

# What does not add up or is damaged is told where it stands; what has changed since, by a dated check.
REMARKS = [
    ("source/untitled-guide", "caveat", UNTITLED, "[[mistakes.announced]]"),
    ("mistake/skipping-software-engineering", "caveat", UNTITLED, "[[mistakes.announced]]"),
    ("faq/coding-or-maths", "caveat", UNTITLED, "a yes"),
    ("faq/in-six-months", "caveat", UNTITLED, "[[years.overall]]"),
    ("point/growing-work", "caveat", SITE_2025, "exceptional"),
    ("point/growing-work", "since", "check-research-growth", "[[growth.research_scientists.2024_34]]"),
    ("tool/apache-beam", "caveat", EDITORIAL, "Beam"),
    ("tool/vertex-ai", "remark", "check-vertex-ai", "Gemini Enterprise Agent Platform"),
    ("work/bls-wage-statistics", "since", "check-occupations", "median"),
    ("work/nsf-survey-of-earned-doctorates", "since", "check-nsf", "not verified"),
    ("work/azure-certification-page", "since", "check-azure", "30 June 2026"),
]


@cache
def guide():
    """All documents by ``kind/slug``."""
    return {name_of(document): document for document in read_fixtures(settings.BASE_DIR / "fixtures" / "guide")}


def statements(name, role, source):
    return [each for each in guide()[name].get("statements", []) if (each["role"], each["source"]) == (role, source)]


@pytest.mark.parametrize(("kind", "group", "source", "role", "slugs"), LISTS)
def test_a_list_of_a_source_is_there_with_nothing_missing(kind, group, source, role, slugs):
    found = {
        document["slug"]
        for name, document in guide().items()
        if document["kind"] == kind and group in (None, document.get("group")) and statements(name, role, source)
    }
    missing = set(slugs.split()) - found
    assert not missing
    if not slugs:
        assert not found


def test_the_sources_mistakes_are_counted():
    assert len(MISTAKES_LISTED.split()) == int(FIGURES["mistakes.listed"][0])


@pytest.mark.parametrize(("slug", "words"), SHORT_ANSWERS.items())
def test_an_answer_begins_with_the_sources_short_answer(slug, words):
    (answer,) = statements(f"faq/{slug}", "answer", UNTITLED)
    assert answer["text"].startswith(words)


def test_each_challenge_has_its_remedy():
    for slug in ("data-quality", "research-to-production", "hard-evaluation", "rapid-change"):
        (risk,) = statements(f"challenge/{slug}", "risk", HAKIA)
        assert risk["reply"]


@pytest.mark.parametrize(("key", "values"), FIGURES.items())
def test_a_figure_is_exact(key, values):
    (found,) = [each for document in guide().values() for each in document.get("figures", []) if each["key"] == key]
    shown = [None if found.get(end) is None else str(found[end]) for end in ("low", "high")]
    assert (*shown, found["unit"], found["source"]) == values


@pytest.mark.parametrize(("slug", "expected"), CERTIFICATIONS.items())
def test_a_certification_has_its_status(slug, expected):
    fields = guide()[f"certification/{slug}"]["fields"]
    assert (fields.get("status", "not_verified"), fields.get("status_since"), fields.get("replaced_by")) == expected


@pytest.mark.parametrize(("slug", "sources"), CLAIMS.items())
def test_every_side_of_a_question_is_heard(slug, sources):
    assert {claim["source"] for claim in guide()[f"question/{slug}"]["fields"]["claims"]} == sources


@pytest.mark.parametrize(("name", "role", "source", "words"), REMARKS)
def test_what_does_not_add_up_or_has_changed_is_told(name, role, source, words):
    assert any(words in each["text"] for each in statements(name, role, source))
