"""The team check in a real browser: with and without script, by keyboard, on a phone, on paper; and where the answers are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from portal.web.team_form import code

pytestmark = pytest.mark.browser

PATH = "/fi/tiimin-tarkistus"
NARROW = {"width": 320, "height": 700}
GROUPS = 'input[name="group-and-community-work"]'
AVERAGE = 'input[name="number.in-depth-clients-on-average"]'
ALL = """() => {
  const values = ["yes", "partly", "no", "unknown"];
  const pieces = [...document.querySelectorAll("fieldset.piece")];
  const chosen = pieces.map((each, n) => each.querySelector(`input[value=${values[n % 4]}]`));
  for (const each of [...chosen, ...document.querySelectorAll("input[name=felt]")]) { each.checked = true; }
}"""

Open = Callable[..., Page]
Faults = Callable[..., list[str]]
STRANGE = [f"1~{code('group-and-community-work')}{word}" for word in ("constructor", "__proto__", "toString", "x", "")]


def unfold(page: Page) -> None:
    """Open every level by its summary, the last first, since an open one is no longer found."""
    for level in page.locator("details.level:not([open]) > summary").all()[::-1]:
        level.click()


def answer(page: Page) -> None:
    """Give three answers."""
    unfold(page)
    page.check(GROUPS + '[value="no"]')
    page.check('input[name=felt][value="queues-grow"]')
    page.fill(AVERAGE, "60")


def show(page: Page) -> None:
    """Send the form and wait for the result, and for the styles and scripts of its page."""
    page.locator(".actions button[value=show]").first.click()
    page.wait_for_selector(".team-result, .fault")
    page.wait_for_load_state("load")


def fragment_of(page: Page) -> str:
    """The address's fragment, once there is one: the page's script may still be at work when its elements are there."""
    page.wait_for_function("location.hash !== ''")
    return str(page.evaluate("location.hash.slice(1)"))


def test_a_check_works_without_script_on_a_phone(open_page: Open) -> None:
    """From the form to the result, with the form filled in again."""
    page = open_page(PATH, java_script_enabled=False, viewport=NARROW)
    answer(page)
    show(page)
    assert page.url.endswith(PATH)
    assert page.locator("#begin li").count() == 3
    assert page.locator(GROUPS + '[value="no"]').is_checked()


def test_form_and_result_fit_a_phone(open_page: Open) -> None:
    """Nothing scrolls sideways, also with every level unfolded."""
    page = open_page(PATH, viewport=NARROW)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    answer(page)
    show(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("window", [NARROW, {"width": 1280, "height": 900}])
def test_form_result_and_faults_are_accessible(open_page: Open, faults: Faults, window: dict[str, int]) -> None:
    """axe finds nothing, with every level unfolded."""
    page = open_page(PATH, viewport=window, color_scheme="light")
    unfold(page)
    assert faults(page) == []
    answer(page)
    show(page)
    assert faults(page) == []
    page.goto(page.url.partition("#")[0])
    unfold(page)
    page.fill(AVERAGE, "-3")
    show(page)
    assert page.locator("[aria-invalid=true]").input_value() == "-3"
    assert faults(page) == []


def test_a_check_is_filled_in_by_keyboard(open_page: Open) -> None:
    """A summary, an arrow key among the choices, the button."""
    page = open_page(PATH)
    page.locator("input[name=who]").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator("fieldset.piece").first.locator("input").first.is_checked()
    page.locator(".actions button[value=show]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".team-result")


def test_a_fault_leads_to_its_question(open_page: Open) -> None:
    """By the list at the top, which a screen reader is told of."""
    page = open_page(PATH)
    unfold(page)
    page.fill(AVERAGE, "many")
    show(page)
    page.locator("[role=alert] a").first.click()
    page.locator("#q-in-depth-clients-on-average").wait_for()
    assert fragment_of(page) == "q-in-depth-clients-on-average"


def test_the_answers_stand_in_the_fragment_and_can_be_shared(open_page: Open) -> None:
    """Another window opens them; the result is one button away."""
    page = open_page(PATH)
    answer(page)
    page.locator(AVERAGE).blur()
    fragment = fragment_of(page)
    assert len(fragment) < 30
    other = open_page(PATH + "#" + fragment)
    assert other.locator(GROUPS + '[value="no"]').is_checked()
    assert other.locator('input[name=felt][value="queues-grow"]').is_checked()
    assert other.locator(AVERAGE).input_value() == "60"
    assert other.locator("p.status").is_visible()
    show(other)
    assert fragment_of(other) == fragment


def test_the_fragment_goes_along_to_another_language(open_page: Open) -> None:
    """Nothing filled in is lost."""
    page = open_page(PATH)
    answer(page)
    page.locator(AVERAGE).blur()
    page.locator(".languages a[lang=sv]").click()
    page.wait_for_url("**/sv/**")
    assert page.locator(GROUPS + '[value="no"]').is_checked()


@pytest.mark.parametrize(
    "fragment", ["1~", "1~zzzz~%00%ff~" + "a" * 5000, "1~<img src=x>", "main", "1~who~who~5zoe=evil", *STRANGE]
)
def test_a_broken_fragment_does_no_harm(open_page: Open, fragment: str) -> None:
    """The form opens, and nothing is written into the page."""
    page = open_page(PATH + "#" + fragment)  # which fails when a script does
    assert page.locator("#team").is_visible()
    assert page.locator("#team img").count() == 0


@pytest.mark.parametrize("fragment", STRANGE)
def test_what_is_skipped_of_a_fragment_is_said(open_page: Open, fragment: str) -> None:
    """And the rest is filled in."""
    page = open_page(PATH + "#" + fragment + f"~{code('queues-grow')}")
    assert "ohitettiin" in page.locator("p.status").inner_text()
    assert page.locator('input[name=felt][value="queues-grow"]').is_checked()


def test_answers_are_nowhere(browser: Browser, start_server: Callable[..., Any], tmp_path: Path) -> None:
    """Not in the address that servers see, the server's log or state folder, a cookie, or a storage of the browser."""
    server = start_server(state=tmp_path / "state")
    asked: list[str] = []
    page = browser.new_context().new_page()
    page.set_default_timeout(120_000)
    page.on("request", lambda request: asked.append(request.url.partition("#")[0].removeprefix(server.url)))
    page.goto(server.url + PATH)
    answer(page)
    show(page)
    assert {each for each in asked if not each.startswith("/static/")} == {PATH}
    assert all("?" not in each and "#" not in each for each in asked)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    page.context.close()
    left = [
        server.log.read_text(),
        *(file.read_text(errors="replace") for file in (tmp_path / "state").rglob("*") if file.is_file()),
    ]
    assert not any(re.search(r"group-and-community-work|queues-grow|in-depth-clients", text) for text in left)
    answered = server.get(PATH, b"group-and-community-work=no")
    assert answered.headers["Set-Cookie"] is None
    assert answered.headers["Cache-Control"] == "no-store"


def test_a_result_prints_on_two_pages(open_page: Open) -> None:
    """With some answers, and with every question answered and every obstacle met."""
    page = open_page(PATH)
    answer(page)
    show(page)
    assert sheets(page.pdf(format="A4")) <= 2
    page.goto("about:blank")
    page = open_page(PATH)
    page.evaluate(ALL)
    show(page)
    assert sheets(page.pdf(format="A4")) == 2


@pytest.mark.parametrize("path", ["/fi/tiimin-tarkistus", "/sv/teamets-genomgang", "/en/team-check"])
def test_even_when_everything_is_missing_two_sheets_are_enough(open_page: Open, path: str) -> None:
    """With every obstacle met; in each language."""
    page = open_page(path)
    page.evaluate(
        "document.querySelectorAll('input[value=no], input[type=checkbox]').forEach((input) => { input.checked = true; })"
    )
    show(page)
    assert sheets(page.pdf(format="A4")) == 2


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_two_files_are_compared(open_page: Open, faults: Faults, tmp_path: Path) -> None:
    """Downloaded from the form, chosen on the other page."""
    page = open_page(PATH)
    answer(page)
    with page.expect_download() as download:
        page.locator("button[value=download]").click()
    file = tmp_path / "check.jsonld"
    download.value.save_as(file)
    page.goto(page.url.replace("tiimin-tarkistus", "kaksi-tarkistusta").partition("#")[0])
    for field in ("first", "second"):
        page.set_input_files(f"#{field}", file)
    page.locator(".actions button").click()
    page.wait_for_selector(".team-result")
    assert faults(page) == []
