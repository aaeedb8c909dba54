"""The page of illustrations: all of them, under what they are told of."""

import pytest
from django.urls import reverse

from guide.publishing import touch_content
from guide.tests.factories import make_record, make_skill, make_statement

pytestmark = pytest.mark.django_db


def test_all_stories_stand_under_what_they_are_told_of(client, django_assert_max_num_queries):
    skill = make_skill()
    make_statement(skill, "One person took [[hours.programming]].", role="illustration")
    for number in range(4):
        make_statement(make_record("mistake", f"m{number}"), f"Story {number}.", role="illustration")
    make_statement(make_record("pay", "unseen", state="draft"), "Not yet.", role="illustration")
    touch_content()
    with django_assert_max_num_queries(12):
        html = client.get(reverse("guide:illustration-list")).content.decode()
    assert "400 to 600 hours" in html
    assert all(f"Story {number}." in html for number in range(4))
    assert "Not yet." not in html
    assert "none is evidence" in html


def test_there_is_a_page_without_any(client):
    assert "None is published yet" in client.get(reverse("guide:illustration-list")).content.decode()
