"""Every kind of page in a real browser: accessible, in light and dark, wide and narrow, by keyboard, and from this origin only."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
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
    "module": "/fi/ontologia/causality",
    "rules": "/fi/ontologia/rules",
    "dataset": "/fi/aineisto",
    "releases": "/fi/aineistojulkaisut",
    "data-changes": "/fi/aineiston-muutokset?from=2020.1",
    "guide": "/fi/oppaat/reading-the-model",
    "learning-path": "/fi/oppaat/an-hour-on-the-realist-model",
    "learning-paths": "/fi/oppimispolut",
    "editor": "/fi/sparql",
    "queries": "/fi/kyselyt",
    "query": "/fi/kyselyt/what-counters-an-obstacle",
    "query-wrong": "/fi/kyselyt/guidance-pages-about-a-thing?thing=nothing",
    "reference": "/fi/api",
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
    "basket": "/fi/vie-kurssille?n=4&items=thing:queues-grow,guide:team-meeting,picture:vicious-loops,thing:nothing",
    "basket-empty": "/fi/vie-kurssille",
    "missing": "/fi/nowhere",
    "missing-with-words": "/fi/oppaat/oma-velkaneuvonta",
    "questions": "/fi/kysymyspankki?count=4",
    "question": "/fi/kysymyspankki/order-of-stages",
}
CASES = [(kind, language) for kind in PAGES for language in LANGUAGES]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
LOOKS = {
    "fi": [
        ("light", WIDE, "everything"),
        ("light", NARROW, "everything"),
        ("dark", NARROW, "colours"),  # of the dark page only the colours differ
        ("dark", WIDE, "colours"),
    ],
    # Colours know no language, and what axe finds of a translation does not depend on the window, but for what the window hides:
    # its width is measured in both.
    "sv": [("light", NARROW, "all but colours")],
    "en": [("light", WIDE, "all but colours")],
}
# The links of every kind are checked over the interface in tests/web/test_language_links.py. Here are those whose address or
# content a script changes, those with choices in the address, and those of which that file has no example.
SWITCHED = [
    "statement", "hypothesis", "module", "rules", "data-changes", "query", "query-wrong", "editor", "search", "map", "team",
    "change", "picture", "picture-of-both", "pictures", "begin", "found", "basket", "questions",
]  # fmt: skip
# The first key leads to the same link of the same frame on each page; these have scripts, forms or pictures of their own above
# or below it, or another frame.
KEYED = [
    "home",
    "thing",
    "editor",
    "reference",
    "search",
    "facets",
    "begin",
    "picture",
    "team",
    "map",
    "found",
    "basket",
    "missing",
]


def case(kind: str, language: Language) -> str:
    path, mark, query = PAGES[kind].partition("?")
    return in_language(path, language) + mark + query


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_page_is_accessible_in_light_and_dark_wide_and_narrow(
    look_at: Callable[..., Page], faults: Callable[..., list[str]], kind: str, language: Language
) -> None:
    """axe finds nothing; nothing scrolls sideways; `lang` and title are right."""
    page = look_at(case(kind, language))
    assert page.evaluate("document.documentElement.lang") == language
    assert re.fullmatch(r"\S.* – Kierre", page.title())
    for scheme, window, wanted in LOOKS[language]:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(window)  # type: ignore[arg-type]
        assert faults(page, wanted) == [], f"{scheme}, {window['width']} px"
    for window in (WIDE, NARROW):
        page.set_viewport_size(window)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= window["width"], f"{window['width']} px"


def test_axe_finds_what_is_wrong(open_page: Callable[..., Page], faults: Callable[..., list[str]]) -> None:
    """Otherwise the test above would prove nothing."""
    page = open_page("/fi/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    assert {fault.partition(":")[0] for fault in faults(page)} == {"html-has-lang", "color-contrast"}
    assert {fault.partition(":")[0] for fault in faults(page, "colours")} == {"color-contrast"}
    assert {fault.partition(":")[0] for fault in faults(page, "all but colours")} == {"html-has-lang"}


@pytest.mark.parametrize("spoilt", ["querySelector('.small').style.color = '#ddd'", "style.background = '#777'"])
def test_one_text_among_many_that_look_alike_is_found(
    open_page: Callable[..., Page], faults: Callable[..., list[str]], spoilt: str
) -> None:
    """It looks different, or what it stands in does."""
    page = open_page(PAGES["rules"])
    page.evaluate("document.querySelectorAll('main .terms > li')[40]." + spoilt)
    assert {fault.partition(":")[0] for fault in faults(page, "colours")} == {"color-contrast"}


@pytest.mark.parametrize("kind", KEYED)
def test_the_first_key_skips_to_the_content(look_at: Callable[..., Page], kind: str) -> None:
    """Tab shows the link, Enter follows it, and the next Tab is in the content."""
    page = look_at(PAGES[kind])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#main$"))
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, footer') !== null")


@pytest.mark.parametrize("kind", SWITCHED)
def test_the_language_switch_leads_to_the_same_thing(look_at: Callable[..., Page], kind: str) -> None:
    """By clicking, there and back again."""
    page = look_at(PAGES[kind])
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
def test_names_fit_their_boxes_as_drawn(look_at: Callable[..., Page], picture: str, language: Language) -> None:
    """By the browser's own measure, on a narrow and on a wide screen."""
    page = look_at(in_language(f"/fi/kuvat/{picture}", language))
    for window in (NARROW, WIDE):
        page.set_viewport_size(window)  # type: ignore[arg-type]
        page.evaluate("document.body.offsetWidth && document.fonts.ready.then(() => null)")  # laid out, so asked for
        assert page.evaluate(OVERFLOWS) == []


@pytest.mark.parametrize("window", [NARROW, WIDE], ids=["narrow", "wide"])
def test_each_screen_has_one_shape_of_a_picture(look_at: Callable[..., Page], window: dict[str, int]) -> None:
    """The other is there for neither eyes nor ears."""
    page = look_at("/fi/kuvat/vicious-loops", viewport=window)
    assert page.locator(".drawing:visible").count() == 1
