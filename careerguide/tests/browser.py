"""Browser journeys: headless Chromium on the live server. A plugin of pytest, loaded by ``fixtures.py``.

A test that asks for ``open_window`` is marked ``browser`` by itself. Where there is no Chromium it is reported as not
run, in red, at the end; with CI in the environment it fails instead.
"""

import os
import re
import shutil
import time
from collections import defaultdict
from pathlib import Path

import pytest

from careerguide.tests.kept import close_layers

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SIZES = {"desk": DESK, "phone": PHONE}
SCHEMES = ("light", "dark")
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first opens windows fastest
# One process for all pages of a context: what it has compiled serves the next page.
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--process-per-site"]
AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
AXE_URL = "/static/axe.js"  # where the live server has it, so that the browser compiles it once
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# How long anything is waited for, in ms. Ample: it costs time only where a test fails, and how busy the machine is says
# nothing of what is tested.
TIMEOUT = 30_000
# What axe finds by these rules, put into lines where it is found: all that it reports beside is more than the page.
VIOLATIONS = """async (rules) => {
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${target[0]}: ${help}`));
}"""
SETTLED = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"
NO_BROWSER = "Chromium was not found"

# What each open page complained about: console errors, which the content policy's violations are among.
complaints = {}


def find_chromium():
    """The path of a Chromium, named by the environment's CHROMIUM or found on the PATH; else None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


# --- not run is said aloud -------------------------------------------------------------------------------------------


def pytest_itemcollected(item):
    if "open_window" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and find_chromium() is None:
        if os.environ.get("CI"):
            pytest.fail(f"{NO_BROWSER}, and in CI nothing may be left out.", pytrace=False)
        pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter):
    left_out = [report for report in terminalreporter.stats.get("skipped", ()) if "browser" in report.keywords]
    if left_out:
        terminalreporter.write_line(
            f"NOT RUN: {len(left_out)} browser journeys, because {NO_BROWSER}.", red=True, bold=True
        )


# --- windows ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium(django_db_setup, django_db_blocker):
    """One browser for a worker's whole run. Its event loop makes Django suspect async code, wrongly.

    While the loop runs the thread has another connection to the database than before and after it (asgiref's locals):
    what was begun on it ends on it.
    """
    from django.db import connection
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=TIMEOUT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), headless=True, args=FLAGS)
            yield browser
            with django_db_blocker.unblock():
                close_layers()
                connection.close()
            browser.close()


@pytest.fixture(scope="session")
def site(live_server):
    """The live server, of which a browser may keep the static files, as in production; axe-core is one of them."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.utils.cache import patch_cache_control
    from django.views.static import serve

    class KeptFiles(StaticFilesHandler):
        def serve(self, request):
            own = request.path == AXE_URL
            response = serve(request, AXE.name, document_root=AXE.parent) if own else super().serve(request)
            patch_cache_control(response, max_age=60 * 60)
            return response

    server = live_server.thread.httpd
    server.set_app(KeptFiles(server.get_app()))
    return live_server


@pytest.fixture(scope="session")
def free_contexts():
    """Browser contexts that no test uses now, in lists by size and by whether they run scripts.

    A new one costs more than most of what a journey does in it: a process, and forty styles, scripts and fonts anew.
    """
    return defaultdict(list)


def new_context(chromium, site, size, javascript):
    """A context whose first page stays open, so that its process does, with axe-core compiled."""
    context = chromium.new_context(
        base_url=site.url,
        viewport=SIZES[size],
        java_script_enabled=javascript,
        has_touch=size == "phone",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    context.set_default_timeout(TIMEOUT)
    keeper = context.new_page()
    keeper.goto("/healthz")
    if javascript:
        keeper.add_script_tag(url=AXE_URL)
    return context


def session_cookie(live_server, person):
    """The cookie of a session of ``person`` (a user, or a learner), logged in past the form."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(getattr(person, "user", person), backend=settings.AUTHENTICATION_BACKENDS[0])
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_server.url,
    }


@pytest.fixture
def open_window(chromium, site, free_contexts, transactional_db, request, monkeypatch):
    """Open a window on the live server: ``open_window("phone", "dark", person=learner)`` gives a Playwright page.

    Paths given to its ``goto`` are the server's. When the test ends, each window must have had nothing to complain of:
    no script error, no breach of the content policy, no missing file. What a test provokes (an answer 404 or 422) it
    takes out with ``forgive``.

    The windows of a test share nothing with each other, and with those of earlier tests the static files alone: each is
    a new page in a context whose cookies are gone, and kept pages are those of another release of the code.
    """
    from playwright.sync_api import Error

    monkeypatch.setattr("guide.caching.release", lambda: request.node.nodeid)
    used = []

    def opened(size="desk", scheme="light", *, javascript=True, person=None):
        free = free_contexts[size, javascript]
        context = free.pop() if free else new_context(chromium, site, size, javascript)
        used.append((free, context))
        context.clear_cookies()
        if person is not None:
            context.add_cookies([session_cookie(site, person)])
        page = context.new_page()
        page.emulate_media(color_scheme=scheme)
        complaints[page] = []
        page.on("console", lambda message: message.type == "error" and complaints[page].append(message.text))
        page.on("pageerror", lambda error: complaints[page].append(str(error)))
        return page

    yield opened
    for free, context in used:
        for page in context.pages[1:]:  # the first one keeps the process
            page.close()
        try:
            context.clear_cookies()
        except Error:  # the test has closed it
            continue
        free.append(context)
    found = [text for page in list(complaints) for text in complaints.pop(page)]
    assert not found, "The browser complained:\n" + "\n".join(found)


def becomes(page, read, wanted):
    """Wait until ``read()`` gives ``wanted``: for rows that a request writes whose answer the page does not show."""
    end = time.monotonic() + TIMEOUT / 1000
    while read() != wanted and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert read() == wanted


def settled(page):
    """Wait until the page has come in whole, and what htmx has asked for is in its place."""
    page.wait_for_load_state()
    page.wait_for_function(SETTLED)


def forgive(page, status):
    """Drop the complaints about answers with ``status``, which the test provoked. They may come after the page does."""
    for pause in (1, *[50] * 20):
        if any(str(status) in text for text in complaints[page]):
            break
        page.wait_for_timeout(pause)
    complaints[page] = [text for text in complaints[page] if str(status) not in text]


def forgive_lost(page):
    """Drop the complaints about a connection that the test cut."""
    complaints[page] = [text for text in complaints[page] if not re.search("ERR_FAILED|sendError|afterRequest", text)]


def axe(page):
    """What axe-core finds wrong with the page, in its colour scheme and, of what colours decide, in the other one: a
    list of lines, empty if it is clean."""
    settled(page)
    before = len(complaints.get(page, ()))
    page.evaluate("() => window.axe !== undefined") or page.add_script_tag(url=AXE_URL)
    wrong = _violations(page, AXE_TAGS)
    scheme, other = SCHEMES if page.evaluate("matchMedia('(prefers-color-scheme: light)').matches") else SCHEMES[::-1]
    page.emulate_media(color_scheme=other)
    wrong += [f"{other}: {line}" for line in _violations(page, {"type": "rule", "values": COLOUR_RULES})]
    page.emulate_media(color_scheme=scheme)
    del complaints.get(page, [])[before:]  # axe itself trips over the content policy
    return wrong


def _violations(page, rules):
    return page.evaluate(VIOLATIONS, rules)


def overflow(page):
    """By how many pixels the page is wider than its window: 0 where nothing scrolls sideways."""
    settled(page)
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def fits_and_is_clean(page):
    """Nothing scrolls sideways, and axe finds nothing, in either colour scheme."""
    assert overflow(page) == 0, page.url
    assert axe(page) == [], page.url
