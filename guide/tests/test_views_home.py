"""The home page and the table of contents."""

from guide.pages.home import HomePage
from guide.tests import factories


def test_the_headline_lets_each_source_speak(rich, client):
    html = client.get("/").content.decode()

    assert "Becoming a machine-learning engineer takes" in html
    assert "2 to 4 years</span></a>." in html
    assert "60 to 84 months</span></a>." in html


def test_a_visitor_may_start_a_record(rich, client):
    assert "Start a record" in client.get("/").content.decode()


def test_a_learner_is_led_to_today(learner, log_in):
    html = log_in(learner).get("/").content.decode()

    assert "Go to today" in html
    assert "Start a record" not in html


def test_an_empty_guide_still_has_a_home(db, client):
    assert "What becoming a machine-learning engineer takes" in client.get("/").content.decode()


def test_each_start_leads_to_the_path_that_is_most_for_it(rich):
    factories.make_path("pivot", for_readers=["elsewhere", "software"], position=1)

    ways = {way.start: way.path.slug for way in HomePage.now().ways}

    assert ways == {
        "Finishing school": "doctorate",
        "Changing from software": "pivot",
        "Coming from elsewhere": "self-taught",
    }


def test_a_start_leads_to_its_scenario_its_path_and_the_first_step(rich, client):
    pivot = factories.make_path("pivot", for_readers=["software"], position=1)
    scenario = factories.make_scenario("from-software", audience="software", path=pivot)
    process = factories.make_record("process", "an-order")
    step = factories.make_step(process, 1, title="Begin here")
    factories.make_step(process, 2)
    factories.make_relation(scenario, "leads_to", step)

    html = client.get("/").content.decode()
    for record in (scenario, pivot, step):
        assert record.get_absolute_url() in html
    html = client.get(scenario.get_absolute_url()).content.decode()
    for record in (pivot, step):
        assert record.get_absolute_url() in html


def test_small_counts_are_boxes_and_large_ones_a_band(rich):
    plan = {entry.milestone.slug: entry.boxes for entry in HomePage.now().plan}

    assert plan["end-to-end-projects"].low == 3
    assert plan["total-hours"] is None
    assert plan["applications"] is None


def test_the_index_names_every_chapter(rich, client):
    html = client.get("/guide/").content.decode()

    for chapter in ("Paths", "Skills", "Milestones", "Where the sources disagree", "Tools", "Sources"):
        assert chapter in html
