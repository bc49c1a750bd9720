"""The query editor in a real browser: with script and without, by keyboard, on a phone, in the dark, and from this origin only."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Faults = Callable[..., list[str]]
BARE = "/en/sparql"
ROWS = "SELECT ?mechanism WHERE {\n  ?mechanism a kierre:Mechanism\n}"
GRAPH = "CONSTRUCT { ?a kierre:counters ?b } WHERE { ?a kierre:counters ?b } LIMIT 12"
WRONG = "SELECT * {\n  ?s a kierre:Barrier .\n  ?s ?p }\n"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
DRAWN = "document.getElementById('canvas')._cyreg?.cy.elements().length"


def asked(query: str) -> str:
    """The address of a query."""
    return f"{BARE}?query={quote(query)}"


def opened(open_page: Open, path: str = BARE, **window: object) -> Page:
    """The editor, ready to be typed in."""
    page = open_page(path, **window)
    page.locator(".cm-content").wait_for()
    return page


def write(page: Page, query: str) -> None:
    """Write a query over what stands in the editor."""
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def text(page: Page) -> str:
    """What the form would send."""
    return page.locator("#query").input_value()


def test_an_example_is_run_without_script(open_page: Open) -> None:
    """Its link gives rows, on the page itself."""
    page = open_page(BARE, java_script_enabled=False)
    page.get_by_role("link", name="The five mechanisms in their order").click()
    expect(page.locator("#result tbody tr")).to_have_count(5)
    expect(page.locator("#result a[href='/en/things/enabling-leadership']")).to_be_visible()


def test_a_query_of_ones_own_is_run_without_script(open_page: Open) -> None:
    """The address then holds it, so that it can be shared."""
    page = open_page(BARE, java_script_enabled=False)
    page.locator("#query").fill(ROWS)
    page.get_by_role("button", name="Run the query").click()
    page.wait_for_url("**/sparql?query=SELECT**")
    expect(page.locator("#result")).to_contain_text("11 rows")
    assert page.locator("#query").input_value().endswith(ROWS)


def test_a_file_is_given_without_script(open_page: Open) -> None:
    """Of the whole answer."""
    page = open_page(asked(ROWS), java_script_enabled=False)
    with page.expect_download() as given:
        page.get_by_role("button", name="CSV").click()
    assert given.value.suggested_filename == "kierre-query.csv"
    assert len(Path(given.value.path()).read_text(encoding="utf-8").splitlines()) == 12


def test_a_word_of_ones_own_language_is_completed_to_a_thing(open_page: Open) -> None:
    """With the declaration of its prefix, on top."""
    page = opened(open_page, "/fi/sparql")
    write(page, "")
    page.keyboard.type("SELECT ?x WHERE { ?x kierre:cause jonojen")
    page.locator(".cm-tooltip-autocomplete li[aria-selected]", has_text="id:queues-grow").wait_for()
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("jonojen kasvu")
    page.locator(".cm-tooltip-autocomplete li", has_text="id:queues-grow").click()
    expect(page.locator(".cm-tooltip-autocomplete")).to_have_count(0)
    assert text(page) == "PREFIX id: <https://w3id.org/kierre/id/>\nSELECT ?x WHERE { ?x kierre:cause id:queues-grow"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("SELECT ?thing WHERE { ?th", "?thing"),
        ("ASK { ?x a kierre:Barr", "kierre:Barrier"),
        ("ASK { ?x kierre:counte", "kierre:counters"),
        ("PREFIX sk", "skos: <http://www.w3.org/2004/02/skos/core#>"),
        ("ASK { OPTIO", "OPTIONAL"),
        ("ASK { ?x skos:pref", "skos:prefLabel"),
    ],
)
def test_what_is_begun_is_completed(open_page: Open, typed: str, offered: str) -> None:
    """Variables, classes, properties, prefixes, words of SPARQL."""
    page = opened(open_page)
    write(page, "")
    page.keyboard.type(typed)
    expect(page.locator(".cm-completionLabel", has_text=offered).first).to_be_visible()


def test_keys_run_a_query(open_page: Open) -> None:
    """Ctrl+Enter; rows and time are told, the page is not loaded anew, and the text area is in step."""
    page = opened(open_page)
    page.evaluate("window.stayed = true")
    write(page, ROWS)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#told")).to_have_text(re.compile(r"^11 rows · [\d.]+ seconds$"))
    expect(page.locator("#result tbody tr")).to_have_count(11)
    assert text(page) == "PREFIX kierre: <https://w3id.org/kierre/ontology#>\n" + ROWS
    assert page.evaluate("window.stayed")


def test_the_address_can_be_shared(open_page: Open) -> None:
    """Another reader who opens it sees the same query and the same answer."""
    page = opened(open_page)
    write(page, ROWS)
    page.get_by_role("button", name="Run the query").click()
    page.wait_for_url("**query=SELECT**")
    other = opened(open_page, page.url.partition("/en/")[1] + page.url.partition("/en/")[2])
    assert text(other) == text(page)
    assert other.locator("#result tbody").inner_text() == page.locator("#result tbody").inner_text()


def test_a_long_query_stands_in_the_fragment(open_page: Open) -> None:
    """No server sees it there; loading the page again runs it."""
    page = opened(open_page)
    query = "ASK { VALUES ?x { " + " ".join(f'"{number:08}"' for number in range(600)) + " } }"
    write(page, query)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql#query=**")
    page.reload()
    expect(page.locator("#result")).to_contain_text("Yes")
    assert text(page) == query


def test_going_back_shows_what_was_there(open_page: Open) -> None:
    """Query and answer, also before the first."""
    page = opened(open_page)
    before = text(page)
    page.get_by_role("link", name="The five mechanisms in their order").click()
    expect(page.locator("#result table")).to_be_visible()
    page.go_back()
    expect(page.locator("#result table")).to_have_count(0)
    assert text(page) == before


def test_a_graph_is_drawn(open_page: Open) -> None:
    """In the place of the table; a thing that is pressed is told, with a link."""
    page = opened(open_page, asked(GRAPH))
    page.get_by_role("button", name="Drawing").click()
    page.wait_for_function(f"() => {DRAWN} > 12")
    expect(page.locator("#table")).to_be_hidden()
    page.evaluate("void document.getElementById('canvas')._cyreg.cy.nodes()[0].emit('tap')")
    expect(page.locator("#pressed a[href^='/en/things/']")).to_be_visible()
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#table")).to_be_visible()


def test_a_drawing_is_bounded_and_says_so(open_page: Open) -> None:
    """300 things."""
    page = opened(open_page, asked("SELECT ?s ?p ?o { ?s ?p ?o }"))
    page.get_by_role("button", name="Drawing").click()
    expect(page.locator("#drawing [role=status]")).to_contain_text("Things in the drawing: 300.")
    expect(page.locator("#drawing [role=status]")).to_contain_text("left out")


def test_a_drawing_can_be_kept(open_page: Open) -> None:
    """As a PNG."""
    page = opened(open_page, asked(GRAPH))
    page.get_by_role("button", name="Drawing").click()
    page.wait_for_function(f"() => {DRAWN} > 12")
    with page.expect_download() as given:
        page.get_by_role("button", name="Download as PNG").click()
    assert given.value.suggested_filename == "kierre-query.png"


def test_a_table_is_sorted(open_page: Open) -> None:
    """By a column, up and down, and says so to a screen reader."""
    page = opened(open_page, asked(ROWS))
    head = page.get_by_role("columnheader", name="mechanism")
    names = [page.locator("#result tbody a").all_inner_texts()]
    for order in ("ascending", "descending"):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", order)
        names.append(page.locator("#result tbody a").all_inner_texts())
    assert names[1] == sorted(names[0], key=str.casefold)
    assert names[2] == names[1][::-1]


def test_the_next_page_of_a_long_answer_comes_without_loading(open_page: Open) -> None:
    """The address says which."""
    page = opened(open_page, asked("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 250"))
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**page=2")
    expect(page.locator("#result")).to_contain_text("shown here: 101–200")
    assert page.evaluate("window.stayed")


def test_what_cannot_be_read_is_marked_while_typing(open_page: Open) -> None:
    """On its line, in the margin."""
    page = opened(open_page)
    write(page, WRONG)
    expect(page.locator(".cm-gutter-lint .cm-lint-marker-error")).to_have_count(1)
    write(page, ROWS)
    expect(page.locator(".cm-lint-marker-error")).to_have_count(0)


def test_a_fault_is_told_with_its_line(open_page: Open) -> None:
    """As a sentence, in the editor, and nothing that was written is lost."""
    page = opened(open_page)
    write(page, WRONG)
    page.keyboard.press("Control+Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The query cannot be read from line 4, column")
    assert text(page).endswith(WRONG)
    box, mark = page.locator(".cm-line").nth(3).bounding_box(), page.locator(".cm-lint-marker-error").bounding_box()
    assert box is not None
    assert mark is not None
    assert abs(box["y"] - mark["y"]) < box["height"]


def test_another_server_is_not_asked(open_page: Open) -> None:
    """SERVICE is refused, with a sentence."""
    page = opened(open_page)
    write(page, "SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("SERVICE is refused: this portal calls no other server.")


def test_a_running_query_can_be_stopped(open_page: Open) -> None:
    """The reader goes on writing; the next query is answered."""
    page = opened(open_page)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/sparql?query=SELECT**", hold)
    write(page, ROWS)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#told")).to_have_text("Stopped.")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    write(page, "ASK {}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result")).to_contain_text("Yes")
    assert len(waiting) == 1


def test_a_broken_connection_is_told(open_page: Open) -> None:
    """And the query stays."""
    page = opened(open_page)
    page.route("**/sparql?query=SELECT**", lambda route: route.abort())
    write(page, ROWS)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#told")).to_contain_text("No answer came.")
    assert text(page) == ROWS


def test_tab_leads_into_the_editor_and_out_of_it(open_page: Open) -> None:
    """The keyboard is not trapped, whatever is open."""
    page = opened(open_page)
    page.get_by_role("textbox", name="Query").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run the query")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("textbox", name="Query")).to_be_focused()


def test_the_link_that_is_copied_is_that_of_what_is_written(open_page: Open) -> None:
    """Also before it was run."""
    page = opened(open_page)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    write(page, ROWS)
    page.get_by_role("button", name="Copy the link to this query").click()
    expect(page.locator("#asking .copied")).to_have_text("The link has been copied.")
    assert "query=SELECT" in page.evaluate("window.copied")


def test_other_languages_keep_the_query(open_page: Open) -> None:
    """Also one that was run by script."""
    page = opened(open_page)
    write(page, "ASK { ?s a kierre:Barrier }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result")).to_contain_text("Yes")
    page.locator(".languages a[lang=sv]").click()
    expect(page.locator("#result")).to_contain_text("Ja")


STATES = {
    "rows": asked(ROWS),
    "graph": asked(GRAPH),
    "fault": asked(WRONG),
    "yes": asked("ASK {}"),
    "long": asked("SELECT * { ?s ?p ?o }"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible(open_page: Open, faults: Faults, state: str) -> None:
    """Light and dark, wide and narrow; nothing scrolls sideways."""
    page = opened(open_page, STATES[state], color_scheme="light")
    for scheme, wanted in (("light", "everything"), ("dark", "colours")):  # of the dark page only the colours differ
        for window in (WIDE, NARROW):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(window)  # type: ignore[arg-type]
            assert faults(page, wanted) == [], f"{scheme}, {window['width']} px"
            assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]


def test_suggestions_and_drawing_are_accessible(open_page: Open, faults: Faults) -> None:
    """On a phone, with letters twice as large."""
    page = opened(open_page, asked(GRAPH), viewport=NARROW)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.get_by_role("button", name="Drawing").click()
    page.wait_for_function(f"() => {DRAWN} > 12")
    write(page, "")
    page.keyboard.type("ASK { ?x a kierre:Barr")
    page.locator(".cm-completionLabel", has_text="kierre:Barrier").first.wait_for()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
