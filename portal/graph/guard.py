"""Reads a stranger's query before it runs: which form it has, and whether it must be refused.

The engine decodes codepoint escapes (\\u0053ERVICE) within strings and IRIs only, so those elsewhere are decoded here, and what the
query is is read from what the engine gets. What must be refused is looked for in the wholly decoded text too. This is the first
of three walls: the process that runs the query asks the engine itself whether it calls another server (calls.py), and cannot open
a connection at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from portal.errors import QueryRefused, QuerySyntaxError
from portal.graph.tokens import Most, Reading, read, spelt


class Form(StrEnum):
    """The four forms of a query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


# The engine's time to put patterns in order grows with the cube of their number (100: a second); each link of a chain is a level of
# its stack.
JOINS = 100
LINKS = 1000

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_CHANGING = {"NOW", "RAND", "UUID", "STRUUID", "BNODE"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True)
class Guarded:
    """A query that may run: its text, its form, and whether it names its dataset by FROM.

    changing: whether its answer may differ from time to time, because it asks for the time or for chance.
    """

    text: str
    form: Form
    names_dataset: bool
    changing: bool = False


def _decode(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number <= 0x10FFFF else match[0]

    return _ESCAPE.sub(character, text)


def guard(text: str, *, characters: int, depth: int, joins: int = JOINS, links: int = LINKS) -> Guarded:
    """Return a query that may run.

    characters, depth, joins, links: the longest text, the deepest nesting, the most patterns and the longest chains allowed. Raises
    QueryRefused for what must not run (over these, SERVICE, an update) and QuerySyntaxError for what is no query; the sentence
    says what to change.
    """
    check_length(text, characters)
    text = spelt(text)
    decoded = _decode(text)
    most = Most(depth, joins, links)
    readings = [read(text, most), *([read(decoded, most)] if decoded != text else [])]
    for reading in readings:
        _check_size(reading, most)
    for reading in readings:
        _check_calls(reading)
    for reading in readings:
        _check_update(reading)
    words = readings[0].words
    word = _first_of(words, set(Form))
    if not word:
        raise QuerySyntaxError(
            "Line 1, column 1: The text is no query: it has none of SELECT, ASK, CONSTRUCT and DESCRIBE.",
            "the-query-cannot-be-read",
            line=1,
            column=1,
        )
    new = word == Form.CONSTRUCT and readings[0].blank  # blank nodes get new names each time
    return Guarded(text, Form(word), "FROM" in words, new or not _CHANGING.isdisjoint(words))


def check_length(text: str, characters: int) -> None:
    """Raise QueryRefused for a text that is too long to be read."""
    if len(text) > characters:
        raise QueryRefused(
            f"The query has {len(text)} characters; at most {characters} are read. Shorten it, for example its VALUES.",
            "too-long-or-too-deep",
            limit="characters",
            value=characters,
        )


def _first_of(words: tuple[str, ...], known: set[str]) -> str:
    return next((word for word in words if word in known), "")


def _check_size(reading: Reading, allowed: Most) -> None:
    for limit, found, most, sentence in (
        ("depth", reading.depth, allowed.depth, "The query nests brackets or signs more than {} deep. Write it flatter."),
        (
            "patterns",
            reading.joins,
            allowed.joins,
            "The query has more than {} patterns, groups or steps of paths. Ask in several queries; long lists belong in VALUES.",
        ),
        (
            "links",
            reading.links,
            allowed.links,
            "The query has more than {} words, signs and calls outside VALUES. Ask in several; long lists belong in VALUES.",
        ),
    ):
        if found > most:
            raise QueryRefused(sentence.format(most), "too-long-or-too-deep", limit=limit, value=most)


def _check_update(reading: Reading) -> None:
    word = _first_of(reading.words, _UPDATES | set(Form))
    if word in _UPDATES:
        raise QueryRefused(
            f"{word} is refused: this endpoint answers queries only; nothing that is sent to it changes data.", "no-changes"
        )


def _check_calls(reading: Reading) -> None:
    if reading.calls_service:
        raise QueryRefused(
            "SERVICE is refused: this endpoint calls no other server. Ask the other endpoint from your own program.",
            "no-other-servers",
        )
    if reading.doubtful:
        raise QueryRefused(
            f"{reading.doubtful[:40]} may be an IRI or a comparison. Write blanks around < and >, or the whole address.",
            "too-long-or-too-deep",
        )
