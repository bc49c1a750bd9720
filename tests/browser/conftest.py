"""What every browser test needs: a Chromium, and pages of the running portal that ask nothing of another origin."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
MISSING = "MISSING: Chromium. Install it (on Debian: sudo apt-get install chromium); the browser tests cannot run without it."
WIDE = {"width": 1280, "height": 900}


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
        started = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, server: Any) -> Iterator[Callable[..., Page]]:
    """Opens an address of the portal in a window of its own.

    Fails when anything is asked of another origin, or when the browser complains of a script or of what the policy forbids.
    """
    contexts, elsewhere, complaints = [], [], []

    def note(url: str) -> None:
        if not url.startswith((server.url + "/", "data:", "blob:")):
            elsewhere.append(url)

    def opened(path: str, *, blocked: str = "", **window: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": WIDE, **window}))
        page = contexts[-1].new_page()
        if blocked:
            page.route(blocked, lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
        page.on("request", lambda request: note(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert complaints == []
