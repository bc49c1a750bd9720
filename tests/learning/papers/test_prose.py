"""The HTML of pages as blocks."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as some

from portal.learning.blocks import Block, Code, Figure, Heading, Listing, Paragraph, Quote, Table, said
from portal.learning.package import Drawing
from portal.learning.prose import blocks, readable


def words(found: tuple[Block, ...]) -> str:
    """Return all text of blocks."""
    texts = []
    for block in found:
        match block:
            case Listing():
                texts += [words(item) for item in block.items]
            case Quote():
                texts.append(words(block.blocks))
            case Table():
                texts += [said(block.caption), *(said(cell.runs) for row in (*block.heads, *block.rows) for cell in row)]
            case Code():
                texts.append(block.text)
            case Figure():
                texts.append(said(block.caption))
            case _:
                texts.append(said(block.runs))
    return " ".join(texts)


def test_headings_leave_out_no_level() -> None:
    """A heading is at most one level deeper than the one before, and the first is of level 1."""
    found = blocks("<h2>a</h2><h5>b</h5><h3>c</h3>")
    assert [block.level for block in found if isinstance(block, Heading)] == [1, 2, 2]


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    """The title stands above the page already."""
    assert words(blocks("<h1>Kiire</h1><p>Teksti</p>", title="Kiire")) == "Teksti"


def test_unknown_elements_keep_their_words() -> None:
    """What we do not know is still read."""
    assert words(blocks("<marquee>a <blink>b</blink></marquee><custom-box><p>c</p>d</custom-box>")) == "a b c d"


def test_scripts_are_no_words() -> None:
    """What a browser does not show is no text."""
    assert words(blocks("<p>a</p><script>b()</script><style>c{}</style>")) == "a"


def test_a_link_keeps_its_address() -> None:
    """An address on the web stays, a script in its place does not."""
    found = blocks('<p><a href="https://a.fi/">a</a><a href="javascript:b()">b</a></p>')
    assert [run.link for run in found[0].runs] == ["https://a.fi/", ""]  # type: ignore[union-attr]


def test_a_list_keeps_its_first_number() -> None:
    """A numbered list that begins at three begins there on paper too."""
    assert blocks('<ol start="3"><li>a</li></ol>')[0].first == 3  # type: ignore[union-attr]


def test_a_table_knows_its_heads() -> None:
    """The cells of thead are heads of columns."""
    found = blocks("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>")[0]
    assert isinstance(found, Table)
    assert (said(found.heads[0][0].runs), said(found.rows[0][0].runs)) == ("a", "b")


def test_a_drawing_goes_with_its_caption() -> None:
    """The caption belongs to the drawing, and stands nowhere else."""
    drawing = Drawing("loops", "<svg/>", "<svg/>", "alt")
    found = blocks('<figure><img src="files/loops.png" alt="x"><figcaption>c</figcaption></figure>', (drawing,))
    assert [said(block.caption) for block in found if isinstance(block, Figure)] == ["c"]
    assert len(found) == 1


def test_a_drawing_that_is_not_there_leaves_its_words() -> None:
    """Without the file the description stands in its place."""
    assert words(blocks('<img src="files/none.png" alt="Kehä">')) == "Kehä"


def test_spaces_are_single() -> None:
    """Line ends of the source are spaces, and none stand at the ends."""
    assert words(blocks("<p> a\n  <strong> b</strong> </p>")) == "a b"


@given(some.text(some.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives(text: str) -> None:
    """Whatever a page says is said by its blocks, but for what nobody can read."""
    found = words(blocks(f"<ul><li>x<em>{escape(text)}</em></li></ul>"))
    assert "".join(found.split()) == "x" + "".join(readable(text).split())


@given(some.text(some.sampled_from("<>/abpulidth =\"'&;#!-"), max_size=80))
def test_any_markup_is_read(text: str) -> None:
    """Broken markup raises nothing."""
    assert all(isinstance(block, Block | Paragraph) for block in blocks(text))
