import pytest
from django.test import Client
from django.urls import reverse

from guide.models import Citation, ContentVersion, Milestone, Misconception, Path, Revision, Skill, Source, State, Topic
from guide.tests.admin.forms import fields_of, send
from guide.tests.factories import make_source


@pytest.fixture
def client(log_in, curator):
    return log_in(curator)


@pytest.fixture
def skill(guide):
    return guide["math"]


def url_of(row):
    return reverse(f"admin:guide_{row.kind}_change", args=[row.pk])


def revisions(row):
    return Revision.objects.filter(record=row.pk)


def test_a_save_leaves_a_revision_with_author_and_note(client, curator, skill):
    version = ContentVersion.objects.number()
    response = send(client, url_of(skill), title="Applied maths", revision_note="Says more.")
    assert response.status_code == 302
    newest, found = revisions(skill)
    assert (newest.author, newest.origin, newest.note) == (curator, "admin", "Says more.")
    assert newest.document["title"] == "Applied maths"
    assert found.document["title"] == "Math"  # what was there before the first save here
    assert ContentVersion.objects.number() > version


def test_rows_of_a_record_are_in_its_revision(client, skill):
    source = make_source()
    new = {"citations-0-source": source.pk, "citations-0-note": "hours", "citations-0-position": 0}
    assert send(client, url_of(skill), **new, **{"citations-TOTAL_FORMS": 1}).status_code == 302
    assert revisions(skill)[0].document["citations"] == [{"source": "a-source", "note": "hours"}]
    assert send(client, url_of(skill), **{"citations-0-DELETE": "on"}).status_code == 302
    assert not Citation.objects.exists()
    assert "citations" not in revisions(skill)[0].document


def test_a_topic_added_here_is_in_the_revision(client, skill):
    new = {"topics-0-name": "Calculus", "topics-0-position": 0, "topics-TOTAL_FORMS": 1}
    assert send(client, url_of(skill), **new).status_code == 302
    assert Topic.objects.get().skill == skill
    assert revisions(skill)[0].document["fields"]["topics"] == [{"name": "Calculus"}]


def test_a_save_without_a_change_leaves_the_document_as_it_was(client, skill):
    """A browser sends texts with other newlines and lists in other orders: no change of content."""
    Skill.objects.filter(pk=skill.pk).update(body="One.\n\nTwo.")
    send(client, url_of(skill))
    send(client, url_of(skill), body="One.\r\n\r\nTwo.")
    documents = [revision.document for revision in revisions(skill)]
    assert documents == [documents[0]] * 3


def test_what_somebody_saved_meanwhile_is_not_written_over(client, skill, superuser):
    fields = fields_of(client.get(url_of(skill)))
    other = Client()
    other.force_login(superuser, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(other, url_of(skill), summary="Theirs.").status_code == 302

    for _ in range(2):  # sending the same again is no way round it
        response = client.post(url_of(skill), {**fields, "summary": "Mine."})
        assert response.status_code == 200
        page = response.content.decode()
        assert f"{superuser} saved this meanwhile" in page
        assert reverse("admin:guide_skill_history", args=[skill.pk]) in page
        assert "Mine." in page
        fields |= {"opened_at": fields_of(response)["opened_at"]}
    assert Skill.objects.get(pk=skill.pk).summary == "Theirs."

    assert send(client, url_of(skill), summary="Both.").status_code == 302
    assert Skill.objects.get(pk=skill.pk).summary == "Both."


def test_a_figure_corrected_meanwhile_is_in_nobodys_way(client, skill):
    send(client, url_of(skill))
    fields = fields_of(client.get(url_of(skill)))
    send(client, reverse("admin:guide_figure_change", args=[skill.hours_figure_id]), low="350")
    assert client.post(url_of(skill), {**fields, "summary": "Mine."}).status_code == 302


def test_editing_in_the_list_leaves_a_revision(client, skill):
    url = reverse("admin:guide_skill_changelist")
    fields = fields_of(client.get(url))
    row = next(name for name, value in fields.items() if name.endswith("-record") and value == str(skill.pk))
    prefix = row.removesuffix("-record")
    fields = {name: value for name, value in fields.items() if name not in ("action", "q")}
    response = client.post(url, {**fields, f"{prefix}-state": "retired", "_save": "Save"})
    assert response.status_code == 302
    assert revisions(skill)[0].document["state"] == "retired"


@pytest.mark.parametrize(("action", "state"), [("retire", State.RETIRED), ("publish", State.PUBLISHED)])
def test_actions_leave_revisions(client, guide, action, state):
    rows = [guide["math"], guide["programming"]]
    other = State.PUBLISHED if state == State.RETIRED else State.DRAFT
    Skill.objects.filter(pk__in=[row.pk for row in rows]).update(state=other)
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    response = client.post(reverse("admin:guide_skill_changelist"), data, follow=True)
    assert f"2 {state}" in response.content.decode()
    assert set(Skill.objects.values_list("state", flat=True)) == {state}
    assert [revisions(row).count() for row in rows] == [1, 1]


def test_adding_makes_the_kind_and_the_first_revision(client, guide):
    response = send(client, reverse("admin:guide_misconception_add"), title="It takes talent", slug="talent")
    assert response.status_code == 302
    misconception = Misconception.objects.get(slug="talent")
    assert misconception.kind == "misconception"
    assert revisions(misconception).count() == 1


def test_lists_of_texts_are_kept(client, guide):
    send(client, url_of(guide["path"]), for_readers=["school", "software"])
    assert Path.objects.get().for_readers == ["school", "software"]
    send(client, url_of(make_source()), pages="https://example.com/a\r\n\r\n https://example.com/b ")
    assert Source.objects.get().pages == ["https://example.com/a", "https://example.com/b"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"slug": "math"}, "There is a skill with this slug already."),
        ({"title": "x" * 10_000}, "at most 200 characters"),
        ({"title": "a\x00b"}, "Null characters are not allowed."),
        ({"title": ""}, "This field is required."),
        ({"slug": "no slug"}, "Enter a valid"),
        ({"slug": "New"}, "Lower-case letters, digits"),
        ({"position": "-1"}, "greater than or equal to 0"),
        ({"position": "9" * 30}, "less than or equal to"),
        ({"review_due": "0000-01-01"}, "Enter a valid date."),
        ({"state": "lost"}, "Select a valid choice"),
        ({"hours_figure": "999999"}, "Select a valid choice"),
        ({"topics-TOTAL_FORMS": 1, "topics-0-name": "x" * 81, "topics-0-position": 0}, "at most 80 characters"),
        (
            {
                "topics-TOTAL_FORMS": 2,
                "topics-0-name": "Same",
                "topics-0-position": 0,
                "topics-1-name": "Same",
                "topics-1-position": 1,
            },
            "Please correct the duplicate",
        ),
    ],
)
def test_what_cannot_be_saved_is_told(client, guide, changes, message):
    before = Skill.objects.count()
    response = send(client, reverse("admin:guide_skill_add"), **{"title": "New", "slug": "new", **changes})
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Skill.objects.count() == before


@pytest.mark.parametrize(
    ("row", "changes", "message"),
    [
        ("total", {"counts": "skill_hours"}, "Hours of one skill: of which?"),
        ("path", {"for_readers": ["nobody"]}, "Select a valid choice"),
    ],
)
def test_a_kinds_own_rules_are_told(client, guide, row, changes, message):
    response = send(client, url_of(guide[row]), **changes)
    assert response.status_code == 200
    assert message in response.content.decode()


def test_a_path_leaves_the_address_of_the_comparison(client, guide):
    response = send(client, reverse("admin:guide_path_add"), title="Compare", slug="compare")
    assert "A page of the site has this address." in response.content.decode()


def test_one_published_milestone_counts_the_same(client, guide):
    """Refused on its page and in the list's action, which a draft would come past otherwise."""
    known = guide["total"]
    figure = known.figure
    fields = {"title": "Twin", "counts": known.counts, "figure": figure, "tracked": True}
    draft = Milestone.objects.create(slug="twin", state="draft", **fields)
    message = "The tracker measures the same by “Total hours” already"
    assert message in send(client, url_of(draft), state="published").content.decode()
    data = {"action": "publish", "_selected_action": [draft.pk]}
    response = client.post(reverse("admin:guide_milestone_changelist"), data, follow=True)
    assert f"Nothing was published. {message}" in response.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft
    assert send(client, url_of(known), summary="Itself is no other.").status_code == 302


def test_a_check_says_when_it_was_made(client, db):
    response = send(client, url_of(make_source()), form="check")
    assert "A check says on which day it was made." in response.content.decode()


@pytest.mark.parametrize(
    ("to", "message"),
    [("itself", "A relation leads to another record."), ("twice", "Please correct the duplicate")],
)
def test_a_relation_is_to_another_record_and_once(client, guide, skill, to, message):
    other = skill if to == "itself" else guide["programming"]
    row = {"role": "related", "object": other.pk, "position": 0}
    data = {f"relations-{n}-{name}": value for n in range(2 if to == "twice" else 1) for name, value in row.items()}
    response = send(client, url_of(skill), **data, **{"relations-TOTAL_FORMS": 2 if to == "twice" else 1})
    assert response.status_code == 200
    assert message in response.content.decode()
