"""Journeys of readers: by door, by situation, in another language, on paper, by keyboard, on a small screen, without script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.languages import LANGUAGES, Language
from portal.web.addresses import door_address, in_language

pytestmark = pytest.mark.browser

FIND = "/en/find-guidance"
NARROW = {"width": 320, "height": 640}


def width(page: Page) -> int:
    """How wide the page is that one would scroll."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def sheets(page: Page) -> int:
    """How many sheets the page fills on paper."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_team_leader_finds_the_card_of_the_week(open_page: Callable[..., Page]) -> None:
    """From the home page to a card, and from the door to all of them."""
    page = open_page("/en/")
    page.locator(".week a").first.click()
    expect(page.locator(".guide-cards h1")).to_be_visible()
    page.goto(page.url.split("/en/")[0] + "/en/")
    page.get_by_role("link", name="Team meeting").click()
    expect(page.locator("h1")).to_have_text("Team meeting")
    expect(page.get_by_role("heading", name="Team cards", exact=True)).to_be_visible()


def test_a_worker_finds_by_a_matter_of_life_and_sees_why(open_page: Callable[..., Page]) -> None:
    """From the list of life domains to what is known, and why it is there."""
    page = open_page("/en/life-domains")
    page.get_by_role("link", name=re.compile("^What is known about this.*: Housing$")).click()
    page.wait_for_url("**/en/find-guidance?domain=housing")
    why = page.locator("li:has(> a[href='/en/things/housing-advice']) > details.why")
    why.locator("summary").click()
    expect(why).to_contain_text("answers to this: Housing")


def test_choices_are_made_in_lists_and_one_is_taken_back(open_page: Callable[..., Page]) -> None:
    """The address holds them; taking one back leaves the other."""
    page = open_page(FIND)
    page.get_by_label("Obstacle").select_option("constant-hurry")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/find-guidance?obstacle=constant-hurry*")
    page.get_by_text("Change the choices").click()
    page.get_by_text("Narrow by level").click()
    page.get_by_label("Level").select_option("level-meso")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/find-guidance?obstacle=constant-hurry&level=level-meso*")
    page.get_by_role("link", name="remove Obstacle: Constant hurry").click()
    page.wait_for_url("**/find-guidance?level=level-meso")


def test_the_level_of_a_chosen_role_unfolds(open_page: Callable[..., Page]) -> None:
    """At once; the button is in sight all the while."""
    page = open_page("/en/where-do-i-begin", viewport={"width": 360, "height": 780})
    page.get_by_label("Where you work").select_option("team")
    expect(page.get_by_label("Little autonomy")).to_be_visible()
    expect(page.get_by_role("button", name="Show where to begin")).to_be_in_viewport()


def test_an_answer_has_no_frame_round_it(open_page: Callable[..., Page]) -> None:
    """It gets the focus so that a screen reader goes on there; a frame would look like an error."""
    page = open_page("/en/where-do-i-begin?obstacle=queues-grow#answer")
    page.keyboard.press("Shift")
    assert page.evaluate("getComputedStyle(document.querySelector('#answer')).outlineStyle") == "none"


def test_an_empty_answer_leads_on(open_page: Callable[..., Page]) -> None:
    """By giving up one choice."""
    page = open_page(FIND + "?domain=housing&kind=structural")
    page.get_by_role("link", name=re.compile("Without this: What you look for")).click()
    page.wait_for_url("**/find-guidance?domain=housing")
    expect(page.locator("#answer h2")).not_to_contain_text("0 things")


def test_the_language_is_switched_and_the_choices_stay(open_page: Callable[..., Page]) -> None:
    """In the lists and in the answer."""
    page = open_page(FIND + "?domain=housing&stage=arranging-and-carrying-out")
    page.locator(".languages a[lang=sv]").click()
    page.wait_for_url("**/sv/sok-enligt-situation?domain=housing&stage=arranging-and-carrying-out")
    assert page.locator("#domain").input_value() == "housing"
    assert page.locator("#stage").input_value() == "arranging-and-carrying-out"


def test_guidance_is_found_by_keyboard_alone(open_page: Callable[..., Page]) -> None:
    """Into the content, to the second list, a choice by its first letter, and Enter on the button."""
    page = open_page(FIND)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.id") != "domain":
        page.keyboard.press("Tab")
    page.keyboard.press("w")
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find-guidance?domain=work*")
    while not page.evaluate("document.activeElement.matches('.why > summary')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("details.why[open]")).to_have_count(1)


def test_guidance_is_found_without_script(open_page: Callable[..., Page]) -> None:
    """The form is a form; what needs a script is not shown."""
    page = open_page(FIND, java_script_enabled=False)
    page.get_by_label("Matter of life").select_option("work")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/find-guidance?domain=work*")
    page.locator("details.why summary").first.click()
    expect(page.locator("details.why .way").first).to_be_visible()
    expect(page.locator("button.copy:visible")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/fi/", "/fi/ovet/asiakkaan-tilanne", "/fi/etsi-tilanteen-mukaan?method=modelled-methods", "/fi/nowhere"]
)
def test_text_may_be_twice_as_large_on_a_small_screen(open_page: Callable[..., Page], path: str) -> None:
    """Nothing is lost sideways."""
    page = open_page(path, viewport=NARROW)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert width(page) <= NARROW["width"]


def said_of_the_link(page: Page) -> Locator:
    """What stands beside the button that copies the link."""
    return page.locator("p", has=page.get_by_role("button", name="Copy the link to this page")).get_by_role("status")


def test_the_link_of_a_page_is_copied(open_page: Callable[..., Page]) -> None:
    """With its choices; a status says so."""
    page = open_page(FIND + "?domain=housing", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link to this page").click()
    expect(said_of_the_link(page)).to_have_text("The link has been copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_browser_that_does_not_copy_says_what_to_do(open_page: Callable[..., Page]) -> None:
    """No button that does nothing."""
    page = open_page(FIND)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Copy the link to this page").click()
    expect(said_of_the_link(page)).to_contain_text("Copy the address from the address bar")


def test_citations_are_copied(open_page: Callable[..., Page]) -> None:
    """A line as it stands there, and a file as it is given; a status says so."""
    page = open_page("/en/things/queues-grow", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Cite this").click()
    copied = []
    for place in (0, 2):
        page.locator(".cite button").nth(place).click()
        expect(page.locator(".cite").get_by_role("status")).to_have_text("Copied.")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
        page.evaluate("document.querySelector('.cite .copied').textContent = ''")
    assert copied[0].startswith("AIKUMETOD-tutkimushanke (n.d.)")
    assert copied[1] == page.evaluate("fetch(document.querySelector('.cite a').href).then(answer => answer.text())")


def test_paper_has_the_citation_and_nothing_else_of_the_box(open_page: Callable[..., Page]) -> None:
    """Though it is closed on the screen; on a sheet that is full it gives way to the sources and the address at the foot."""
    page = open_page("/en/things/queues-grow")
    page.emulate_media(media="print")
    expect(page.locator(".cite li").first).to_be_visible()
    expect(page.locator(".cite .screen").first).to_be_hidden()
    page.goto(page.url.replace("things/queues-grow", "guides/decision-makers"))
    expect(page.locator(".cite")).to_be_hidden()


def test_a_missing_page_is_searched_for(open_page: Callable[..., Page]) -> None:
    """With the words of its address, in one key."""
    page = open_page("/en/guides/my-debt-counselling")
    field = page.locator("main input[type=search]")
    assert field.input_value() == "my debt counselling"
    field.press("Enter")
    page.wait_for_url("**/en/search?q=my+debt+counselling")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["card-firefighting", "card-university-education-wasted", "decision-makers"])
def test_a_card_and_the_paper_for_decision_makers_are_one_sheet(
    open_page: Callable[..., Page], slug: str, language: Language
) -> None:
    """On A4, with their sources."""
    assert sheets(open_page(in_language(f"/fi/oppaat/{slug}", language))) == 1


@pytest.mark.parametrize("slug", ["financial-social-work", "strengths-based-social-work", "structural-social-work"])
def test_a_method_is_one_sheet(open_page: Callable[..., Page], slug: str) -> None:
    """In each language; its sources are at the address at the foot."""
    assert [sheets(open_page(in_language(f"/fi/oppaat/{slug}", language))) for language in LANGUAGES] == [1, 1, 1]


def test_paper_has_what_one_reads_and_not_what_one_clicks(open_page: Callable[..., Page]) -> None:
    """No head, foot, forms or buttons; text and sources stay."""
    page = open_page("/en/guides/card-firefighting")
    page.emulate_media(media="print")
    for gone in (".top", "footer", ".crumbs", ".tools", ".views"):
        expect(page.locator(gone).first).to_be_hidden()
    for kept in ("h1", ".lead", ".notes li", ".paper"):
        expect(page.locator(kept).first).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False])
def test_a_footnote_is_unfolded_by_its_mark(open_page: Callable[..., Page], scripted: bool) -> None:
    """With and without script; until then the sources of a page on a phone are folded."""
    page = open_page("/en/guides/card-firefighting", viewport=NARROW, java_script_enabled=scripted)
    expect(page.locator("#note-1")).to_be_hidden()
    page.locator(".note-mark a").first.click()
    expect(page.locator("#note-1")).to_be_visible()
    expect(page.locator("#note-1")).to_be_in_viewport()


def test_an_address_with_a_footnote_shows_it(open_page: Callable[..., Page]) -> None:
    """Also when the page has just been opened."""
    expect(open_page("/en/guides/card-firefighting#note-1", viewport=NARROW).locator("#note-1")).to_be_visible()


def test_sources_stand_open_where_there_is_room(open_page: Callable[..., Page]) -> None:
    """On a wide screen."""
    expect(open_page("/en/guides/card-firefighting").locator("#note-1")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_on_a_phone_shows_every_door_soon(open_page: Callable[..., Page], language: Language) -> None:
    """Within two screens."""
    page = open_page(f"/{language}/", viewport={"width": 360, "height": 780})
    box = page.locator(f"a[href='{door_address('data', language)}']").bounding_box()
    assert box
    assert box["y"] < 2 * 780
