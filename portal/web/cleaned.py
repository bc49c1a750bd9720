"""Markup of our pages -> the few elements that travel: no classes, no scripts, lasting whole addresses, marks as words."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from portal.learning.package import PageEntry

_KEPT = PageEntry.ELEMENTS
_ALONE = {"br", "hr", "img"}
_LOST = {"svg", "script", "style", "button", "form", "nav", "select", "label", "input"}  # with all that is in them
_LOST_CLASSES = {"here", "screen", "unseen", "views", "data"}
_KEY = "key"  # class of what holds the answers for the trainer
_SIGNS = {"mark", "kind"}  # classes of what stands beside a name: said in brackets
_ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "alt"),
    "th": ("scope", "colspan"),
    "td": ("colspan",),
}
_WITH_ID = {"h2", "h3", "h4", "li", "a"}
_HEADINGS = {"h2", "h3", "h4"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "use"}


def cleaned(markup: str, to_address: Callable[[str], str], *, prefix: str = "", key: bool = False) -> str:
    """Return markup in the elements that travel.

    to_address: from a path of the portal to a whole address; prefix: what ids begin with, so that pages can stand in one file;
    key: whether answers for the trainer stay.
    """
    cleaner = _Cleaner(to_address, prefix, key=key)
    cleaner.feed(markup)
    cleaner.close()
    return "".join(cleaner.found).strip()


class _Cleaner(HTMLParser):
    """Writes down what may stay; `_lost` counts the elements that are open within one that may not."""

    def __init__(self, to_address: Callable[[str], str], prefix: str, *, key: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._to_address, self._prefix, self._key = to_address, prefix, key
        self._lost = 0
        self._marked: set[str] = set()  # notes that words which stay lead to
        self._unmarked: set[str] = set()  # notes that words which go lead to
        self._gone: set[str] = set()  # ids within what goes
        self._ends: list[tuple[str, str]] = []  # open elements, and what is written at their end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write the beginning of an element that may stay."""
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if self._lost:
            self._lost += tag not in _VOID
            self._unmarked.add(given.get("href", ""))
            self._gone.add("#" + given.get("id", ""))
            return
        if tag in _LOST or classes & _LOST_CLASSES or "hidden" in given or (_KEY in classes and not self._key):
            self._lost += tag not in _VOID
            return
        if self._of_what_went(tag, given):
            self._lost += 1
            return
        if tag == "summary":
            self._begin(tag, "<p><strong>", "</strong></p>\n")
        elif "small" in classes and tag == "span":
            self._begin(tag, " ", "")
        elif tag == "span" and classes & _SIGNS:
            self._begin(tag, "(", ")")
        elif tag not in _KEPT or (tag in _HEADINGS and self._within("summary")):
            self._begin(tag, "", " " if tag == "div" else "")
        elif tag in _ALONE:
            self.found.append(f"<{tag}{self._attributes(tag, given)}>")
        else:
            self._begin(tag, f"<{tag}{self._attributes(tag, given)}>", f"</{tag}>")

    def _of_what_went(self, tag: str, given: dict[str, str]) -> bool:
        """Return whether an element is a note that only words which went lead to, or the way back to a mark among them."""
        if tag == "li":
            note = "#" + given.get("id", "")
            return note in self._unmarked and note not in self._marked
        return given.get("role") == "doc-backlink" and given["href"] in self._gone

    def _begin(self, tag: str, beginning: str, end: str) -> None:
        self.found.append(beginning)
        if tag not in _VOID:
            self._ends.append((tag, end))

    def _within(self, tag: str) -> bool:
        return any(each == tag for each, _ in self._ends)

    def handle_endtag(self, tag: str) -> None:
        """Write the end of an element."""
        if tag in _VOID:
            return
        if self._lost:
            self._lost -= 1
        elif self._within(tag):
            while self._ends:
                opened, end = self._ends.pop()
                if opened in _HEADINGS:
                    self.found[-1] = self.found[-1].rstrip()
                self.found.append(end)
                if opened == tag:
                    return

    def handle_data(self, data: str) -> None:
        """Write text."""
        if not self._lost:
            self.found.append(escape(data, quote=False))

    def _attributes(self, tag: str, given: dict[str, str]) -> str:
        kept = {name: given[name] for name in _ATTRIBUTES.get(tag, ()) if name in given}
        if "href" in kept:
            kept["href"] = self._href(kept["href"])
        if "id" in given and tag in _WITH_ID:
            kept["id"] = self._prefix + given["id"]
        if "lang" in given:
            kept["lang"] = given["lang"]
        return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())

    def _href(self, href: str) -> str:
        if href.startswith("#"):
            self._marked.add(href)
            return "#" + self._prefix + href[1:]
        return self._to_address(href) if href.startswith("/") else href
