"""Markdown to HTML, without anything that a page must not hold."""

from __future__ import annotations

import pytest

from portal.pages.directives import Directive
from portal.pages.markdown import Heading, Link, anchors, citations, directives, headings, links, list_lengths, sentences
from portal.pages.writing import Writer, Written, plain, to_html

WRITER = Writer(
    address=lambda target: "/fi/" + target.replace(":", "/"),
    note=lambda statement: f"[Source](st:{statement}): {plain('*what* it [says]')}" if statement.startswith("source-") else "",
    draw=lambda directive: f"<b>{directive.name} {dict(directive.parameters)}</b>",
    code=lambda code: code.replace("somewhere", "here"),
    anchors=["one", "two", "three"],
    back="Back to",
    here="Address of",
)


def written(text: str) -> Written:
    return to_html(text, WRITER)


def html(text: str) -> str:
    return written(text).body


def test_code_is_shown_as_it_is_and_is_not_translated() -> None:
    """It can be scrolled by keyboard, and tells its language."""
    assert html("```python\nprint('<b>')\n```") == (
        '<pre class="code" translate="no" tabindex="0"><code class="language-python">print(&#x27;&lt;b&gt;&#x27;)\n</code></pre>\n'
    )


def test_what_is_printed_looks_different_from_code() -> None:
    """Nobody copies it to run it."""
    assert '<pre class="printed"' in html("```text\n1\n```")


def test_code_runs_where_it_is_read() -> None:
    """The writer puts in the address of the portal; other text is left as it is."""
    assert "here" in html("```bash\ncurl somewhere\n```")
    assert "somewhere" in html("curl `somewhere`")


def test_what_looks_like_a_block_in_code_is_code() -> None:
    """No directive, no link, no heading."""
    code = "```text\n:::levers\n# heading\n[a](id:b)\n```"
    assert directives(code) == links(code) == headings(code) == []


@pytest.mark.parametrize("raw", ["<script>alert(1)</script>", "a <b onclick='x'>b</b>", "<!-- c -->", "<img src=x onerror=y>"])
def test_raw_html_is_escaped(raw: str) -> None:
    """What looks like HTML is shown as text."""
    assert "<" not in html(raw).replace("<p>", "").replace("</p>", "")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "java&#115;cript:x"],
)
def test_a_dangerous_link_is_no_link(url: str) -> None:
    """Only addresses of the web, mail, parts of the page and names are linked."""
    assert "href" not in html(f"[a]({url}) <{url}>\n\n[b]\n\n[b]: {url}")


@pytest.mark.parametrize("url", ["https://a.test/", "http://a.test/", "mailto:a@b.test", "#part"])
def test_an_ordinary_link_stays(url: str) -> None:
    """It is written as it stands."""
    assert f'<a href="{url}">a</a>' in html(f"[a]({url})")


def test_a_link_by_name_becomes_an_address() -> None:
    """Things and pages are linked by name, wherever the portal puts them."""
    assert '<a href="/fi/id/queues-grow">q</a>' in html("[q](id:queues-grow)")
    assert '<a href="/fi/page/how">h</a>' in html("> - **[h](page:how)**")


def test_an_address_cannot_leave_its_attribute() -> None:
    """Quotes in a target are escaped."""
    assert '"><script' not in html('[a](id:x"><script>)')


def test_tables_are_read() -> None:
    """Pages may have tables."""
    shown = html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<th>a</th>" in shown
    assert shown.startswith('<div class="scroll"><table>')
    assert shown.endswith("</table></div>\n")


def test_a_picture_of_elsewhere_is_not_shown() -> None:
    """Nothing is asked of another origin."""
    assert "<img" not in html("![x](https://a.test/x.png)")


def test_links_are_found_with_their_line() -> None:
    """Only links by name, in the order of the text, with the first line of their block."""
    text = "# A [x](id:x)\n\nText\n\n- [y](page:y)\n- [z](https://z.test/) and [w](id:w)\n"
    assert links(text) == [Link("id:x", 1), Link("page:y", 5), Link("id:w", 6)]


def test_code_holds_no_links() -> None:
    """What is shown as code is not followed."""
    assert links("`[x](id:x)`\n\n    [y](id:y)\n") == []


@pytest.mark.parametrize("prefix", ["id", "page", "st", "section"])
def test_everything_with_a_name_can_be_linked(prefix: str) -> None:
    """Things, pages, statements and parts of the portal, also a part of a page."""
    assert f'<a href="/fi/{prefix}/x#part">' in html(f"[a]({prefix}:x#part)")
    assert links(f"[a]({prefix}:x#part)") == [Link(f"{prefix}:x", 1, "part")]


TEXT = (
    "## Jonot *kasvavat*\n\nSyy[^source-1]. Muu[^own] ja[^own].\n\n### Osa\n\nLoppu[^nothing].\n\n[^own]: Oma <https://a.test/>.\n"
)


def test_a_statement_in_a_footnote_needs_no_text_of_its_own() -> None:
    """The portal writes it, and shows it as it stands."""
    assert '<li id="note-1"><p><a href="/fi/st/source-1">Source</a>: *what* it [says]' in written(TEXT).notes
    assert '<sup class="note-mark"><a href="#note-1" id="mark-1" role="doc-noteref">1</a></sup>' in written(TEXT).body


def test_a_footnote_leads_back_to_each_of_its_marks() -> None:
    """Two marks, two ways back, each with an id of its own."""
    notes = written(TEXT).notes
    for mark in ("mark-2", "mark-2-2"):
        assert f'href="#{mark}" role="doc-backlink" aria-label="Back to 2"' in notes
        assert f'id="{mark}"' in written(TEXT).body


def test_a_mark_that_names_nothing_stays_as_it_stands() -> None:
    """So that the mistake is seen."""
    assert "[^nothing]" in written(TEXT).body


def test_marks_without_a_text_are_found_with_their_line() -> None:
    """Those with a text of their own are not."""
    assert citations(TEXT) == [Link("st:source-1", 3), Link("st:nothing", 7)]


def test_a_page_without_footnotes_has_none() -> None:
    """Not even an empty list."""
    assert written("Teksti.").notes == ""


def test_headings_have_the_ids_they_are_given() -> None:
    """And a link to themselves that a screen reader can tell apart."""
    shown = written(TEXT)
    assert (
        '<h2 id="one">Jonot <em>kasvavat</em> <a class="here" href="#one" aria-label="Address of: Jonot kasvavat">#</a></h2>'
        in shown.body
    )
    assert '<h3 id="two">' in shown.body
    assert shown.contents == [("one", "Jonot kasvavat")]


def test_headings_are_found_with_level_and_line() -> None:
    """As plain text."""
    assert headings(TEXT) == [Heading(2, "Jonot kasvavat", 1), Heading(3, "Osa", 5)]


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        (["What’s next?", "Ääni & öljy"], ["whats-next", "aani-oljy"]),
        (["Same", "same", "SAME"], ["same", "same-2", "same-3"]),
        (["Notes", "?"], ["notes-2", "part"]),
        (["a-2", "a", "a", "a-2"], ["a-2", "a", "a-3", "a-2-2"]),
    ],
)
def test_an_id_is_made_of_letters_and_stands_once(texts: list[str], ids: list[str]) -> None:
    """Also where headings are alike, or like ids of the page."""
    assert anchors(texts) == ids


def test_many_like_headings_cost_no_more_than_others() -> None:
    """Each is numbered without counting all those before it again."""
    assert anchors(["Same"] * 20_000)[-1] == "same-20000"


def test_a_block_is_drawn_with_its_parameters() -> None:
    """Texts and lists of texts; YAML's own words such as `no` stay words."""
    block = ":::related\nthing: a-b\ndefinitions: no\ncolumns: [a, b]\n:::"
    wanted = {"thing": "a-b", "definitions": "no", "columns": ("a", "b")}
    assert html(block) == f'<div class="drawn"><b>related {wanted}</b></div>\n'
    assert directives("Teksti.\n\n" + block) == [Directive("related", wanted, 3)]


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (":::gaps", "does not end"),
        (":::gaps\nthing: a\n\nText that goes on.\n", "does not end"),
        (":::gaps\nthing a\n:::", "its lines must be of the form"),
        (":::gaps\nthing: [a, [b]]\n:::", "'thing' must be a word or a list"),
        (":::gaps\nthing: [a\n:::", "its lines must be of the form"),
        (':::gaps\nthing: "\\U00110000"\n:::', "it is not YAML"),
        (":::gaps\nthing: " + "[" * 3000 + "\n:::", "nested too deeply"),
    ],
)
def test_a_block_that_cannot_be_read_says_why(block: str, fault: str) -> None:
    """And is no parameter of anything."""
    (found,) = directives(block)
    assert fault in found.fault
    assert found.parameters == {}


def test_sentences_of_the_running_text() -> None:
    """Headings, tables, footnotes and drawn blocks are none; an abbreviation or a number does not end one."""
    text = TEXT + "\n| a. | b |\n|---|---|\n| Taulu. | x |\n\n:::gaps\n:::\n\n- Kohta 1. luokasta eli esim. tämä. Toinen!\n"
    assert sentences(text) == [
        ("Syy.", 3),
        ("Muu ja.", 3),
        ("Loppu.", 7),
        ("Kohta 1. luokasta eli esim. tämä.", 18),
        ("Toinen!", 18),
    ]


def test_numbered_lists_are_counted() -> None:
    """Nested ones too, and bullets not."""
    assert list_lengths("1. a\n2. b\n\n- x\n- y\n\nText\n\n1. c\n   - z\n2. d\n3. e\n") == [2, 3]
