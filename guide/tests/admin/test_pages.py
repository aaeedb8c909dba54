"""Every admin page of the guide opens for those who curate, and for nobody else."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careerguide.tests.kept import kept
from guide.models import Claim, Kind, Question
from guide.tests.factories import make_every_kind, make_figure, make_skill, make_source

KINDS = [*Kind.values, "figure"]


@kept
def rows(guide):
    """One object of each kind that the admin keeps."""
    question = Question.objects.create(slug="how-long", title="How long?")
    Claim.objects.create(question=question, source=make_source(), text="Long.")
    return {
        **make_every_kind(),
        "source": make_source(),
        "path": guide["path"],
        "skill": guide["math"],
        "certification": guide["credential"],
        "question": question,
        "milestone": guide["total"],
        "figure": guide["math"].hours_figure,
    }


@pytest.mark.parametrize("who", ["curator", "superuser"])
@pytest.mark.parametrize("kind", KINDS)
def test_list_add_change_and_history_open(rows, log_in, request, kind, who):
    client = log_in(request.getfixturevalue(who))
    assert client.get(reverse(f"admin:guide_{kind}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(reverse(f"admin:guide_{kind}_add")).status_code == 200
    change = client.get(reverse(f"admin:guide_{kind}_change", args=[rows[kind].pk]))
    assert change.status_code == 200
    assert "/delete/" not in change.content.decode()
    history = client.get(reverse(f"admin:guide_{kind}_history", args=[rows[kind].pk]), follow=True)
    assert history.status_code == 200


@pytest.mark.parametrize("kind", [*KINDS, "record"])
def test_a_stranger_is_sent_to_log_in(rows, log_in, stranger, kind):
    response = log_in(stranger).get(reverse(f"admin:guide_{kind}_changelist"))
    assert response.status_code == 302
    assert "login" in response.url


@pytest.mark.parametrize("who", ["curator", "superuser"])
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_deletes_content(rows, log_in, request, kind, who):
    client = log_in(request.getfixturevalue(who))
    assert client.get(reverse(f"admin:guide_{kind}_delete", args=[rows[kind].pk])).status_code == 403
    listing = client.get(reverse(f"admin:guide_{kind}_changelist"))
    assert b"delete_selected" not in listing.content


def test_the_list_of_all_records_leads_to_the_page_of_the_kind(rows, log_in, curator):
    client = log_in(curator)
    assert client.get(reverse("admin:guide_record_changelist")).status_code == 200
    response = client.get(reverse("admin:guide_record_change", args=[rows["skill"].pk]))
    assert response.url == reverse("admin:guide_skill_change", args=[rows["skill"].pk])


@pytest.mark.parametrize(("kind", "term"), [("source", "source"), ("record", "math"), ("figure", "hours")])
def test_autocomplete_finds(rows, log_in, curator, kind, term):
    field = {"source": ("citation", "source"), "record": ("relation", "object"), "figure": ("milestone", "figure")}
    model, name = field[kind]
    query = {"app_label": "guide", "model_name": model, "field_name": name, "term": term}
    response = log_in(curator).get(reverse("admin:autocomplete"), query)
    assert response.json()["results"]


@pytest.mark.parametrize("kind", ["skill", "figure", "source", "milestone", "record"])
def test_lists_take_as_many_queries_for_more_rows(rows, log_in, curator, kind):
    client = log_in(curator)
    url = reverse(f"admin:guide_{kind}_changelist")
    client.get(url)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(url)
        return len(captured)

    before = queries()
    for number in range(6):
        skill = make_skill(f"more-{number}")
        make_figure(f"more.{number}", subject=skill, low=1, source=make_source(f"more-{number}"))
    assert queries() == before


def test_a_record_is_viewed_on_the_site_only_once_published(rows, log_in, curator):
    client = log_in(curator)
    url = reverse("admin:guide_skill_change", args=[rows["skill"].pk])
    assert "View on site" in client.get(url).content.decode()
    type(rows["skill"]).objects.filter(pk=rows["skill"].pk).update(state="draft")
    assert "View on site" not in client.get(url).content.decode()


@pytest.mark.parametrize("key", ["9" * 23, "9" * 5000, "-1", "0", "x", "٣", "_5B", "1_2E0"])
@pytest.mark.parametrize("page", ["change", "history"])
def test_what_is_no_key_is_not_found(log_in, superuser, page, key):
    """SQLite fails on a key that no row could have, where it is that of a kind's row."""
    client = log_in(superuser)
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=[key])
        assert client.get(address).status_code in (302, 404), model
