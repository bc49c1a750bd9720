"""Every error that Kierre raises itself.

KierreError
├── SourceError            a source file cannot be read; says file, line and what to do
├── BadValues              `name: value` lines cannot be read; says line and what to do
├── QueryError             a query cannot be answered
│   ├── QueryRefused       it must not run here (SERVICE, updates, too deep)
│   ├── QuerySyntaxError   it is not SPARQL
│   ├── QueryBusy          every worker is busy
│   ├── QueryTooSlow       it met the time limit
│   └── QueryTooLarge      it met the memory or result limit
├── BadQuestion            a question to the analysis has a parameter that cannot be used
├── UnknownName            there is no such thing, statement or page
├── PictureError           a picture cannot be made of what was asked for
└── DataNotReady           the data has errors, so nothing is served
"""

from __future__ import annotations

from pathlib import Path


class KierreError(Exception):
    """Any error of ours; its text is a sentence for the person who meets it."""


class SourceError(KierreError):
    """A source file cannot be read.

    file: where; line: from 1, or 0 when it is not known; message: what is wrong and what to do.
    """

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file, self.line, self.message = file, line, message


class BadValues(KierreError):
    """Lines of the form `name: value` cannot be read.

    line: from 1; message: what is wrong and what to do, without what they are.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


class QueryError(KierreError):
    """A query cannot be answered."""


class QueryRefused(QueryError):
    """The query must not run here."""


class QuerySyntaxError(QueryError):
    """The text is not a SPARQL query that can be evaluated."""


class QueryBusy(QueryError):
    """Every worker is busy with another query; the same query may be sent again soon."""


class QueryTooSlow(QueryError):
    """The query met the time limit."""


class QueryTooLarge(QueryError):
    """The query met the memory limit or the result limit."""


class BadQuestion(KierreError):
    """A question to the analysis has a parameter that cannot be used; says what to change."""


class UnknownName(KierreError):
    """There is no such thing, statement or page."""


class PictureError(KierreError):
    """A picture cannot be made of what was asked for; its text is in the reader's language."""


class DataNotReady(KierreError):
    """The data has errors, so nothing is served."""
