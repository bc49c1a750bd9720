"""The text of a query as the tokens of SPARQL 1.1, and what can be counted in them before any parser meets it.

https://www.w3.org/TR/sparql11-query/#sparqlGrammar. Words inside strings, IRIs, names and comments do not count. What a `<` begins
depends on where it stands: between brackets of an expression it compares, elsewhere it opens an IRI. A token must end where the
engine ends it: what is read as a text here and as a call there would pass.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_LETTERS = (  # PN_CHARS_BASE
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FURTHER = r"0-9_\u00b7\u0300-\u036f\u203f\u2040"
_IRI = r"<(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"
_SHORT = {quote: rf"{quote}(?:[^{quote}\\\n\r]|\\.)*" for quote in "\"'"}  # a string without the quote that ends it, as the next
_LONG = {quote: rf"{quote}{{3}}(?:[^{quote}\\]|\\.|{quote}{{1,2}}(?!{quote}))*" for quote in "\"'"}
_RUN = rf"[{_LETTERS}][{_LETTERS}{_FURTHER}.\-]*"
_TOKEN = re.compile(
    rf"""
    (?P<iri> {_IRI} )
  | (?P<string> ["'] )
  | (?P<comment> \#[^\n\r]* )
  | (?P<variable> [?$][{_LETTERS}{_FURTHER}]+ )
  | (?P<name> (?:{_RUN})?:(?:(?:[{_LETTERS}0-9_:%]|\\.)(?:[{_LETTERS}{_FURTHER}:%.\-]|\\.)*)?
            | _:[{_LETTERS}{_FURTHER}.\-]+ )
  | (?P<tag> @[A-Za-z\-0-9]+ )
  | (?P<number> (?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+\-]?[0-9]+ | [0-9]+(?:\.[0-9]+)? | \.[0-9]+ )
  | (?P<word> [A-Za-z_]\w* )
  | (?P<open> << | [({{\[] )
  | (?P<close> >> | [)}}\]] )
  | (?P<sign> && | \|\| | [!+\-^/|*=<>] )
  | (?P<mark> [.;,] )
  | (?P<other> [^\s] )
    """,
    re.VERBOSE | re.DOTALL,
)
_WITHIN = re.compile(_TOKEN.pattern.replace(f"(?:{_RUN})?:", ":"), _TOKEN.flags)  # of a run that no `:` ends: it holds no prefix
_RUNS = re.compile(_RUN)
_STRINGS = "|".join(f"{begun}(?:{quote * ends})?" for ends, some in ((3, _LONG), (1, _SHORT)) for quote, begun in some.items())
_SPELT = re.compile(rf"{_IRI}|{_STRINGS}|\#[^\n\r]*|\\u([0-9A-Fa-f]{{4}})|\\U([0-9A-Fa-f]{{8}})", re.DOTALL)
_BEGUN = {quote: re.compile(begun, re.DOTALL) for quote, begun in _SHORT.items()}
_ENDED = {quote: re.compile(begun + 3 * quote, re.DOTALL) for quote, begun in _LONG.items()}
_TERMS = {"iri", "string", "variable", "name", "number", "tag"}
_BEFORE_OPERATOR = _TERMS | {"close"}
_BEFORE_TERM = {"sign", "open", "mark"}
_RDF12 = 3  # joins: triples about triples cost the engine more
_WITHOUT_BLANKS = re.compile(r"['#()\[\]!]")  # in `<…>`: what would hide the rest of the query, if `<` were read wrongly
_ADDRESS = re.compile(r"<[A-Za-z][\w+.\-]*://")  # no comparison begins like this
_COMPARED = re.compile("<" + _IRI)  # or a triple without blanks


class Token(NamedTuple):
    """A token: its kind, as it stands, and where it begins."""

    kind: str
    said: str
    start: int

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.start + len(self.said)


@dataclass(frozen=True)
class Most:
    """The deepest nesting, the most joins and the most links that are read; where there is more, the rest of a text is not."""

    depth: int
    joins: int
    links: int


@dataclass(frozen=True)
class Reading:
    """What a text consists of, as far as it was read.

    words: the bare words, in upper case; depth: the deepest nesting, of brackets and of signs in a row; joins: patterns that the
    engine puts in order; links: operators, words and names of which it makes chains; calls_service: whether SERVICE stands there;
    doubtful: a `<` that may compare or open an IRI, or ""; blank: whether a blank node stands there.
    """

    words: tuple[str, ...]
    depth: int
    joins: int
    links: int
    calls_service: bool
    doubtful: str
    blank: bool


def spelt(text: str) -> str:
    """Return a text without the codepoint escapes that stand outside of strings, IRIs and comments (SPARQL 1.1, 19.2)."""

    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2] or "D800", 16)
        return match[0] if 0xD800 <= number <= 0xDFFF or number > sys.maxunicode else chr(number)

    return _SPELT.sub(character, text) if "\\" in text else text


def read(text: str, most: Most) -> Reading:
    """Return what a text consists of, up to where it has more than is read."""
    reader = _Reader(text)
    reader.run(most)
    calls = any("SERVICE" in word for word in reader.words) or _service_in_name(reader.tokens)
    return Reading(tuple(reader.words), reader.deepest, reader.joins, reader.links, calls, reader.doubtful, reader.blank)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text, without comments."""
    reader = _Reader(text)
    reader.run()
    return reader.tokens


class _Reader:
    """Goes through the tokens of a text, with the open brackets in mind."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.tokens: list[Token] = []
        self.deepest = self.joins = self.links = self._signs = 0
        self.doubtful, self.blank = "", False
        self._endless: dict[str, int] = {}  # by quote: up to where no string ends that a single one begins
        self._endless_long: set[str] = set()  # quotes of which three began a string that does not end
        self._open: list[str] = []
        self._data = -1  # from the word VALUES to the brace that ends it: how many brackets were open before it
        self._template = -1  # inside the triples that CONSTRUCT makes: as many

    def run(self, most: Most | None = None) -> None:
        """Read the whole text, or as long as there is no more than that."""
        place = end = 0  # end: of the run of letters that stands here and that no `:` ends
        while match := (_TOKEN if place >= end else _WITHIN).search(self.text, place):
            kind, said = match.lastgroup or "", match[0]
            if kind == "string":
                said = self._string(match.start())
                kind = kind if len(said) > 1 else "other"
            if kind in {"word", "other"} and match.start() >= end and (run := _RUNS.match(self.text, match.start())):
                end = run.end()
            if said == "<<" and self._in_brackets() and (compared := _COMPARED.match(self.text, match.start())):
                if self._may_compare() and _WITHOUT_BLANKS.search(compared[0]) and not _ADDRESS.match(compared[0][1:]):
                    self.doubtful = self.doubtful or compared[0]
                if self._may_compare():
                    kind, said = "sign", "<"
            elif kind == "iri" and self._may_compare():
                if _WITHOUT_BLANKS.search(said) and not _ADDRESS.match(said):
                    self.doubtful = self.doubtful or said
                elif not _ADDRESS.match(said):
                    kind, said = "sign", "<"
            place = match.start() + len(said)
            if kind != "comment":
                self._take(kind, said)
                self.tokens.append(Token(kind, said, match.start()))
                if most and (self.deepest > most.depth or self.joins > most.joins or self.links > most.links):
                    return

    def _string(self, start: int) -> str:
        """Return the string that begins here, or its first quote if nothing ends it.

        Where one does not end, none ends that begins within it: what would end that one would have ended it too. So it is not
        looked for again, which takes more than a minute in one of 100,000 characters.
        """
        quote = self.text[start]
        if quote not in self._endless_long and self.text.startswith(3 * quote, start):
            if long := _ENDED[quote].match(self.text, start):
                return long[0]
            self._endless_long.add(quote)
        if start >= self._endless.get(quote, 0) and (begun := _BEGUN[quote].match(self.text, start)):
            if self.text.startswith(quote, begun.end()):
                return begun[0] + quote
            self._endless[quote] = begun.end()
        return quote

    def _in_brackets(self) -> bool:
        return self._data < 0 and bool(self._open) and self._open[-1] in {"(", "<<"}

    def _may_compare(self) -> bool:
        """Return whether a comparison may stand here: between brackets, after anything but what a term must follow.

        After `>` one may: it may be the end of an IRI that was read as a comparison.
        """
        if not self._in_brackets():
            return False
        kind, said, _ = self.tokens[-1]
        return kind not in _BEFORE_TERM or said == ">"

    def _take(self, kind: str, said: str) -> None:
        self._signs = self._signs + 1 if kind == "sign" else 0
        self._count(kind, said)
        if kind == "word":
            self.words.append(said.upper())
            if self.words[-1] == "VALUES" and self._data < 0:
                self._data = len(self._open)
        elif kind == "name":
            self.blank |= said.startswith("_:")
        elif kind == "open":
            self._enter(said)
        elif kind == "close":
            self._leave(said)
        self.deepest = max(self.deepest, len(self._open) + self._signs)

    def _enter(self, said: str) -> None:
        if said == "{" and self.tokens and self.tokens[-1][1].upper() == "CONSTRUCT":
            self._template = len(self._open)
        self.blank |= said == "[" or (said == "(" and 0 <= self._template < len(self._open))  # or a list, which is made of them
        self._open.append(said)

    def _leave(self, said: str) -> None:
        if self._open and (said != ">>" or self._open[-1] == "<<"):
            self._open.pop()
        if said == "}" and len(self._open) <= self._data:
            self._data = -1
        if len(self._open) <= self._template:
            self._template = -1

    def _count(self, kind: str, said: str) -> None:
        if self._data >= 0:
            return
        inside = self._open[-1] if self._open else ""
        if kind in {"sign", "word"} or said == "(" or (not inside and kind in {"iri", "name"}):
            self.links += 1
        if 0 <= self._template < len(self._open):
            return
        if kind == "mark":
            self.joins += inside != "("
        elif kind == "open":
            self.joins += _RDF12 if said == "<<" else said != "(" or self._follows_term()
        elif said == "|" and self.tokens and self.tokens[-1][1] == "{":
            self.joins += _RDF12
        elif (kind in _TERMS and inside == "(" and self._follows_term()) or said == "/" or said.upper() == "VALUES":
            self.joins += 2 if kind in _TERMS else 1

    def _follows_term(self) -> bool:
        """Return whether the token before ends a term, so that with the next one it is part of a collection."""
        return bool(self.tokens) and self.tokens[-1][0] in _BEFORE_OPERATOR and bool(self._open) and self._open[-1] == "("


def _service_in_name(tokens: list[Token]) -> bool:
    """Return whether SERVICE is glued to a name, as in `SERVICEex:a {`: the engine needs no blank between the two.

    A name before a brace is otherwise only that of a graph, after GRAPH, FROM or NAMED, or one whose whole prefix is declared.
    """
    declared = {said for (_, before, _), (_, said, _) in pairwise(tokens) if before.upper() == "PREFIX"}
    for (_, before, _), (kind, said, _), (_, after, _) in zip(tokens, tokens[1:], tokens[2:], strict=False):
        prefix = said.partition(":")[0]
        glued = kind == "name" and "SERVICE" in prefix.upper() and f"{prefix}:" not in declared
        if glued and after == "{" and before.upper() not in {"GRAPH", "FROM", "NAMED"}:
            return True
    return False
