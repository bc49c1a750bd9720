"""The HTML of a page as plain blocks and runs of text, which handouts and slides are made of. No text is ever lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import lxml.html
from lxml.html import HtmlElement

from portal.learning.blocks import BREAK, Block, Cell, Code, Figure, Heading, Listing, Paragraph, Quote, Run, Runs, Table, said
from portal.learning.package import Drawing

_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]")
_UNSAID = {"script", "style", "template", "head", "title"}  # what a browser never shows
_WAYS = {"↩", "#", "↑"}  # links back up and to the heading itself, which lead nowhere on paper
_LINKS = ("http://", "https://", "mailto:", "tel:")
_MARKS = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "cite": "emph", "dfn": "emph", "code": "code",
          "kbd": "code", "samp": "code", "sup": "raised", "sub": "lowered"}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LOOKS = {"dt": "term", "figcaption": "note", "summary": "summary", "legend": "summary", "caption": "summary"}
_BLOCKS = {*_HEADINGS, *_LOOKS, "p", "ul", "ol", "dl", "dd", "li", "table", "blockquote", "pre", "figure", "img", "hr",
           "div", "section", "article", "aside", "details", "nav", "header", "footer", "main", "form", "fieldset",
           "thead", "tbody", "tfoot", "tr", "td", "th", "address"}  # fmt: skip


def blocks(body: str, drawings: tuple[Drawing, ...] = (), title: str = "") -> tuple[Block, ...]:
    """Return the blocks of a page; a first heading that only repeats the title is left out."""
    text = readable(body)
    if not text.strip():
        return ()
    root = lxml.html.fragment_fromstring(text, create_parent="div")
    found = list(_within(root, _Reader({each.name: each for each in drawings}), Run("")))
    if found and isinstance(found[0], Heading) and said(found[0].runs) == title.strip():
        found = found[1:]
    return tuple(_levelled(found))


def readable(text: str) -> str:
    """Return a text without what nobody can read: control characters, halves of characters, marks that turn its direction."""
    return _UNREADABLE.sub("", text)


@dataclass(frozen=True)
class _Reader:
    """What is known while a page is read."""

    drawings: Mapping[str, Drawing]


def _levelled(found: list[Block]) -> Iterator[Block]:
    """Yield blocks with the levels of headings from 1 on, each at most one deeper than the one before."""
    levels = [block.level for block in found if isinstance(block, Heading)]
    top, last = min(levels, default=1), 0
    for block in found:
        if isinstance(block, Heading):
            last = min(block.level - top, last) + 1
            yield replace(block, level=last)
        else:
            yield block


def _within(element: HtmlElement, reader: _Reader, look: Run) -> Iterator[Block]:
    """Yield what an element holds as blocks; words that stand loose between them are paragraphs of their own."""
    loose: list[Run] = []
    if element.get("id"):
        loose.append(Run("", anchor=element.get("id")))
    if element.text:
        loose.append(replace(look, text=element.text))
    for child in element:
        if isinstance(child.tag, str):
            if child.tag in _BLOCKS or _has_blocks(child):
                yield from _told(loose)
                yield from _block(child, reader, _looking(child, look))
            else:
                loose += _inline(child, look)
        if child.tail:
            loose.append(replace(look, text=child.tail))
    yield from _told(loose)


def _told(loose: list[Run]) -> Iterator[Block]:
    """Yield what has gathered between blocks as a paragraph, if it says anything; a bare anchor waits for its words."""
    runs = _trimmed(loose)
    if said(runs):
        loose.clear()
        yield Paragraph(runs)


def _block(element: HtmlElement, reader: _Reader, look: Run) -> Iterator[Block]:
    tag = element.tag
    if tag in _UNSAID:
        return
    if tag in _HEADINGS:
        yield from _lines(element, look, lambda runs: Heading(_HEADINGS[tag], runs))
    elif tag in {"ul", "ol"}:
        yield from _list(element, reader, look)
    elif tag == "table":
        yield from _table(element, look)
    elif tag == "blockquote":
        yield Quote(tuple(_within(element, reader, look)))
    elif tag == "pre":
        yield Code(element.text_content().strip("\n"))
    elif tag == "img":
        yield from _figure(element, reader)
    elif tag == "figure":
        yield from _captioned(element, reader, look)
    elif tag in _LOOKS and not _has_blocks(element):
        yield from _lines(element, look, lambda runs: Paragraph(runs, _LOOKS[tag]))
    else:
        yield from _within(element, reader, look)


def _has_blocks(element: HtmlElement) -> bool:
    return any(each.tag in _BLOCKS for each in element.iterdescendants() if isinstance(each.tag, str))


def _lines(element: HtmlElement, look: Run, make: Callable[[Runs], Block]) -> Iterator[Block]:
    runs = _trimmed(list(_inside(element, look)))
    if said(runs):
        yield make(runs)


def _list(element: HtmlElement, reader: _Reader, look: Run) -> Iterator[Block]:
    items = []
    for child in element:
        if isinstance(child.tag, str):
            found = _within(child, reader, _looking(child, look)) if child.tag == "li" else _block(child, reader, look)
            items.append(tuple(found))
        if (child.tail or "").strip():
            items.append((Paragraph(_trimmed([replace(look, text=child.tail)])),))
    start = element.get("start", "1")
    if any(items):
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
        yield Listing(tuple(item for item in items if item), first if element.tag == "ol" else None)


def _table(element: HtmlElement, look: Run) -> Iterator[Block]:
    heads: list[tuple[Cell, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    for row in element.iter("tr"):
        cells = tuple(_cell(cell, look) for cell in row if cell.tag in {"th", "td"})
        if cells:
            first = not rows and (row.getparent().tag == "thead" or all(cell.head for cell in cells))
            (heads if first else rows).append(cells)
    captions = [run for caption in element.iter("caption") for run in _inside(caption, look)]
    if heads or rows:
        columns = max(sum(cell.across for cell in row) for row in (*heads, *rows))
        yield Table(tuple(heads), tuple(rows), columns, _trimmed(captions))


def _cell(cell: HtmlElement, look: Run) -> Cell:
    runs = _trimmed(list(_inside(cell, look)))
    return Cell(runs, cell.tag == "th", _count(cell.get("colspan")))


def _count(text: str | None) -> int:
    return max(1, min(int(text), 20)) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1


def _captioned(element: HtmlElement, reader: _Reader, look: Run) -> Iterator[Block]:
    """Yield what a figure holds; its caption goes with its picture."""
    found = list(_within(element, reader, look))
    captions = [each for each in found if isinstance(each, Paragraph) and each.look == "note"]
    pictures = [each for each in found if isinstance(each, Figure)]
    if len(captions) == 1 and len(pictures) == 1:
        found = [
            replace(each, caption=captions[0].runs) if each is pictures[0] else each for each in found if each is not captions[0]
        ]
    yield from found


def _figure(element: HtmlElement, reader: _Reader) -> Iterator[Block]:
    name = element.get("src", "").rpartition("/")[2].rpartition(".")[0]
    words = _trimmed([Run(element.get("alt", ""))])
    if name in reader.drawings:
        yield Figure(reader.drawings[name])
    elif words:
        yield Paragraph(words, "note")


def _looking(element: HtmlElement, look: Run) -> Run:
    """Return how text within an element looks: marks, link and language of its own are added."""
    mark = _MARKS.get(element.tag)
    if mark and mark not in look.marks:
        look = replace(look, marks=(*look.marks, mark))
    if element.tag == "a" and element.get("href", "").startswith((*_LINKS, "#")):
        look = replace(look, link=element.get("href"))
    return replace(look, language=element.get("lang") or look.language)


def _inline(element: HtmlElement, look: Run) -> Iterator[Run]:
    """Yield the runs of an element within a line."""
    if element.tag in _UNSAID or (element.tag == "a" and element.text_content().strip() in _WAYS):
        return
    if element.tag == "br":
        yield replace(look, text=BREAK)
    elif element.tag == "img":
        yield replace(look, text=element.get("alt", ""))
    else:
        yield from _inside(element, _looking(element, look))


def _inside(element: HtmlElement, look: Run) -> Iterator[Run]:
    if element.get("id"):
        yield Run("", anchor=element.get("id"))
    if element.text:
        yield replace(look, text=element.text)
    for child in element:
        if isinstance(child.tag, str):
            apart = [replace(look, text=" ")] if child.tag in _BLOCKS else []
            yield from [*apart, *_inline(child, look), *apart]
        if child.tail:
            yield replace(look, text=child.tail)


def _trimmed(runs: list[Run]) -> Runs:
    """Return runs with single spaces, none at the ends; neighbours of one look are joined, anchors stay where they are."""
    found: list[Run] = []
    last = " "
    for run in runs:
        text = _SPACE.sub(" ", run.text)
        text = text.lstrip(" ") if last in {" ", BREAK} else text
        last = text[-1:] or last
        if found and not run.anchor and not found[-1].anchor and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + text)
        elif text or run.anchor:
            found.append(replace(run, text=text))
    while found and not found[-1].anchor and not found[-1].text.rstrip(" \v"):
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" \v"))
    return tuple(found)
