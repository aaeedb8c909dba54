import datetime

import pytest

from guide.tests.factories import make_figure, make_path
from tracker.forms.choices import EnrollForm, GoalForm, PriorForm, path_options

pytestmark = pytest.mark.django_db

FILLED = {
    "path": "self-taught",
    "started_on": "2026-01-05",
    "hours": "7h30",
    "zone": "Europe/Vienna",
    "week_start": "0",
}


def test_today_is_that_of_the_zone_chosen(guide):
    late = datetime.datetime(2026, 3, 2, 3, 0, tzinfo=datetime.UTC)  # still the 1st in New York

    def filled(**fields):
        data = {**FILLED, "zone": "America/New_York", "started_on": "2026-03-02", **fields}
        return EnrollForm(data, options=path_options(), now=late)

    proposed = filled()
    assert proposed.is_valid()
    assert proposed.cleaned_data["started_on"] == datetime.date(2026, 3, 1)
    assert not filled(started_on="2026-03-03").is_valid()
    assert filled(zone="Asia/Tokyo", started_on="2026-03-02").is_valid()


@pytest.mark.parametrize(
    ("text", "hours"), [("10", 10), ("10h", 10), ("7h30", 7.5), ("7.5", 7.5), (" 7,5 h ", 7.5), ("168", 168)]
)
def test_a_goal_is_read_as_hours(text, hours):
    form = GoalForm({"hours": text})
    assert form.is_valid()
    assert form.cleaned_data["hours"] == hours * 3600


def test_prior_hours_are_asked_of_skills_whose_hours_count(guide):
    form = PriorForm({"prior_math": "1h30"}, prior={guide["math"].pk: 3600})

    assert list(form.fields) == ["prior_programming", "prior_math"]
    assert form.fields["prior_math"].label == "Math"
    assert form.is_valid()
    assert form.prior() == {guide["programming"]: 0, guide["math"]: 5400}


def test_what_is_known_of_prior_hours_is_filled_in(guide):
    form = PriorForm(prior={guide["math"].pk: 5400, guide["programming"].pk: 0})

    assert form["prior_math"].value() == "1h30"
    assert form["prior_programming"].value() is None
    assert form.prior_is_open


def test_a_path_stands_with_what_it_takes_in_all(guide):
    path = make_path("bootcamp", starts_from="another field")
    path.total_figure, edition = make_figure("path.bootcamp.total", subject=path, low=6, high=12, unit="month")
    path.save()

    options = path_options()

    assert options["bootcamp"].edition == edition
    assert options["bootcamp"].from_where == "From another field"
    assert options["self-taught"].edition is None
    assert options["self-taught"].from_where == "Where it starts from is not stated"


def test_a_figure_that_the_summary_names_is_not_told_twice(guide):
    path = make_path("bootcamp", summary="A short course: [[path.bootcamp.total]].")
    path.total_figure, _ = make_figure("path.bootcamp.total", subject=path, low=6, high=12, unit="month")
    path.save()

    assert path_options()["bootcamp"].edition is None
