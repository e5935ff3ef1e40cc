"""A browser, pages that report every fault, and the built book on a local web server."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from browser_tools import BROWSERS, find_browser, launch, web_server
from playwright.sync_api import sync_playwright

from softglass.widgets import CHAPTERS

TOC = yaml.safe_load(Path(__file__).parents[2].joinpath("_toc.yml").read_text(encoding="utf-8"))
ENTRIES = [TOC["root"], *(c["file"] for part in TOC["parts"] for c in part["chapters"])]
PAGES = [f"{entry}.html" for entry in ENTRIES]
READY = """async () => {
  if (globalThis.MathJax && !MathJax.startup?.promise) return false;
  await globalThis.MathJax?.startup.promise;
  return !document.querySelector("figure.softglass-widget > form[hidden]");
}"""


def pytest_generate_tests(metafunc):
    """Tests of a ``page`` see every page of the contents, those of a ``chapter_page`` less."""
    pages = {
        "page": PAGES,
        "chapter_page": [page for page in PAGES if Path(page).stem in CHAPTERS],
    }
    for name in pages.keys() & set(metafunc.fixturenames):
        metafunc.parametrize(name, pages[name], scope="module")


@pytest.fixture(scope="module")
def browser():
    if find_browser() is None:
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse(f"no browser: none of {', '.join(BROWSERS)} is installed")
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


class Faults(list):
    """What a page should not have done: every console message, error and foreign request."""

    def watch(self, page, home):
        page.on("console", lambda message: self.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("requestfailed", lambda request: self.append(f"failed: {request.url}"))
        page.on("request", lambda request: self._check(request.url, home))

    def _check(self, url, home):
        if not url.startswith((home, "data:", "blob:")):
            self.append(f"request to another place: {url}")


@contextmanager
def faultless(browser):
    """``open_page(url, home=..., **context)`` shows a page; at the end it must have no faults.

    ``home`` is the address below which requests are allowed; ``page.faults`` lists what happened.
    """
    contexts, faults = [], Faults()

    def open_page(url, home=None, **options):
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.faults = faults
        faults.watch(page, home or url)
        page.goto(url, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def open_page(browser):
    with faultless(browser) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def site(browser, built_book):
    """Address of the built book."""
    with web_server(built_book) as address:
        yield address


def show(open_page, home, page, **options):
    """Open a page of the book and wait until its formulas and widgets are ready."""
    opened = open_page(home + page, home=home, **options)
    opened.wait_for_function(READY)
    return opened


@pytest.fixture
def show_page(open_page, site):
    """``show_page(page, **context)`` opens a page of the book."""

    def ready(page, home=site, **options):
        return show(open_page, home, page, **options)

    return ready


@pytest.fixture(scope="module")
def shared_chapter(browser, site, chapter_page):
    with faultless(browser) as open_page:
        yield show(open_page, site, chapter_page)


@pytest.fixture
def chapter(shared_chapter):
    """A chapter, opened once for many tests, with every control at its default."""
    yield shared_chapter
    for button in shared_chapter.locator("button[type=reset]").all():
        button.click()
    shared_chapter.wait_for_timeout(50)
