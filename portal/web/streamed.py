"""Large answers, sent bit by bit from a file, so that no serving process holds one whole; few at a time, and to nobody for ever."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import BinaryIO

from werkzeug.exceptions import ServiceUnavailable

from portal.graph.worker import Answer
from portal.web.house import house

_CHUNK = 128 * 1024
_GRACE = 60.0  # seconds in which a reader may be as slow as he likes
_SLOWEST = 16 * 1024  # bytes a second that he must have read on the whole after that: others wait for the place


class Streamed:
    """A file bit by bit. size: its bytes; encoding: how they are compressed, as br or gzip, or not at all."""

    def __init__(
        self,
        file: BinaryIO | Callable[[], BinaryIO],
        size: int,
        encoding: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read a file, or what opens one when the first bit is asked for, so that HEAD and 304 do without.

        Raises ServiceUnavailable when too many are under way: each holds a thread of the server until its reader has read it.
        """
        self.size, self.encoding = size, encoding
        self._file: BinaryIO | None = None if callable(file) else file
        self._open = file if callable(file) else None
        self._clock, self._began, self._sent = clock, 0.0, 0
        self._held: list[Callable[[], object]] = []
        under_way = house().downloads
        if not under_way.acquire(blocking=False):
            self.close()
            raise ServiceUnavailable("Too many large answers are under way. Try again in half a minute.", retry_after=30)
        self._held.append(under_way.release)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._held:
            raise StopIteration
        now = self._clock()
        self._began = self._began or now
        if self._sent < (now - self._began - _GRACE) * _SLOWEST:
            self.close()
            raise ConnectionAbortedError("The reader was too slow.")
        if self._file is None and self._open:
            self._file = self._open()
        chunk = self._file.read(_CHUNK) if self._file else b""
        if not chunk:
            self.close()
            raise StopIteration
        self._sent += len(chunk)
        return chunk

    def close(self) -> None:
        """Read no further."""
        if self._file:
            self._file.close()
        if self._held:
            self._held.pop()()

    def __del__(self) -> None:
        self.close()


def body_of(answer: Answer) -> bytes | Streamed:
    """Return the body of an answer: its bytes, or what sends them when there are many; raises ServiceUnavailable."""
    if answer.file < 0:
        return answer.body
    file = os.fdopen(answer.file, "rb", buffering=0)
    file.seek(0)
    return Streamed(file, answer.size, answer.encoding)
