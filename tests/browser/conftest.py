"""What every browser test needs: a Chromium, and pages of the running portal that ask nothing of another origin."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--renderer-process-limit=1",  # for one window: to start a process for each page takes longer than the page
]  # fmt: skip
MISSING = "MISSING: Chromium. Install it (on Debian: sudo apt-get install chromium); the browser tests cannot run without it."
WIDE = {"width": 1280, "height": 900}
PATIENCE = 120_000  # milliseconds: a busy machine is no failure


def chromium() -> str:
    """The path of a Chromium; without one the tests fail in CI and are skipped elsewhere, with the same sentence."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS, timeout=PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield started
        started.close()


@pytest.fixture(scope="module")
def shared_window(browser: Browser, server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """Gives a window of the browser, one to all who want it alike: what it has fetched and compiled serves all its pages."""
    held: dict[str, BrowserContext] = {}

    def given(**wanted: Any) -> BrowserContext:
        key = json.dumps(wanted, sort_keys=True)
        if key not in held:
            held[key] = browser.new_context(viewport=WIDE, **wanted)  # type: ignore[arg-type]
            held[key].set_default_timeout(PATIENCE)
            held[key].new_page().goto(server.url + "/healthz")  # this page stays, and so does the process of all
        return held[key]

    yield given
    for each in held.values():
        each.close()


class Watch:
    """Notes what pages ask of another origin, and when the browser complains of a script or of what the policy forbids."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._elsewhere: list[str] = []
        self._complaints: list[str] = []

    def _note(self, url: str) -> None:
        if not url.startswith((self._home + "/", "data:", "blob:")):
            self._elsewhere.append(url)

    def over(self, page: Page) -> None:
        """Look at this page from now on."""
        page.on("request", lambda request: self._note(request.url))
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        page.on("console", lambda said: self._complaints.append(said.text) if "Content Security Policy" in said.text else None)

    def assert_nothing(self) -> None:
        """Fail when there was something."""
        assert self._elsewhere == []
        assert self._complaints == []


@pytest.fixture
def open_page(shared_window: Callable[..., BrowserContext], server: Any) -> Iterator[Callable[..., Page]]:
    """Opens an address of the portal in a page of its own; the test fails when `Watch` notes anything."""
    pages: list[Page] = []
    watch = Watch(server.url)

    def opened(path: str, *, blocked: str = "", viewport: Any = WIDE, color_scheme: Any = "light", **wanted: object) -> Page:
        page = shared_window(**wanted).new_page()
        pages.append(page)
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme)
        if blocked:
            page.route(blocked, lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
        watch.over(page)
        page.goto(server.url + path)
        return page

    yield opened
    for page in pages:
        page.close(run_before_unload=True)  # without waiting: Chromium forgets to close what is just going elsewhere
    watch.assert_nothing()


@pytest.fixture(scope="module")
def _watched(shared_window: Callable[..., BrowserContext], server: Any) -> tuple[Page, Watch]:
    """The page that all tests of a module look at, one after the other."""
    page, watch = shared_window().new_page(), Watch(server.url)
    watch.over(page)
    return page, watch


@pytest.fixture
def look_at(_watched: tuple[Page, Watch], server: Any) -> Iterator[Callable[..., Page]]:
    """Like `open_page`, but in the same page for all tests of a module: quicker, for those that leave nothing behind."""
    page, watch = _watched

    def looked(path: str, *, viewport: Any = WIDE, color_scheme: Any = "light") -> Page:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme)
        page.goto(server.url + path)
        return page

    yield looked
    page.evaluate("sessionStorage.clear()")
    watch.assert_nothing()


@pytest.fixture(scope="session")
def faults() -> Callable[..., list[str]]:
    """Gives what axe finds in a page or frame, rule and place of each fault; `wanted`: "colours" or "all but colours"."""
    look = Path(__file__).with_name("faults.js").read_text(encoding="utf-8")

    def found(page: Page | Frame, wanted: str = "everything") -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        return list(page.evaluate(look, wanted))

    return found
