"""Markdown to HTML, its headings, and its links to things by name. Raw HTML is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

LINK_PREFIXES = ("id:", "page:")


@dataclass(frozen=True)
class Link:
    """A link by name in a page: its target (`id:slug` or `page:slug`) and its line in the Markdown (from 1)."""

    target: str
    line: int


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = _may_be_linked  # type: ignore[method-assign]
    return parser


def _may_be_linked(url: str) -> bool:
    return url.startswith((*LINK_PREFIXES, "https://", "http://", "#", "mailto:"))


def links(text: str) -> list[Link]:
    """Return every link by name, in the order of the text."""
    found = []
    for block in _parser().parse(text):
        for token in block.children or ():
            target = str(token.attrGet("href") or "")
            if token.type == "link_open" and target.startswith(LINK_PREFIXES):
                found.append(Link(target, (block.map or [0])[0] + 1))
    return found


def to_html(text: str, address: Callable[[str], str]) -> str:
    """Return the HTML of a page; `address` turns a target such as `id:slug` into an address of the portal."""
    parser = _parser()
    tokens = parser.parse(text)
    for block in tokens:
        for token in block.children or ():
            _resolve(token, address)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _resolve(token: Token, address: Callable[[str], str]) -> None:
    target = str(token.attrGet("href") or "")
    if token.type == "link_open" and target.startswith(LINK_PREFIXES):
        token.attrSet("href", address(target))
