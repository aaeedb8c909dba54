"""For the right person only: every URL × every role, in one table that fails when a URL is missing from it.

A row says how the address is asked (GET unless it only takes POST) and what each role gets:

    anonymous   nobody logged in
    stranger    a learner with a record of their own, no tie to the owner
    owner       the learner whose things the address names
    mentor      mentors the owner, every section shared, keeps no record
    limited     mentors the owner, no section shared, keeps no record
    curator     staff, in the curators' group
    superuser   may everything in the admin, and sees nobody's record

Answers are status codes; ``in`` is a redirect to log in, ``start`` one to onboarding, ``out`` any other redirect.
"""

from django.urls import URLPattern, URLResolver, get_resolver

ROLES = ("anonymous", "stranger", "owner", "mentor", "limited", "curator", "superuser")
GET, POST = "get", "post"


def row(*answers, method=GET, **kwargs):
    """Seven answers in the order of ROLES; ``kwargs`` name, by the fixture ``things``, what the address is of."""
    return method, dict(zip(ROLES, answers, strict=True)), kwargs


def everybody(answer=200, **kwargs):
    return row(*[answer] * 7, **kwargs)


def own_page(**kwargs):
    """A page of one's own record: who keeps none is sent to onboarding."""
    return row("in", 200, 200, "start", "start", "start", "start", **kwargs)


def own_thing(answer="out", method=POST, **kwargs):
    """Something of the owner's, named by its id: to anybody else it does not exist."""
    return row("in", 404, answer, "start", "start", "start", "start", method=method, **kwargs)


def shared_page(**kwargs):
    """A page of the owner's record under the mentee's prefix, in a section that only the full mentor is shared."""
    return row("in", 404, 404, 200, 404, 404, 404, handle="handle", **kwargs)


def logged_in(answer=200, **kwargs):
    return row("in", *[answer] * 6, **kwargs)


TABLE = {
    # the project
    "home": everybody(),
    "theme": everybody(),
    "healthz": everybody(),
    # the guide is public
    "guide:index": everybody(),
    "guide:path-list": everybody(),
    "guide:path-detail": everybody(slug="path"),
    "guide:path-compare": everybody(),
    "guide:skill-list": everybody(),
    "guide:skill-detail": everybody(slug="skill"),
    "guide:tool-list": everybody(),
    "guide:certification-list": everybody(),
    "guide:certification-detail": everybody(slug="credential"),
    "guide:misconception-list": everybody(),
    "guide:milestone-list": everybody(),
    "guide:question-list": everybody(),
    "guide:question-detail": everybody(slug="question"),
    "guide:source-list": everybody(),
    "guide:source-detail": everybody(slug="source"),
    "guide:figure-detail": everybody(key="figure"),
    # one's own record
    "tracker:start": row("in", "out", "out", 200, 200, 200, 200),
    "tracker:today": own_page(),
    "tracker:study-list": own_page(),
    "tracker:study-add": own_page(),
    "tracker:study-edit": own_thing(200, GET, pk="session"),
    "tracker:study-delete": own_thing(pk="session"),
    "tracker:study-restore": own_thing(pk="session"),
}


def names(resolver=None, prefix=""):
    """The name of every URL of the project, with its namespaces."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}" if entry.name else f"{prefix}{entry.pattern}"


def test_every_url_is_in_the_table():
    public = {name for name in names() if not name.startswith("admin:")}
    assert public == set(TABLE)
