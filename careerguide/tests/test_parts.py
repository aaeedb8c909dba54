"""Parts: templates that are shown many times on one page, and rendered once for the same values."""

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.test.signals import template_rendered

TEMPLATES = {
    "_word.html": "<b{% if long %} class=long{% endif %}>{{ word }}{{ secret }}</b>",
    "_pair.html": '{% part "_word.html" word=word %}!',
    "page.html": (
        '{% for word in words %}{% part "_word.html" word=word %}{% endfor %}{% part "_word.html" word="a" long=True %}'
    ),
    "nested.html": '{% for w in words %}{% part "_pair.html" word=w %}{% endfor %}{% part "_word.html" word="a" %}',
}


@pytest.fixture
def engine():
    loaders = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    return Engine(loaders=loaders, builtins=["careerguide.templatetags.parts"])


@pytest.fixture
def renders():
    """The names of the templates that were rendered."""
    names = []

    def note(sender, template, **kwargs):
        names.append(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def test_the_same_values_are_rendered_once_on_a_page(engine, renders):
    html = engine.get_template("page.html").render(Context({"words": ["a", "b", "a", "a"]}))

    assert html == "<b>a</b><b>b</b><b>a</b><b>a</b><b class=long>a</b>"
    assert renders.count("_word.html") == 3


def test_a_part_within_a_part_is_the_page_s_too(engine, renders):
    html = engine.get_template("nested.html").render(Context({"words": ["a"]}))

    assert html == "<b>a</b>!<b>a</b>"
    assert renders.count("_word.html") == 1


def test_nothing_is_kept_for_the_next_page(engine, renders):
    page = engine.get_template("page.html")
    context = Context({"words": ["a"]})

    assert page.render(context) == page.render(Context({"words": ["a"]}))
    assert renders.count("_word.html") == 4


def test_a_part_sees_only_what_it_is_given_and_escapes_it(engine):
    html = engine.get_template("page.html").render(Context({"words": ["<i>"], "secret": "no", "long": True}))

    assert html.startswith("<b>&lt;i&gt;</b>")
    assert "no" not in html


def test_what_cannot_be_compared_is_rendered_every_time(engine, renders):
    html = engine.get_template("page.html").render(Context({"words": [["x"], ["x"]]}))

    assert html.count("[") == 2
    assert renders.count("_word.html") == 3


@pytest.mark.parametrize("wrong", ["{% part _word.html %}", '{% part "_word.html" word %}'])
def test_a_mistyped_part_is_an_error(engine, wrong):
    with pytest.raises(TemplateSyntaxError):
        engine.from_string(wrong)
