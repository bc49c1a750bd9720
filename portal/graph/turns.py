"""How many strangers' queries are answered at a time, and how many wait for their turn."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from threading import BoundedSemaphore

from portal.errors import QueryBusy

_PATIENCE = 1.0  # seconds that a query waits for its turn: whoever asks again and again at once then takes little from pages
WAITING = 16  # queries that wait, each in a thread of the server


class Turns:
    """So many at a time; a few more wait shortly, so that waiting queries never take the threads that pages need."""

    def __init__(self, at_once: int) -> None:
        self._turns = BoundedSemaphore(at_once)
        self._queue = BoundedSemaphore(at_once + WAITING)  # those who have a turn, and those who wait for one

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn, but neither long nor in a long queue; raises QueryBusy."""
        busy = QueryBusy("Every worker is busy with another query. Send yours again in a few seconds.", "busy")
        if not self._queue.acquire(blocking=False):
            raise busy
        try:
            if not self._turns.acquire(timeout=_PATIENCE):
                raise busy
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._queue.release()
