"""The page of search: what it shows, its fragment, its ways on; and what strangers may type."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careerguide.tests.kept import kept
from guide.models import Record, Revision
from guide.publishing import save_revisions
from guide.tests.factories import make_figure, make_law, make_record, make_statement

pytestmark = pytest.mark.django_db
URL = "/guide/search/"


def index_all():
    save_revisions(keys=Record.objects.values_list("pk", flat=True), by=None, origin=Revision.Origin.LOAD)


@kept
def searched(rich):
    """The rich guide, with all of it searched."""
    guide = rich
    guide["pay"] = make_record("pay", "entry", title="Pay at the beginning", summary="What a junior <b>gets</b> & why.")
    make_statement(guide["pay"], "Long ago pay was [[hours.programming]] of work. " + "Then much changed. " * 30)
    index_all()
    return guide


def ask(client, q, **parameters):
    response = client.get(URL, {"q": q, **parameters})
    assert response.status_code == 200
    return response.content.decode()


def results_of(html):
    return html[html.index('id="results"') : html.index("</main>")]


def test_search_shows_what_was_typed_and_what_it_finds(client, searched):
    html = ask(client, "junior pay")
    assert 'value="junior pay"' in html
    assert "<mark>Pay</mark> at the beginning" in html
    assert searched["pay"].get_absolute_url() in html
    assert "What a <mark>junior</mark> &lt;b&gt;gets&lt;/b&gt; &amp; why." in html
    assert 'name="robots" content="noindex"' in html


def test_search_shows_a_figure_with_its_value_and_source(client, searched):
    html = ask(client, "hours.math")
    assert reverse("guide:figure-detail", args=["hours.math"]) in html
    assert "300 to 500 hours" in html


def test_an_excerpt_tells_figures_in_words(client, searched):
    assert "<mark>ago</mark> <mark>pay</mark> was 400 to 600 hours (A source) of work" in ask(client, "pay ago")


def test_an_excerpt_of_a_statement_begins_with_its_source(client, searched):
    assert "<p>A source: Long <mark>ago</mark>" in ask(client, "pay ago")


def test_a_law_that_lapsed_says_so(client, searched):
    make_law("old-act", title="The zebra act", status="repealed")
    index_all()
    assert "Repealed" in ask(client, "zebra")


def test_search_as_fragment_is_what_the_page_contains(client, searched, htmx):
    fragment = client.get(URL, {"q": "pay"}, headers=htmx)
    assert fragment.content.decode().strip() in ask(client, "pay")
    assert fragment.content.decode().lstrip().startswith("<section")
    assert "HX-Request" in fragment["Vary"]


def test_a_typing_error_is_told(client, searched):
    html = ask(client, "juniro pay")
    assert "Also searched for “junior” in place of “juniro”" in html
    assert "<mark>Pay</mark> at the beginning" in html


def test_most_words_where_nothing_has_all(client, searched):
    html = ask(client, "junior pay zzyzx")
    assert "Nothing has all of these words; this has most of them" in html
    assert "does not have “zzyzx”" in html
    assert "<mark>Pay</mark> at the beginning" in html


@pytest.mark.parametrize("q", ["zzyzx", "", "  ", "???"])
def test_nothing_found_offers_ways_on(client, searched, q):
    html = ask(client, q)
    for kind in ("term", "skill", "path"):
        assert reverse(f"guide:{kind}-list") in html
    assert ("Nothing found" in html) == bool(q.strip())


def test_words_that_look_alike_are_offered(client, searched):
    """Those one typing error away, of words too short to be repaired unasked; no others."""
    assert "Did you mean <a" in ask(client, "pya zzyzx")
    assert "q=pay" in ask(client, "pya zzyzx")
    assert "Did you mean" not in ask(client, "progrmmin zzyzx")


def test_what_the_guide_has_of_it_is_offered_alone(client, searched):
    html = ask(client, "pay zzyzx")
    assert 'Search for <a href="/guide/search/?q=pay">pay</a> alone' in html
    assert reverse("guide:interview-list") in results_of(html)


def test_whoever_compares_is_led_to_the_table(client, searched):
    assert reverse("guide:path-compare") in results_of(ask(client, "compare paths"))
    assert reverse("guide:path-compare") not in results_of(ask(client, "pay"))


def test_groups_stand_in_one_order_under_the_names_of_the_contents(client, searched):
    for kind in ("work", "tool", "skill", "step", "process", "question"):
        make_record(kind, "zebra", title=f"Zebra {kind}")
        make_record(kind, "zebra-2", title=f"Zebra {kind} again")
    index_all()
    html = results_of(ask(client, "zebra"))
    kinds = [part.split('"')[0] for part in html.split('<section aria-labelledby="kind-')[1:]]
    assert kinds == [kind for kind in ("question", "skill", "process", "tool", "work") if kind in kinds]
    assert "Single steps" not in html


def test_the_list_of_a_kind_is_offered_by_its_name(client, searched):
    make_record("interview", "one", title="A question")
    index_all()
    assert reverse("guide:interview-list") in ask(client, "interview questions").split('class="bare hits"')[0]


def test_of_many_kinds_the_later_ones_are_only_counted(client, searched):
    for kind in (
        "faq",
        "point",
        "mistake",
        "idea",
        "tool",
        "stage",
        "work",
        "term",
        "network",
        "career",
        "activity",
        "role",
    ):
        for number in range(2):
            make_record(kind, f"zebra-{number}", title="Zebra", group={"point": "For"}.get(kind, ""))
    index_all()
    html = ask(client, "zebra")
    assert html.count('<section aria-labelledby="kind-') == 8
    assert "Further: " in html
    assert html.count('class="bare hits"') == 9


def test_one_kind_alone_and_its_pages(client, searched):
    for number in range(45):
        make_record("faq", f"n{number:02}", title=f"Zebra number {number:02}", position=number)
    make_record("point", "other", title="A zebra too")
    index_all()
    html = ask(client, "zebra")
    assert ">All 45<" in html
    assert html.count("<mark>Zebra</mark> number") < 10
    first, last = ask(client, "zebra", kind="faq"), ask(client, "zebra", kind="faq", page="3")
    assert "45 of 46 in Frequent questions" in first
    assert (first.count("<mark>Zebra</mark> number"), last.count("<mark>Zebra</mark> number")) == (20, 5)
    assert "kind=faq&amp;page=2" in first
    assert "A <mark>zebra</mark> too" not in first
    assert results_of(ask(client, "zebra", kind="faq", page="99")) == results_of(last)


@pytest.mark.parametrize("kind", ["nonsense", "\x00", "figure'--", "law"])
@pytest.mark.parametrize("page", ["0", "-1", "²", "9" * 400, "x"])
def test_a_kind_or_page_that_is_none_is_left_out(client, searched, kind, page):
    assert "<mark>Pay</mark>" in ask(client, "junior pay", kind=kind, page=page)
    ask(client, "junior pay", kind="pay", page=page)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00", "q=pay%00junior", "q=%FF%FE", "q=%ED%A0%80", "q=" + "a" * 10_000, "q=" + "pay+" * 2_000,
        'q="pay', "q=pay)+OR+(a", "q=NEAR(pay,2)", "q=pay*", "q='%3B+drop+table", "q=pay+%26+!", "q=%3Cscript%3E",
        "q=-", "q=%F0%9F%A6%93", "q=a&q=b", "q[]=1", "q=%E0%B8%81%E0%B9%87", "q=\\", "q=%25", "q={{", "kind=pay",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered(client, searched, htmx, query):
    for headers in ({}, htmx):
        response = client.get(f"{URL}?{query}", headers=headers)
        assert response.status_code == 200
        assert b"<script>" not in response.content.replace(b"<script src", b"")


def test_what_strangers_search_for_is_not_kept(client, searched):
    ask(client, "pay")
    assert len(caches["pages"]._cache) == 0
    client.get(URL)
    assert len(caches["pages"]._cache) == 1


def test_an_unchanged_answer_is_not_sent_again(client, searched):
    etag = client.get(URL, {"q": "pay"})["ETag"]
    assert client.get(URL, {"q": "pay"}, headers={"If-None-Match": etag}).status_code == 304
    index_all()
    assert client.get(URL, {"q": "pay"}, headers={"If-None-Match": etag}).status_code == 200


def test_a_search_takes_the_same_queries_for_more_hits(client, searched):
    def count():
        ask(client, "warm up after the change")
        with CaptureQueriesContext(connection) as captured:
            ask(client, "hours")
        return len(captured)

    few = count()
    for number in range(30):
        record = make_record("mistake", f"n{number}", title="Hours", summary="All [[hours.math]].")
        make_figure(f"more.n{number}", subject=record, low=1, label="Hours of it")
    index_all()
    assert count() <= few
    assert few <= 10


def test_every_page_has_a_box(client, guide):
    for page in ("/", "/guide/", "/guide/skills/math/", "/accounts/login/"):
        assert f'action="{URL}"' in client.get(page).content.decode()
