from django.urls import path, register_converter

from guide.models import KINDS_WITH_PAGES, Kind
from guide.names import FIGURE_KEY, NAME_LENGTH
from guide.views import (
    certifications,
    changes,
    data,
    figures,
    illustrations,
    index,
    milestones,
    paths,
    questions,
    records,
    search,
    skills,
    sources,
)


class KeyConverter:
    """A figure's key: "hours.programming"."""

    regex = FIGURE_KEY

    def to_python(self, value):
        if len(value) > NAME_LENGTH:
            raise ValueError
        return value

    def to_url(self, value):
        return value


register_converter(KeyConverter, "key")


def shelf(kind, address):
    """The list of a kind whose pages are made like others', and the page of one record if it has one."""
    yield path(f"{address}/", records.record_list, {"kind": kind}, name=f"{kind}-list")
    if kind in KINDS_WITH_PAGES:
        yield path(f"{address}/<slug:slug>/", records.record_detail, {"kind": kind}, name=f"{kind}-detail")


app_name = "guide"
urlpatterns = [
    path("", index.index, name="index"),
    path("search/", search.search, name="search"),
    path("paths/", paths.path_list, name="path-list"),
    path("paths/compare/", paths.path_compare, name="path-compare"),
    path("paths/<slug:slug>/", paths.path_detail, name="path-detail"),
    path("skills/", skills.skill_list, name="skill-list"),
    path("skills/<slug:slug>/", skills.skill_detail, name="skill-detail"),
    path("certifications/", certifications.certification_list, name="certification-list"),
    path("certifications/<slug:slug>/", certifications.certification_detail, name="certification-detail"),
    path("milestones/", milestones.milestone_list, name="milestone-list"),
    path("questions/", questions.question_list, name="question-list"),
    path("questions/<slug:slug>/", questions.question_detail, name="question-detail"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source-detail"),
    *shelf(Kind.ROLE, "role"),
    *shelf(Kind.ACTIVITY, "work-day"),
    *shelf(Kind.STAGE, "career-stages"),
    *shelf(Kind.CAREER, "related-careers"),
    *shelf(Kind.POINT, "for-and-against"),
    *shelf(Kind.CHALLENGE, "challenges"),
    *shelf(Kind.TERM, "abbreviations"),
    *shelf(Kind.SCENARIO, "scenarios"),
    *shelf(Kind.EDUCATION, "education"),
    *shelf(Kind.PROCESS, "processes"),
    path("steps/<slug:slug>/", records.record_detail, {"kind": Kind.STEP}, name="step-detail"),
    *shelf(Kind.FAQ, "faqs"),
    *shelf(Kind.TOOL, "tools"),
    *shelf(Kind.IDEA, "portfolio-ideas"),
    *shelf(Kind.INTERVIEW, "interview-questions"),
    *shelf(Kind.NETWORK, "networking"),
    *shelf(Kind.PAY, "pay"),
    *shelf(Kind.OUTLOOK, "outlook"),
    *shelf(Kind.LAW, "laws"),
    *shelf(Kind.AUTHORIZATION, "work-authorization"),
    *shelf(Kind.ADVICE, "advice"),
    *shelf(Kind.MISTAKE, "mistakes"),
    *shelf(Kind.WATCH, "mistake-watch"),
    *shelf(Kind.MISCONCEPTION, "misconceptions"),
    *shelf(Kind.WORK, "works"),
    path("illustrations/", illustrations.illustration_list, name="illustration-list"),
    path("figures/<key:key>/", figures.figure_detail, name="figure-detail"),
    path("data/", data.data_list, name="data-list"),
    path("data/<slug:name>.json", data.data_file, {"form": "json"}, name="data-json"),
    path("data/<slug:name>.csv", data.data_file, {"form": "csv"}, name="data-csv"),
    path("changes/", changes.change_list, name="change-list"),
    path("changes.atom", changes.change_feed, name="change-feed"),
]
