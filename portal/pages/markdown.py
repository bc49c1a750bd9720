"""What the Markdown of a page says: its links by name, citations, headings, drawn blocks and sentences. Raw HTML is off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin

from portal.pages.directives import Directive, read

LOCAL_LINK = "local:"
LINK_PREFIXES = ("id:", "page:", "st:", "section:", LOCAL_LINK)
DRAWN = "colon_fence"
_CITED = re.compile(r"\[\^([^\]\s]+)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’)»]*\s+(?=[^a-zåäö])")


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


def parser() -> MarkdownIt:
    """Return a reader of our Markdown, which may be given rules of its own to write it."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    made.use(footnote_plugin, inline=False).use(colon_fence_plugin)
    made.validateLink = _may_be_linked  # type: ignore[method-assign]
    return made


@lru_cache(maxsize=8)  # what is asked of one text is asked at once; more would only fill the memory
def parsed(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, to be read and not changed."""
    return tuple(parser().parse(text))


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
    for _, token, line in _inline(parsed(text)):
        target, _, part = str(token.attrGet("href") or "").partition("#")
        if token.type == "link_open" and target.startswith(LINK_PREFIXES):
            found.append(Link(target, line, part))
    return found


def citations(text: str) -> list[Link]:
    """Return every footnote mark that has no text of its own, as a link to the statement that it names (`st:id`)."""
    return [
        Link("st:" + label, line)
        for _, token, line in _inline(parsed(text))
        if token.type == "text"
        for label in _CITED.findall(token.content)
    ]


def directives(text: str) -> list[Directive]:
    """Return every directive, in the order of the text."""
    lines = text.split("\n")
    return [directive(token, lines) for token in parsed(text) if token.type == DRAWN]


def directive(token: Token, lines: Sequence[str]) -> Directive:
    """Return the drawn block that a token is, as the lines of the page have it."""
    name, line = token.info.strip(), _line(token)
    last = lines[min((token.map or [0, 1])[1], len(lines)) - 1]
    if not last.strip().startswith(":::") or (token.map or [0, 1])[1] == line:
        return Directive(name, {}, line, "does not end; put a line ::: after its last parameter.")
    return read(name, token.content, line)


def headings(text: str) -> list[Heading]:
    """Return every heading, in the order of the text."""
    tokens = parsed(text)
    return [
        Heading(int(token.tag[1:]), words(tokens[place + 1]), _line(token))
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def list_lengths(text: str) -> list[int]:
    """Return how many items each numbered list has, in the order of the text."""
    found: list[int] = []
    lists: list[str] = []
    for token in parsed(text):
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
    for token in parsed(text):
        if token.type in {"heading_open", "table_open", "footnote_block_open"}:
            inside = token.type.replace("open", "close")
        elif token.type == inside:
            inside = ""
        elif token.type == "inline" and not inside:
            said = _CITED.sub("", words(token))
            found += [(each, _line(token)) for each in _SENTENCE_END.split(said) if each.strip()]
    return found


def words(inline: Token) -> str:
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
