"""Every kind of page in a real browser: accessible, in light and dark, wide and narrow, by keyboard, and from this origin only."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from portal.languages import LANGUAGES, Language
from portal.web.addresses import in_language

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/fi/",
    "model": "/fi/malli",
    "kinds": "/fi/luokat",
    "kind": "/fi/luokat/Barrier",
    "thing": "/fi/asiat/queues-grow",
    "hypothesis": "/fi/asiat/configuration-enabling-leadership-macro",
    "statement": "/fi/lahdekohdat/aikumetod-s4-c-03-queues",
    "document": "/fi/lahdekohdat/prosos",
    "ontology": "/fi/ontologia",
    "guide": "/fi/oppaat/reading-the-model",
    "editor": "/fi/sparql",
    "facets": "/fi/asiat",
    "search": "/fi/haku",
    "circle": "/fi/viheliainen-kierre",
    "subject": "/fi/menetelmat",
    "interfaces": "/fi/yhdyspinnat",
    "mechanisms": "/fi/mekanismit",
    "process": "/fi/prosessi",
    "sources": "/fi/lahteet",
    "glossary": "/fi/sanasto",
    "changes": "/fi/mika-on-muuttunut",
    "loops": "/fi/kehat",
    "loop": "/fi/kehat/loop-returning-clients",
    "begin": "/fi/mista-aloitan?obstacle=queues-grow&obstacle=worker-turnover&role=team",
    "why": "/fi/miksi-toimii/enabling-leadership",
    "whatif": "/fi/enta-jos?thing=queues-grow",
    "compare": "/fi/vertaa?a=level-macro&b=level-meso",
    "gaps": "/fi/aukot",
    "pictures": "/fi/kuvat",
    "picture": "/fi/kuvat/vicious-loops",
    "picture-of-both": "/fi/kuvat/two-circles",
    "team": "/fi/tiimin-tarkistus",
    "change": "/fi/kaksi-tarkistusta",
    "map": "/fi/kartta",
    "door": "/fi/ovet/tiimipalaveri",
    "find": "/fi/etsi-tilanteen-mukaan",
    "found": "/fi/etsi-tilanteen-mukaan?domain=livelihood-and-money&stage=arranging-and-carrying-out",
    "found-nothing": "/fi/etsi-tilanteen-mukaan?domain=housing&kind=structural",
    "missing": "/fi/nowhere",
    "missing-with-words": "/fi/oppaat/oma-velkaneuvonta",
}
CASES = [(kind, language) for kind in PAGES for language in LANGUAGES]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
EVERYTHING: dict[str, object] = {"resultTypes": ["violations"]}
COLOURS = {**EVERYTHING, "runOnly": ["color-contrast", "link-in-text-block"]}


def faults(page: Page, options: dict[str, object] = EVERYTHING) -> list[str]:
    """What axe finds: rule and place of each fault."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def case(kind: str, language: Language) -> str:
    path, mark, query = PAGES[kind].partition("?")
    return in_language(path, language) + mark + query


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_page_is_accessible_in_light_and_dark_wide_and_narrow(
    open_page: Callable[..., Page], kind: str, language: Language
) -> None:
    """axe finds nothing (of the dark page only the colours differ); nothing scrolls sideways; `lang` and title are right."""
    page = open_page(case(kind, language), color_scheme="light")
    assert page.evaluate("document.documentElement.lang") == language
    assert re.fullmatch(r"\S.* – Kierre", page.title())
    for scheme, window in (("light", WIDE), ("light", NARROW), ("dark", NARROW), ("dark", WIDE)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(window)  # type: ignore[arg-type]
        assert faults(page, COLOURS if scheme == "dark" else EVERYTHING) == [], f"{scheme}, {window['width']} px"
        assert page.evaluate("document.documentElement.scrollWidth") <= window["width"], f"{window['width']} px"


def test_axe_finds_what_is_wrong(open_page: Callable[..., Page]) -> None:
    """Otherwise the test above would prove nothing."""
    page = open_page("/fi/", color_scheme="light")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    assert {fault.partition(":")[0] for fault in faults(page)} == {"html-has-lang", "color-contrast"}
    assert {fault.partition(":")[0] for fault in faults(page, COLOURS)} == {"color-contrast"}


@pytest.mark.parametrize("kind", PAGES)
def test_the_first_key_skips_to_the_content(open_page: Callable[..., Page], kind: str) -> None:
    """Tab shows the link, Enter follows it, and the next Tab is in the content."""
    page = open_page(PAGES[kind])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#main$"))
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, footer') !== null")


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind not in {"home", "missing", "missing-with-words"}])
def test_the_language_switch_leads_to_the_same_thing(open_page: Callable[..., Page], kind: str) -> None:
    """By clicking, there and back again."""
    page = open_page(PAGES[kind])
    for language in ("sv", "en", "fi"):
        page.locator(f".languages a[lang={language}]").click()
        page.wait_for_url("**" + case(kind, language))  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.lang") == language


def test_what_has_the_focus_is_seen(open_page: Callable[..., Page]) -> None:
    """Each link of the head of the page gets an outline when a key reaches it."""
    page = open_page("/en/")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_text_may_be_twice_as_large(open_page: Callable[..., Page]) -> None:
    """Nothing is lost sideways, even in a narrow window."""
    page = open_page(PAGES["thing"], viewport=NARROW)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_query_is_run_from_the_editor(open_page: Callable[..., Page]) -> None:
    """Without any script."""
    page = open_page("/en/sparql", java_script_enabled=False)
    page.get_by_role("button", name="Run the query").click()
    page.wait_for_url("**/sparql")
    assert '"bindings"' in page.content()


def test_pages_work_without_script(open_page: Callable[..., Page]) -> None:
    """From a list to a thing, and the reason of a hypothesis can be unfolded."""
    page = open_page("/en/classes/Barrier", java_script_enabled=False)
    page.locator("main a[href='/en/things/queues-grow']").click()
    page.wait_for_url("**/en/things/queues-grow")
    reason = page.locator("main details").first
    reason.locator("summary").click()
    assert reason.locator("p").is_visible()


DRAWN = [
    "vicious-loops",
    "two-circles",
    "mechanisms-by-level",
    "loop?loop=loop-82be8de9",
    "chain?obstacle=queues-grow&lever=beating-hurry",
]
OVERFLOWS = """() => [...document.querySelectorAll(".drawing .box")]
  .filter(box => box.getClientRects().length)
  .map(box => [box.querySelector("text").getBBox(), box.querySelector("path, rect").getBBox(), box.textContent])
  .filter(([text, frame]) => text.x < frame.x || text.y < frame.y
    || text.x + text.width > frame.x + frame.width || text.y + text.height > frame.y + frame.height)
  .map(([,, name]) => name)"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", DRAWN)
def test_names_fit_their_boxes_as_drawn(open_page: Callable[..., Page], picture: str, language: Language) -> None:
    """By the browser's own measure, on a narrow and on a wide screen."""
    for window in (NARROW, WIDE):
        page = open_page(in_language(f"/fi/kuvat/{picture}", language), viewport=window)
        page.evaluate("document.fonts.ready")
        assert page.evaluate(OVERFLOWS) == []


def test_each_screen_has_one_shape_of_a_picture(open_page: Callable[..., Page]) -> None:
    """The other is there for neither eyes nor ears."""
    for window in (NARROW, WIDE):
        page = open_page("/fi/kuvat/vicious-loops", viewport=window)
        assert page.locator(".drawing:visible").count() == 1
