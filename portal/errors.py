"""Every error that Kierre raises itself.

KierreError
├── SourceError            a source file cannot be read; says file, line and what to do
├── BadValues              `name: value` lines cannot be read; says line and what to do
├── QueryError             a query cannot be answered
│   ├── QueryRefused       it must not run here (SERVICE, updates, too deep)
│   ├── QuerySyntaxError   it is not SPARQL
│   ├── QueryBusy          every worker is busy, or the one that was at it ended
│   ├── QueryTooSlow       it met the time limit
│   ├── QueryTooLarge      it met the memory or result limit
│   └── NotWritable        its answer cannot be written in the format asked for
├── BadQuestion            a question to the analysis has a parameter that cannot be used
├── UnknownName            there is no such thing, statement or page
├── ReleaseError           a data release cannot be made, or cannot be read
│   └── ReleaseBusy        its data is not at hand in this moment
├── PressError             a file for a course cannot be made
│   └── PressBusy          too many are being made
├── PinError               an address names a release that cannot be shown at it
├── PictureError           a picture cannot be made of what was asked for
├── DataNotReady           the data has errors, so nothing is served
├── CannotListen           another server listens at this address, or nobody can
└── EngineError            the engine far away cannot answer now; a page is not made
    ├── EngineTooSlow      it met the time limit
    ├── EngineTooLarge     it sends more than is read
    ├── EngineRefusal      it answers, but not with an answer
    └── VersionMissing     it does not hold this data version
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EADDRINUSE
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
    """A query cannot be answered.

    about: the paragraph of the guide to the endpoint that explains it; members: what a program wants to know besides, such as
    the name and value of a limit, or line and column.
    """

    def __init__(self, message: str, about: str = "", **members: object) -> None:
        super().__init__(message)
        self.about, self.members = about, members

    def __reduce__(self) -> tuple[Callable[..., QueryError], tuple[object, ...]]:
        """Let the error travel between processes with all it says."""
        return _again, (type(self), str(self), self.about, self.members)


def _again(kind: type[QueryError], message: str, about: str, members: dict[str, object]) -> QueryError:
    return kind(message, about, **members)


class QueryRefused(QueryError):
    """The query must not run here."""


class QuerySyntaxError(QueryError):
    """The text is not a SPARQL query that can be evaluated."""


class QueryBusy(QueryError):
    """Every worker is busy with another query, or the one that was at it ended; the same query may be sent again soon."""


class QueryTooSlow(QueryError):
    """The query met the time limit."""


class QueryTooLarge(QueryError):
    """The query met the memory limit or the result limit."""


class NotWritable(QueryError):
    """The answer cannot be written in the format asked for."""


class BadQuestion(KierreError):
    """A question to the analysis has a parameter that cannot be used; says what to change."""


class UnknownName(KierreError):
    """There is no such thing, statement or page."""


class ReleaseError(KierreError):
    """A data release cannot be made, or one that was made cannot be read; says what to do."""


class ReleaseBusy(ReleaseError):
    """The data of a release is not at hand, and is not read now since others were just read; seconds: when to ask again."""

    def __init__(self, number: str, seconds: int) -> None:
        super().__init__(f"The data of release {number} is not at hand in this moment. Ask again in {seconds} seconds.")
        self.number, self.seconds = number, seconds


class PinError(KierreError):
    """An address names a release (`v`) that cannot be shown at it; its text is in English, for programs.

    status: of the answer; said: the same in the reader's language.
    """

    def __init__(self, message: str, status: int, said: str) -> None:
        super().__init__(message)
        self.status, self.said = status, said


class PictureError(KierreError):
    """A picture cannot be made of what was asked for; its text is in the reader's language."""


class PressError(KierreError):
    """A file for a course cannot be made; says what to do."""


class PressBusy(PressError):
    """Too many files are being made; the same one may be asked for again soon."""


class DataNotReady(KierreError):
    """The data has errors, so nothing is served."""


class CannotListen(KierreError):
    """The server cannot listen at an address; says what to do."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        if error.errno == EADDRINUSE:
            super().__init__(f"Another server listens on {host}, port {port}. End it, or choose another port with --port.")
        else:
            why = error.strerror or error
            super().__init__(f"Cannot listen on {host}, port {port}: {why}. Choose another with --host and --port.")


class EngineError(KierreError):
    """The engine far away cannot answer now."""


class EngineTooSlow(EngineError):
    """The engine did not answer in time."""


class EngineTooLarge(EngineError):
    """The engine sends more than is read."""


class EngineRefusal(EngineError):
    """The engine answered with a status that is no success.

    status: that status; said: what it said in plain words, or nothing.
    """

    def __init__(self, message: str, status: int, said: str) -> None:
        super().__init__(message)
        self.status, self.said = status, said


class VersionMissing(EngineError):
    """The engine does not hold this data version, or no longer."""
