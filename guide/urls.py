from django.urls import path, register_converter

from guide.names import FIGURE_KEY, NAME_LENGTH
from guide.views import (
    certifications,
    figures,
    index,
    lists,
    paths,
    questions,
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

app_name = "guide"
urlpatterns = [
    path("", index.index, name="index"),
    path("paths/", paths.path_list, name="path-list"),
    path("paths/compare/", paths.path_compare, name="path-compare"),
    path("paths/<slug:slug>/", paths.path_detail, name="path-detail"),
    path("skills/", skills.skill_list, name="skill-list"),
    path("skills/<slug:slug>/", skills.skill_detail, name="skill-detail"),
    path("tools/", lists.tool_list, name="tool-list"),
    path("certifications/", certifications.certification_list, name="certification-list"),
    path("certifications/<slug:slug>/", certifications.certification_detail, name="certification-detail"),
    path("misconceptions/", lists.misconception_list, name="misconception-list"),
    path("milestones/", lists.milestone_list, name="milestone-list"),
    path("questions/", questions.question_list, name="question-list"),
    path("questions/<slug:slug>/", questions.question_detail, name="question-detail"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source-detail"),
    path("figures/<key:key>/", figures.figure_detail, name="figure-detail"),
]
