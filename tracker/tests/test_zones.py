import zoneinfo

from tracker.zones import zone_choices, zone_groups


def names(groups):
    return [name for _, zones in groups for name, _ in zones]


def test_each_zone_is_one_that_python_knows_and_stands_once():
    listed = names(zone_groups())
    assert listed[0] == "UTC"
    assert len(listed) == len(set(listed)) > 400
    assert set(listed) <= zoneinfo.available_timezones()


def test_zones_that_a_browser_may_report_are_there():
    assert {"Europe/Vienna", "Asia/Calcutta", "America/Argentina/Buenos_Aires", "Europe/Kiev"} <= set(
        names(zone_groups())
    )


def test_places_are_told_in_words():
    america = dict(zone_groups())["America"]
    assert ("America/New_York", "New York") in america
    assert ("America/Indiana/Knox", "Indiana, Knox") in america


def test_a_zone_that_was_chosen_once_stays_to_be_chosen():
    assert zone_choices("Europe/Vienna") == list(zone_groups())
    assert zone_choices("Old/Town")[-1] == ("Yours", (("Old/Town", "Old/Town"),))
