"""What the engine says of a query that it cannot read -> a sentence with the place, for the one who wrote it."""

from __future__ import annotations

import re

from portal.errors import QuerySyntaxError

ABOUT = "the-query-cannot-be-read"
_PLACE = re.compile(r"error at (\d+):(\d+): ")
_SENTENCE = re.compile(r"(?:one of |, )((?:The |Duplicated |Prefix )[A-Za-z ]+)")
_SHOWN = 30  # characters of the query that are shown
_BEFORE_NAME = re.compile(r"[\s<({\[,;./|^!?]")


def syntax_error(said: str, query: str) -> QuerySyntaxError:
    """Return the engine's complaint as our error: with line and column, and the reason in few words."""
    place = _PLACE.match(said)
    if not place:
        return QuerySyntaxError(f"The query cannot be read: {said.rstrip('.')}.", ABOUT)
    line, column = int(place[1]), int(place[2])
    return QuerySyntaxError(f"Line {line}, column {column}: {_reason(said, query, line, column)}", ABOUT, line=line, column=column)


def _reason(said: str, query: str, line: int, column: int) -> str:
    if "Prefix not found" in said:
        return f"a prefix stands there{_prefix(query, line, column)} that the query does not declare. Add its PREFIX line."
    sentence = _SENTENCE.search(said)
    if sentence:
        return f"{sentence[1][0].lower()}{sentence[1][1:]}."
    rest = _line(query, line)[column - 1 :].strip()
    return f"the query cannot be read from “{rest[:_SHOWN]}” on." if rest else "something is missing or wrong before this place."


def _line(query: str, line: int) -> str:
    lines = query.split("\n")
    return lines[line - 1] if line <= len(lines) else ""


def _prefix(query: str, line: int, column: int) -> str:
    """Return the prefix that ends at a place, as ` (name:)`."""
    before, colon, _ = _line(query, line)[: column - 1].rpartition(":")
    name = _BEFORE_NAME.split(before)[-1]
    return f" ({name}:)" if colon and name.isidentifier() else ""
