"""Every example of the quick start for developers is run as it stands against a real portal, and prints what the page says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Page

from portal.languages import LANGUAGES
from portal.paths import data_root

WRITTEN_FOR = "http://127.0.0.1:8000"
PATIENCE = 120


@dataclass(frozen=True)
class Example:
    """A block of code, what stands below it as printed (or nothing), and where it is."""

    language: str
    code: str
    printed: str
    place: str


def examples() -> list[Example]:
    """The examples of the page in each language."""
    found = []
    for tag in LANGUAGES:
        text = (data_root() / "content" / "site" / f"developers.{tag}.md").read_text(encoding="utf-8")
        blocks = [token for token in MarkdownIt().parse(text) if token.type == "fence"]
        for block, below in zip(blocks, [*blocks[1:], None], strict=True):
            printed = below.content if below and below.info == "text" else ""
            if block.info != "text":
                found.append(Example(block.info, block.content, printed, f"{tag}:{(block.map or [0])[0] + 1}"))
    return found


ALL = examples()
COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "bash": lambda file: ["bash", "-e", str(file)],
    "python": lambda file: [sys.executable, "-W", "error", str(file)],
}
if shutil.which("node"):  # the browser runs these too, so that they are run everywhere
    COMMANDS["javascript"] = lambda file: ["node", str(file)]
ENDINGS = {"bash": "sh", "python": "py", "javascript": "mjs"}


def assert_printed(example: Example, found: str) -> None:
    """What the page says; something, where it says nothing because it is different each time."""
    if example.printed:
        assert found.split("\n") == example.printed.strip().split("\n")
    else:
        assert found


@pytest.mark.parametrize("example", [each for each in ALL if each.language in COMMANDS], ids=lambda each: each.place)
def test_an_example_prints_what_the_page_says(example: Example, server: Any, tmp_path: Path) -> None:
    """Run as a reader would run it, at the address of this portal."""
    file = tmp_path / f"example.{ENDINGS[example.language]}"
    file.write_text(example.code.replace(WRITTEN_FOR, server.url), encoding="utf-8")
    direct = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "PYTHONPATH": ""}
    command = COMMANDS[example.language](file)
    ran = subprocess.run(command, cwd=tmp_path, env=direct, capture_output=True, timeout=PATIENCE, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert_printed(example, "\n".join(ran.stdout.decode().strip().splitlines()))


@pytest.mark.browser
@pytest.mark.parametrize("example", [each for each in ALL if each.language == "javascript"], ids=lambda each: each.place)
def test_an_example_in_javascript_runs_in_a_browser(example: Example, server: Any, open_page: Callable[..., Page]) -> None:
    """As the script of a page would."""
    page = open_page("/en/guides/developers")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate("async () => {" + example.code.replace(WRITTEN_FOR, server.url) + "\n}")
    assert_printed(example, "\n".join(said))


def test_the_examples_are_in_the_languages_that_developers_use() -> None:
    """A command line, Python and JavaScript, each more than once on each page."""
    for tag in LANGUAGES:
        languages = [each.language for each in ALL if each.place.startswith(tag)]
        assert {each: languages.count(each) > 1 for each in languages} == {"bash": True, "python": True, "javascript": True}


@pytest.mark.browser
def test_the_page_shows_the_address_of_the_portal_that_is_read(open_page: Callable[..., Page], server: Any) -> None:
    """So that what is copied runs."""
    shown = "".join(open_page("/fi/oppaat/developers").locator("pre").all_inner_texts())
    assert WRITTEN_FOR not in shown
    assert shown.count(server.url) > 5


@pytest.mark.browser
def test_a_button_copies_an_example(open_page: Callable[..., Page]) -> None:
    """Without the end of its last line."""
    page = open_page("/en/guides/developers", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".copy-code button").first.click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("pre.code").first.inner_text().strip()


@pytest.mark.browser
def test_without_scripts_there_is_no_button_that_does_nothing(open_page: Callable[..., Page]) -> None:
    """The text can be chosen."""
    page = open_page("/en/guides/developers", java_script_enabled=False)
    assert page.locator(".copy-code").count() == 0
    assert page.locator("pre.code").count() > 10
