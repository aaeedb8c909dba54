"""Pages for visitors without a session: rendered once a version, sent once a visitor."""

import pytest
from django.core.cache import caches
from django.test.signals import template_rendered

from guide.models import ContentVersion, Skill
from guide.publishing import touch_content
from guide.tests.factories import make_every_kind

PAGE = "/guide/skills/programming/"


@pytest.fixture
def renders():
    """The names of the templates that were rendered."""
    names = []

    def note(sender, template, **kwargs):
        names.append(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def kept():
    return len(caches["pages"]._cache)


def test_a_page_is_rendered_once_and_then_taken_from_the_cache(guide, client, renders, django_assert_num_queries):
    first = client.get(PAGE)
    renders.clear()

    with django_assert_num_queries(1):
        second = client.get(PAGE)

    assert renders == []
    assert second.content == first.content
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Cache-Control"] == "no-cache"
    assert {"Cookie", "HX-Request"} <= set(second.headers["Vary"].split(", "))


def test_what_is_unchanged_is_not_sent_again(guide, client, renders, django_assert_num_queries):
    etag = client.get(PAGE).headers["ETag"]
    renders.clear()
    caches["pages"].clear()

    with django_assert_num_queries(1):
        response = client.get(PAGE, headers={"If-None-Match": etag})

    assert (response.status_code, response.content, renders) == (304, b"", [])
    assert response.headers["ETag"] == etag


def test_a_change_of_content_shows_at_once(guide, client):
    etag = client.get(PAGE).headers["ETag"]
    Skill.objects.update(summary="Corrected.")
    ContentVersion.objects.grow()

    response = client.get(PAGE, headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert "Corrected." in response.content.decode()
    assert response.headers["ETag"] != etag


def test_the_page_sets_no_cookie(guide, client):
    assert not client.get(PAGE).cookies
    assert not client.get("/").cookies


def test_head_answers_like_get_without_a_body(guide, client):
    head = client.head(PAGE)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == client.get(PAGE).headers["ETag"]


def test_each_colour_scheme_has_a_page_of_its_own_and_nonsense_none(guide, client):
    plain = client.get(PAGE).headers["ETag"]
    client.cookies["theme"] = "dark"
    dark = client.get(PAGE)
    client.cookies["theme"] = "\x01nonsense"

    assert 'data-theme="dark"' in dark.content.decode()
    assert dark.headers["ETag"] != plain
    assert client.get(PAGE).headers["ETag"] == plain


def test_a_visitor_with_a_session_gets_a_page_of_their_own(learner, log_in):
    response = log_in(learner).get(PAGE)

    assert "private" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers
    assert kept() == 0
    assert "Log time for this skill" in response.content.decode()


def test_a_message_that_waits_is_shown_and_not_kept(guide, client):
    client.cookies["messages"] = "whatever"

    assert "private" in client.get(PAGE).headers["Cache-Control"]
    assert kept() == 0


@pytest.mark.parametrize("query", ["?x=1", "?utm_source=a&b=2", "?a=self-taught&a=self-taught", "?c=&zzz"])
def test_addresses_that_a_stranger_makes_up_do_not_fill_the_cache(guide, client, query):
    for page in (PAGE, "/guide/paths/compare/", "/"):
        client.get(page + query)

    assert kept() == 0


@pytest.mark.parametrize(
    "address",
    [
        "/guide/paths/?kind=zz1",
        "/guide/paths/?hours=999",
        "/guide/tools/?group=zz1",
        "/guide/tools/?status=",  # known elsewhere
        "/guide/laws/?jurisdiction=zz1",
        "/guide/processes/?group=zz1",  # a list without facets
        "/guide/certifications/?issuer=zz1",
        "/guide/questions/?why=zz1",
        "/guide/interview-questions/?seed=1&practise=1",
        "/guide/interview-questions/?practise=1",
        "/guide/changes/?page=7",
        "/guide/changes/?page=01",
        "/guide/changes/?page=",
    ],
)
def test_values_that_a_stranger_makes_up_do_not_fill_the_cache(guide, client, address):
    make_every_kind()
    touch_content()

    assert [client.get(address).status_code for _ in range(2)] == [200, 200]
    assert kept() == 0


@pytest.mark.parametrize(
    "address",
    ["/guide/paths/", "/guide/paths/?kind=", "/guide/laws/?jurisdiction=state", "/guide/changes/?page=1"],
)
def test_values_that_a_page_knows_are_kept(guide, client, address):
    make_every_kind()
    touch_content()

    first, second = (client.get(address) for _ in range(2))

    assert kept() == 1
    assert second.content == first.content


def test_what_is_kept_is_the_page_and_little_besides(guide, client):
    content = client.get(PAGE).content

    [stored] = caches["pages"]._cache.values()
    assert len(stored) < len(content) + 500


def test_a_comparison_is_kept_under_its_own_address_alone(guide, client):
    from guide.tests.factories import make_path

    make_path("bootcamp")
    client.get("/guide/paths/compare/?b=bootcamp&a=self-taught")
    assert kept() == 0
    client.get("/guide/paths/compare/?a=self-taught&b=bootcamp")
    assert kept() == 1


def test_errors_are_not_kept(guide, client):
    assert client.get("/guide/skills/no-such/").status_code == 404
    assert client.get("/guide/paths/compare/?a=no-such").status_code == 422
    assert kept() == 0


def test_a_page_that_made_a_token_is_given_to_nobody_else(rf, db):
    from django.http import HttpResponse
    from django.middleware.csrf import get_token
    from django_htmx.middleware import HtmxDetails

    from guide.caching import anonymous_page

    @anonymous_page
    def view(request):
        return HttpResponse(get_token(request))

    request = rf.get("/")
    request.htmx = HtmxDetails(request)

    assert "ETag" not in view(request).headers
    assert kept() == 0


def test_a_page_is_kept_until_the_year_ends(guide, client, monkeypatch):
    """Readers see how many years old a fact is."""
    from datetime import UTC, datetime

    from django.utils import timezone

    etag = client.get(PAGE).headers["ETag"]
    monkeypatch.setattr(timezone, "now", lambda: datetime(2100, 1, 1, tzinfo=UTC))

    assert client.get(PAGE, headers={"If-None-Match": etag}).status_code == 200


def test_what_is_no_html_is_kept_with_its_type(guide, client):
    first, second = (client.get("/sitemap.xml") for _ in range(2))

    assert kept() == 1
    for name in ("Content-Type", "X-Robots-Tag"):
        assert second.headers[name] == first.headers[name]
