"""Markdown to HTML: headings with lasting addresses, links by name, footnotes, and blocks drawn from the graph. Raw HTML is off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin

from portal.pages.directives import Directive, read

LINK_PREFIXES = ("id:", "page:", "st:", "section:")
DRAWN = "colon_fence"
_CITED = re.compile(r"\[\^([^\]\s]+)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’)»]*\s+(?=[^a-zåäö])")
_Rule = Callable[[Sequence[Token], int], str]
_MEANT = re.compile(r"([\\`*_\[\]<>^#|!&])")


@dataclass(frozen=True)
class Link:
    """A link by name in a page: its target (such as `id:slug`, without a `#part`) and its line in the Markdown (from 1)."""

    target: str
    line: int
    part: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading: its level (2 for a section), its text, and its line in the Markdown (from 1)."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Writer:
    """What turns names into HTML: `address` a target such as `id:slug` into an address of the portal, `note` a statement's id into
    the Markdown of its footnote, `draw` a directive into HTML; anchors: the ids of the headings, in their order; back, here: what
    a screen reader says of the link from a footnote to the text, and of the link to a section.
    """

    address: Callable[[str], str]
    note: Callable[[str], str]
    draw: Callable[[Directive], str]
    anchors: Sequence[str]
    back: str
    here: str


@dataclass(frozen=True)
class Written:
    """A page as HTML: its text, its footnotes (or nothing), and its sections as pairs of id and heading."""

    body: str
    notes: str
    contents: list[tuple[str, str]]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.use(footnote_plugin, inline=False).use(colon_fence_plugin)
    parser.validateLink = _may_be_linked  # type: ignore[method-assign]
    return parser


@lru_cache(maxsize=8)  # what is asked of one text is asked at once; more would only fill the memory
def _parsed(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, to be read and not changed."""
    return tuple(_parser().parse(text))


def _may_be_linked(url: str) -> bool:
    return url.startswith((*LINK_PREFIXES, "https://", "http://", "#", "mailto:"))


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _inline(tokens: Iterable[Token]) -> Iterator[tuple[Token, Token, int]]:
    """Yield each inline token with the block it stands in and its line."""
    for block in tokens:
        for token in block.children or ():
            yield block, token, _line(block)


def links(text: str) -> list[Link]:
    """Return every link by name, in the order of the text."""
    found = []
    for _, token, line in _inline(_parsed(text)):
        target, _, part = str(token.attrGet("href") or "").partition("#")
        if token.type == "link_open" and target.startswith(LINK_PREFIXES):
            found.append(Link(target, line, part))
    return found


def citations(text: str) -> list[Link]:
    """Return every footnote mark that has no text of its own, as a link to the statement that it names (`st:id`)."""
    return [
        Link("st:" + label, line)
        for _, token, line in _inline(_parsed(text))
        if token.type == "text"
        for label in _CITED.findall(token.content)
    ]


def directives(text: str) -> list[Directive]:
    """Return every directive, in the order of the text."""
    lines = text.split("\n")
    return [_directive(token, lines) for token in _parsed(text) if token.type == DRAWN]


def _directive(token: Token, lines: Sequence[str]) -> Directive:
    name, line = token.info.strip(), _line(token)
    last = lines[min((token.map or [0, 1])[1], len(lines)) - 1]
    if not last.strip().startswith(":::") or (token.map or [0, 1])[1] == line:
        return Directive(name, {}, line, "does not end; put a line ::: after its last parameter.")
    return read(name, token.content, line)


def headings(text: str) -> list[Heading]:
    """Return every heading, in the order of the text."""
    tokens = _parsed(text)
    return [
        Heading(int(token.tag[1:]), _words(tokens[place + 1]), _line(token))
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def list_lengths(text: str) -> list[int]:
    """Return how many items each numbered list has, in the order of the text."""
    found: list[int] = []
    lists: list[str] = []
    for token in _parsed(text):
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append(token.type)
            found += [0] * (token.type == "ordered_list_open")
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            lists.pop()
        elif token.type == "list_item_open" and lists[-1] == "ordered_list_open":
            found[-1] += 1
    return found


def sentences(text: str) -> list[tuple[str, int]]:
    """Return each sentence of the running text (no headings, tables, footnotes, or drawn blocks), with the line of its block."""
    found, inside = [], ""
    for token in _parsed(text):
        if token.type in {"heading_open", "table_open", "footnote_block_open"}:
            inside = token.type.replace("open", "close")
        elif token.type == inside:
            inside = ""
        elif token.type == "inline" and not inside:
            words = _CITED.sub("", _words(token))
            found += [(each, _line(token)) for each in _SENTENCE_END.split(words) if each.strip()]
    return found


def _words(inline: Token) -> str:
    """Return the text of a block without its marks."""
    spaces = {"softbreak": " ", "hardbreak": " "}
    return "".join(spaces.get(each.type, each.content) for each in inline.children or ())


def anchors(texts: Iterable[str]) -> list[str]:
    """Return an id for each heading text: its letters and digits without dots and accents, each id once."""
    found = dict.fromkeys(["main", "notes", "contents"])
    last: dict[str, int] = {}
    for text in texts:
        plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
        name = wanted = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))) or "part"
        while name in found:
            last[wanted] = last.get(wanted, 1) + 1
            name = f"{wanted}-{last[wanted]}"
        found[name] = None
    return list(found)[3:]


def plain(text: str) -> str:
    """Return a text as Markdown that shows it as it stands."""
    return _MEANT.sub(r"\\\1", " ".join(text.split()))


def to_html(text: str, writer: Writer) -> Written:
    """Return a page as HTML."""
    parser = _parser()
    cited = dict.fromkeys(each.target.removeprefix("st:") for each in citations(text))
    whole = text + "".join(f"\n\n[^{label}]: {note}\n" for label in cited if (note := writer.note(label)))
    env: dict[str, Any] = {}
    tokens = parser.parse(whole, env)
    lines, ids, contents = whole.split("\n"), iter(writer.anchors), []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", next(ids))
            if token.tag == "h2":
                contents.append((str(token.attrGet("id")), _words(tokens[place + 1])))
        elif token.type == DRAWN:
            token.content = writer.draw(_directive(token, lines))
        for child in token.children or ():
            _resolve(child, writer.address)
    _install(parser, writer)
    end = next((place for place, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    body, notes = (str(parser.renderer.render(part, parser.options, env)) for part in (tokens[:end], tokens[end:]))
    return Written(body, notes, contents)


def _resolve(token: Token, address: Callable[[str], str]) -> None:
    target, mark, part = str(token.attrGet("href") or "").partition("#")
    if token.type == "link_open" and target.startswith(LINK_PREFIXES):
        token.attrSet("href", address(target) + mark + part)


def _install(parser: MarkdownIt, writer: Writer) -> None:
    """Give the parser our own way to write headings, tables, footnotes and drawn blocks."""
    rules: dict[str, _Rule] = {
        DRAWN: lambda tokens, place: f'<div class="drawn">{tokens[place].content}</div>\n',
        "heading_close": partial(_end_of_heading, here=writer.here),
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
        parser.add_render_rule(name, _as_method(rule))


def _as_method(rule: _Rule) -> Callable[..., str]:
    return lambda _self, tokens, place, _options, _env: rule(tokens, place)


def _end_of_heading(tokens: Sequence[Token], place: int, here: str) -> str:
    opened = next(each for each in reversed(tokens[:place]) if each.type == "heading_open")
    label = escape(f"{here}: {_words(tokens[place - 1])}")
    return f' <a class="here" href="#{opened.attrGet("id")}" aria-label="{label}">#</a></{tokens[place].tag}>\n'


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
