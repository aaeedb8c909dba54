"""The site's addresses, and the references beside them."""

from django.urls import include, path

from careerguide.benchmarks import pages

urlpatterns = [
    path("benchmark/empty/", pages.empty),
    path("benchmark/logged-in/", pages.empty_logged_in),
    path("benchmark/one-query/", pages.one_query),
    path("benchmark/rows/", pages.rows),
    path("", include("careerguide.urls")),
]
