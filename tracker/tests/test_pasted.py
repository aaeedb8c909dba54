"""What is pasted of a posting: a table of cases, and that nothing else breaks it or comes out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.pasted import LINK, NAME, owner_of, split, web_address

LAKE, ML, JOB = "Lakeshore Analytics", "Machine Learning Engineer", "https://example.org/jobs/7"
CASES = [
    # pasted, company, role, link
    (f"{ML} - {LAKE} | Careers {JOB}", LAKE, ML, JOB),
    (f"{ML} - {LAKE} | Careers\n{JOB}", LAKE, ML, JOB),
    (f"{JOB} {ML} – {LAKE}", LAKE, ML, JOB),
    (f"{LAKE} - {ML}", LAKE, ML, ""),
    (f"{LAKE} — {ML} · Jobs", LAKE, ML, ""),
    (f"{ML} | {LAKE} Careers", LAKE, ML, ""),
    (f"{ML} at {LAKE}", LAKE, ML, ""),
    (f"{ML} @ {LAKE} | LinkedIn", LAKE, ML, ""),
    (f"Job Application for {ML} at {LAKE}", LAKE, ML, ""),
    (f"{LAKE} hiring {ML} in Berlin, Germany | LinkedIn", LAKE, ML, ""),
    (f"{ML}{JOB}", "", ML, JOB),
    (f"({JOB}).", "", "", JOB),
    (ML, "", ML, ""),
    (JOB, "", "", JOB),
    ("example.org/jobs/7", "", "", JOB),
    ("https://jobs.lever.co/lakeshore-analytics/1f2e", LAKE, "", "https://jobs.lever.co/lakeshore-analytics/1f2e"),
    (f"{ML} https://boards.greenhouse.io/parcelwise/jobs/7", "Parcelwise", ML,
     "https://boards.greenhouse.io/parcelwise/jobs/7"),
    ("https://parcelwise.wd1.myworkdayjobs.com/en-US/x/7", "Parcelwise", "",
     "https://parcelwise.wd1.myworkdayjobs.com/en-US/x/7"),
    (f"Parcelwise - Berlin - {ML} https://jobs.lever.co/parcelwise/7", "Parcelwise", ML,
     "https://jobs.lever.co/parcelwise/7"),
    ("Careers | Jobs", "", "", ""),
    ("javascript:alert(1)", "", "", ""),
    (f"{ML} at {LAKE} javascript:alert(1)", LAKE, ML, ""),
    ("data:text/html,x", "", "", ""),
    ("/jobs/7", "", "", ""),
    ("", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "company", "role", "link"), CASES)
def test_what_is_pasted_is_split(text, company, role, link):
    read = split(text)
    assert (read.company, read.role, read.link) == (company, role, link)


def test_what_no_database_holds_is_no_part_of_an_address():
    assert web_address("http://a.example/\0x") == "http://a.example/x"


def test_the_place_is_read_where_it_is_said():
    assert split(f"{LAKE} hiring {ML} in Berlin, Germany | LinkedIn").place == "Berlin, Germany"


def test_what_is_ambiguous_is_asked():
    read = split("Aurora - Helix")
    assert read.fields == {}
    assert read.readings == (("Aurora", "Helix"), ("Helix", "Aurora"))
    read = split(f"{ML} - Berlin - Parcelwise")
    assert read.fields == {"role": ML}
    assert read.readings == (("Berlin", ML), ("Parcelwise", ML))
    assert split("Helix").readings == (("Helix", ""), ("", "Helix"))
    assert split("Aurora - Helix", company="Helix", role="Aurora").parts == ()
    assert split("Data Engineer - Data Scientist").fields == {}


def test_the_link_beside_a_title_is_the_one_that_counts():
    assert split(f"{ML} at {LAKE} https://example.com/x", link=JOB).link == JOB
    assert split(ML, link="javascript:alert(1)").link == ""
    assert split(ML, link="/jobs/7").link == ""
    assert web_address("https://example.org/" + "x" * LINK) == ""
    assert web_address("http://[x/y") == ""


def test_only_a_room_of_an_employer_names_one():
    assert owner_of("https://careers.parcelwise.com/7") == "Parcelwise"
    assert owner_of("https://www.example.org/jobs") == ""
    assert owner_of("https://jobs.lever.co/") == ""
    assert owner_of("https://boards.greenhouse.io/embed/job_app?token=1") == ""
    assert owner_of("https://notlever.co/parcelwise") == ""


@given(st.text(max_size=400), st.text(max_size=80))
def test_anything_can_be_pasted(text, link):
    read = split(text, link=link)
    assert len(read.company) <= NAME
    assert len(read.role) <= NAME
    assert read.link == "" or (read.link.lower().startswith(("http://", "https://")) and len(read.link) <= LINK)
    assert len(read.readings) <= 6


@given(
    st.sampled_from(["Parcelwise", LAKE, "Ørsted", "Acme 7"]),
    st.sampled_from([ML, "Data Engineer", "Senior Data Scientist, Forecasting"]),
    st.sampled_from([" - ", " | ", " – ", " · "]),
    st.booleans(),
)
def test_a_role_beside_a_company_is_told_apart_in_either_order(company, role, between, turned):
    pair = (company, role) if turned else (role, company)
    read = split(f"{between.join(pair)} {JOB}")
    assert (read.company, read.role, read.link) == (company, role, JOB)
