"""Why a query has no answer, as a sentence in the reader's language, with the place in the query."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask_babel import gettext

from portal.errors import QueryBusy, QueryError, QueryRefused, QuerySyntaxError, QueryTooLarge, QueryTooSlow
from portal.graph.prefixes import undeclared
from portal.namespaces import PREFIXES
from portal.settings import Settings
from portal.web.house import house

_STATUS = {QueryBusy: 503, QueryTooSlow: 503, QueryTooLarge: 413, QueryRefused: 403}
_AROUND = 80  # characters of a line that are shown on either side of a fault
_PLACE = re.compile(r"\s*Line (\d+), column (\d+): ")


@dataclass(frozen=True)
class Fault:
    """A sentence, with the engine's own English words (`said`) where we have no better; line and column from 1, or 0.

    before, after: what stands on the line before the place and from it on.
    """

    sentence: str
    status: int
    said: str = ""
    line: int = 0
    column: int = 0
    before: str = ""
    after: str = ""


def fault(error: QueryError, query: str) -> Fault:
    """Return why a query has no answer."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    if isinstance(error, QuerySyntaxError):
        return _syntax(str(error), query, status)
    return Fault(_sentence(error, house().settings), status)


def _sentence(error: QueryError, settings: Settings) -> str:
    if isinstance(error, QueryBusy):
        return str(gettext("Other queries are running just now. Run yours again in a few seconds."))
    if isinstance(error, QueryTooSlow):
        return str(
            gettext(
                "The query ran longer than %(seconds)s seconds and was stopped. Make it narrower: name a thing, or add LIMIT.",
                seconds=f"{settings.query_seconds:g}",
            )
        )
    said = str(error)
    if isinstance(error, QueryTooLarge):
        return str(
            gettext("The answer is too large to be given. Ask for less at a time: add LIMIT, or name fewer variables.")
            if "memory" not in said
            else gettext("The query needs too much memory and was stopped. Ask for less at a time.")
        )
    if "SERVICE" in said:
        return str(
            gettext("SERVICE is refused: this portal calls no other server. Ask the other server from a program of your own.")
        )
    if "characters" in said:
        most = settings.query_characters
        return str(gettext("The query is too long: at most %(most)s characters are read. Shorten it.", most=most))
    if "nest" in said:
        return str(gettext("The query has too many brackets inside each other. Write it flatter."))
    return str(
        gettext("Only questions are answered here: nothing sent changes the data. Begin with SELECT, ASK, CONSTRUCT or DESCRIBE.")
    )


def _back(query: str, line: int, column: int) -> tuple[int, int]:
    """Return the place of the last letter up to a place: the engine tells where it stopped, after blanks and line ends."""
    lines = query.split("\n")[:line]
    lines[-1] = lines[-1][:column]
    text = "\n".join(lines).rstrip()
    return text.count("\n") + 1, max(1, len(text) - text.rfind("\n") - 1)


def _syntax(said: str, query: str, status: int) -> Fault:
    if "none of SELECT" in said:
        return Fault(str(gettext("This is no query: it has none of the words SELECT, ASK, CONSTRUCT and DESCRIBE.")), status, "")
    place = _PLACE.match(said)
    unknown = [prefix for prefix in undeclared(query) if prefix not in PREFIXES]
    line, column = _back(query, int(place[1]), int(place[2])) if place else (0, 0)
    text = query.split("\n")[line - 1] if line else ""
    where = (line, column, text[max(0, column - 1 - _AROUND) : max(0, column - 1)], text[max(0, column - 1) : column - 1 + _AROUND])
    if unknown and "prefix" in said.lower():
        sentence = gettext(
            "The prefix “%(name)s:” is not declared, and it is none of ours. Add a line PREFIX for it.", name=unknown[0]
        )
        return Fault(str(sentence), status, "", *where)
    if not place:
        return Fault(str(gettext("The query cannot be answered as it stands.")), status, said)
    sentence = gettext(
        "The query cannot be read from line %(line)s, column %(column)s on. Often the mistake is a little before that.",
        line=line,
        column=column,
    )
    return Fault(str(sentence), status, "", *where)
