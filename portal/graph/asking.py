"""Makes of a query what is sent to an engine that holds several versions: values bound, prefixes declared, graphs renamed.

It is done by tokens (see tokens.py), so that what stands in comments or looks like a name inside a string is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

from portal.graph.tokens import tokens
from portal.graph.versions import Names
from portal.namespaces import GRAPH, PREFIXES

_QUOTES = re.compile(r"\"\"\"|'''|\"|'")
_ESCAPED = re.compile(r"\\(.)")
_NO_LINE_END = re.compile(r"[^\n]")


@dataclass
class _Scope:
    """The prefixes and the base that have been declared so far, and the graphs that FROM names."""

    names: Names
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = ""
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)

    def iri(self, token: str, kind: str) -> str:
        """Return what an IRI or a prefixed name stands for; nothing when its prefix is not declared."""
        if kind == "iri":
            return urljoin(self.base, token[1:-1]) if self.base else token[1:-1]
        prefix, _, local = token.partition(":")
        return self.prefixes[prefix] + _ESCAPED.sub(r"\1", local) if prefix in self.prefixes else ""

    def renamed(self, token: str, kind: str) -> str:
        """Return a token with the name of a graph as the engine knows it; other tokens as they are."""
        if kind == "string":
            quotes = _QUOTES.match(token)
            start = quotes.end() if quotes else 0
            return token[:start] + self.names.base + token[start + len(GRAPH) :] if token.startswith(GRAPH, start) else token
        if kind == "name" and self.prefixes.get(token.partition(":")[0], "").startswith(GRAPH):
            return token  # its prefix has been declared anew
        iri = self.iri(token, kind)
        return f"<{self.names.of(iri)}>" if iri.startswith(GRAPH) else token


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Asked:
    """A query as it is sent, the graphs, by their plain names, that its own FROM clauses named, and what was replaced in it."""

    text: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    pieces: tuple[_Piece, ...] = ()

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Return line and column, from 1, that a place in what is sent has in the query as it came: lines stay lines."""
        start = sum(len(each) + 1 for each in self.text.split("\n")[: line - 1])
        sent, longer = start + column - 1, 0
        for piece in self.pieces:
            begun = piece.start + longer
            if begun > sent:
                break
            more = len(piece.text) - (piece.end - piece.start)
            if begun >= start:
                column -= min(more, max(0, sent - begun))
            longer += more
        return line, column


def for_engine(text: str, names: Names) -> Asked:
    """Return a stranger's query with the graphs of a version, and without FROM: what FROM said must be sent beside it."""
    scope = _Scope(names)
    pieces, sent, end = tuple(_renaming(text, scope)), [], 0
    for piece in pieces:
        sent += [text[end : piece.start], piece.text]
        end = piece.end
    return Asked("".join((*sent, text[end:])), tuple(scope.default), tuple(scope.named), pieces)


def _renaming(text: str, scope: _Scope) -> Iterator[_Piece]:
    """Give each stretch of a query that is to be replaced, and by what."""
    before: list[str] = ["", ""]  # the last two tokens
    clause = 0  # where FROM began
    for each in tokens(text):
        kind, token, start = each
        word = token.upper() if kind == "word" else token
        if kind in {"iri", "name", "string"}:
            if kind == "iri" and before[1] == "BASE":
                scope.base = scope.iri(token, kind)
            elif kind == "iri" and before[0] == "PREFIX":
                scope.prefixes[before[1].removesuffix(":")] = scope.iri(token, kind)
                yield _Piece(start, each.end, scope.renamed(token, kind))
            elif before[1] == "FROM" or before == ["FROM", "NAMED"]:
                (scope.default if before[1] == "FROM" else scope.named).append(scope.iri(token, kind) or token)
                yield _Piece(clause, each.end, _NO_LINE_END.sub(" ", text[clause : each.end]))
            elif before[1] != "PREFIX":
                yield _Piece(start, each.end, scope.renamed(token, kind))
        elif word == "FROM":
            clause = start
        before = [before[1], word]


@dataclass(frozen=True)
class _Ours:
    """A query of ours in parts: text, or the name of a variable that a value may be put for (`True`: it is listed to be given).

    names_graphs: whether it asks in which graph something stands.
    """

    parts: tuple[tuple[str, str, bool], ...]
    listed: frozenset[str]
    names_graphs: bool


@lru_cache(maxsize=256)
def _ours(query: str, names: Names) -> _Ours:
    found = tokens(query)
    used = {each.said.partition(":")[0] for each in found if each.kind == "name"}
    prologue = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in PREFIXES if prefix in used)
    text = for_engine(prologue + query, names).text
    parts, listed, end, depth, inside = [], set(), 0, 0, False
    for each in tokens(text):
        depth += {"{": 1, "}": -1}.get(each.said, 0)
        inside = inside or depth > 0
        if each.kind == "variable" and (depth or not inside):
            name = each.said[1:]
            parts.append((text[end : each.start], name, depth == 0))
            end = each.end
            if not depth:
                listed.add(name)
    return _Ours(
        (*parts, (text[end:], "", False)),
        frozenset(listed),
        any(each.kind == "word" and each.said.upper() == "GRAPH" for each in found),
    )


def bound(query: str, names: Names, given: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Return a query of ours with values (as SPARQL writes them) for its variables, and the names of the variables that it lists.

    A variable that is given is no longer listed: the answer need not repeat it.
    """
    ours = _ours(query, names)
    text = []
    for before, name, listing in ours.parts:
        text.append(before)
        if name not in given:
            text.append(f"?{name}" if name else "")
        elif not listing:
            text.append(given[name])
    left = ours.listed - given.keys()
    sent = "".join(text)
    return (sent if left or not ours.listed else sent.replace("SELECT", "SELECT *", 1)), ours.listed


def names_graphs(query: str, names: Names) -> bool:
    """Return whether a query of ours asks in which graph something stands."""
    return _ours(query, names).names_graphs
