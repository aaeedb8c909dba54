"""Browser journeys: headless Chromium on the live server. A plugin of pytest, loaded by ``fixtures.py``.

A test that asks for ``open_window`` is marked ``browser`` by itself. Where there is no Chromium it is reported as not
run, in red, at the end; with CI in the environment it fails instead.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SIZES = {"desk": DESK, "phone": PHONE}
SCHEMES = ("light", "dark")
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first opens windows fastest
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
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
def chromium():
    """One browser for a worker's whole run. Its event loop makes Django suspect async code, wrongly."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), headless=True, args=FLAGS)
            yield browser
            browser.close()


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
def open_window(chromium, live_server, transactional_db):
    """Open a window on the live server: ``open_window("phone", "dark", person=learner)`` gives a Playwright page.

    Paths given to its ``goto`` are the server's. When the test ends, each window must have had nothing to complain of:
    no script error, no breach of the content policy, no missing file. What a test provokes (an answer 404 or 422) it
    takes out with ``forgive``.
    """
    contexts = []

    def opened(size="desk", scheme="light", *, javascript=True, person=None):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=SIZES[size],
            color_scheme=scheme,
            java_script_enabled=javascript,
            has_touch=size == "phone",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_cookie(live_server, person)])
        page = context.new_page()
        complaints[page] = []
        page.on("console", lambda message: message.type == "error" and complaints[page].append(message.text))
        page.on("pageerror", lambda error: complaints[page].append(str(error)))
        return page

    yield opened
    pages = [page for context in contexts for page in context.pages]
    for context in contexts:
        context.close()
    found = [text for page in pages for text in complaints.pop(page, ())]
    assert not found, "The browser complained:\n" + "\n".join(found)


def forgive(page, status):
    """Drop the complaints about answers with ``status``, which the test provoked. They may come after the page does."""
    for _ in range(20):
        if any(str(status) in text for text in complaints[page]):
            break
        page.wait_for_timeout(50)
    complaints[page] = [text for text in complaints[page] if str(status) not in text]


def forgive_lost(page):
    """Drop the complaints about a connection that the test cut."""
    complaints[page] = [text for text in complaints[page] if not re.search("ERR_FAILED|sendError|afterRequest", text)]


def axe(page):
    """What axe-core finds wrong with the page, in its colour scheme and, of what colours decide, in the other one: a
    list of lines, empty if it is clean."""
    before = len(complaints.get(page, ()))
    page.evaluate("() => window.axe !== undefined") or page.evaluate(AXE.read_text())
    wrong = _violations(page, AXE_TAGS)
    scheme, other = SCHEMES if page.evaluate("matchMedia('(prefers-color-scheme: light)').matches") else SCHEMES[::-1]
    page.emulate_media(color_scheme=other)
    wrong += [f"{other}: {line}" for line in _violations(page, {"type": "rule", "values": COLOUR_RULES})]
    page.emulate_media(color_scheme=scheme)
    del complaints.get(page, [])[before:]  # axe itself trips over the content policy
    return wrong


def _violations(page, rules):
    found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations'], preload: false})", rules)
    return [
        f"{violation['id']}: {node['target'][0]}: {violation['help']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflow(page):
    """By how many pixels the page is wider than its window: 0 where nothing scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def fits_and_is_clean(page):
    """Nothing scrolls sideways, and axe finds nothing, in either colour scheme."""
    assert overflow(page) == 0, page.url
    assert axe(page) == [], page.url
