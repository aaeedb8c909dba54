"""The funnel's page and its picture: one's own or a mentee's, narrowed, refused, and what it asks of the database."""

import datetime
import re
import time

import pytest
from defusedxml import ElementTree
from django.utils import timezone
from django.utils.html import strip_tags

from guide.tests.factories import make_figure
from tracker.access import full_access
from tracker.actions.stages import correct, discard, move
from tracker.funnel_page import EXAMPLE, Asked, FunnelPage
from tracker.models import Application, Section, Target
from tracker.tests.factories import make_application, make_mentorship
from tracker.tests.funnels import make_many

URL = "/tracker/applications/funnel/"
FILE = f"{URL}funnel.svg"


def words(answer):
    """The text of an answer, in one line; cells and rows apart."""
    return re.sub(r"\s+", " ", strip_tags(re.sub(r"</(td|th|dt|dd|p|h\d)>", " ", answer.text)))


def today():
    return timezone.now().date()


def way(*told):
    """Stages and how many days ago each was reached, by today's calendar."""
    return [(stage, today() - datetime.timedelta(days=days)) for stage, days in told]


SILENT, REPLIED = (("applied", 100),), (("applied", 100), ("replied", 90), ("rejected", 80))
TALKS = (("applied", 100), ("replied", 90), ("screen", 4))
OFFERED = (("applied", 100), ("screen", 90), ("offer", 40), ("declined", 30))
YOUNG = (("applied", 5),)


@pytest.fixture
def log(learner):
    """Thirteen applications that were sent, and one that was not."""
    told = [SILENT] * 5 + [REPLIED] * 3 + [TALKS] + [OFFERED] * 2 + [YOUNG] * 2 + [(("saved", 3),)]
    make_many(learner, [way(*each) for each in told])
    return learner


def page_of(learner, **asked):
    return FunnelPage.of(full_access(learner), Asked(**asked))


def test_funnel_tells_what_reached_which_stage(log_in, log):
    answer = log_in(log).get(URL)
    told = words(answer)
    assert "13 sent since" in told
    assert "Too few to tell" in told
    assert "13 sent, 2 of them in the last 30 days." in told
    assert "Applied 13 all that were sent 10 days 7 Applied: last 30 days 2 all that were sent half have not" in told
    assert "Replied 6 6 of 11, 55% (28 to 79%) 10 days 0 Replied: last 30 days 0 no case yet no case yet 0" in told
    assert "Offer 2 2 of 2, 100% (34 to 100%) 10 days 0" in told
    assert "Not in the funnel: 1 saved and not sent." in told


def test_funnel_says_what_it_leaves_out_and_why(log_in, log):
    told = words(log_in(log).get(URL))
    assert "Left out of the rates: 2 too young to have been answered, and 1 that was answered and may yet go on" in told
    assert (
        "fewer than 30 days since its last step, the usual wait while there are fewer than ten answers (6 so far)"
        in told
    )
    told = words(log_in(log).get(URL, {"wait": "3"}))
    assert "Left out of the rates: none." in told
    assert "fewer than 3 days since its last step, as you asked" in told


def test_funnel_tells_the_wait_for_an_answer(log_in, log):
    told = words(log_in(log).get(URL))
    assert "A quarter were answered within 10 days Half within 10 days Three quarters within not" in told
    assert "From 6 answers and 7 without one" in told


def test_funnel_as_htmx_is_the_fragment_that_the_page_holds(log_in, log, htmx):
    client = log_in(log)
    fragment = client.get(URL, {"by": "resume"}, headers=htmx).text.strip()
    assert fragment.startswith('<div id="funnel"')
    assert fragment in client.get(URL, {"by": "resume"}).text


def test_funnel_sends_the_anonymous_to_log_in(client, guide):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"


@pytest.mark.parametrize("page", ["", "funnel.svg"])
def test_funnel_of_a_stranger_is_not_there(log_in, log, stranger, page):
    assert log_in(stranger).get(f"/tracker/of/{log.user.handle}/applications/funnel/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "funnel.svg"])
def test_funnel_needs_applications(log_in, log, mentor, page):
    make_mentorship(log, mentor, sections=[s for s in Section.values if s != Section.APPLICATIONS])
    client = log_in(mentor)
    assert client.get(f"/tracker/of/{log.user.handle}/applications/funnel/{page}").status_code == 404
    assert "funnel" not in client.get(f"/tracker/of/{log.user.handle}/").text.lower()


def test_funnel_is_the_same_for_a_mentor_with_all_sections(log_in, log, mentor):
    make_mentorship(log, mentor)
    answer = log_in(mentor).get(f"/tracker/of/{log.user.handle}/applications/funnel/")
    assert answer.context["page"].funnel == page_of(log).funnel
    assert f"/tracker/of/{log.user.handle}/applications/funnel/funnel.svg" in answer.text
    told = words(answer).partition("How this is counted")[0]
    assert "you asked" not in told
    assert "your own" not in told


@pytest.mark.parametrize("page", ["", "funnel.svg"])
def test_without_offers_nothing_hints_at_them(log_in, log, mentor, page):
    make_mentorship(log, mentor, sections=[Section.APPLICATIONS])
    answer = log_in(mentor).get(f"/tracker/of/{log.user.handle}/applications/funnel/{page}")
    told = answer.text.partition("<main")[2].partition("</main")[0] or answer.text
    assert answer.status_code == 200
    assert not re.search(r"offer|accepted|declined", told, re.IGNORECASE)
    if not page:
        assert [stage.reached for stage in answer.context["page"].funnel.stages] == [13, 6, 3, 0, 0]
        assert answer.context["page"].funnel.stages[-1].still_open == 0


@pytest.mark.parametrize("url", [URL, FILE])
def test_funnel_is_only_read(log_in, log, url):
    assert log_in(log).post(url).status_code == 405


def test_funnel_by_group_leads_to_the_group(log_in, log):
    Application.objects.for_learner(log).filter(furthest="saved").filter(channel="board").update(role_family="Data")
    client = log_in(log)
    answer = client.get(URL, {"by": "role"})
    assert [(group.name, group.funnel.sent) for group in answer.context["page"].groups] == [("", 11), ("Data", 2)]
    assert "?by=role&amp;group=data" in answer.text
    told = words(client.get(URL, {"by": "role", "group": "data"}))
    assert "Only role family: Data." in told
    assert "2 sent, 0 of them in the last 30 days. In brackets" in told
    assert "11 sent, 2 of them in the last 30 days. In brackets" in words(client.get(URL, {"by": "role", "group": ""}))
    assert "None was sent in that time, or in that group." in words(client.get(URL, {"group": "nobody"}))


def test_funnel_of_the_last_thirty_days(log_in, log):
    answer = log_in(log).get(URL, {"since": "30d"})
    assert (answer.context["page"].funnel.sent, answer.context["page"].recent.sent) == (2, 2)
    assert answer.context["page"].losses == page_of(log).losses, "that is of all"
    assert "Replied: last 30 days" not in words(answer), "that is all there is"
    assert page_of(log).recent.sent == 2


def test_funnel_says_which_the_last_thirty_days_take(log_in, log):
    first = today() - datetime.timedelta(days=29)
    page = log_in(log).get(URL).text
    assert f'“Last 30 days” takes what was sent since <time datetime="{first.isoformat()}">' in page


def test_funnel_without_any_of_the_last_thirty_days_says_so_once(log_in, learner):
    make_many(learner, [way(*SILENT), way(*REPLIED)], channel="board")
    told = words(log_in(learner).get(URL))
    assert "2 sent, 0 of them in the last 30 days." in told
    assert "Applied: last 30 days" not in told
    assert "Job board: last 30 days none sent" in told


@pytest.mark.parametrize(("by", "name"), [("channel", "Job board"), ("role", "Data eng"), ("resume", "B2")])
def test_funnel_tells_each_group_of_its_stages_and_of_the_last_thirty_days(log_in, log, by, name):
    Application.objects.for_learner(log).update(channel="board", role_family="Data eng", resume_version="B2")
    told = words(log_in(log).get(URL, {"by": by}))
    whole, _, recent = told.partition(f"{name}: last 30 days")
    assert f"{name} 13 10 days, 7 open 6 of 11 28 to 79% 10 days, 0 open 3 of 11" in whole
    assert recent.startswith(" 2 2 open no case yet no case yet")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("wait", "soon", "Write whole days, such as 30."),
        ("wait", "-1", "Not less than 0 days."),
        ("wait", "9" * 5000, "Write whole days, such as 30."),
        ("wait", "9" * 50, "At most 365 days."),
        ("wait", "366", "At most 365 days."),
        ("wait", "\x00", "Write whole days"),
        ("by", "company", "Choose one of the list."),
        ("since", "1d", "Choose one of the list."),
        ("group", "x" * 121, "at most 120 characters"),
        ("group", "\x00", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_answered(log_in, log, field, value, message):
    answer = log_in(log).get(URL, {"since": "365d", field: value})
    assert answer.status_code == 200
    assert message in answer.text
    assert answer.context["page"].funnel.sent == 13
    assert log_in(log).get(FILE, {field: value}).status_code == 200


def test_an_empty_funnel_teaches(log_in, learner, mentor):
    told = words(log_in(learner).get(URL))
    assert "Nothing sent yet" in told
    assert "Recommended for a first role: 50 to 100" in told
    make_application(learner, stage="saved")
    assert "1 saved so far." in words(log_in(learner).get(URL))
    make_mentorship(learner, mentor)
    mentors = log_in(mentor).get(f"/tracker/of/{learner.user.handle}/applications/funnel/")
    assert "Nothing sent yet." in words(mentors)
    assert "Add an application" not in mentors.text


def test_a_first_application_has_no_rate_yet(log_in, learner):
    make_many(learner, [way(("applied", 0))])
    told = words(log_in(learner).get(URL))
    assert "1 sent since" in told
    assert "no case yet" in told
    assert "Too few to tell." in told


def test_a_loss_is_named_where_it_can_be_told(log_in, learner):
    make_many(learner, [way(*SILENT)] * 60 + [way(*REPLIED)] * 2, channel="board")
    make_many(learner, [way(*REPLIED)] * 25 + [way(*SILENT)] * 15, channel="referral")
    told = words(log_in(learner).get(URL))
    assert "Applied to Replied. Through job board 3% (2 of 62), through all other channels 62% (25 of 40)." in told
    assert "The intervals do not overlap." in told


def test_pace_is_held_against_what_is_recommended(log_in, log, guide):
    told = words(log_in(log).get(URL))
    assert (
        "0.2 a week: 2 sent in the last eight weeks. At that pace the 37 to the low mark take about 148 weeks." in told
    )
    milestone = guide["applications"]
    edition = milestone.figure.editions.get()
    Target.objects.create(learner=log, milestone=milestone, edition=edition, answered=edition, by=log.user)
    assert "of 50–100" in words(log_in(log).get(URL))


def test_one_persons_story_is_an_illustration(log_in, log, guide):
    assert "For scale only" not in words(log_in(log).get(URL))
    for key, low, unit in zip(EXAMPLE, (72, 4, 3), ("count", "month", "count"), strict=True):
        make_figure(key, subject=guide["applications"], low=low, unit=unit)
    told = words(log_in(log).get(URL))
    assert re.search(
        r"For scale only: one person’s story has 72 . ?A source applications in 4 months .+ and 3 .+ offers\."
        r" That is one illustration, no rate to measure by\.",
        told.replace("\xa0", " ").replace("&nbsp;", " . "),
    )


def test_the_picture_has_no_company_and_says_the_same_in_words(log_in, log):
    answer = log_in(log).get(URL)
    assert "Firm" not in answer.text
    svg = answer.text.partition('id="flow-wide-d">')[2].partition("</desc>")[0]
    assert svg.startswith("13 sent (no further: 7 still open); 6 replied (no further: 3 rejected); 3 screen")
    assert re.search(r"Applied 13 6 7 0 0 0 0 0 Replied 6 3 0 3 0 0 0 0", words(answer))


def test_the_picture_stands_alone_as_a_file(log_in, log):
    answer = log_in(log).get(FILE, {"since": "365d"})
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="careerguide-funnel-{today().isoformat()}.svg"'
    root = ElementTree.fromstring(answer.text.encode())
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    assert root.find(f"{space}title").text == "Where 13 applications went"
    assert all(path.get("fill") for path in root.iter(f"{space}path"))
    assert "Firm" not in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_an_empty_picture_is_one(log_in, learner):
    assert ElementTree.fromstring(log_in(learner).get(FILE).text.encode()) is not None


def test_events_count_as_everywhere(log_in, learner):
    """What is corrected, moved back, binned: the same as the row's own rollups."""
    first, second, binned = (make_application(learner, company=name) for name in "ABC")
    by = learner.user
    move(thing=first, stage="onsite", happened_on=first.stage_since + datetime.timedelta(days=9), by=by)
    event = move(thing=second, stage="offer", happened_on=second.stage_since + datetime.timedelta(days=9), by=by)
    correct(event=event, stage="screen", happened_on=second.stage_since + datetime.timedelta(days=9), by=by)
    discard(thing=binned)
    funnel = page_of(learner).funnel
    assert [stage.reached for stage in funnel.stages] == [2, 2, 2, 1, 1, 0, 0]


def test_queries_are_as_many_with_ten_as_with_two_thousand(log_in, learner, django_assert_num_queries):
    client = log_in(learner)
    make_many(learner, [way(*REPLIED)] * 10)
    client.get(URL)  # the guide is read once and kept
    with django_assert_num_queries(7):
        client.get(URL)
    make_many(learner, [way(*TALKS), way(*OFFERED)] * 995)
    with django_assert_num_queries(7):
        assert client.get(URL).context["page"].funnel.sent == 2000


def test_thousands_are_written_as_everywhere(log_in, learner):
    make_many(learner, [way(*TALKS)] * 1001)
    client = log_in(learner)
    page = client.get(URL).text
    for told in (
        '<span class="own">1,001</span> sent since', "1,001 of 1,001", "Where 1,001 applications went",
        '<td class="n" data-label="Reached">1,001</td>',
    ):  # fmt: skip
        assert told in page
    assert ">1,001</tspan>" in page
    assert not re.search(r"[>( ]1001\b", page)
    assert "Where 1,001 applications went" in client.get(f"{URL}funnel.svg").content.decode()


def test_five_thousand_applications_are_counted_in_a_moment(learner):
    make_many(learner, [way(*each) for each in (SILENT, REPLIED, TALKS, OFFERED, YOUNG)] * 1000)
    access = full_access(learner)
    seconds = []
    for _ in range(3):
        began = time.process_time()
        page = FunnelPage.of(access, Asked())
        assert page.funnel.sent == sum(group.funnel.sent for group in page.groups) == 5000
        assert page.losses.looked_at
        seconds.append(time.process_time() - began)
    assert min(seconds) < 1.5, "of this process; about 0.3 s on a free machine"
