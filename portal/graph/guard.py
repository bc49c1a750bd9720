"""Reads a stranger's query before it runs: which form it has, and whether it must be refused.

The text is split into the tokens of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#sparqlGrammar), so that words inside strings,
IRIs, names and comments do not count. Because codepoint escapes (\\u0053ERVICE) are decoded before a query is parsed, the decoded
text is read too. This is the first of two walls: the process that runs the query cannot open a connection at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from portal.errors import QueryRefused, QuerySyntaxError


class Form(StrEnum):
    """The four forms of a query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_TOKEN = re.compile(
    r"""
    (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<string> \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<comment> \#[^\n\r]* )
  | (?P<variable> [?$]\w+ )
  | (?P<name> (?:[^\W\d_][\w.\-]*)?:(?:[\w:%\-.]|\\.)* | _:[\w.\-]+ )
  | (?P<tag> @[A-Za-z\-0-9]+ )
  | (?P<word> [A-Za-z_]\w* )
  | (?P<open> [({\[] )
  | (?P<close> [)}\]] )
  | (?P<sign> [!+\-^/|*] )
  | (?P<other> [^\s] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True)
class Guarded:
    """A query that may run: its text, its form, and whether it names its dataset by FROM."""

    text: str
    form: Form
    names_dataset: bool


@dataclass(frozen=True)
class _Reading:
    words: tuple[str, ...]
    depth: int
    calls_service: bool


def _decode(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number <= 0x10FFFF else match[0]

    return _ESCAPE.sub(character, text)


def _read(text: str) -> _Reading:
    """Return the bare words in upper case and the deepest nesting: of brackets, and of signs that stand in a row."""
    words, depth, deepest, signs = [], 0, 0, 0
    tokens = [match for match in _TOKEN.finditer(text) if match.lastgroup != "comment"]
    for match in tokens:
        kind = match.lastgroup
        signs = signs + 1 if kind == "sign" else 0
        if kind == "word":
            words.append(match[0].upper())
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        deepest = max(deepest, depth + signs)
    return _Reading(tuple(words), deepest, any("SERVICE" in word for word in words) or _service_in_name(tokens))


def _service_in_name(tokens: list[re.Match[str]]) -> bool:
    """Return whether SERVICE is glued to a name, as in `SERVICEex:a {`: the engine needs no blank between the two.

    A name before a brace is otherwise only that of a graph: after GRAPH, FROM or NAMED.
    """
    for before, match, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        glued = match.lastgroup == "name" and "SERVICE" in match[0].partition(":")[0].upper()
        if glued and after[0] == "{" and before[0].upper() not in {"GRAPH", "FROM", "NAMED"}:
            return True
    return False


def guard(text: str, *, characters: int, depth: int) -> Guarded:
    """Return a query that may run.

    characters, depth: the longest text and deepest nesting allowed. Raises QueryRefused for what must not run (too long, too deep,
    SERVICE, an update) and QuerySyntaxError for what is no query; the sentence says what to change.
    """
    if len(text) > characters:
        raise QueryRefused(
            f"The query has {len(text)} characters; at most {characters} are read. Shorten it, for example its VALUES."
        )
    readings = (_read(text), _read(_decode(text)))
    if max(reading.depth for reading in readings) > depth:
        raise QueryRefused(f"The query nests brackets or signs more than {depth} deep. Write it flatter.")
    if any(reading.calls_service for reading in readings):
        raise QueryRefused("SERVICE is refused: this endpoint calls no other server. Ask the other endpoint from your own program.")
    for word in readings[1].words:
        if word in _UPDATES:
            raise QueryRefused(f"{word} is refused: this endpoint answers queries only; nothing that is sent to it changes data.")
        if word in Form.__members__:
            return Guarded(text, Form(word), "FROM" in readings[1].words)
    raise QuerySyntaxError("The text is no query: it has none of SELECT, ASK, CONSTRUCT and DESCRIBE.")
