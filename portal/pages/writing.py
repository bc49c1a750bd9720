"""Markdown to HTML: headings with lasting addresses, links by name, footnotes, and blocks drawn from the graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.pages.directives import Directive
from portal.pages.markdown import DRAWN, LINK_PREFIXES, citations, directive, parsed, parser, words

_NAMED = re.compile(rf"\]\(((?:{'|'.join(LINK_PREFIXES)})[^)#\s]*)(#[^)\s]*)?\)")
_MEANT = re.compile(r"([\\`*_\[\]<>^#|!&])")
_Rule = Callable[[Sequence[Token], int], str]


@dataclass(frozen=True)
class Writer:
    """What turns names into HTML: `address` a target such as `id:slug` into an address of the portal, `note` a statement's id into
    the Markdown of its footnote, `draw` a directive into HTML, `code` an example into one that runs where it is read; anchors:
    the ids of the headings, in their order; back, here: what a screen reader says of the link from a footnote to the text, and of
    the link to a section.
    """

    address: Callable[[str], str]
    note: Callable[[str], str]
    draw: Callable[[Directive], str]
    code: Callable[[str], str]
    anchors: Sequence[str]
    back: str
    here: str


@dataclass(frozen=True)
class Written:
    """A page as HTML: its text, its footnotes (or nothing), and its sections as pairs of id and heading."""

    body: str
    notes: str
    contents: list[tuple[str, str]]


def plain(text: str) -> str:
    """Return a text as Markdown that shows it as it stands."""
    return _MEANT.sub(r"\\\1", " ".join(text.split()))


def to_html(text: str, writer: Writer) -> Written:
    """Return a page as HTML."""
    reader = parser()
    cited = dict.fromkeys(each.target.removeprefix("st:") for each in citations(text))
    whole = text + "".join(f"\n\n[^{label}]: {note}\n" for label in cited if (note := writer.note(label)))
    env: dict[str, Any] = {}
    tokens = reader.parse(whole, env)
    lines, ids, contents = whole.split("\n"), iter(writer.anchors), []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", next(ids))
            if token.tag == "h2":
                contents.append((str(token.attrGet("id")), words(tokens[place + 1])))
        elif token.type == DRAWN:
            token.content = writer.draw(directive(token, lines))
        elif token.type == "fence":
            token.content = writer.code(token.content)
        for child in token.children or ():
            _resolve(child, writer.address)
    _install(reader, writer)
    end = next((place for place, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    body, notes = (str(reader.renderer.render(part, reader.options, env)) for part in (tokens[:end], tokens[end:]))
    return Written(body, notes, contents)


def folded(written: Written, anchor: str) -> Written:
    """Return a page whose last section, of which the id is given, is unfolded by its heading; unchanged without such a section."""
    opening = f'<h2 id="{anchor}">'
    before, mark, rest = written.body.partition(opening)
    heading, _, after = rest.partition("</h2>")
    if not (anchor and mark):
        return written
    shown = heading.partition(' <a class="here"')[0]  # a link within what one clicks to unfold would be two things in one
    body = f'{before}<details class="key"><summary>{opening}{shown}</h2></summary>{after}</details>\n'
    return replace(written, body=body)


def to_markdown(text: str, writer: Writer) -> str:
    """Return a page as Markdown without names: addresses, footnotes with their texts, drawn blocks as the writer gives them."""
    lines = text.split("\n")
    drawn = [(token, directive(token, lines)) for token in parsed(text) if token.type == DRAWN]
    for token, asked in reversed(drawn):
        first, end = token.map or [0, 0]
        lines[first:end] = [writer.draw(asked)]
    cited = dict.fromkeys(each.target.removeprefix("st:") for each in citations(text))
    notes = [f"[^{label}]: {note}" for label in cited if (note := writer.note(label))]
    whole = "\n\n".join(["\n".join(lines).strip(), *notes])
    return _NAMED.sub(lambda found: f"]({writer.address(found[1])}{found[2] or ''})", whole)


def _resolve(token: Token, address: Callable[[str], str]) -> None:
    target, mark, part = str(token.attrGet("href") or "").partition("#")
    if token.type == "link_open" and target.startswith(LINK_PREFIXES):
        token.attrSet("href", address(target) + mark + part)


def _install(reader: MarkdownIt, writer: Writer) -> None:
    """Give the parser our own way to write headings, tables, footnotes and drawn blocks."""
    rules: dict[str, _Rule] = {
        DRAWN: lambda tokens, place: f'<div class="drawn">{tokens[place].content}</div>\n',
        "heading_close": partial(_end_of_heading, here=writer.here),
        "fence": _code,
        "table_open": lambda *_: '<div class="scroll"><table>\n',
        "table_close": lambda *_: "</table></div>\n",
        "footnote_block_open": lambda *_: '<ol class="notes">\n',
        "footnote_block_close": lambda *_: "</ol>\n",
        "footnote_open": lambda tokens, place: f'<li id="note-{_number(tokens[place])[0]}">',
        "footnote_close": lambda *_: "</li>\n",
        "footnote_ref": _mark,
        "footnote_anchor": partial(_way_back, back=writer.back),
    }
    for name, rule in rules.items():
        reader.add_render_rule(name, _as_method(rule))


def _as_method(rule: _Rule) -> Callable[..., str]:
    return lambda _self, tokens, place, _options, _env: rule(tokens, place)


def _end_of_heading(tokens: Sequence[Token], place: int, here: str) -> str:
    opened = next(each for each in reversed(tokens[:place]) if each.type == "heading_open")
    label = escape(f"{here}: {words(tokens[place - 1])}")
    return f' <a class="here" href="#{opened.attrGet("id")}" aria-label="{label}">#</a></{tokens[place].tag}>\n'


def _code(tokens: Sequence[Token], place: int) -> str:
    """Return an example, or what it prints: it scrolls within itself, also by keyboard, and is not translated."""
    language = tokens[place].info.strip()
    kind = "printed" if language == "text" else "code"
    code = escape(tokens[place].content)
    return f'<pre class="{kind}" translate="no" tabindex="0"><code class="language-{escape(language)}">{code}</code></pre>\n'


def _number(token: Token) -> tuple[str, str]:
    """Return the number of a footnote, and the id of this mark of it."""
    number, again = str(token.meta["id"] + 1), token.meta.get("subId", 0)
    return number, f"{number}-{again + 1}" if again > 0 else number


def _mark(tokens: Sequence[Token], place: int) -> str:
    number, name = _number(tokens[place])
    return f'<sup class="note-mark"><a href="#note-{number}" id="mark-{name}" role="doc-noteref">{number}</a></sup>'


def _way_back(tokens: Sequence[Token], place: int, back: str) -> str:
    number, name = _number(tokens[place])
    return f' <a class="back" href="#mark-{name}" role="doc-backlink" aria-label="{escape(back)} {number}">↩</a>'
