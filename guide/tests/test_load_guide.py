from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careerguide.tests.kept import kept
from guide.documents import to_documents
from guide.models import (
    ContentVersion,
    Edition,
    Figure,
    LoadedDocument,
    Milestone,
    Record,
    Revision,
    Skill,
    Topic,
)

pytestmark = pytest.mark.django_db

CHECK = {"on": "2026-11-01", "outcome": "confirmed", "source": "check"}


def sample():
    """Five records that refer to one another in every way, forwards too."""
    return {
        "skill/maths": {
            "kind": "skill",
            "slug": "maths",
            "title": "Maths",
            "position": 20,
            "summary": "Takes [[hours.maths]].",
            "fields": {
                "counts_to_total": True,
                "hours_figure": "hours.maths",
                "topics": [{"name": "Calculus", "aliases": ["derivatives"]}, {"name": "Algebra"}],
                "aliases": ["mathematics", "math"],
            },
            "citations": [{"source": "atlas", "note": "hours"}],
            "statements": [{"role": "covers", "source": "atlas", "text": "Calculus."}],
            "figures": [
                figure("hours.maths", checks=[{"on": "2026-11-01", "outcome": "confirmed", "source": "check"}])
            ],
            "relations": [{"role": "uses", "to": "tool/pencil"}],
        },
        "source/atlas": {"kind": "source", "slug": "atlas", "title": "An atlas", "fields": {"dated": "2025"}},
        "source/check": {
            "kind": "source",
            "slug": "check",
            "title": "A check",
            "fields": {"form": "check", "checked_on": "2026-11-01", "pages": ["https://example.com/"]},
        },
        "tool/pencil": {"kind": "tool", "slug": "pencil", "title": "Pencil", "group": "Writing"},
        "path/alone": {
            "kind": "path",
            "slug": "alone",
            "title": "Alone",
            "fields": {"includes_search": "yes", "for_readers": ["software", "school"], "total_figure": "months.alone"},
            "figures": [figure("months.alone", bound="at_least", low="18.50", high=None, unit="month")],
        },
        "certification/cert": {
            "kind": "certification",
            "slug": "cert",
            "title": "Cert",
            "fields": {
                "issuer": "A vendor",
                "status": "replaced",
                "status_as_of": "2026-11-01",
                "status_source": "check",
                "replaced_by": "newer",
            },
        },
        "certification/newer": {
            "kind": "certification",
            "slug": "newer",
            "title": "Newer",
            "fields": {"issuer": "A vendor", "status": "current", "status_as_of": "2026-11-01"},
        },
        "question/how-long": {
            "kind": "question",
            "slug": "how-long",
            "title": "How long?",
            "fields": {
                "differs_by": ["conflict", "population"],
                "claims": [{"source": "atlas", "text": "Long.", "figure": "months.alone", "of_whom": "all"}],
            },
        },
        "milestone/hours-maths": {
            "kind": "milestone",
            "slug": "hours-maths",
            "title": "Hours of maths",
            "fields": {
                "counts": "skill_hours",
                "skill": "maths",
                "figure": "hours.maths",
                "question": "how-long",
                "tracked": True,
            },
        },
        "misconception/talent": {"kind": "misconception", "slug": "talent", "title": "It takes talent"},
    }


def figure(key, **values):
    defaults = {
        "key": key, "label": key, "measure": "study_time", "bound": "range", "low": "300", "high": "500",
        "unit": "hour", "source": "atlas",
    }  # fmt: skip
    return {name: value for name, value in {**defaults, **values}.items() if value is not None}


class Fixtures:
    """A directory of fixtures that a test changes and loads."""

    def __init__(self, directory):
        self.directory = directory
        self.records = sample()

    def __getitem__(self, name):
        return self.records[name]

    def load(self, *options):
        self.directory.mkdir(exist_ok=True)
        file = self.directory / "sample.yaml"
        file.write_text(yaml.safe_dump({"records": list(self.records.values())}, sort_keys=False, allow_unicode=True))
        return call_command("load_guide", "--directory", str(self.directory), *options)


@pytest.fixture
def fixtures(tmp_path):
    return Fixtures(tmp_path / "guide")


@kept
def sampled():
    """What the sample holds, loaded."""
    with TemporaryDirectory() as name, redirect_stdout(StringIO()):
        Fixtures(Path(name)).load()


@pytest.fixture
def loaded(sampled, fixtures):
    return fixtures


def counts():
    return (Revision.objects.count(), Edition.objects.count(), ContentVersion.objects.number(), Record.objects.count())


def change_here(slug="maths", **values):
    """A change such as a curator's, without the admin."""
    Record.objects.filter(slug=slug).update(**values)


def test_loading_makes_every_record_with_a_revision(loaded):
    assert Record.objects.count() == Revision.objects.count() == len(loaded.records)
    assert set(Revision.objects.values_list("origin", flat=True)) == {"load"}
    skill = Skill.objects.get(slug="maths")
    assert skill.hours_figure.key == "hours.maths"
    assert [topic.name for topic in skill.topics.all()] == ["Calculus", "Algebra"]


def test_loading_twice_changes_nothing(loaded, capsys):
    before = counts(), to_documents()
    loaded.load()
    assert (counts(), to_documents()) == before
    assert "10 unchanged, 0 written" in capsys.readouterr().out


def test_check_saves_nothing(fixtures, capsys):
    fixtures.load("--check")
    assert not Record.objects.exists()
    out = capsys.readouterr().out
    assert "skill/maths: new" in out
    assert "nothing was saved" in out


def test_a_record_changed_in_the_fixtures_is_applied(loaded, capsys):
    loaded["skill/maths"]["title"] = "Mathematics"
    loaded.load()
    assert Skill.objects.get(slug="maths").title == "Mathematics"
    assert "skill/maths: changed in the fixtures, taken from the fixtures" in capsys.readouterr().out
    assert Revision.objects.filter(record__slug="maths").count() == 2


def test_a_changed_value_publishes_the_next_edition(loaded):
    loaded["skill/maths"]["figures"][0]["high"] = "550"
    loaded.load()
    now, before = Figure.objects.get(key="hours.maths").editions.all()
    assert (now.number, now.high, now.is_current) == (2, 550, True)
    assert (before.number, before.high, before.is_current) == (1, 500, False)


def test_a_topic_keeps_its_row(loaded):
    before = Topic.objects.get(name="Algebra").pk
    loaded["skill/maths"]["fields"]["topics"].reverse()
    loaded.load()
    assert Topic.objects.get(name="Algebra").pk == before


def test_a_record_changed_here_is_left(loaded, capsys):
    change_here(title="Ours")
    loaded.load()
    assert Skill.objects.get(slug="maths").title == "Ours"
    assert "skill/maths: changed here, left as it is (differs in title)" in capsys.readouterr().out


def test_a_record_changed_in_both_is_left_and_told(loaded, capsys):
    change_here(title="Ours")
    loaded["skill/maths"]["summary"] = "Theirs."
    loaded.load()
    assert Skill.objects.get(slug="maths").title == "Ours"
    assert "changed both here and in the fixtures, left as it is (differs in title; summary)" in capsys.readouterr().out


def test_the_same_change_in_both_needs_no_word(loaded, capsys):
    change_here(title="Same")
    loaded["skill/maths"]["title"] = "Same"
    loaded.load()
    assert "10 unchanged, 0 written" in capsys.readouterr().out
    loaded["skill/maths"]["title"] = "Later"
    loaded.load()
    assert Skill.objects.get(slug="maths").title == "Later"


def test_a_record_added_here_is_left(loaded, capsys):
    Record.objects.create(kind="misconception", slug="ours", title="Ours")
    loaded.load()
    assert "misconception/ours: added here, left as it is" in capsys.readouterr().out


def test_a_name_added_here_and_in_the_fixtures_is_left(loaded, capsys):
    Record.objects.create(kind="misconception", slug="ours", title="Ours")
    loaded.records["x"] = {"kind": "misconception", "slug": "ours", "title": "Theirs"}
    loaded.load()
    assert "misconception/ours: added both here and in the fixtures, left as it is" in capsys.readouterr().out
    assert Record.objects.get(slug="ours").title == "Ours"


def test_a_record_deleted_here_stays_deleted_until_taken(loaded, capsys):
    Record.objects.get(slug="talent").delete()
    loaded.load()
    assert "misconception/talent: deleted here, left deleted" in capsys.readouterr().out
    assert not Record.objects.filter(slug="talent").exists()
    loaded.load("--take", "misconception/talent")
    assert Record.objects.filter(slug="talent").exists()


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_a_record_unpublished_here_is_left(loaded, capsys, state):
    change_here(state=state)
    loaded.load()
    assert "skill/maths: unpublished here, left as it is" in capsys.readouterr().out
    assert Record.objects.get(slug="maths").state == state


def test_a_record_removed_from_the_fixtures_is_retired_and_comes_back(loaded, capsys):
    removed = loaded.records.pop("misconception/talent")
    loaded.load()
    assert Record.objects.get(slug="talent").state == "retired"
    assert "misconception/talent: removed from the fixtures, retired" in capsys.readouterr().out
    before = counts()
    loaded.load()
    assert counts() == before
    loaded.records["misconception/talent"] = removed
    loaded.load()
    assert Record.objects.get(slug="talent").state == "published"


def test_a_record_removed_from_the_fixtures_but_changed_here_is_left(loaded, capsys):
    del loaded.records["misconception/talent"]
    change_here("talent", title="Ours")
    loaded.load()
    assert Record.objects.get(slug="talent").state == "published"
    assert "removed from the fixtures, changed here, left as it is" in capsys.readouterr().out


def test_taking_lets_the_fixtures_win_and_keeps_the_curators_version(loaded):
    change_here(title="Ours")
    change_here("talent", title="Ours too")
    loaded.load("--take", "skill/maths")
    assert Record.objects.get(slug="maths").title == "Maths"
    assert Record.objects.get(slug="talent").title == "Ours too"
    titles = [revision.document["title"] for revision in Revision.objects.filter(record__slug="maths")]
    assert titles == ["Maths", "Ours", "Maths"]
    loaded.load("--take-all")
    assert Record.objects.get(slug="talent").title == "It takes talent"


def test_taking_an_unknown_name_fails(loaded):
    with pytest.raises(CommandError, match="skill/math: neither"):
        loaded.load("--take", "skill/math")


def test_a_figure_removed_from_the_fixtures_stays_and_is_told_once(loaded, capsys):
    loaded["path/alone"]["figures"] = []
    del loaded["path/alone"]["fields"]["total_figure"]
    loaded.load()
    assert "keeps months.alone, which the fixtures no longer have here" in capsys.readouterr().out
    assert Figure.objects.filter(key="months.alone").exists()
    before = counts()
    loaded.load()
    assert counts() == before


def test_a_figure_that_moves_leaves_a_revision_of_both_records(loaded):
    moved = loaded["path/alone"].pop("figures")
    loaded["skill/maths"]["figures"] += moved
    loaded.load()
    assert Figure.objects.get(key="months.alone").subject.slug == "maths"
    before = counts()
    loaded.load()
    assert counts() == before


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("skill/maths", {"citations": [{"source": "nobody"}]}, "skill/maths: there is no source “nobody”"),
        ("skill/maths", {"relations": [{"role": "uses", "to": "tool/none"}]}, "there is no tool “none”"),
        ("skill/maths", {"relations": [{"role": "uses", "to": "pencil"}]}, "write kind/slug"),
        ("skill/maths", {"relations": [{"role": "eats", "to": "tool/pencil"}]}, "'eats' is not a valid choice"),
        ("skill/maths", {"figures": [figure("hours.maths", unit="parsec")]}, "unit: Value 'parsec' is not a valid"),
        ("skill/maths", {"figures": [figure("hours.maths", low="600")]}, "figure hours.maths: A range has a low"),
        ("skill/maths", {"figures": [figure("hours.maths", low="many")]}, "must be a decimal number"),
        ("skill/maths", {"figures": [figure("hours.maths", source="x")]}, "figure hours.maths: there is no source"),
        ("skill/maths", {"figures": [figure("Hours Maths")]}, "key: Lower-case words, joined by dots"),
        ("skill/maths", {"figures": [figure("_draft.hours")]}, "key: Lower-case words, joined by dots"),
        ("skill/maths", {"figures": [figure("x" * 81)]}, "at most 80 characters"),
        ("tool/pencil", {"slug": "Pencil"}, "slug: Lower-case letters"),
        ("path/alone", {"slug": "compare"}, "slug: a page of the site has this address"),
        ("skill/maths", {"figures": [figure("months.alone")]}, "months.alone stands in skill/maths"),
        ("skill/maths", {"colour": "blue"}, "unknown key “colour”"),
        ("skill/maths", {"title": ""}, "title is missing"),
        ("skill/maths", {"title": "x" * 10_000}, "at most 200 characters"),
        ("skill/maths", {"state": "lost"}, "'lost' is not a valid choice"),
        ("skill/maths", {"fields": {"hours_figure": "hours.none"}}, "there is no figure “hours.none”"),
        ("skill/maths", {"fields": {"aliases": ["a", "a"]}}, "“a” stands there twice"),
        ("skill/maths", {"kind": "spell"}, "unknown kind “spell”"),
        ("skill/maths", {"statements": "text"}, "this is to be a list"),
        ("tool/pencil", {"slug": "Pen cil"}, "slug: Enter a valid"),
        ("tool/pencil", {"group": ""}, "group is missing"),
        ("misconception/talent", {"kind": "advice", "group": "Maybe"}, "is none of Do, Don’t"),
        ("source/check", {"fields": {"form": "check"}}, "A check says on which day"),
        ("milestone/hours-maths", {"fields": {"counts": "skill_hours", "figure": "hours.maths"}}, "of which?"),
        ("question/how-long", {"fields": {"differs_by": ["mood"]}}, "“mood” is none of population"),
    ],
)
def test_broken_fixtures_are_told_and_nothing_is_saved(fixtures, name, change, message):
    fixtures[name].update(change)
    with pytest.raises(CommandError) as error:
        fixtures.load()
    assert message in str(error.value)
    assert name.split("/")[1] in str(error.value) or "slug" in change
    assert not Record.objects.exists()
    assert not LoadedDocument.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [("a: [", "sample.yaml"), ("- a\n- b\n", "holds one record"), ("kind: tool\nkind: tool\n", "twice")],
)
def test_a_file_that_is_no_fixture_is_named(tmp_path, content, message):
    (tmp_path / "sample.yaml").write_text(content)
    with pytest.raises(CommandError, match=message):
        call_command("load_guide", "--directory", str(tmp_path))


def twin(**fields):
    """A second milestone that counts the hours of maths."""
    fields = {"counts": "skill_hours", "skill": "maths", "figure": "hours.maths", "tracked": True, **fields}
    return {"kind": "milestone", "slug": "twin", "title": "Twin", "fields": fields}


def test_one_milestone_counts_the_same(loaded):
    loaded.records["milestone/twin"] = twin()
    with pytest.raises(CommandError, match="milestone/twin: The tracker measures the same by “Hours of maths” already"):
        loaded.load()
    assert not Record.objects.filter(slug="twin").exists()


def test_one_milestone_takes_over_from_another(loaded):
    loaded.records = {"milestone/twin": twin(), **loaded.records}
    loaded["milestone/hours-maths"]["fields"]["tracked"] = False
    loaded.load()
    assert list(Milestone.objects.filter(tracked=True).values_list("slug", flat=True)) == ["twin"]


def test_an_empty_directory_retires_nothing(loaded, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match="holds no fixtures"):
        call_command("load_guide", "--directory", str(tmp_path / "empty"))
    assert not Record.objects.filter(state="retired").exists()


def test_queries_of_a_second_load_do_not_grow_with_the_guide(loaded):
    """Two queries a kind with fields of its own, two a list, and what the search compares."""

    def load():
        with CaptureQueriesContext(connection) as queries:
            loaded.load()
        return len(queries)

    few = load()
    for name in [name for name in loaded.records if not name.startswith("milestone/")]:
        slug = name.partition("/")[2]
        loaded.records[f"{name}-2"] = {**loaded[name], "slug": f"{slug}-2", "figures": []}
    loaded.load()
    assert load() == few <= 64
