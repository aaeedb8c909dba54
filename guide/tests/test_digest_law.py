"""What the digest of the sources and our dated checks know of law and of permission to work: all of it stands there."""

import functools

import pytest
from django.conf import settings

from guide.documents import name_of, read_fixtures

GUIDE = "untitled-guide"

# Slug: status, replaced by.
LAWS = {
    "title-vii": ("in_force", None),
    "uniform-guidelines": ("in_force", None),
    "ftc-act-section-5": ("in_force", None),
    "adverse-action-notices": ("in_force", None),
    "colorado-sb-24-205": ("never_in_force", "colorado-sb-26-189"),
    "nyc-local-law-144": ("in_force", None),
    "illinois-video-interview-act": ("in_force", None),
    "california-automated-decision-rules": ("in_force", None),
    "federal-preemption": ("proposed", None),
    "executive-order-11246": ("repealed", None),
}
LATER_LAWS = {
    "colorado-sb-26-189": "enacted",
    "illinois-hb-3773": "in_force",
    "california-civil-rights-employment-rules": "in_force",
    "executive-order-14281": "in_force",
    "proclamation-10973": "not_verified",
}
AUTHORIZATIONS = {"h-1b", "opt", "stem-opt"}
MISCONCEPTIONS = {
    "ai-rules-are-for-lawyers": "law/adverse-action-notices",
    "vendors-carry-the-risk": "law/uniform-guidelines",
    "ftc-targets-large-firms-only": "law/ftc-act-section-5",
    "sponsorship-guarantees-status": "authorization/h-1b",
    "colorado-binds-colorado-firms-only": "law/colorado-sb-24-205",
    "local-law-144-is-nationwide": "law/nyc-local-law-144",
    "federal-law-preempts-state-ai-law": "law/federal-preemption",
}
# Key: low, high, unit, source, home.
FIGURES = {
    "cost.title_vii": ("1000000", None, "usd", GUIDE, "law/title-vii"),
    "example.disparate_impact": ("15", None, "percent", GUIDE, "law/title-vii"),
    "example.ftc.work_lost": ("2", None, "year", GUIDE, "law/ftc-act-section-5"),
    "ftc.posts_removed": ("300", None, "count", "check-ftc", "law/ftc-act-section-5"),
    "cfpb.guidance_withdrawn": ("67", None, "count", "check-cfpb", "law/adverse-action-notices"),
    "law.leading_states": ("2", None, "count", GUIDE, "law/federal-preemption"),
    "preemption.draft.length": ("3", None, "year", "check-preemption", "law/federal-preemption"),
    "colorado.explanation": (None, "30", "day", "check-colorado-2026", "law/colorado-sb-26-189"),
    "colorado.records": ("3", None, "year", "check-colorado-2026", "law/colorado-sb-26-189"),
    "colorado.cure": ("60", None, "day", "check-colorado-2026", "law/colorado-sb-26-189"),
    "penalty.colorado_2026": ("20000", None, "usd", "check-colorado-penalty", "law/colorado-sb-26-189"),
    "penalty.nyc_144": (None, "1500", "usd", GUIDE, "law/nyc-local-law-144"),
    "penalty.nyc_144.range": ("500", "1500", "usd", "check-nyc-144", "law/nyc-local-law-144"),
    "nyc_144.complaints": ("2", None, "count", "check-nyc-144", "law/nyc-local-law-144"),
    "nyc_144.firms": ("32", None, "count", "check-nyc-144", "law/nyc-local-law-144"),
    "nyc_144.found_by_city": ("1", None, "count", "check-nyc-144", "law/nyc-local-law-144"),
    "nyc_144.found_by_auditors": ("17", None, "count", "check-nyc-144", "law/nyc-local-law-144"),
    "h1b.selection": ("25", None, "percent", GUIDE, "authorization/h-1b"),
    "h1b.selection.fy2024": ("24.8", None, "percent", "check-h1b-rates", "authorization/h-1b"),
    "h1b.selection.fy2025": ("29", None, "percent", "check-h1b-rates", "authorization/h-1b"),
    "h1b.selection.fy2026": ("35", None, "percent", "check-h1b-rates", "authorization/h-1b"),
    "h1b.entries.level_1": ("1", None, "count", "check-h1b-selection", "authorization/h-1b"),
    "h1b.entries.level_4": ("4", None, "count", "check-h1b-selection", "authorization/h-1b"),
    "h1b.registrations.fy2027": ("211600", None, "count", "check-h1b-2027", "authorization/h-1b"),
    "h1b.registrations.change": ("-38.5", None, "percent", "check-h1b-2027", "authorization/h-1b"),
    "h1b.selected.lowest_level": ("17.7", None, "percent", "check-h1b-2027", "authorization/h-1b"),
    "example.h1b.attempt": ("2", None, "count", GUIDE, "authorization/h-1b"),
    "h1b.payment": ("100000", None, "usd", "check-h1b-payment", "law/proclamation-10973"),
    "h1b.payment.length": ("12", None, "month", "check-h1b-payment", "law/proclamation-10973"),
    "opt.length": ("12", None, "month", GUIDE, "authorization/opt"),
    "stem_opt.length": ("24", None, "month", GUIDE, "authorization/stem-opt"),
    "stem_opt.total": (None, "3", "year", GUIDE, "authorization/stem-opt"),
}
CHECKS = {
    "colorado-2024", "colorado-2026", "colorado-penalty", "nyc-144", "illinois", "california-privacy",
    "california-civil-rights", "preemption", "eeoc-guidance", "disparate-impact", "uniform-guidelines", "cfpb",
    "fair-lending", "ftc", "pay-transparency", "h1b-selection", "h1b-rates", "h1b-2027", "h1b-payment", "opt",
}  # fmt: skip
MEDIUM = {"colorado-penalty", "h1b-2027"}


@functools.cache
def documents():
    return {name_of(each): each for each in read_fixtures(settings.BASE_DIR / "fixtures" / "guide")}


def roles(name, source=None):
    return {row["role"] for row in documents()[name]["statements"] if source in (None, row["source"])}


def cited(name):
    return {row["source"] for row in documents()[name]["citations"]}


@pytest.mark.parametrize("slug", LAWS)
def test_a_law_of_the_sources_says_what_became_of_it(slug):
    status, replaced_by = LAWS[slug]
    fields = documents()[f"law/{slug}"]["fields"]
    assert (fields["status"], fields.get("replaced_by")) == (status, replaced_by)
    assert fields["status_source"] in cited(f"law/{slug}")
    assert GUIDE in cited(f"law/{slug}")
    assert "since" in roles(f"law/{slug}", fields["status_source"])


@pytest.mark.parametrize("slug", ["title-vii", "ftc-act-section-5", "colorado-sb-24-205", "nyc-local-law-144"])
def test_a_law_of_the_sources_says_whom_it_binds_to_what_and_at_what_cost(slug):
    assert roles(f"law/{slug}", GUIDE) >= {"binds", "duty", "penalty", "illustration"}


@pytest.mark.parametrize("slug", ["adverse-action-notices", "illinois-video-interview-act"])
def test_a_law_whose_penalty_the_source_leaves_out_says_so(slug):
    assert roles(f"law/{slug}", GUIDE) >= {"binds", "duty", "caveat"}
    assert "penalty" not in roles(f"law/{slug}")


def test_that_an_engineer_is_liable_is_told_as_one_sources_extension():
    for name in ("law/uniform-guidelines", "misconception/vendors-carry-the-risk"):
        assert "caveat" in roles(name, GUIDE)


def test_the_damage_of_colorados_passage_is_told():
    caveats = [row["text"] for row in documents()["law/colorado-sb-24-205"]["statements"] if row["role"] == "caveat"]
    assert any("amount" in text and "take effect" in text for text in caveats)


@pytest.mark.parametrize("slug", LATER_LAWS)
def test_a_law_that_the_documents_do_not_have_rests_on_checks(slug):
    assert documents()[f"law/{slug}"]["fields"].get("status", "not_verified") == LATER_LAWS[slug]
    assert all(source.startswith("check-") for source in cited(f"law/{slug}"))
    assert "binds" in roles(f"law/{slug}")


@pytest.mark.parametrize("slug", sorted(AUTHORIZATIONS))
def test_a_permission_to_work_says_what_has_changed_since(slug):
    assert GUIDE in cited(f"authorization/{slug}")
    assert roles(f"authorization/{slug}") >= {"covers", "since"}


@pytest.mark.parametrize(("slug", "about"), MISCONCEPTIONS.items())
def test_a_misconception_about_law_is_corrected(slug, about):
    name = f"misconception/{slug}"
    assert "remark" in roles(name, GUIDE)
    assert {"role": "about", "to": about} in documents()[name]["relations"]


@pytest.mark.parametrize("key", FIGURES)
def test_a_figure_of_law_has_its_value_source_and_home(key):
    low, high, unit, source, home = FIGURES[key]
    figure = next(row for row in documents()[home]["figures"] if row["key"] == key)
    assert (figure.get("low"), figure.get("high")) == (low, high)
    assert (figure["unit"], figure["source"]) == (unit, source)


def test_no_figure_of_law_goes_untested():
    homes = [name for name in documents() if name.startswith(("law/", "authorization/"))]
    assert {row["key"] for name in homes for row in documents()[name].get("figures", [])} == set(FIGURES)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_dated_check_of_law_says_how_sure_it_is(name):
    fields = documents()[f"source/check-{name}"]["fields"]
    assert (fields["form"], fields["checked_on"]) == ("check", "2026-11-21")
    assert fields["sure"] == ("medium" if name in MEDIUM else "high")
    assert fields["pages"]
