"""Where the sources disagree: every answer side by side, never averaged."""

import re

from guide.models import FigurePart, Question, Relation
from guide.pages.questions import QuestionPage
from guide.publishing import touch_content
from guide.tests import factories


def test_all_answers_stand_on_one_scale_and_in_a_table(rich, client):
    html = client.get("/guide/questions/how-long/").content.decode()

    assert "All on one scale" in html
    assert "2 to 4 years" in html
    assert "60 to 84 months" in html
    assert "No number." in html
    assert "No figure to check" in html


def test_the_verdict_is_in_words(rich, client):
    assert "Whom they count" in client.get("/guide/questions/how-long/").content.decode()


def test_a_superseded_figure_is_marked_and_its_later_edition_beside_it(rich, client):
    html = client.get("/guide/questions/how-long/").content.decode()

    assert "Superseded" in html
    assert "later: 50–70 months" in html


def test_every_group_of_answers_has_a_heading_or_none_has(db, client):
    figures = [
        factories.make_figure(f"k{number}", subject=factories.make_path(f"p{number}"), low=number, population=of_whom)[
            0
        ]
        for number, of_whom in enumerate(["beginners", "beginners", "doctors", "nurses"], 1)
    ]
    together = factories.make_question("together", claims=[(figure, "So.") for figure in figures])
    apart = factories.make_question("apart", claims=[(figure, "So.") for figure in figures[1:]])

    html = client.get(together.get_absolute_url()).content.decode()

    table = html[html.index('<table class="stack answers">') :].partition("</table>")[0]
    assert table.count("<tbody>") == table.count('scope="rowgroup"') == 3
    assert 'scope="rowgroup"' not in client.get(apart.get_absolute_url()).content.decode()


def test_no_list_stands_empty(db, client):
    question = factories.make_question("alone")
    Relation.objects.create(subject=question, object=factories.make_path(), role="related")
    html = client.get(question.get_absolute_url()).content.decode()
    assert "From here" in html
    assert "Also in dispute" not in html
    assert not re.search(r"<dl[^>]*>\s*</dl>", html)
    factories.make_question("other")
    Relation.objects.all().delete()
    touch_content()
    html = client.get(question.get_absolute_url()).content.decode()
    assert "Also in dispute" in html
    assert not re.search(r"<dl[^>]*>\s*</dl>", html)


def test_nothing_is_averaged(rich):
    question = Question.objects.with_contents().with_claims().get(slug="how-long")
    page = QuestionPage.of(question)

    shown = {edition.figure.key for edition in page.evidence.figures.values()}
    assert shown == {"path.total", "path.phd", "path.phd.later"}
    assert [len(picture.rows) for picture in page.pictures] == [2]


def test_the_list_shows_answers_in_short(rich, client):
    html = client.get("/guide/questions/").content.decode()

    assert "2–4 years" in html
    assert "3 answers" in html


def test_parts_of_an_answer_are_no_answers_of_their_own(db, client):
    """A total, what its parts come to, and the parts by what each counts: one answer, whatever its parts say."""
    skill, check = (
        factories.make_skill(low=None),
        factories.make_source("check-sums", form="check", checked_on="2026-11-21"),
    )
    total, _ = factories.make_figure("total", subject=skill, low=15, high=25)
    added, _ = factories.make_figure("added", subject=skill, low=9, high=14, source=check)
    claims = [(total, "In all."), (added, "The two together.")]
    for name, low in (("coding", 4), ("sums", 5)):
        part, _ = factories.make_figure(name, subject=skill, low=low, high=7)
        claims.insert(1, (part, f"{name.capitalize()}."))
        for whole in (total, added):
            FigurePart.objects.create(total=whole, part=part)
    factories.make_question("hours", claims=claims)
    touch_content()

    page = QuestionPage.of(Question.objects.with_contents().with_claims().get(slug="hours"))

    assert [answer.claim.text for answer in page.answers] == ["In all.", "The two together.", "Sums.", "Coding."]
    html = client.get("/guide/questions/hours/").content.decode()
    assert "none is an answer by itself" in html
    assert "<strong>Coding</strong>" in html
    listed = client.get("/guide/questions/").content.decode()
    assert "1 answer, against its own parts<" in listed
    assert "Its parts add up to" in listed
    assert "2 parts" in listed
