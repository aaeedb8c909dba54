"""What a record is connected with: both ways, said in words, and on every page."""

import pytest

from guide.models import Record
from guide.pages.links import connections_of
from guide.publishing import touch_content
from guide.tests import factories

pytestmark = pytest.mark.django_db


def test_a_skill_and_what_leads_to_it_are_linked_both_ways(client):
    skill, pay = factories.make_skill("design"), factories.make_record("pay", "entry-pay")
    question = factories.make_record("interview", "how-would-you")
    work = factories.make_record("work", "a-survey")
    factories.make_relation(question, "about", skill)
    factories.make_relation(work, "backs", skill)
    factories.make_relation(skill, "related", pay)
    touch_content()
    page = client.get(skill.get_absolute_url()).content.decode()
    for says, other in (("About this", question), ("What a source credits for this", work), ("See also", pay)):
        assert says in page
        assert other.get_absolute_url() in page
    assert "See also" in client.get(pay.get_absolute_url()).content.decode()
    assert "It is about" in client.get("/guide/interview-questions/").content.decode()


def test_what_is_not_published_is_not_linked():
    skill = factories.make_skill("design")
    factories.make_relation(factories.make_record("pay", "draft", state="draft"), "related", skill)
    assert connections_of(Record.objects.with_contents().get(pk=skill.pk)) == ()


def test_a_kind_shown_apart_is_left_out():
    skill = factories.make_skill("design")
    factories.make_tool(used_by=skill)
    record = Record.objects.with_contents().get(pk=skill.pk)
    assert [len(records) for each in connections_of(record) for _, records in each.links] == [1]
    assert connections_of(record, besides=("tool",)) == ()
