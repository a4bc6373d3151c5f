"""
A browser for the tests that look at pages: Chromium, driven by Playwright; and a PostgreSQL for those of the journal.
Where one lacks, the tests fail and say so.

Every page that is opened here may load nothing but itself, ask nothing of whoever reads it, and complain of nothing.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import database  # beside the tests, and no package

#: What is asked of a page: WCAG 2.2 at level AA, with all that stands below it, and what else is good practice.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

LACKING = (
    "These tests need Chromium: apt-get install --no-install-recommends chromium fonts-noto-core, "
    "or say where one is: CHROMIUM=/path/to/chromium"
)


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of its own, thrown away afterwards."""
    found = database.programs()
    if found is None:
        pytest.fail(database.LACKING, pytrace=False)
    made = database.Server(found)
    yield made
    made.throw_away()


@pytest.fixture(scope="session")
def browser():
    """Chromium without a window; a test that needs it and does not find it fails."""
    chromium = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
    if not chromium.is_file():
        pytest.fail(LACKING, pytrace=False)
    # Chromium refuses its own sandbox to root, as whom containers run.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"] if as_root else []
        )
        yield launched
        launched.close()


@pytest.fixture
def opening(browser):
    """
    What opens a page with the settings of a browser context: `with opening(viewport=...) as page`. When it is closed,
    it must have loaded nothing beside the pages that were gone to, shown no dialog, and complained of nothing.
    """

    @contextmanager
    def opening(*, errors=(), **settings):
        loaded, complaints = [], []
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        page = context.new_page()
        page.on("request", lambda asked: asked.is_navigation_request() or loaded.append(asked.url))
        page.on("console", lambda said: said.type in ("error", "warning") and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        try:
            yield page
            assert not page.evaluate("'pwned' in window")
            assert [] == loaded, "a page loads nothing but itself"
            # What a test itself provokes, such as an answer of 409, a browser writes down as an error, too.
            assert [] == [each for each in complaints if not any(known in each for known in errors)]
        finally:
            context.close()

    return opening


@pytest.fixture
def page(opening):
    """A page in a window of 1280 pixels, with no network."""
    with opening(offline=True) as opened:
        yield opened


@pytest.fixture
def show(tmp_path):
    """What shows the text of a page in a browser, from a file as somebody would open it who was sent it."""

    def show(page, text):
        held = tmp_path / "page.html"
        held.write_text(text, encoding="utf-8")
        page.goto(held.as_uri())
        return page

    return show


@pytest.fixture
def axe():
    """What asks axe-core about the page as it stands: each rule that it breaks, and where."""

    def axe(page):
        # Through the debugger, which the page's own policy does not bar; a script in the page would be.
        page.evaluate(AXE)
        found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", AXE_TAGS)
        assert found["passes"], "it looked at something"
        return [(broken["id"], [node["html"] for node in broken["nodes"]]) for broken in found["violations"]]

    return axe
